"""What a good guest does, decided without touching the network.

Validators go back byte for byte as they came (RFC 9110, sections 13.1.2 and 13.1.3); a server that asks for patience gets it
(section 10.2.3); what moved for good is asked at its new address; what is gone is not asked again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from itertools import pairwise
from statistics import median_high

from digest.config import HealthSettings
from digest.model import FeedState, Problem, Response

FEED_TYPES = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
PAGE_TYPES = "text/html, application/xhtml+xml;q=0.9, text/plain;q=0.7, */*;q=0.1"
LONGEST_WAIT = timedelta(days=7)  # a server's mistake must not silence a feed for ever
REFUSED_WAIT = timedelta(days=1)  # a page that said no is asked again on another day
BROKEN_WAIT = timedelta(hours=1)  # a page that could not be had
YEAR = 365 * 86_400  # seconds
KNOWN_GAPS = 4  # between five days with entries
UNUSUAL = 3  # times the usual gap
FIRST_BACKOFF = timedelta(hours=1)  # after the first refusal of a feed, doubled by each further one
LONGEST_REST = timedelta(hours=20)  # for a refusing feed, and for one that says nothing will change: a daily run asks each day


def conditional(state: FeedState) -> tuple[tuple[str, str], ...]:
    """Return the request headers for a feed: what is accepted, and the validators it gave."""
    headers = [("Accept", FEED_TYPES)]
    if state.etag:
        headers.append(("If-None-Match", state.etag))
    if state.last_modified:
        headers.append(("If-Modified-Since", state.last_modified))
    return tuple(headers)


def waits(state: FeedState, now: datetime) -> bool:
    """Return whether the feed is left alone yet."""
    return state.wait_until is not None and now < state.wait_until <= now + LONGEST_WAIT  # a later one: the clock was set back


def after_success(state: FeedState, response: Response, fingerprint: str) -> FeedState:
    """Return what to remember after an answer that held a feed, or said that nothing changed.

    `fingerprint` is that of its body. What the document says of itself (title, ttl, skip_hours) is in the state already.
    """
    unchanged = response.status == 304
    return replace(
        state,
        etag=response.header("etag") or (state.etag if unchanged else ""),
        last_modified=response.header("last-modified") or (state.last_modified if unchanged else ""),
        body_hash=state.body_hash if unchanged else fingerprint,
        permanent_url=response.permanent_url or state.permanent_url,
        wait_until=fresh_until(response, ttl=state.ttl, skip_hours=state.skip_hours),
        problem="",
        problem_code="",
        gone=False,
        failures=0,
        failing_since=None,
        first_success=state.first_success or response.fetched_at,
        last_success=response.fetched_at,
    )


def after_failure(state: FeedState, problem: Problem, now: datetime, response: Response | None = None) -> FeedState:
    """Return what to remember after a failure: how many in a row, since when, and how long to stay away."""
    return replace(
        state,
        failures=state.failures + 1,
        failing_since=state.failing_since or now,
        wait_until=_away_until(state, problem, now, response),
        problem=problem.message,
        problem_code=problem.code,
        gone=problem.code == "gone",
        permanent_url="",  # a move that leads nowhere is forgotten
    )


def advises(state: FeedState, health: HealthSettings, now: datetime) -> bool:
    """Return whether a failing feed is worth a word on what to do: at its third failure in a row, then weekly (as set)."""
    days = (now - state.failing_since).days if state.failing_since else 0
    return state.failures == health.alert_after or (state.failures > health.alert_after and days > 0 and days % health.remind_days == 0)


def silence(dates: Sequence[datetime], now: datetime, health: HealthSettings) -> str:
    """Return what to say of a feed that is unusually quiet, by its last entries' dates; on the day it becomes so, then weekly (as set).

    Unusual is three times its usual gap, the median of those between its last entries; five of them are needed to know it.
    """
    days = sorted({moment.date() for moment in dates})
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    if len(gaps) < KNOWN_GAPS:
        return ""
    usual, quiet = median_high(gaps), (now.date() - days[-1]).days
    over = quiet - UNUSUAL * usual
    return f"no entry for {quiet} days, usually one every {usual}" if over > 0 and (over - 1) % health.remind_days == 0 else ""


def _away_until(state: FeedState, problem: Problem, now: datetime, response: Response | None) -> datetime | None:
    """Return until when a failing feed is left alone: as its server asks, else the longer the oftener it refused."""
    asked = retry_after(response, now) if response else None
    if asked or problem.code != "status":
        return asked
    return now + min(FIRST_BACKOFF * (1 << min(state.failures, 8)), LONGEST_REST)


def fresh_until(response: Response, *, ttl: int = 0, skip_hours: tuple[int, ...] = ()) -> datetime | None:
    """Return until when a feed says that asking again is of no use; None when it does not say.

    The longest of Cache-Control's max-age less Age, Expires less Date (RFC 9111, section 4.2.1) and the document's ttl, moved
    past its skipHours, within reason.
    """
    now = response.fetched_at
    until = now + min(max(_lifetime(response), timedelta(minutes=ttl)), LONGEST_REST)
    while until.hour in skip_hours and until < now + LONGEST_REST:
        until = (until + timedelta(hours=1)).replace(minute=0, second=0)
    return until if until > now else None


def _lifetime(response: Response) -> timedelta:
    """Return for how long an answer is fresh (RFC 9111, section 4.2.1)."""
    directives = [part.strip().lower() for part in response.header("cache-control").split(",")]
    if "no-cache" in directives or "no-store" in directives:
        return timedelta()
    for directive in directives:
        name, _, value = directive.partition("=")
        lifetime = _seconds(value.strip('"')) if name == "max-age" else None
        if lifetime is not None:
            return lifetime - (_seconds(response.header("age")) or timedelta())
    expires, date = _http_date(response.header("expires")), _http_date(response.header("date"))
    return expires - (date or response.fetched_at) if expires else timedelta()


def retry_after(response: Response, now: datetime) -> datetime | None:
    """Return when a server asks to come back (RFC 9110, section 10.2.3: seconds or a date), within reason."""
    text = response.header("retry-after").strip()
    if not text:
        return None
    span = _seconds(text)
    asked = _http_date(text) if span is None else now + span
    return min(asked, now + LONGEST_WAIT) if asked and asked > now else None


def page_retry(status: int, now: datetime) -> datetime | None:
    """Return when a page may be asked for again; None is never: it was read."""
    if status == 200:
        return None
    return now + (REFUSED_WAIT if 400 <= status < 500 else BROKEN_WAIT)


def body_hash(body: bytes) -> str:
    """Return a fingerprint of a feed's body."""
    return hashlib.blake2b(body, digest_size=16).hexdigest()


def _seconds(text: str) -> timedelta | None:
    """Return a number of seconds (RFC 9110, section 10.2.3); one with too many digits for a year is a year."""
    if not (text.isascii() and text.isdigit()):
        return None
    return timedelta(seconds=min(int(text) if len(text) <= 12 else YEAR, YEAR))


def _http_date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
