"""Which time zone "today" is in, and which one the daemons of this machine go by."""

from __future__ import annotations

from datetime import UTC, tzinfo
from pathlib import Path


def zone_name(timezone: str) -> str:
    """Return an IANA name; for "local" the one this machine uses, UTC when it does not say."""
    if timezone != "local":
        return timezone
    from tzlocal import get_localzone_name  # knows TZ, /etc/localtime, /etc/timezone

    return get_localzone_name() or "UTC"


def machine_zone(file: Path = Path("/etc/localtime")) -> tzinfo:
    """Return the time zone of the clock that cron goes by, whatever TZ says in a shell: localtime(5), UTC where there is none."""
    from zoneinfo import ZoneInfo

    try:
        with file.open("rb") as data:
            return ZoneInfo.from_file(data)
    except (OSError, ValueError):
        return UTC
