"""How far each reader has read."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from digest.model import Edition
from digest.store.times import moment


@dataclass(frozen=True, slots=True)
class Reader:
    """A cursor as a line of a list."""

    name: str
    position: int  # highest seq delivered to it or passed over
    edition: str  # the name of the last that was delivered; empty when there is none
    delivered_at: datetime | None


class Cursors:
    """The tables of cursors, and of what they were moved past without looking at it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def position(self, name: str) -> int | None:
        """Return the highest seq delivered to a reader or passed over; None for a new reader."""
        row = self._connection.execute("SELECT position FROM cursors WHERE name = ?", (name,)).fetchone()
        return None if row is None else int(row[0])

    def advance(self, edition: Edition) -> None:
        """Move a reader's cursor to the end of an edition's window; what is of feeds it did not ask stays for one that looks at them."""
        name, told = edition.cursor, edition.seqs
        start = max(edition.window[0], self.position(name) or 0)  # up to its position all is settled
        self._connection.execute(
            """
            INSERT INTO cursors (name, position) VALUES (?, ?)
            ON CONFLICT (name) DO UPDATE SET position = MAX(position, excluded.position)
            """,
            (name, edition.window[1]),
        )
        rows = self._connection.execute(
            "SELECT seq FROM entries WHERE seq > ? AND seq <= ? AND NOT old", (start, edition.window[1])
        ).fetchall()
        self._connection.executemany(
            "INSERT OR IGNORE INTO pending (cursor, seq) VALUES (?, ?)", [(name, seq) for (seq,) in rows if seq not in told]
        )
        taken = [(edition.date.isoformat(), name, seq) for seq, _ in self._pending(name, edition.date) if seq in told]
        self._connection.executemany("UPDATE pending SET taken = ? WHERE cursor = ? AND seq = ?", taken)

    def pending(self, name: str, day: date, feeds: Collection[str]) -> list[int]:
        """Return the seqs behind a reader's position that no edition of an earlier date took in."""
        return [seq for seq, feed in self._pending(name, day) if feed in feeds]

    def missed(self, name: str) -> frozenset[int]:
        """Return the seqs behind a reader's position that no edition took in at all."""
        rows = self._connection.execute("SELECT seq FROM pending WHERE cursor = ? AND taken IS NULL", (name,))
        return frozenset(row[0] for row in rows)

    def listed(self) -> list[Reader]:
        """Return every reader, by name."""
        rows = self._connection.execute(
            """
            SELECT name, position, date, revision, delivered_at FROM cursors
            LEFT JOIN (
                SELECT cursor, date, revision, delivered_at,
                    ROW_NUMBER() OVER (PARTITION BY cursor ORDER BY delivered_at DESC, id DESC) AS place
                FROM editions WHERE view = '' AND delivered_at IS NOT NULL
            ) ON cursor = name AND place = 1 ORDER BY name
            """
        )
        return [
            Reader(name, position, f"{day}.{revision}@{name}" if day else "", moment(delivered_at))
            for name, position, day, revision, delivered_at in rows
        ]

    def forget(self, name: str) -> bool:
        """Forget how far a reader has read; return whether there was one of this name."""
        self._connection.execute("DELETE FROM pending WHERE cursor = ?", (name,))
        return self._connection.execute("DELETE FROM cursors WHERE name = ?", (name,)).rowcount > 0

    def _pending(self, name: str, day: date) -> list[tuple[int, str]]:
        return self._connection.execute(
            "SELECT seq, feed FROM pending JOIN entries USING (seq) WHERE cursor = ? AND (taken IS NULL OR taken = ?) ORDER BY seq",
            (name, day.isoformat()),
        ).fetchall()
