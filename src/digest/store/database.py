"""Opening the state file, and transactions on it."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from digest.errors import StateError
from digest.store.articles import Articles
from digest.store.editions import Editions
from digest.store.entries import Entries
from digest.store.feeds import Feeds
from digest.store.schema import APPLICATION_ID, MIGRATIONS
from digest.store.stories import Stories

BUSY_MILLISECONDS = 5_000


class Store:
    """An open state file. With `keep=False` nothing that is written stays: all of it is undone at the end."""

    def __init__(self, path: Path, *, keep: bool = True) -> None:
        self.path = path
        self._keep = keep
        with _translated(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(path, isolation_level=None, timeout=BUSY_MILLISECONDS / 1000)
            self._prepare()
        self.feeds = Feeds(self._connection)
        self.entries = Entries(self._connection)
        self.articles = Articles(self._connection)
        self.stories = Stories(self._connection)
        self.editions = Editions(self._connection)

    def _prepare(self) -> None:
        connection = self._connection
        version, application = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("user_version", "application_id"))
        if application not in (0, APPLICATION_ID) or (application == 0 and _has_tables(connection)):
            raise StateError(f'"{self.path}" belongs to another program', hint="move it away, or set XDG_STATE_HOME")
        if version > len(MIGRATIONS):
            raise StateError(f'"{self.path}" was written by a newer digest', hint="upgrade: pip install -U digest-news")
        if version < len(MIGRATIONS):
            self._migrate()
        connection.execute("PRAGMA synchronous = NORMAL")
        if not self._keep:
            connection.execute("BEGIN")

    def _migrate(self) -> None:
        connection = self._connection
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("BEGIN IMMEDIATE")
        version = connection.execute("PRAGMA user_version").fetchone()[0]  # another run may have been quicker
        for number, migration in enumerate(MIGRATIONS[version:], version + 1):
            migration(connection)
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("COMMIT")

    @contextlib.contextmanager
    def transaction(self, *, lasting: bool = False) -> Iterator[None]:
        """Write everything of the block or nothing; `lasting` waits until the disk has it."""
        begin, commit, undo = (
            ("BEGIN IMMEDIATE", "COMMIT", "ROLLBACK") if self._keep else ("SAVEPOINT part", "RELEASE part", "ROLLBACK TO part")
        )
        with _translated(self.path):
            if self._keep:
                self._connection.execute(f"PRAGMA synchronous = {'FULL' if lasting else 'NORMAL'}")
            self._connection.execute(begin)
            try:
                yield
                self._connection.execute(commit)
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute(undo)
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()
        if isinstance(error, sqlite3.DatabaseError):  # in a statement outside a transaction: a damaged page, a disk that went away
            raise _unusable(self.path, error) from error

    def close(self) -> None:
        """Close the file; what a store that keeps nothing has written is undone."""
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")
        self._connection.close()


def _has_tables(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is not None


@contextlib.contextmanager
def _translated(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise _unusable(path, error) from error
    except OSError as error:
        raise StateError(f'the state "{path}" cannot be used: {error.strerror}', hint="make room or give write permission there") from error


def _unusable(path: Path, error: sqlite3.DatabaseError) -> StateError:
    damaged = "not a database" in str(error) or "malformed" in str(error)
    hint = "it is damaged: move it away, and the next run begins a fresh one" if damaged else "make room or give write permission there"
    return StateError(f'the state "{path}" cannot be used: {error}', hint=hint)
