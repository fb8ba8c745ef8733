"""What is new to whom: decided by order of arrival, not by the clock.

Every stored entry has a `seq`. A cursor is the highest one delivered to a reader or passed over. Its first print of a date fixes
where the window begins; prints of that date again keep it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from digest.model import Entry

FIRST_LOOK = timedelta(hours=24)  # at a feed's first fetch, what is older is no news: no flood


@dataclass(frozen=True, slots=True)
class Cursor:
    """A named reader, and how far they have read."""

    name: str
    position: int = 0  # seq
    date: date | None = None  # of the last print that moved it
    start: int = 0  # where the window of that date began


def is_old(entry: Entry, *, now: datetime, first_fetch: bool, max_days: int) -> bool:
    """Return whether an entry is too old to be news when it is first seen; one without a date is not."""
    limit = FIRST_LOOK if first_fetch else timedelta(days=max_days)
    return entry.published is not None and entry.published < now - limit


def window(cursor: Cursor, today: date, upto: int) -> tuple[int, int]:
    """Return the window of an edition: after the first seq, up to and with the second."""
    start = cursor.start if cursor.date == today else cursor.position
    return min(start, upto), upto


def advanced(cursor: Cursor, today: date, delivered: tuple[int, int]) -> Cursor:
    """Return the cursor after an edition with this window was delivered."""
    return Cursor(cursor.name, max(cursor.position, delivered[1]), today, delivered[0])
