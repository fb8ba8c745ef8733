"""What is remembered of each feed between runs."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import fields
from typing import Any

from digest.model import FeedState
from digest.store.times import moment, seconds

_COLUMNS = tuple(field.name for field in fields(FeedState))
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM feeds WHERE url = ?"
_INSERT = f"INSERT OR REPLACE INTO feeds ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"


class Feeds:
    """The table of feeds."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def states(self, urls: Iterable[str]) -> dict[str, FeedState]:
        """Return what is known of each address; of one never asked, an empty state."""
        return {url: self._state(url) for url in urls}

    def titles(self) -> dict[str, str]:
        """Return what every feed that was ever asked calls itself, by its address, of those that do."""
        return dict(self._connection.execute("SELECT url, title FROM feeds WHERE title != ''").fetchall())

    def _state(self, url: str) -> FeedState:
        row = self._connection.execute(_SELECT, (url,)).fetchone()
        if row is None:
            return FeedState(url)
        return FeedState(*(_READ[name](value) if name in _READ else value for name, value in zip(_COLUMNS, row, strict=True)))

    def save(self, state: FeedState) -> None:
        """Remember a feed's state in place of the earlier one."""
        values = ((name, getattr(state, name)) for name in _COLUMNS)
        self._connection.execute(_INSERT, [_WRITTEN[name](value) if name in _WRITTEN else value for name, value in values])


_TIMES = ("wait_until", "failing_since", "first_success", "last_success")
_READ: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(_TIMES, moment),
    "gone": bool,
    "skip_hours": lambda text: tuple(int(hour) for hour in text.split()),
}
_WRITTEN: dict[str, Callable[[Any], Any]] = {**dict.fromkeys(_TIMES, seconds), "skip_hours": lambda hours: " ".join(map(str, hours))}
