"""The editions, whole."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from digest.document import from_document, to_document
from digest.model import Brief, Edition
from digest.store.times import moment, seconds


@dataclass(frozen=True, slots=True)
class Stored:
    """An edition as a line of a list."""

    id: int
    date: date
    cursor: str
    revision: int
    view: str
    made_at: datetime
    delivered_at: datetime | None
    stories: int
    entries: int

    @property
    def name(self) -> str:
        """What it is called among all: 2026-11-22.1@tty."""
        return f"{self.date}.{self.revision}@{self.cursor}"


_LINE = "id, date, cursor, revision, view, made_at, delivered_at, stories, entries"


class Editions:
    """The table of editions."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def save(self, edition: Edition) -> Edition:
        """Store an edition under the next revision of its date and cursor; return it with that revision."""
        row = self._connection.execute(
            "SELECT COALESCE(MAX(revision), 0) FROM editions WHERE date = ? AND cursor = ?", (edition.date.isoformat(), edition.cursor)
        ).fetchone()
        numbered = replace(edition, revision=row[0] + 1)
        saved = self._connection.execute(
            """
            INSERT INTO editions (date, cursor, revision, view, fingerprint, made_at, start, upto, stories, entries, document, printed)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT COALESCE(MAX(printed), 0) + 1 FROM editions))
            """,
            (
                numbered.date.isoformat(), numbered.cursor, numbered.revision, numbered.view, numbered.fingerprint,
                seconds(numbered.made_at), *numbered.window, len(numbered.briefs), numbered.counts.entries,
                json.dumps(to_document(numbered), ensure_ascii=False),
            ),
        )  # fmt: skip
        self._connection.executemany(
            "INSERT OR IGNORE INTO edition_stories (edition, story) VALUES (?, ?)",
            [(saved.lastrowid, brief.story) for brief in numbered.briefs],
        )
        self._connection.executemany(
            "INSERT OR IGNORE INTO citations (edition, seq) VALUES (?, ?)",
            [(saved.lastrowid, brief.sources[number - 1].seq) for brief in numbered.briefs for number in _cited(brief)],
        )
        return numbered

    def same(self, day: date, cursor: str, view: str, fingerprints: Collection[str]) -> Edition | None:
        """Return the newest edition of a date, cursor and view if it was made from the same things."""
        row = self._connection.execute(
            "SELECT document, fingerprint FROM editions WHERE date = ? AND cursor = ? AND view = ? ORDER BY revision DESC LIMIT 1",
            (day.isoformat(), cursor, view),
        ).fetchone()
        return _edition(row) if row is not None and row[1] in fingerprints else None

    def is_newest(self, edition: Edition) -> bool:
        """Return whether no edition of any reader was printed after this one."""
        row = self._connection.execute("SELECT date, cursor, revision FROM editions ORDER BY printed DESC LIMIT 1").fetchone()
        return row is not None and tuple(row) == (edition.date.isoformat(), edition.cursor, edition.revision)

    def print_again(self, edition: Edition) -> None:
        """Make a stored edition the newest."""
        self._connection.execute(
            "UPDATE editions SET printed = (SELECT MAX(printed) + 1 FROM editions) WHERE date = ? AND cursor = ? AND revision = ?",
            (edition.date.isoformat(), edition.cursor, edition.revision),
        )

    def newest(self, cursor: str | None = None) -> Edition | None:
        """Return the edition that was printed last, of one cursor or of any."""
        row = self._connection.execute(
            "SELECT document, fingerprint FROM editions WHERE ? IS NULL OR cursor = ? ORDER BY printed DESC LIMIT 1", (cursor, cursor)
        ).fetchone()
        return _edition(row) if row is not None else None

    def find(self, day: date, cursor: str | None, revision: int | None) -> Edition | None:
        """Return an edition of a date: of a cursor, or the newest of any; a revision, or the last, rather than a look at a part."""
        row = self._connection.execute(
            """
            SELECT document, fingerprint FROM editions
            WHERE date = ? AND (? IS NULL OR cursor = ?) AND (? IS NULL OR revision = ?)
            ORDER BY view != '', printed DESC LIMIT 1
            """,
            (day.isoformat(), cursor, cursor, revision, revision),
        ).fetchone()
        return _edition(row) if row is not None else None

    def showing(self, story: str) -> list[tuple[Edition, datetime]]:
        """Return the delivered editions that show a story, looks left out, in the order of delivery, each with its time."""
        rows = self._connection.execute(
            """
            SELECT document, fingerprint, delivered_at FROM editions JOIN edition_stories ON edition = id
            WHERE story = ? AND view = '' AND delivered_at IS NOT NULL ORDER BY delivered_at, id
            """,
            (story,),
        )
        return [(_edition(row[:2]), at) for row in rows if (at := moment(row[2]))]

    def delivered_before(self, cursor: str, day: date) -> int:
        """Return up to which seq this reader had had everything before a date."""
        row = self._connection.execute(
            "SELECT MAX(upto) FROM editions WHERE cursor = ? AND date < ? AND view = '' AND delivered_at IS NOT NULL",
            (cursor, day.isoformat()),
        ).fetchone()
        return row[0] or 0

    def last_delivered(self, cursor: str, before: date) -> tuple[date, datetime] | None:
        """Return the date of this reader's last edition before a date, and when it was delivered; None when there is none."""
        row = self._connection.execute(
            """
            SELECT date, delivered_at FROM editions WHERE cursor = ? AND date < ? AND view = '' AND delivered_at IS NOT NULL
            ORDER BY date DESC, delivered_at DESC LIMIT 1
            """,
            (cursor, before.isoformat()),
        ).fetchone()
        at = moment(row[1]) if row else None
        return (date.fromisoformat(row[0]), at) if at else None

    def lines(self) -> list[Stored]:
        """Return all editions, the newest first."""
        return [_line(*row) for row in self._connection.execute(f"SELECT {_LINE} FROM editions ORDER BY id DESC")]

    def deliver(self, edition: Edition, *, at: datetime) -> None:
        """Mark an edition as delivered."""
        self._connection.execute(
            "UPDATE editions SET delivered_at = ? WHERE date = ? AND cursor = ? AND revision = ? AND delivered_at IS NULL",
            (seconds(at), edition.date.isoformat(), edition.cursor, edition.revision),
        )

    def begun(self, cursor: str, day: date) -> int | None:
        """Return where the window of a date began for this reader; None when nothing of that date was delivered."""
        row = self._connection.execute(
            "SELECT start FROM editions WHERE cursor = ? AND date = ? AND view = '' AND delivered_at IS NOT NULL ORDER BY id LIMIT 1",
            (cursor, day.isoformat()),
        ).fetchone()
        return None if row is None else int(row[0])


def _cited(brief: Brief) -> set[int]:
    """Return the numbers of the sources without whose texts the words of a story could not be looked up."""
    return {1, *(sentence.source for sentence in brief.sentences)}


def _edition(row: tuple[str, str]) -> Edition:
    return replace(from_document(json.loads(row[0])), fingerprint=row[1])


def _line(
    number: int, day: str, cursor: str, revision: int, view: str, made_at: int, delivered_at: int | None, stories: int, entries: int
) -> Stored:
    made = moment(made_at)
    assert made is not None
    return Stored(number, date.fromisoformat(day), cursor, revision, view, made, moment(delivered_at), stories, entries)
