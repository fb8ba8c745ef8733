"""What the feeds said, in the order in which it arrived. Contents are not kept: what was read of them is an article."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from digest.model import Entry
from digest.store.search import put
from digest.store.times import moment, seconds
from digest.urls import canonical

# A + before a column keeps SQLite from its index, which would be the longest way: it has counted no rows (ANALYZE was never run).
_COLUMNS = "seq, feed, uid, url, title, published, authors, language, publisher, discussion, points, comments, seen, old"

DAY = 86_400  # seconds
KNOWN_PACE = 3  # entries


class Entries:
    """The table of entries."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.in_use = threading.Lock()  # by another thread: a connection that is closed under a query takes the process with it

    def add(self, entry: Entry, *, seen: datetime, old: bool) -> Entry | None:
        """Store an entry if its feed has none of that identity; return it as stored, or None when it is known, or was and is forgotten.

        It can be found by its title from then on.
        """
        if self._is_forgotten(entry):
            return None
        published = seconds(entry.published)
        row = self._connection.execute(
            """
            INSERT INTO entries (feed, uid, url, title, published, authors, language, publisher, discussion, points, comments,
                                 canonical, seen, old, moment)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (feed, uid) DO NOTHING RETURNING seq
            """,
            (
                entry.feed, entry.uid, entry.url, entry.title, published, json.dumps(entry.authors), entry.language, entry.publisher,
                entry.discussion, entry.points, entry.comments, canonical(entry.url), seconds(seen), old,
                seconds(seen) if published is None else published,
            ),
        ).fetchone()  # fmt: skip
        if row is None:
            self._connection.execute(
                "UPDATE entries SET points = ?, comments = ? WHERE feed = ? AND uid = ? AND (points, comments) IS NOT (?, ?)",
                (entry.points, entry.comments, entry.feed, entry.uid, entry.points, entry.comments),
            )
            return None
        put(self._connection, [(row[0], entry.title, "")])
        return replace(entry, seq=row[0], seen=seen, old=old)

    def move(self, feed: str, to: str) -> None:
        """Give the entries of a feed to its new address, but for those that are there already; what is forgotten stays so."""
        self._connection.execute("UPDATE OR IGNORE entries SET feed = ? WHERE feed = ?", (to, feed))
        self._connection.execute(
            "INSERT OR IGNORE INTO moved (feed, earlier) SELECT ?, ? UNION SELECT ?, earlier FROM moved WHERE feed = ?",
            (to, feed, to, feed),
        )

    def newest(self, *, seen_until: datetime | None = None) -> int:
        """Return the highest seq, or the one that was seen last until a time; 0 when there is none."""
        if seen_until is None:
            row = self._connection.execute("SELECT MAX(seq) FROM entries").fetchone()
        else:
            until = seconds(seen_until)
            row = self._connection.execute("SELECT seq FROM entries WHERE seen <= ? ORDER BY seen DESC, seq DESC", (until,)).fetchone()
        return row[0] or 0 if row else 0

    def kept(self) -> tuple[int, datetime | None]:
        """Return how many there are, and when the last of them was first seen."""
        count, last = self._connection.execute("SELECT COUNT(*), MAX(seen) FROM entries").fetchone()
        return count, moment(last)

    def window(self, start: int, upto: int) -> list[Entry]:
        """Return the entries after `start`, up to and with `upto`, without the old ones."""
        return self._select("seq > ? AND seq <= ? AND NOT old", (start, upto))

    def counted(self, start: int) -> dict[str, int]:
        """Return how many entries each feed has after `start`, without the old ones."""
        rows = self._connection.execute("SELECT feed, COUNT(*) FROM entries WHERE seq > ? AND NOT old GROUP BY +feed", (start,))
        return dict(rows.fetchall())

    def lapsed(self, start: int, upto: int, *, since: datetime) -> dict[str, int]:
        """Return how many entries of a window each feed has that were old when they were first seen, though dated since a time."""
        rows = self._connection.execute(
            "SELECT feed, COUNT(*) FROM entries WHERE seq > ? AND seq <= ? AND old AND moment >= ? GROUP BY +feed",
            (start, upto, seconds(since)),
        )
        return dict(rows.fetchall())

    def since(self, since: datetime, until: datetime) -> list[Entry]:
        """Return the entries dated in a span of time, the old ones too."""
        return self._select("moment >= ? AND moment <= ?", (seconds(since), seconds(until)))

    def of(self, seqs: Iterable[int]) -> list[Entry]:
        """Return the entries with these numbers, in their order."""
        return [entry for seq in sorted(seqs) for entry in self._select("seq = ?", (seq,))]

    def dates(self, feed: str, *, last: int = 20) -> list[datetime]:
        """Return the dates of a feed's last entries."""
        rows = self._connection.execute("SELECT moment FROM entries WHERE feed = ? ORDER BY moment DESC LIMIT ?", (feed, last))
        return [known for row in rows if (known := moment(row[0]))]

    def identities(self, feed: str, *, last: int) -> frozenset[str]:
        """Return what tells a feed's last entries apart; safe to call from any thread, also while the store is being closed."""
        with self.in_use:
            rows = self._connection.execute("SELECT uid FROM entries WHERE feed = ? ORDER BY moment DESC LIMIT ?", (feed, last))
            return frozenset(uid for (uid,) in rows)

    def of_feed(self, url: str) -> list[Entry]:
        """Return all entries of a feed."""
        return self._select("feed = ?", (url,))

    def told_since(self, since: datetime, upto: int) -> list[Entry]:
        """Return the entries that are in a story, first seen since a time and up to a seq."""
        return self._select("seen >= ? AND +seq <= ? AND +seq IN (SELECT seq FROM story_entries)", (seconds(since), upto))

    def at(self, url: str) -> list[Entry]:
        """Return the entries that link to an address, whatever its spelling."""
        return self._select("canonical = ? AND canonical != ''", (canonical(url),))

    def pace(self, now: datetime, *, days: int) -> dict[str, float]:
        """Return how many entries a week each feed has had over the last days, by its address, where that can be told.

        A feed that has not been followed for so long is judged by the span of its entries; fewer than three tell nothing.
        """
        until = seconds(now) or 0
        since = until - days * DAY
        rows = self._connection.execute(
            """
            SELECT entries.feed, COUNT(*), MIN(entries.moment), COALESCE(feeds.first_success, entries.seen) FROM entries
            LEFT JOIN feeds ON feeds.url = entries.feed WHERE entries.moment >= ? GROUP BY +entries.feed
            """,
            (since,),
        )
        spans = {feed: (count, days * DAY if followed <= since else max(until - first, DAY)) for feed, count, first, followed in rows}
        return {feed: count * 7 * DAY / span for feed, (count, span) in spans.items() if span == days * DAY or count >= KNOWN_PACE}

    def _is_forgotten(self, entry: Entry) -> bool:
        """Return whether an entry was kept once, of its feed or of what that was called before it moved."""
        addresses = [entry.feed, *(row[0] for row in self._connection.execute("SELECT earlier FROM moved WHERE feed = ?", (entry.feed,)))]
        marks = ((mark_of(address, entry.uid),) for address in addresses)
        return any(self._connection.execute("SELECT 1 FROM forgotten WHERE mark = ?", mark).fetchone() for mark in marks)

    def _select(self, condition: str, values: Sequence[object]) -> list[Entry]:
        rows = self._connection.execute(f"SELECT {_COLUMNS} FROM entries WHERE {condition} ORDER BY +seq", values)
        return [_entry(*row) for row in rows]


def mark_of(feed: str, uid: str) -> int:
    """Return the number under which an entry is known that is no longer kept."""
    from hashlib import blake2b  # 3 ms, and most commands know no entry by it

    return int.from_bytes(blake2b(f"{feed}\n{uid}".encode(), digest_size=8).digest(), signed=True)


def _entry(
    seq: int, feed: str, uid: str, url: str, title: str, published: int | None, authors: str, language: str, publisher: str,
    discussion: str, points: int | None, comments: int | None, seen: int, old: int,
) -> Entry:  # fmt: skip
    return Entry(
        feed=feed, uid=uid, url=url, title=title, content="", published=moment(published), authors=tuple(json.loads(authors)),
        language=language, publisher=publisher, discussion=discussion, points=points, comments=comments,
        seq=seq, seen=moment(seen), old=bool(old),
    )  # fmt: skip
