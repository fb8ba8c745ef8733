"""Where things live: the configuration, the state, the cache (XDG Base Directory Specification)."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from platformdirs.unix import Unix

from digest.errors import ConfigError, StateError

_FOLDERS = Unix("digest", appauthor=False)  # the same folders on macOS: the contract names XDG


@dataclass(frozen=True, slots=True)
class Found:
    """A feeds.yaml and how it was found."""

    path: Path
    origin: str  # "--config", "$DIGEST_CONFIG", "./feeds.yaml", "the user's folder", "packaged"

    @property
    def packaged(self) -> bool:
        """Whether this is the list that came with the program."""
        return self.origin == "packaged"

    @property
    def trusted(self) -> bool:
        """Whether the person chose it; one that merely lies in the working folder may be anybody's."""
        return self.origin != "./feeds.yaml"


def find_config(given: Path | None, environment: Mapping[str, str]) -> Found:
    """Return the feeds.yaml to use: the given one, $DIGEST_CONFIG, ./feeds.yaml, the user's, the packaged one.

    Raises `ConfigError` when one that goes before cannot be looked for.
    """
    if given is not None:
        return Found(given, "--config")
    if environment.get("DIGEST_CONFIG"):
        return Found(Path(os.path.expanduser(environment["DIGEST_CONFIG"])), "$DIGEST_CONFIG")  # noqa: PTH111 - leaves the home of nobody as it is
    if _is_there(Path("feeds.yaml")):
        return Found(Path("feeds.yaml"), "./feeds.yaml")
    if _is_there(user_config()):
        return Found(user_config(), "the user's folder")
    return Found(packaged_feeds(), "packaged")


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError as error:
        raise ConfigError((f"{path}: cannot be looked for: {error.strerror}",), hint="name a file with --config") from error


def user_config() -> Path:
    """Return where the user's own feeds.yaml belongs; raises `ConfigError` when this user has no home."""
    try:
        return Path(_FOLDERS.user_config_dir) / "feeds.yaml"
    except RuntimeError as error:
        raise ConfigError(("there is no home folder to look for feeds.yaml in",), hint="set HOME, or name a file with --config") from error


def state_file() -> Path:
    """Return where the database belongs; raises `StateError` when this user has no home."""
    try:
        return Path(_FOLDERS.user_state_dir) / "digest.db"
    except RuntimeError as error:
        raise StateError("there is no home folder to keep the state in", hint="set HOME or XDG_STATE_HOME") from error


def state_origin(environment: Mapping[str, str]) -> str:
    """Return what decides where the database is: "$XDG_STATE_HOME" or "default"."""
    return "$XDG_STATE_HOME" if environment.get("XDG_STATE_HOME", "").strip() else "default"


def packaged_feeds() -> Path:
    """Return the feeds.yaml that came with the program; in a checkout it stands at the top level."""
    beside = Path(__file__).parent / "feeds.yaml"
    return beside if beside.is_file() else Path(__file__).parents[2] / "feeds.yaml"
