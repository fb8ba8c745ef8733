"""Where a command works: which configuration, which state, which clock, which web."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from digest.app.when import moment
from digest.config import Config, load
from digest.config.zone import zone_name
from digest.errors import ConfigError, StateError, UsageError
from digest.fetch.address import Proxy, Resolve, no_proxy, resolve
from digest.paths import Found, find_config, state_file
from digest.store import Store


@dataclass(frozen=True, slots=True)
class Workspace:
    """All that a use case needs besides its own arguments."""

    found: Found
    config: Config
    state: Path
    now: datetime  # aware, whole seconds
    zone: str  # IANA name
    resolve: Resolve = resolve
    proxy: Proxy = no_proxy
    past: bool = False  # now is a time that --as-of asked for: nothing is fetched
    reader: str = ""  # whose editions are meant where nobody says; empty: anybody's

    @property
    def today(self) -> date:
        """The local date."""
        return self.now.astimezone(ZoneInfo(self.zone)).date()

    @property
    def begun(self) -> bool:
        """Whether there is a state; raises `StateError` when that cannot be told."""
        try:
            return self.state.is_file()
        except OSError as error:
            raise StateError(
                f'the state folder "{self.state.parent}" cannot be read: {error.strerror}', hint="give permission there"
            ) from error

    def existing(self) -> Store:
        """Open the state for looking things up; raises `UsageError` when there is none yet."""
        if not self.begun:
            raise UsageError("no edition yet", hint="'digest today' makes one")
        return Store.look(self.state)


def open_workspace(
    *,
    config: Path | None,
    environment: Mapping[str, str],
    now: datetime,
    zone: str | None = None,
    as_of: str | None = None,
    reader: str = "",
) -> Workspace:
    """Return the workspace of this user; raises `ConfigError` with what is wrong in feeds.yaml."""
    found = find_config(config, environment)
    checked = load(found.path)
    name = _known_zone(zone) if zone else zone_name(checked.timezone)
    time = moment(as_of, name, hint="write 2026-11-22 or 2026-11-22T07:00") if as_of else now.astimezone(UTC)
    seconds = time.replace(microsecond=0)
    return Workspace(found, checked, state_file(), seconds, name, proxy=environment_proxy, past=as_of is not None, reader=reader)


def environment_proxy(scheme: str, host: str) -> str:
    """Return the proxy that http_proxy, https_proxy, all_proxy and no_proxy name for a host; empty when none.

    Raises `ConfigError` for one that cannot be used.
    """
    from urllib.request import getproxies, proxy_bypass

    proxies = getproxies()
    which = scheme if proxies.get(scheme) else "all"
    chosen = proxies.get(which, "")
    return "" if not chosen or proxy_bypass(host) else _usable(chosen if "://" in chosen else f"http://{chosen}", f"{which}_proxy")


def _usable(proxy: str, variable: str) -> str:
    """Return a proxy's address; a message does not repeat one that is wrong, for it may hold a password."""
    try:
        parts = urlsplit(proxy)
        usable = parts.scheme == "http" and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise ConfigError(
            (f"{variable}: not the address of an HTTP proxy, and others (socks) are not spoken",), hint="write http://HOST:PORT"
        )
    return proxy


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise UsageError(f'"{name}" is not a known time zone', hint="write a name such as Europe/Berlin") from None
    return name
