"""WHEN, as a person says it: "3 days ago", 2026-11-20, yesterday, last."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from digest.errors import UsageError

_WRITE = 'write "3 days ago", yesterday, 2026-11-20 or last'
_AGO = re.compile(r"(\d{1,5})\s*(minute|min|hour|h|day|d|week|w)s?(?:\s+ago)?")
_DAYS = re.compile(r"(\d{1,5})\s*(days?|d|weeks?|w|months?|years?|y)")
_DAYS_OF = {"d": 1, "w": 7, "m": 30, "y": 365}
_YEARS = range(1970, 9999)  # of which every moment can be told in every time zone
_LENGTHS = {"min": 1, "minute": 1, "h": 60, "hour": 60, "d": 1440, "day": 1440, "w": 10_080, "week": 10_080}


@dataclass(frozen=True, slots=True)
class Span:
    """A span of time; `since` is None for "last": since what this reader had last."""

    since: datetime | None
    until: datetime


def parse_when(text: str, now: datetime, zone: str) -> Span:
    """Return the span from WHEN until now; a date begins at its midnight in `zone`."""
    words = " ".join(text.lower().split())
    if words == "last":
        return Span(None, now)
    midnight = datetime.combine(now.astimezone(ZoneInfo(zone)).date(), time(), ZoneInfo(zone))
    if words in ("today", "yesterday"):
        return Span(midnight - timedelta(days=words == "yesterday"), now)
    found = _AGO.fullmatch(words)
    since = now - timedelta(minutes=int(found[1]) * _LENGTHS[found[2]]) if found else moment(text, zone, hint=_WRITE)
    if since > now:
        raise UsageError(f'"{text}" is in the future')
    return Span(since, now)


def last_day(text: str, today: date) -> date:
    """Return the day that a span from today ends with (30d, "2 weeks", tomorrow), or a date (2026-12-20); raises `UsageError`."""
    words = " ".join(text.lower().split())
    found = _DAYS.fullmatch(words)
    try:
        named = {"today": 0, "tomorrow": 1}.get(words)
        days = int(found[1]) * _DAYS_OF[found[2][0]] if found else named
        last = date.fromisoformat(words) if days is None else today + timedelta(days=days)
    except (ValueError, OverflowError):
        raise UsageError(f'"{text}" is not a day', hint='write a date such as 2026-12-20, or a span such as 30d or "2 weeks"') from None
    if last < today:
        raise UsageError(f'"{text}" is in the past', hint=f"today is {today}")
    return last


def moment(text: str, zone: str, *, hint: str) -> datetime:
    """Return a date or time as ISO 8601 writes it, in UTC; where it names no offset it is of `zone`. The hint is for what is none."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        raise UsageError(f'"{text}" is not a time', hint=hint) from None
    if found.year not in _YEARS:
        raise UsageError(f'"{text}" is out of range', hint=f"write a year from {_YEARS[0]} to {_YEARS[-1]}")
    return (found if found.tzinfo else found.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)
