"""The full-text index: titles and texts, found again by their words.

The index holds words and no texts (contentless FTS5), so that it stays small; what is taken out of it must be given as it was put in.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from digest.store.times import seconds

if TYPE_CHECKING:
    from digest.query import Query, Term

TITLE, TEXT = 4.0, 1.0  # what a word counts in each (Robertson and Zaragoza 2009, section 3.5: weights of fields)
RANKED = 20_000  # the newest entries that have a common word; the others are older than anybody would look down the list
NEAR = 0.05  # of the best score: results closer than this are equally good, and the newest of them comes first


class Search:
    """The index of titles and texts."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def find(self, query: Query, *, most: int, feeds: Collection[str] | None = None, since: datetime | None = None) -> list[int]:
        """Return the seqs of the entries that a query finds, the best first; of some feeds, or dated since a time, where asked for."""
        if not query.wanted or (feeds is not None and not feeds):
            return []
        conditions, values = _conditions(feeds, since)
        found = self._connection.execute(
            f"""
            SELECT entries.seq, score, moment FROM (
                SELECT search.rowid AS number, bm25(search, {TITLE}, {TEXT}) AS score FROM search {conditions}
                ORDER BY search.rowid DESC LIMIT {RANKED}
            ) JOIN entries ON entries.seq = number ORDER BY score, moment DESC LIMIT ?
            """,
            (_expression(query), *values, 3 * most),
        ).fetchall()
        return [seq for seq, _, _ in _ordered(found)[:most]]


def _ordered(found: list[tuple[int, float, int]]) -> list[tuple[int, float, int]]:
    """Return seqs, scores (below 0, the lowest is the best) and moments by score, what is as good as equal by moment."""
    step = -NEAR * min((score for _, score, _ in found), default=0.0) or 1.0
    return sorted(found, key=lambda row: (round(row[1] / step), -row[2], row[0]))


def _conditions(feeds: Collection[str] | None, since: datetime | None) -> tuple[str, list[object]]:
    """Return the rest of the inner statement, which needs no entry to be looked at where nothing but words is asked for."""
    if feeds is None and since is None:
        return "WHERE search MATCH ?", []
    values: list[object] = []
    condition = "JOIN entries ON entries.seq = search.rowid WHERE search MATCH ?"
    if since is not None:
        # nothing is dated after it was first seen: what was seen before cannot be dated since
        condition += " AND search.rowid > COALESCE((SELECT seq FROM entries WHERE seen < ? ORDER BY seen DESC, seq DESC LIMIT 1), 0)"
        condition += " AND moment >= ?"
        values += [seconds(since), seconds(since)]
    if feeds is not None:
        condition += f" AND feed IN ({', '.join('?' * len(feeds))})"
        values += feeds
    return condition, values


def _expression(query: Query) -> str:
    """Return a query in the language of FTS5; every term stands in quotes, so that none of them means anything in it."""
    wanted = " AND ".join(map(_quoted, query.wanted))
    return f"({wanted}) NOT ({' OR '.join(map(_quoted, query.unwanted))})" if query.unwanted else wanted


def _quoted(term: Term) -> str:
    return f'"{term.text}"{" *" if term.open else ""}'


def put(connection: sqlite3.Connection, entries: Iterable[tuple[int, str, str]]) -> None:
    """Take entries into the index: seq, title, text."""
    from digest.query import indexed

    connection.executemany(
        "INSERT INTO search (rowid, title, text) VALUES (?, ?, ?)", ((seq, indexed(title), indexed(text)) for seq, title, text in entries)
    )


def take_out(connection: sqlite3.Connection, entries: Iterable[tuple[int, str, str]]) -> None:
    """Take entries out of the index: seq, and title and text as they were put in."""
    from digest.query import indexed

    connection.executemany(
        "INSERT INTO search (search, rowid, title, text) VALUES ('delete', ?, ?, ?)",
        ((seq, indexed(title), indexed(text)) for seq, title, text in entries),
    )
