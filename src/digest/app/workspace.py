"""Where a command works: which configuration, which state, which clock, which web."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from digest.app.when import moment
from digest.config import Config, load
from digest.config.zone import zone_name
from digest.errors import StateError, UsageError
from digest.paths import Found, find_config, state_file
from digest.store import Store

if TYPE_CHECKING:
    from digest.fetch.address import Proxy, Resolve


@dataclass(frozen=True, slots=True)
class Workspace:
    """All that a use case needs besides its own arguments."""

    found: Found
    config: Config
    state: Path
    now: datetime  # aware, whole seconds
    zone: str  # IANA name
    resolve: Resolve | None = None  # None: as the system does
    proxy: Proxy | None = None  # None: as the environment says
    past: bool = False  # now is a time that --as-of asked for: nothing is fetched
    reader: str = ""  # whose editions are meant where nobody says; empty: anybody's

    @property
    def local(self) -> tzinfo:
        """The time zone."""
        return ZoneInfo(self.zone)

    @property
    def today(self) -> date:
        """The local date."""
        return self.date_of(self.now)

    def date_of(self, moment: datetime) -> date:
        """Return the local date of a moment."""
        return moment.astimezone(self.local).date()

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
    checked = load(found.path, trusted=found.trusted)
    name = _known_zone(zone) if zone else zone_name(checked.timezone)
    time = moment(as_of, name, hint="write 2026-11-22 or 2026-11-22T07:00") if as_of else now.astimezone(UTC)
    seconds = time.replace(microsecond=0)
    return Workspace(found, checked, state_file(), seconds, name, past=as_of is not None, reader=reader)


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise UsageError(f'"{name}" is not a known time zone', hint="write a name such as Europe/Berlin") from None
    return name
