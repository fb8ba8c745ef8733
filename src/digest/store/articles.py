"""The clean texts, what repeats across the pages of a host, and which pages were asked for."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime

from digest.model import Article, Entry, Reading
from digest.store.search import put, take_out
from digest.store.times import moment, seconds
from digest.urls import canonical, host


class Articles:
    """The tables of articles, pages and their lines."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def save(self, article: Article) -> None:
        """Store what was read of a stored entry, in place of what was read before, and let it be found."""
        seq, title = article.entry.seq, article.entry.title
        before = self.texts([seq]).get(seq, "")
        if before != article.text:
            take_out(self._connection, [(seq, title, before)])
            put(self._connection, [(seq, title, article.text)])
        self._connection.execute(
            "INSERT OR REPLACE INTO articles (seq, text, reading, words, note, standfirst) VALUES (?, ?, ?, ?, ?, ?)",
            (article.entry.seq, article.text, article.reading, article.words, article.note, article.standfirst),
        )

    def of(self, entry: Entry) -> Article | None:
        """Return what was read of an entry, or None."""
        row = self._connection.execute("SELECT text, reading, words, note, standfirst FROM articles WHERE seq = ?", (entry.seq,)).fetchone()
        return None if row is None else Article(entry, row[0], Reading(row[1]), row[2], row[3], row[4])

    def twin(self, entry: Entry) -> Article | None:
        """Return the fully read article of another entry with the same address, as this entry's."""
        row = self._connection.execute(
            """
            SELECT text, reading, words, note, standfirst FROM articles
            WHERE reading = 'full' AND seq IN (SELECT seq FROM entries WHERE canonical = ? AND canonical != '') ORDER BY seq LIMIT 1
            """,
            (canonical(entry.url),),
        ).fetchone()
        return None if row is None else Article(entry, row[0], Reading(row[1]), row[2], row[3], row[4])

    def texts(self, seqs: Iterable[int]) -> dict[int, str]:
        """Return the texts by seq, of those that have one."""
        rows = (self._connection.execute("SELECT seq, text FROM articles WHERE seq = ?", (seq,)).fetchone() for seq in seqs)
        return {row[0]: row[1] for row in rows if row is not None}

    def open(self, seq: int, *, at: datetime) -> None:
        """Note that a person has read the text of an entry."""
        self._connection.execute("INSERT OR REPLACE INTO opened (seq, at) VALUES (?, ?)", (seq, seconds(at)))

    def opened(self, seqs: Iterable[int]) -> dict[int, datetime]:
        """Return when the texts of entries were read last, by seq, of those that were."""
        rows = (self._connection.execute("SELECT seq, at FROM opened WHERE seq = ?", (seq,)).fetchone() for seq in seqs)
        return {row[0]: at for row in rows if row is not None and (at := moment(row[1]))}

    def keep_lines(self, entry: Entry, marks: Sequence[str]) -> None:
        """Remember the fingerprints of a page's lines, for what repeats across its host."""
        self._connection.execute(
            "INSERT OR REPLACE INTO page_lines (seq, host, marks) VALUES (?, ?, ?)", (entry.seq, host(entry.url), " ".join(marks))
        )

    def lines_of(self, name: str, *, last: int) -> dict[int, tuple[str, ...]]:
        """Return the fingerprints of the lines of a host's last pages, by seq."""
        rows = self._connection.execute("SELECT seq, marks FROM page_lines WHERE host = ? ORDER BY seq DESC LIMIT ?", (name, last))
        return {seq: tuple(marks.split()) for seq, marks in rows}

    def asked(self, url: str, *, note: str, now: datetime, retry_at: datetime | None) -> None:
        """Note that a page was asked for, and when it may be asked for again (None: never)."""
        self._connection.execute(
            "INSERT OR REPLACE INTO pages (canonical, note, asked_at, retry_at) VALUES (?, ?, ?, ?)",
            (canonical(url), note, seconds(now), seconds(retry_at)),
        )

    def may_ask(self, url: str, now: datetime) -> bool:
        """Return whether a page was never asked for, or refused long enough ago."""
        row = self._connection.execute("SELECT retry_at FROM pages WHERE canonical = ?", (canonical(url),)).fetchone()
        return row is None or (row[0] is not None and row[0] <= (seconds(now) or 0))
