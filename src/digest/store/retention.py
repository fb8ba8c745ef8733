"""Forgetting what is old: texts and editions after their days, never what a reader has still to get or an edition quotes.

Of a forgotten entry a mark of eight bytes stays, so that a feed that still carries it does not bring it back as news.
"""

from __future__ import annotations

import sqlite3
from datetime import date, datetime

from digest.store.entries import mark_of
from digest.store.search import take_out
from digest.store.times import seconds

TASK = "retention"
ALL = 2**63 - 1  # the highest seq there can be: nobody waits for anything
LAST_OF_A_FEED = 20  # entries that stay whatever their age: by them it is known how often a feed speaks


class Retention:
    """What is deleted, in batches that are a transaction each."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def is_due(self, day: date) -> bool:
        """Return whether it was not finished on this date."""
        row = self._connection.execute("SELECT done_on FROM upkeep WHERE task = ?", (TASK,)).fetchone()
        return row is None or row[0] != day.isoformat()

    def finish(self, day: date) -> None:
        """Note that it was finished on this date."""
        self._connection.execute("INSERT OR REPLACE INTO upkeep (task, done_on) VALUES (?, ?)", (TASK, day.isoformat()))

    def forget_editions(self, before: datetime) -> None:
        """Delete the editions made before a time, and forget the readers for whom none was made since."""
        until = seconds(before)
        kept = "SELECT cursor FROM editions WHERE made_at >= ?"
        self._connection.execute(f"DELETE FROM pending WHERE cursor NOT IN ({kept})", (until,))
        self._connection.execute(f"DELETE FROM cursors WHERE name NOT IN ({kept})", (until,))
        self._connection.execute("DELETE FROM editions WHERE made_at < ?", (until,))
        for table in ("edition_stories", "citations"):
            self._connection.execute(f"DELETE FROM {table} WHERE edition NOT IN (SELECT id FROM editions)")
        self._connection.execute("DELETE FROM owed WHERE (cursor, date, revision) NOT IN (SELECT cursor, date, revision FROM editions)")

    def forget_pages(self, before: datetime) -> None:
        """Forget which pages were asked for before a time, of those that no entry that is kept links to."""
        self._connection.execute(
            """
            DELETE FROM pages WHERE asked_at < ?
            AND NOT EXISTS (SELECT 1 FROM entries WHERE entries.canonical = pages.canonical AND entries.canonical != '')
            """,
            (seconds(before),),
        )

    def forget_entries(self, before: datetime, *, after: int, most: int) -> tuple[int, int]:
        """Delete some of the entries first seen before a time; return how many, and the seq after which to go on.

        What a cursor has not had, what an edition quotes and the last of each feed stay.
        """
        rows = self._connection.execute(
            f"""
            SELECT entries.seq, feed, uid, title, COALESCE(text, '') FROM entries LEFT JOIN articles USING (seq)
            WHERE entries.seq > ? AND seen < ? AND (old OR entries.seq <= (SELECT COALESCE(MIN(position), {ALL}) FROM cursors))
            AND entries.seq <= (SELECT seq FROM entries WHERE seen < ? ORDER BY seen DESC, seq DESC LIMIT 1)
            AND NOT EXISTS (SELECT 1 FROM citations WHERE citations.seq = entries.seq)
            AND NOT EXISTS (SELECT 1 FROM pending WHERE pending.seq = entries.seq AND taken IS NULL)
            AND (SELECT COUNT(*) FROM (
                SELECT 1 FROM entries AS later WHERE later.feed = entries.feed AND later.moment > entries.moment LIMIT ?
            )) = ?
            ORDER BY entries.seq LIMIT ?
            """,
            (after, seconds(before), seconds(before), LAST_OF_A_FEED, LAST_OF_A_FEED, most),
        ).fetchall()
        take_out(self._connection, [(seq, title, text) for seq, _, _, title, text in rows])
        self._connection.executemany(
            "INSERT OR IGNORE INTO forgotten (mark) VALUES (?)", [(mark_of(feed, uid),) for _, feed, uid, *_ in rows]
        )
        for table in ("entries", "articles", "page_lines", "story_entries", "opened", "pending"):
            self._connection.executemany(f"DELETE FROM {table} WHERE seq = ?", [(row[0],) for row in rows])
        return len(rows), rows[-1][0] if rows else after
