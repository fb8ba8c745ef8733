"""What the reader said of the grouping; the stories themselves are in `stories`."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from digest.model import Correction, Move
from digest.store.times import moment, seconds


class Corrections:
    """The tables of corrections."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[Correction, ...]:
        """Return the corrections in force, in the order in which they were made."""
        rows = self._connection.execute("SELECT id, kind, said, at FROM corrections ORDER BY id").fetchall()
        return tuple(self._correction(*row) for row in rows)

    def add(self, correction: Correction) -> Correction:
        """Keep a correction; return it with its number."""
        row = self._connection.execute(
            "INSERT INTO corrections (kind, said, at) VALUES (?, ?, ?)", (correction.kind, correction.said, seconds(correction.at))
        )
        self._connection.executemany(
            "INSERT INTO moves (correction, seq, before, after) VALUES (?, ?, ?, ?)",
            [(row.lastrowid, move.seq, move.before, move.after) for move in correction.moves],
        )
        assert row.lastrowid is not None
        return replace(correction, number=row.lastrowid)

    def remove(self, number: int) -> None:
        """Forget a correction."""
        self._connection.execute("DELETE FROM corrections WHERE id = ?", (number,))
        self._connection.execute("DELETE FROM moves WHERE correction = ?", (number,))

    def _correction(self, number: int, kind: str, said: str, at: int) -> Correction:
        rows = self._connection.execute("SELECT seq, before, after FROM moves WHERE correction = ? ORDER BY seq", (number,))
        made = moment(at)
        assert made is not None
        return Correction(kind, said, made, tuple(Move(*row) for row in rows), number)
