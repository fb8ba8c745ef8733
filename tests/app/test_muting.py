"""Mutes of two origins side by side: typed ones, and those of feeds.yaml."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.app.muting import mute, mutes, unmute
from digest.app.when import last_day
from digest.app.workspace import Workspace
from digest.errors import UsageError

Make = Callable[..., Workspace]
FEED = "https://a.example/feed"
SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-12-20", date(2026, 12, 20)),
        ("today", SUNDAY),
        ("tomorrow", date(2026, 11, 23)),
        ("30d", date(2026, 12, 22)),
        ("2 Weeks", date(2026, 12, 6)),
        ("1 month", date(2026, 12, 22)),
        ("1y", date(2027, 11, 22)),
    ],
)
def test_last_day_is_a_date_or_a_span_from_today(text: str, day: date) -> None:
    assert last_day(text, SUNDAY) == day


@pytest.mark.parametrize("text", ["soon", "", "2026-13-01", "2026-11-21", "99999 years", "-3d", "3 minutes"])
def test_last_day_that_is_none_or_is_over_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        last_day(text, SUNDAY)


@given(st.text(max_size=12))
def test_last_day_is_never_in_the_past_whatever_is_typed(text: str) -> None:
    try:
        day = last_day(text, SUNDAY)
    except UsageError:
        return
    assert day >= SUNDAY


@pytest.mark.parametrize(("words", "reason"), [("/[a/", "not a regular"), ("*", "matches everything"), ("  ", "matches everything")])
def test_words_that_are_no_pattern_are_refused_and_nothing_is_kept(workspace: Make, words: str, reason: str) -> None:
    space = workspace(FEED)

    with pytest.raises(UsageError, match=reason):
        mute(space, words)
    assert mutes(space) == ()


def test_until_is_of_the_readers_time_zone(workspace: Make) -> None:
    from dataclasses import replace

    space = replace(workspace(FEED), zone="Pacific/Auckland", now=workspace(FEED).now.replace(hour=23))

    assert mute(space, "cup", until="today").until == date(2026, 11, 23)


def test_mute_of_the_same_words_takes_the_place_of_the_earlier(workspace: Make) -> None:
    space = workspace(FEED)
    mute(space, "World Cup", until="30d")

    mute(space, "world  cup")

    assert [(match.patterns, match.until) for match in mutes(space)] == [(("world cup",), None)]


def test_control_characters_of_a_mute_are_not_kept(workspace: Make) -> None:
    assert mute(workspace(FEED), "\x1b[31mcup\u202e").pattern == "[31mcup"


def test_what_nobody_muted_cannot_be_unmuted(workspace: Make) -> None:
    with pytest.raises(UsageError, match="not muted"):
        unmute(workspace(FEED), "cup")
