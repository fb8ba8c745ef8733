"""What a good guest does."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.config import HealthSettings
from digest.fetch.manners import (
    LONGEST_REST,
    LONGEST_WAIT,
    advises,
    after_failure,
    after_success,
    body_hash,
    conditional,
    fresh_until,
    page_retry,
    retry_after,
    silence,
    waits,
)
from digest.model import FeedState, Problem, Response

NOW = datetime(2026, 11, 22, 7, tzinfo=UTC)
URL = "https://a.example/feed"


def response(status: int = 200, body: bytes = b"", permanent_url: str = "", **headers: str) -> Response:
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Response(URL, URL, status, named, body, NOW, permanent_url)


def succeeded(state: FeedState, answer: Response) -> FeedState:
    return after_success(state, answer, body_hash(answer.body))


def test_validators_go_back_byte_for_byte() -> None:
    state = succeeded(FeedState(URL), response(etag='W/"a b\\"c"', last_modified="sun, 22 nov 2026 07:00 +0000"))

    assert ("If-None-Match", 'W/"a b\\"c"') in conditional(state)
    assert ("If-Modified-Since", "sun, 22 nov 2026 07:00 +0000") in conditional(state)


def test_feed_without_validators_is_asked_without_conditions() -> None:
    assert [name for name, _ in conditional(FeedState(URL))] == ["Accept"]


def test_answer_without_validators_forgets_the_earlier_ones() -> None:
    state = succeeded(FeedState(URL, etag='"old"'), response())

    assert state.etag == ""


def test_304_keeps_validators_and_the_hash_of_the_body() -> None:
    known = succeeded(FeedState(URL), response(body=b"<rss/>", etag='"1"'))

    assert succeeded(known, response(304)).body_hash == known.body_hash
    assert succeeded(known, response(304)).etag == '"1"'


def test_success_forgets_the_failures() -> None:
    state = succeeded(FeedState(URL, failures=4, failing_since=NOW), response())

    assert (state.failures, state.failing_since) == (0, None)


def test_failures_are_counted_since_the_first() -> None:
    problem = Problem("fetch", "A", "500", "status")
    state = after_failure(FeedState(URL), problem, NOW)
    state = after_failure(state, problem, NOW + timedelta(days=1))

    assert (state.failures, state.failing_since) == (2, NOW)


@pytest.mark.parametrize(
    ("failures", "days", "expected"),
    [(1, 0, False), (2, 1, False), (3, 2, True), (4, 3, False), (8, 7, True), (9, 8, False), (15, 14, True)],
)
def test_failing_feed_is_advised_on_at_the_third_failure_then_weekly(failures: int, days: int, expected: bool) -> None:
    state = FeedState(URL, failures=failures, failing_since=NOW - timedelta(days=days))

    assert advises(state, HealthSettings(), NOW) is expected


@pytest.mark.parametrize(
    ("quiet", "expected"),
    [
        (6, ""),
        (7, "no entry for 7 days, usually one every 2"),
        (8, ""),
        (14, "no entry for 14 days, usually one every 2"),
    ],
)
def test_feed_that_is_quiet_for_three_times_its_usual_gap_is_told_and_then_weekly(quiet: int, expected: str) -> None:
    dates = [NOW - timedelta(days=quiet + 2 * number) for number in range(6)]

    assert silence(dates, NOW, HealthSettings()) == expected


def test_feed_that_is_hardly_known_is_not_called_quiet() -> None:
    assert silence([NOW - timedelta(days=300), NOW - timedelta(days=302)], NOW, HealthSettings()) == ""


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("7200", NOW + timedelta(hours=2)),
        ("Sun, 22 Nov 2026 09:00:00 GMT", NOW + timedelta(hours=2)),
        ("99999999999999999999", NOW + LONGEST_WAIT),
        ("Sun, 22 Nov 2026 05:00:00 GMT", None),
        ("-5", None),
        ("soon", None),
        ("", None),
    ],
)
def test_servers_wish_to_wait_is_understood_in_seconds_and_as_a_date(value: str, expected: datetime | None) -> None:
    assert retry_after(response(429, retry_after=value), NOW) == expected


def test_feed_waits_until_its_time_and_not_after_a_clock_that_jumped() -> None:
    state = replace(FeedState(URL), wait_until=NOW + timedelta(hours=2))

    assert waits(state, NOW)
    assert not waits(state, NOW + timedelta(hours=2))
    assert not waits(state, NOW - timedelta(days=400))


@pytest.mark.parametrize(
    ("headers", "ttl", "minutes"),
    [
        ({"cache_control": "public, max-age=3600"}, 0, 60),
        ({"cache_control": "max-age=3600", "age": "600"}, 0, 50),
        ({"cache_control": 'max-age="3600"', "expires": "Sun, 22 Nov 2026 07:05:00 GMT"}, 0, 60),
        ({"expires": "Sun, 22 Nov 2026 07:30:00 GMT", "date": "Sun, 22 Nov 2026 07:00:00 GMT"}, 0, 30),
        ({"cache_control": "max-age=60"}, 45, 45),
        ({"cache_control": "max-age=999999999999"}, 0, 20 * 60),
        ({"cache_control": "no-cache, max-age=3600"}, 0, None),
        ({"expires": "0"}, 0, None),
        ({"cache_control": "max-age=soon"}, 0, None),
        ({}, 0, None),
    ],
)
def test_answer_that_says_how_long_it_is_fresh_is_believed_within_reason(headers: dict[str, Any], ttl: int, minutes: int | None) -> None:
    expected = None if minutes is None else NOW + timedelta(minutes=minutes)

    assert fresh_until(response(**headers), ttl=ttl) == expected


def test_hours_to_skip_are_skipped_and_all_of_them_are_a_mistake() -> None:
    assert fresh_until(response(cache_control="max-age=7200"), skip_hours=(9, 10)) == datetime(2026, 11, 22, 11, tzinfo=UTC)
    assert fresh_until(response(cache_control="max-age=7200"), skip_hours=tuple(range(24))) == NOW + timedelta(hours=20)


def test_feed_that_refuses_is_left_alone_the_longer_the_oftener_and_asked_each_day() -> None:
    problem = Problem("fetch", "A", "404 Not Found", "status")
    waits_for = [after_failure(FeedState(URL, failures=failures), problem, NOW).wait_until for failures in (0, 1, 2, 20)]

    assert waits_for == [NOW + timedelta(hours=hours) for hours in (1, 2, 4, 20)]


def test_feed_that_could_not_be_reached_is_asked_again_at_once() -> None:
    assert after_failure(FeedState(URL), Problem("fetch", "A", "timeout", "timeout"), NOW).wait_until is None


@pytest.mark.parametrize(("status", "expected"), [(200, None), (403, NOW + timedelta(days=1)), (0, NOW + timedelta(hours=1))])
def test_page_is_asked_again_never_or_later(status: int, expected: datetime | None) -> None:
    assert page_retry(status, NOW) == expected


HEADER = (
    st.sampled_from(["9" * 5000, "max-age=" + "9" * 5000, "Fri, 01 Jan 99999999999 00:00:00 GMT", "Fri, 01 Jan 0000 00:00:00 GMT"])
    | st.text(max_size=60)
    | st.from_regex(r"(max-age|s-maxage|no-cache)=?\"?[0-9]{0,30}", fullmatch=True)
    | st.integers().map(str)
)


@given(st.dictionaries(st.sampled_from(["cache_control", "expires", "date", "age", "retry_after"]), HEADER), st.integers(0, 10**9))
def test_whatever_a_server_says_of_time_is_understood_within_reason(headers: dict[str, Any], ttl: int) -> None:
    answer = response(429, **headers)
    fresh, asked = fresh_until(answer, ttl=ttl), retry_after(answer, NOW)

    assert fresh is None or NOW < fresh <= NOW + LONGEST_REST
    assert asked is None or NOW < asked <= NOW + LONGEST_WAIT


@given(st.text(max_size=200), st.text(max_size=200))
def test_validators_of_any_kind_go_back_as_they_came(tag: str, date: str) -> None:
    sent = dict(conditional(succeeded(FeedState(URL), response(etag=tag, last_modified=date))))

    assert (sent.get("If-None-Match", ""), sent.get("If-Modified-Since", "")) == (tag, date)
