"""Which entries are one story, and when a reader was told it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
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

    def move(self, seq: int, story: str) -> None:
        """Put an entry into another story; with an empty name into none."""
        self._connection.execute("DELETE FROM story_entries WHERE seq = ?", (seq,))
        if story:
            self._connection.execute("INSERT INTO story_entries (seq, story) VALUES (?, ?)", (seq, story))

    def members(self, story: str) -> list[int]:
        """Return the entries of a story, by seq."""
        return [seq for (seq,) in self._connection.execute("SELECT seq FROM story_entries WHERE story = ? ORDER BY seq", (story,))]

    def of(self, seqs: Iterable[int]) -> dict[int, str]:
        """Return the story of each entry that is in one, by seq."""
        rows = (self._connection.execute("SELECT seq, story FROM story_entries WHERE seq = ?", (seq,)).fetchone() for seq in seqs)
        return {row[0]: row[1] for row in rows if row is not None}

    def has(self, story: str) -> bool:
        """Return whether a story is called so: one that has entries or had some, or one that an edition tells."""
        row = self._connection.execute(
            """
            SELECT 1 FROM story_entries WHERE story = ? UNION ALL SELECT 1 FROM moves WHERE before = ?
            UNION ALL SELECT 1 FROM edition_stories JOIN editions ON id = edition WHERE story = ? AND view = '' LIMIT 1
            """,
            (story, story, story),
        ).fetchone()
        return row is not None

    def told(self, cursor: str, upto: int, *, besides: date | None = None) -> dict[str, Told]:
        """Return when this reader was shown each story, in delivered editions whose window ended by a seq; `besides` those of a date.

        What was told of a story that was merged into another was told of that one.
        """
        rows = self._connection.execute(
            """
            SELECT edition_stories.story, MIN(editions.date), MAX(editions.date), MAX(editions.upto)
            FROM editions JOIN edition_stories ON edition_stories.edition = editions.id
            WHERE editions.cursor = ? AND editions.upto <= ? AND editions.date IS NOT ?
            AND editions.view = '' AND editions.delivered_at IS NOT NULL
            GROUP BY edition_stories.story
            """,
            (cursor, upto, besides.isoformat() if besides else None),
        )
        merged = self._merged()
        told: dict[str, Told] = {}
        for story, first, last, end in rows:
            name, found = _now(story, merged), Told(date.fromisoformat(first), date.fromisoformat(last), end)
            told[name] = _both(told[name], found) if name in told else found
        return told

    def _merged(self) -> dict[str, str]:
        rows = self._connection.execute(
            """
            SELECT moves.before, moves.after FROM moves JOIN corrections ON corrections.id = moves.correction
            WHERE corrections.kind = 'merge' AND moves.before != '' ORDER BY corrections.id
            """
        )
        return dict(rows.fetchall())


def _now(story: str, merged: Mapping[str, str]) -> str:
    """Return what a story is called after all mergers; each takes one step, and there is no circle to be caught in."""
    for _ in merged:
        story = merged.get(story, story)
    return story


def _both(one: Told, other: Told) -> Told:
    return Told(min(one.first, other.first), max(one.last, other.last), max(one.upto, other.upto))
