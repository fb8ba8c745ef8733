"""Times as the tables hold them: whole seconds since 1970, UTC."""

from __future__ import annotations

from datetime import UTC, datetime


def seconds(value: datetime | None) -> int | None:
    """Return a time as the tables hold it."""
    return None if value is None else int(value.timestamp())


def moment(value: int | None) -> datetime | None:
    """Return a time from the tables."""
    return None if value is None else datetime.fromtimestamp(value, UTC)
