"""Which time zone "today" is in."""

from __future__ import annotations


def zone_name(timezone: str) -> str:
    """Return an IANA name; for "local" the one this machine uses, UTC when it does not say."""
    if timezone != "local":
        return timezone
    from tzlocal import get_localzone_name  # knows TZ, /etc/localtime, /etc/timezone

    return get_localzone_name() or "UTC"
