"""What the reader muted at a command; what feeds.yaml mutes is in the configuration."""

from __future__ import annotations

import sqlite3
from datetime import date

from digest.model import Match


class Mutes:
    """The table of mutes."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[Match, ...]:
        """Return the mutes in the order of their dates and words, those that are over too."""
        rows = self._connection.execute("SELECT pattern, until, typed FROM mutes ORDER BY typed, pattern")
        return tuple(
            Match((pattern,), f"your mute of {typed}", until=date.fromisoformat(until) if until else None) for pattern, until, typed in rows
        )

    def add(self, pattern: str, *, until: date | None, typed: date) -> None:
        """Keep a mute, in the place of one of the same words."""
        self._connection.execute(
            "INSERT OR REPLACE INTO mutes (pattern, until, typed) VALUES (?, ?, ?)",
            (pattern, until.isoformat() if until else None, typed.isoformat()),
        )

    def remove(self, pattern: str) -> None:
        """Forget a mute."""
        self._connection.execute("DELETE FROM mutes WHERE pattern = ?", (pattern,))
