"""What has come of each feed: how many entries are stored, and how many of them readers were shown."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from digest.store.times import moment


@dataclass(frozen=True, slots=True)
class Tally:
    """The entries of one feed."""

    entries: int = 0  # stored
    newest: datetime | None = None
    shown: int = 0  # in stories of delivered editions
    last_shown: date | None = None


class Tallies:
    """Sums over the tables of entries and editions."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def of(self, urls: Iterable[str]) -> dict[str, Tally]:
        """Return the tally of each feed, by its address."""
        return {url: Tally(*self._entries(url), *self._shown(url)) for url in urls}

    def _entries(self, url: str) -> tuple[int, datetime | None]:
        count, newest = self._connection.execute("SELECT COUNT(*), MAX(moment) FROM entries WHERE feed = ?", (url,)).fetchone()
        return count, moment(newest)

    def _shown(self, url: str) -> tuple[int, date | None]:
        row = self._connection.execute(
            """
            SELECT COUNT(DISTINCT entries.seq), MAX(editions.date) FROM entries
            JOIN story_entries ON story_entries.seq = entries.seq
            JOIN edition_stories ON edition_stories.story = story_entries.story
            JOIN editions ON editions.id = edition_stories.edition
            WHERE entries.feed = ? AND entries.seq <= editions.upto AND editions.view = '' AND editions.delivered_at IS NOT NULL
            """,
            (url,),
        ).fetchone()
        return row[0], date.fromisoformat(row[1]) if row[1] else None
