"""Opening the state file, and transactions on it."""

from __future__ import annotations

import contextlib
import itertools
import os
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

from digest.errors import StateError
from digest.store.articles import Articles
from digest.store.corrections import Corrections
from digest.store.cursors import Cursors
from digest.store.editions import Editions
from digest.store.entries import Entries
from digest.store.feeds import Feeds
from digest.store.lessons import Lessons
from digest.store.mutes import Mutes
from digest.store.owed import Owed
from digest.store.retention import Retention
from digest.store.schema import APPLICATION_ID, MIGRATIONS
from digest.store.search import Search
from digest.store.stories import Stories
from digest.store.tallies import Tallies

BUSY_MILLISECONDS = 5_000


class Store:
    """An open state file, to be written by one run at a time.

    With `rescue` a file that is damaged or another program's is kept under a new name (`rescued`), and a fresh one is begun in
    its place. `look` opens one for reading only, `copy` works on a copy in memory and leaves the file alone.
    """

    def __init__(self, path: Path, *, rescue: bool = False) -> None:
        self.rescued: Path | None = None
        with _translated(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                connection = _open(path)
            except (sqlite3.DatabaseError, _Foreign) as error:
                if not rescue or not _is_damage(error):
                    raise
                self.rescued = set_aside(path)
                connection = _open(path)
        self._use(connection, path, rescue=rescue)

    @classmethod
    def look(cls, path: Path, *, any_version: bool = False) -> Self:
        """Open a state file for reading; it may lie on a disk that is full or cannot be written.

        One of an older version is looked at as a copy in memory that is up to date, unless any version will do.
        """
        with _translated(path):
            connection = _open_to_read(path)
            ours = connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
            if ours and (any_version or _version(connection) == len(MIGRATIONS)):
                return cls._of(connection, path)
            connection.close()
            return cls.copy(path)

    @classmethod
    def copy(cls, path: Path) -> Self:
        """Open a copy in memory of a state file, empty where there is none."""
        with _translated(path):
            connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
            if path.is_file():
                with contextlib.closing(_open_to_read(path)) as file:
                    file.backup(connection)
            _prepare(connection, path, in_place=False)
            return cls._of(connection, path)

    @classmethod
    def empty(cls) -> Self:
        """Open a state in memory with nothing in it."""
        return cls.copy(Path(os.devnull))

    @classmethod
    def _of(cls, connection: sqlite3.Connection, path: Path) -> Self:
        store = cls.__new__(cls)
        store.rescued = None
        store._use(connection, path, rescue=False)  # noqa: SLF001 - the other way to make one
        return store

    def _use(self, connection: sqlite3.Connection, path: Path, *, rescue: bool) -> None:
        self.path = path
        self._rescue = rescue
        self._connection = connection
        self.feeds = Feeds(connection)
        self.entries = Entries(connection)
        self.articles = Articles(connection)
        self.stories = Stories(connection)
        self.editions = Editions(connection)
        self.cursors = Cursors(connection)
        self.owed = Owed(connection)
        self.lessons = Lessons(connection)
        self.mutes = Mutes(connection)
        self.corrections = Corrections(connection)
        self.search = Search(connection)
        self.retention = Retention(connection)
        self.tallies = Tallies(connection)

    @contextlib.contextmanager
    def transaction(self, *, lasting: bool = False) -> Iterator[None]:
        """Write everything of the block or nothing; `lasting` waits until the disk has it."""
        with _translated(self.path):
            self._connection.execute(f"PRAGMA synchronous = {'FULL' if lasting else 'NORMAL'}")
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def damage(self) -> str:
        """Read the whole file and return the first thing that is wrong with it, in SQLite's words; empty when it is sound."""
        with _translated(self.path):
            found: str = self._connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        return "" if found == "ok" else found

    def behind(self) -> int:
        """Return by how many versions the tables are older than this program's; less than 0: they are newer."""
        version: int = self._connection.execute("PRAGMA user_version").fetchone()[0]
        return len(MIGRATIONS) - version

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

    def back_up(self, target: Path) -> None:
        """Write a copy of the state as it is at this moment, whole; others may write to it meanwhile.

        Raises `StateError` where it cannot be written, and for a file that is no state.
        """
        if not _may_be_replaced(target):
            raise StateError(f'"{target}" is there and is no state of digest', hint="it stays as it is; give another place")
        scratch = target.with_name(f".{target.name}.{os.getpid()}")
        with _translated(target), _gone_on_failure(scratch):
            with contextlib.closing(sqlite3.connect(scratch)) as copy:
                self._connection.backup(copy)
            for suffix in ("-wal", "-shm"):  # of an earlier copy that was looked into: SQLite would take it for this one's
                target.with_name(target.name + suffix).unlink(missing_ok=True)
            scratch.replace(target)

    def vacuum(self) -> None:
        """Give back the room of what was deleted."""
        with _translated(self.path):
            self._connection.execute("INSERT INTO search (search) VALUES ('optimize')")
            self._connection.execute("VACUUM")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close the file."""
        with self.entries.in_use:
            self._connection.close()


def set_aside(path: Path) -> Path:
    """Give a state file, and what belongs to it, a new name; return it. Nothing is ever overwritten."""
    number = next(number for number in itertools.count(1) if not path.with_name(f"{path.name}.aside-{number}").exists())
    aside = path.with_name(f"{path.name}.aside-{number}")
    for suffix in ("", "-wal", "-shm"):
        with contextlib.suppress(FileNotFoundError):
            path.with_name(path.name + suffix).rename(aside.with_name(aside.name + suffix))
    return aside


def _may_be_replaced(target: Path) -> bool:
    """Return whether there is nothing in a place, or a state; a device or a pipe is not even read."""
    try:
        if not stat.S_ISREG(target.stat().st_mode):
            return False
        with target.open("rb") as file:
            head = file.read(100)
    except FileNotFoundError:
        if target.parent.is_dir():
            return True
        raise StateError(f'there is no folder "{target.parent}"', hint="make it, or give another place") from None
    except OSError as error:
        raise StateError(f'"{target}" cannot be written: {error.strerror}', hint="give the name of a file") from error
    return not head or int.from_bytes(head[68:72]) == APPLICATION_ID  # https://sqlite.org/fileformat2.html, section 1.3


@contextlib.contextmanager
def _gone_on_failure(scratch: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        scratch.unlink(missing_ok=True)
        raise


class _Foreign(Exception):
    """The file is a database, and not ours."""


def sqlite_version() -> str:
    """Return the version of SQLite that this Python has."""
    return sqlite3.sqlite_version


def has_full_text_search() -> bool:
    """Return whether that SQLite was built with what searches texts."""
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        return bool(connection.execute("SELECT sqlite_compileoption_used('ENABLE_FTS5')").fetchone()[0])


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, timeout=BUSY_MILLISECONDS / 1000, check_same_thread=False)
    try:
        _prepare(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _open_to_read(path: Path) -> sqlite3.Connection:
    """Open a file that nothing may be written beside: where even SQLite's own bookkeeping cannot be, as one that nobody changes."""
    for mode in ("mode=ro", "mode=ro&immutable=1"):
        connection = sqlite3.connect(f"file:{quote(str(path.absolute()))}?{mode}", uri=True, isolation_level=None)
        try:
            _version(connection)
        except sqlite3.OperationalError:
            connection.close()
            continue
        except sqlite3.DatabaseError:
            connection.close()
            raise
        return connection
    raise StateError(f'the state "{path}" cannot be read', hint="give read permission there")


def _version(connection: sqlite3.Connection) -> int:
    found: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return found


def _prepare(connection: sqlite3.Connection, path: Path, *, in_place: bool = True) -> None:
    version, application = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("user_version", "application_id"))
    if application not in (0, APPLICATION_ID) or (application == 0 and _has_tables(connection)):
        raise _Foreign
    if version > len(MIGRATIONS):
        raise StateError(f'"{path}" was written by a newer digest', hint="upgrade: pip install -U digest-news")
    if version < len(MIGRATIONS):
        _migrate(connection, path if in_place and version > 0 else None)
    connection.execute("PRAGMA synchronous = NORMAL")


def _migrate(connection: sqlite3.Connection, path: Path | None) -> None:
    """Bring the tables up to date, after a copy of what there is in the file."""
    version = _version(connection)
    if path is not None:
        with contextlib.closing(sqlite3.connect(path.with_name(f"{path.name}.version-{version}"))) as copy:
            connection.backup(copy)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    version = _version(connection)  # another run may have been quicker
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
    except (sqlite3.DatabaseError, _Foreign) as error:
        raise _unusable(path, error) from error
    except OSError as error:
        raise StateError(f'the state "{path}" cannot be used: {error.strerror}', hint="make room or give write permission there") from error


def _is_damage(error: Exception) -> bool:
    if isinstance(error, _Foreign):
        return True
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF  # without what SQLite adds to tell kinds of damage apart
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _unusable(path: Path, error: Exception) -> StateError:
    if isinstance(error, _Foreign):
        return StateError(f'"{path}" belongs to another program', hint="move it away, or set XDG_STATE_HOME")
    if _is_damage(error):
        return StateError(f'the state "{path}" is damaged: {error}', hint="'digest today' keeps it aside and begins a fresh one")
    return StateError(f'the state "{path}" cannot be used: {error}', hint="make room or give write permission there")
