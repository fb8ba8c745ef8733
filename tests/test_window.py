"""What is new to whom."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from digest.model import Entry
from digest.window import is_old, news_since, window

NOW = datetime(2026, 11, 22, 7, tzinfo=UTC)


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
    assert is_old(entry(age), news_since(NOW, first_fetch=first_fetch, max_days=7)) is expected


def test_window_begins_where_the_reader_stands() -> None:
    assert window(40, None, 90) == (40, 90)


def test_reprint_of_a_date_keeps_where_its_window_began() -> None:
    assert window(40, 10, 55) == (10, 55)


def test_window_of_a_state_that_was_begun_afresh_is_empty_and_not_negative() -> None:
    assert window(40, None, 5) == (5, 5)
