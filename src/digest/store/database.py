"""Opening the state file, and transactions on it."""

from __future__ import annotations

import contextlib
import itertools
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
    """An open state file.

    With `keep=False` nothing that is written stays: all of it is undone at the end. With `rescue=True` a file that is damaged or
    another program's is kept under a new name (`rescued`), and a fresh one is begun in its place.
    """

    def __init__(self, path: Path, *, keep: bool = True, rescue: bool = False) -> None:
        self.path = path
        self.rescued: Path | None = None
        self._keep = keep
        self._rescue = rescue
        with _translated(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = self._opened()
        if not keep:
            self._connection.execute("BEGIN")
        self.feeds = Feeds(self._connection)
        self.entries = Entries(self._connection)
        self.articles = Articles(self._connection)
        self.stories = Stories(self._connection)
        self.editions = Editions(self._connection)

    def _opened(self) -> sqlite3.Connection:
        try:
            return _open(self.path)
        except (sqlite3.DatabaseError, _Foreign) as error:
            if isinstance(error, sqlite3.DatabaseError) and not _is_damage(error):
                raise
            if not self._rescue:
                raise _unusable(self.path, error) from error
            self.rescued = set_aside(self.path)
            return _open(self.path)

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
        if not isinstance(error, sqlite3.DatabaseError):
            return
        if self._rescue and _is_damage(error):  # in a page that was not read at the start
            aside = set_aside(self.path)
            raise StateError(f'the state was damaged; it is kept as "{aside}"', hint="run again to begin afresh") from error
        raise _unusable(self.path, error) from error

    def close(self) -> None:
        """Close the file; what a store that keeps nothing has written is undone."""
        with contextlib.suppress(sqlite3.DatabaseError):  # nothing can be undone in a damaged file; it was said already
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
        self._connection.close()


def set_aside(path: Path) -> Path:
    """Give a state file, and what belongs to it, a new name; return it. Nothing is ever overwritten."""
    number = next(number for number in itertools.count(1) if not path.with_name(f"{path.name}.aside-{number}").exists())
    aside = path.with_name(f"{path.name}.aside-{number}")
    for suffix in ("", "-wal", "-shm"):
        with contextlib.suppress(FileNotFoundError):
            path.with_name(path.name + suffix).rename(aside.with_name(aside.name + suffix))
    return aside


class _Foreign(Exception):
    """The file is a database, and not ours."""


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, timeout=BUSY_MILLISECONDS / 1000)
    try:
        _prepare(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    version, application = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("user_version", "application_id"))
    if application not in (0, APPLICATION_ID) or (application == 0 and _has_tables(connection)):
        raise _Foreign
    if version > len(MIGRATIONS):
        raise StateError(f'"{path}" was written by a newer digest', hint="upgrade: pip install -U digest-news")
    if version < len(MIGRATIONS):
        _migrate(connection, path, version)
    connection.execute("PRAGMA synchronous = NORMAL")


def _migrate(connection: sqlite3.Connection, path: Path, version: int) -> None:
    """Bring the tables up to date, after a copy of what there is."""
    if version > 0:
        with contextlib.closing(sqlite3.connect(path.with_name(f"{path.name}.version-{version}"))) as copy:
            connection.backup(copy)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    version = connection.execute("PRAGMA user_version").fetchone()[0]  # another run may have been quicker
    for number, migration in enumerate(MIGRATIONS[version:], version + 1):
        migration(connection)
        connection.execute(f"PRAGMA user_version = {number}")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute("COMMIT")


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


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF  # without what SQLite adds to tell kinds of damage apart
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _unusable(path: Path, error: Exception) -> StateError:
    if isinstance(error, _Foreign):
        return StateError(f'"{path}" belongs to another program', hint="move it away, or set XDG_STATE_HOME")
    if isinstance(error, sqlite3.DatabaseError) and _is_damage(error):
        return StateError(f'the state "{path}" is damaged: {error}', hint="'digest today' keeps it aside and begins a fresh one")
    return StateError(f'the state "{path}" cannot be used: {error}', hint="make room or give write permission there")
