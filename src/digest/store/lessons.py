"""What the reader taught with `more` and `less`."""

from __future__ import annotations

import sqlite3

from digest.model import Lesson
from digest.store.times import moment, seconds


class Lessons:
    """The tables of lessons."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[Lesson, ...]:
        """Return the lessons in the order in which they were taught."""
        rows = self._connection.execute("SELECT story, headline, more, at FROM lessons ORDER BY at, story").fetchall()
        return tuple(_lesson(story, headline, more, self._terms(story), at) for story, headline, more, at in rows)

    def teach(self, lesson: Lesson) -> None:
        """Keep a lesson, in the place of what its story taught before."""
        self.forget(lesson.story)
        self._connection.execute(
            "INSERT INTO lessons (story, headline, more, at) VALUES (?, ?, ?, ?)",
            (lesson.story, lesson.headline, lesson.more, seconds(lesson.at)),
        )
        self._connection.executemany(
            "INSERT INTO lesson_terms (story, place, term) VALUES (?, ?, ?)",
            [(lesson.story, place, term) for place, term in enumerate(lesson.terms)],
        )

    def forget(self, story: str) -> None:
        """Forget what a story taught."""
        for table in ("lessons", "lesson_terms"):
            self._connection.execute(f"DELETE FROM {table} WHERE story = ?", (story,))

    def forget_term(self, term: str) -> None:
        """Forget a term, whatever story taught it; a lesson that taught nothing else goes with it."""
        self._connection.execute("DELETE FROM lesson_terms WHERE term = ?", (term,))
        self._connection.execute("DELETE FROM lessons WHERE story NOT IN (SELECT story FROM lesson_terms)")

    def rename(self, term: str, to: str) -> None:
        """Give what was taught of a term to another: a feed is a term by its address."""
        self._connection.execute("UPDATE lesson_terms SET term = ? WHERE term = ?", (to, term))

    def _terms(self, story: str) -> tuple[str, ...]:
        rows = self._connection.execute("SELECT term FROM lesson_terms WHERE story = ? ORDER BY place", (story,))
        return tuple(term for (term,) in rows)


def _lesson(story: str, headline: str, more: int, terms: tuple[str, ...], at: int) -> Lesson:
    taught = moment(at)
    assert taught is not None
    return Lesson(story, headline, bool(more), terms, taught)
