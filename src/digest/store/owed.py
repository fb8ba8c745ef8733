"""Who has yet to get which edition by mail: noted before it is sent, and settled when it was accepted."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from digest.model import Edition


@dataclass(frozen=True, slots=True)
class Debt:
    """An edition that some recipients have not got."""

    date: date
    cursor: str
    revision: int
    recipients: tuple[str, ...]
    stories: frozenset[str]  # of the edition, that are to be sent


class Owed:
    """The table of mails that were not accepted."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def note(self, edition: Edition, stories: Collection[str], recipients: Iterable[str]) -> None:
        """Remember that an edition is about to be sent: until it is accepted it is owed."""
        key, chosen = (edition.cursor, edition.date.isoformat(), edition.revision), json.dumps(sorted(stories))
        self._connection.executemany("INSERT OR REPLACE INTO owed VALUES (?, ?, ?, ?, ?)", [(*key, each, chosen) for each in recipients])

    def settle(self, edition: Edition, accepted: Iterable[str]) -> None:
        """Forget who has accepted an edition."""
        key = (edition.cursor, edition.date.isoformat(), edition.revision)
        self._connection.executemany(
            "DELETE FROM owed WHERE cursor = ? AND date = ? AND revision = ? AND recipient = ?", [(*key, each) for each in accepted]
        )

    def outdate(self, edition: Edition) -> None:
        """Forget the earlier editions of its reader that nobody had: this one tells what they told. What some had is owed the others."""
        self._connection.execute(
            """
            DELETE FROM owed WHERE cursor = ? AND (date, revision) < (?, ?) AND NOT EXISTS (
                SELECT 1 FROM editions WHERE (editions.cursor, editions.date, editions.revision) = (owed.cursor, owed.date, owed.revision)
                AND (delivered_at IS NOT NULL OR view != '')
            )
            """,
            (edition.cursor, edition.date.isoformat(), edition.revision),
        )

    def debts(self, cursor: str) -> list[Debt]:
        """Return the editions of a reader that somebody is owed, the oldest first."""
        rows = self._connection.execute(
            "SELECT date, revision, stories, recipient FROM owed WHERE cursor = ? ORDER BY date, revision, stories, recipient", (cursor,)
        ).fetchall()
        return [
            Debt(date.fromisoformat(day), cursor, revision, tuple(row[3] for row in group), frozenset(json.loads(stories)))
            for (day, revision, stories), group in groupby(rows, key=lambda row: row[:3])
        ]
