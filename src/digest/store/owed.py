"""Who has yet to get which edition by mail: noted before it is sent, and settled when it was accepted."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

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
        """Forget who has accepted an edition, and the earlier editions of its reader: this one tells what they told."""
        key = (edition.cursor, edition.date.isoformat(), edition.revision)
        self._connection.executemany(
            "DELETE FROM owed WHERE cursor = ? AND date = ? AND revision = ? AND recipient = ?", [(*key, each) for each in accepted]
        )
        self._connection.execute("DELETE FROM owed WHERE cursor = ? AND (date, revision) < (?, ?)", key)

    def newest(self, cursor: str) -> Debt | None:
        """Return the newest edition of a reader that somebody is owed."""
        rows = self._connection.execute(
            """
            SELECT date, revision, recipient, stories FROM owed WHERE cursor = ?1 AND (date, revision) =
                (SELECT date, revision FROM owed WHERE cursor = ?1 ORDER BY date DESC, revision DESC LIMIT 1)
            ORDER BY recipient
            """,
            (cursor,),
        ).fetchall()
        if not rows:
            return None
        day, revision, _, stories = rows[0]
        return Debt(date.fromisoformat(day), cursor, revision, tuple(row[2] for row in rows), frozenset(json.loads(stories)))
