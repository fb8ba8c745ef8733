"""Which entries are one story, and when a reader was told it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date

from digest.model import Story, Told


class Stories:
    """The tables of stories."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def save(self, stories: Iterable[Story]) -> None:
        """Remember the members of each story; an entry once in a story stays in it."""
        self._connection.executemany(
            "INSERT OR IGNORE INTO story_entries (seq, story) VALUES (?, ?)",
            [(article.entry.seq, story.id) for story in stories for article in story.articles],
        )

    def of(self, seqs: Iterable[int]) -> dict[int, str]:
        """Return the story of each entry that is in one, by seq."""
        rows = (self._connection.execute("SELECT seq, story FROM story_entries WHERE seq = ?", (seq,)).fetchone() for seq in seqs)
        return {row[0]: row[1] for row in rows if row is not None}

    def told(self, cursor: str, upto: int) -> dict[str, Told]:
        """Return when this reader was shown each story, in delivered editions whose window ended by a seq."""
        rows = self._connection.execute(
            """
            SELECT edition_stories.story, MIN(editions.date), MAX(editions.date), MAX(editions.upto)
            FROM editions JOIN edition_stories ON edition_stories.edition = editions.id
            WHERE editions.cursor = ? AND editions.upto <= ? AND editions.view = '' AND editions.delivered_at IS NOT NULL
            GROUP BY edition_stories.story
            """,
            (cursor, upto),
        )
        return {row[0]: Told(date.fromisoformat(row[1]), date.fromisoformat(row[2]), row[3]) for row in rows}
