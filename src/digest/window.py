"""What is new to whom: decided by order of arrival, not by the clock.

Every stored entry has a `seq`. A cursor is the highest one delivered to a reader or passed over. Its first print of a date fixes
where the window begins; prints of that date again keep it.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from digest.model import Entry

FIRST_LOOK = timedelta(hours=24)  # at a feed's first fetch, what is older is no news: no flood


def news_since(now: datetime, *, first_fetch: bool, max_days: int) -> datetime:
    """Return the date from which an entry that is first seen is news."""
    return now - (FIRST_LOOK if first_fetch else timedelta(days=max_days))


def is_old(entry: Entry, since: datetime) -> bool:
    """Return whether an entry is too old to be news; one without a date is not."""
    return entry.published is not None and entry.published < since


def window(position: int, begun: int | None, upto: int) -> tuple[int, int]:
    """Return the window of an edition: after the first seq, up to and with the second.

    `position` is how far the reader has read, `begun` where the window of this date began if the date was printed before.
    """
    return min(position if begun is None else begun, upto), upto
