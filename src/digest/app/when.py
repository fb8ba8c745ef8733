"""WHEN, as a person says it: "3 days ago", 2026-11-20, yesterday, last."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from digest.errors import UsageError

_WRITE = 'write "3 days ago", yesterday, 2026-11-20 or last'
_AGO = re.compile(r"(\d{1,5})\s*(minute|min|hour|h|day|d|week|w)s?(?:\s+ago)?")
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


def moment(text: str, zone: str, *, hint: str) -> datetime:
    """Return a date or time as ISO 8601 writes it, in UTC; where it names no offset it is of `zone`. The hint is for what is none."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        raise UsageError(f'"{text}" is not a time', hint=hint) from None
    if found.year not in _YEARS:
        raise UsageError(f'"{text}" is out of range', hint=f"write a year from {_YEARS[0]} to {_YEARS[-1]}")
    return (found if found.tzinfo else found.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)
