"""How far each reader has read."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from datetime import date


class Cursors:
    """The tables of cursors, and of what they were moved past without looking at it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def position(self, name: str) -> int | None:
        """Return the highest seq delivered to a reader or passed over; None for a new reader."""
        row = self._connection.execute("SELECT position FROM cursors WHERE name = ?", (name,)).fetchone()
        return None if row is None else int(row[0])

    def advance(self, name: str, day: date, delivered: tuple[int, int], feeds: Collection[str]) -> None:
        """Move a reader's cursor to the end of a window; what other feeds have in it stays for an edition that looks at them."""
        self._connection.execute(
            """
            INSERT INTO cursors (name, position) VALUES (?, ?)
            ON CONFLICT (name) DO UPDATE SET position = MAX(position, excluded.position)
            """,
            (name, delivered[1]),
        )
        rows = self._connection.execute("SELECT seq, feed FROM entries WHERE seq > ? AND seq <= ? AND NOT old", delivered).fetchall()
        self._connection.executemany(
            "INSERT OR IGNORE INTO pending (cursor, seq) VALUES (?, ?)", [(name, seq) for seq, feed in rows if feed not in feeds]
        )
        taken = [(day.isoformat(), name, seq) for seq, feed in self._pending(name, day) if feed in feeds]
        self._connection.executemany("UPDATE pending SET taken = ? WHERE cursor = ? AND seq = ?", taken)

    def pending(self, name: str, day: date, feeds: Collection[str]) -> list[int]:
        """Return the seqs behind a reader's position that no edition of an earlier date took in."""
        return [seq for seq, feed in self._pending(name, day) if feed in feeds]

    def _pending(self, name: str, day: date) -> list[tuple[int, str]]:
        return self._connection.execute(
            "SELECT seq, feed FROM pending JOIN entries USING (seq) WHERE cursor = ? AND (taken IS NULL OR taken = ?) ORDER BY seq",
            (name, day.isoformat()),
        ).fetchall()
