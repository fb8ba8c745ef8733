"""What a good guest does, decided without touching the network.

Validators go back byte for byte as they came (RFC 9110, sections 13.1.2 and 13.1.3); a server that asks for patience gets it
(section 10.2.3); what moved for good is asked at its new address; what is gone is not asked again.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from digest.config import HealthSettings
from digest.model import FeedState, Problem, Response

FEED_TYPES = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
PAGE_TYPES = "text/html, application/xhtml+xml;q=0.9, text/plain;q=0.7, */*;q=0.1"
LONGEST_WAIT = timedelta(days=7)  # a server's mistake must not silence a feed for ever
REFUSED_WAIT = timedelta(days=1)  # a page that said no is asked again on another day
BROKEN_WAIT = timedelta(hours=1)  # a page that could not be had


def conditional(state: FeedState) -> tuple[tuple[str, str], ...]:
    """Return the request headers for a feed: what is accepted, and the validators it gave."""
    headers = [("Accept", FEED_TYPES)]
    if state.etag:
        headers.append(("If-None-Match", state.etag))
    if state.last_modified:
        headers.append(("If-Modified-Since", state.last_modified))
    return tuple(headers)


def waits(state: FeedState, now: datetime) -> bool:
    """Return whether the feed's server asked not to be asked yet."""
    return state.wait_until is not None and now < state.wait_until <= now + LONGEST_WAIT


def after_success(state: FeedState, response: Response, *, title: str = "") -> FeedState:
    """Return what to remember after an answer that held a feed, or said that nothing changed."""
    unchanged = response.status == 304
    return replace(
        state,
        title=title or state.title,
        etag=response.header("etag") or (state.etag if unchanged else ""),
        last_modified=response.header("last-modified") or (state.last_modified if unchanged else ""),
        body_hash=state.body_hash if unchanged else body_hash(response.body),
        permanent_url=response.permanent_url or state.permanent_url,
        wait_until=None,
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
        wait_until=retry_after(response, now) if response else None,
        gone=problem.code == "gone",
        permanent_url="",  # a move that leads nowhere is forgotten
    )


def advises(state: FeedState, health: HealthSettings, now: datetime) -> bool:
    """Return whether a failing feed is worth a word on what to do: at its third failure in a row, then weekly (as set)."""
    days = (now - state.failing_since).days if state.failing_since else 0
    return state.failures == health.alert_after or (state.failures > health.alert_after and days > 0 and days % health.remind_days == 0)


def retry_after(response: Response, now: datetime) -> datetime | None:
    """Return when a server asks to come back (RFC 9110, section 10.2.3: seconds or a date), within reason."""
    text = response.header("retry-after").strip()
    if not text:
        return None
    asked = now + timedelta(seconds=min(int(text), 10**8)) if text.isdigit() and text.isascii() else _http_date(text)
    return min(asked, now + LONGEST_WAIT) if asked and asked > now else None


def page_retry(status: int, now: datetime) -> datetime | None:
    """Return when a page may be asked for again; None is never: it was read."""
    if status == 200:
        return None
    return now + (REFUSED_WAIT if 400 <= status < 500 else BROKEN_WAIT)


def body_hash(body: bytes) -> str:
    """Return a fingerprint of a feed's body."""
    return hashlib.blake2b(body, digest_size=16).hexdigest()


def _http_date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
