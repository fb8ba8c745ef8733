"""What is new to whom."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from digest.model import Entry
from digest.window import Cursor, advanced, is_old, window

NOW = datetime(2026, 11, 22, 7, tzinfo=UTC)
TODAY, TOMORROW = date(2026, 11, 22), date(2026, 11, 23)


def entry(age: timedelta | None) -> Entry:
    return Entry("https://a.example/feed", "1", "https://a.example/1", "A", "", None if age is None else NOW - age)


@pytest.mark.parametrize(
    ("age", "first_fetch", "expected"),
    [
        (timedelta(hours=23), True, False),
        (timedelta(hours=25), True, True),
        (timedelta(hours=25), False, False),
        (timedelta(days=8), False, True),
        (None, True, False),
        (None, False, False),
    ],
)
def test_entry_is_old_by_its_date_at_first_sight(age: timedelta | None, first_fetch: bool, expected: bool) -> None:
    assert is_old(entry(age), now=NOW, first_fetch=first_fetch, max_days=7) is expected


def test_new_readers_window_begins_at_the_beginning() -> None:
    assert window(Cursor("tty"), TODAY, 40) == (0, 40)


def test_reprint_of_a_date_keeps_where_its_window_began() -> None:
    cursor = advanced(Cursor("tty", position=10), TODAY, (10, 40))

    assert window(cursor, TODAY, 55) == (10, 55)


def test_next_date_begins_where_the_last_delivery_ended() -> None:
    cursor = advanced(advanced(Cursor("tty"), TODAY, (0, 40)), TODAY, (0, 55))

    assert window(cursor, TOMORROW, 90) == (55, 90)


def test_missed_days_fold_into_the_next_window() -> None:
    cursor = advanced(Cursor("tty"), TODAY, (0, 40))

    assert window(cursor, TODAY + timedelta(days=5), 400) == (40, 400)


def test_cursor_never_moves_back() -> None:
    assert advanced(Cursor("tty", position=99), TODAY, (0, 40)).position == 99
