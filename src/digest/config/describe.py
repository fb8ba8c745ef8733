"""The settings in use, as the feeds.yaml that would say all of them."""

from __future__ import annotations

import sys
from dataclasses import asdict, is_dataclass
from typing import Any

import yaml

from digest.config.edit.words import parts
from digest.config.settings import Config
from digest.model import Feed, Match


def described(config: Config) -> str:
    """Return a whole feeds.yaml with every setting, the defaults too, a line for each; reading it gives the same configuration."""
    return yaml.safe_dump(document(config), sort_keys=False, allow_unicode=True, width=sys.maxsize).rstrip()


def document(config: Config) -> dict[str, object]:
    """Return what such a file holds, as YAML and JSON have it."""
    sections = {name: _section(value) for name in Config.__slots__ if is_dataclass(value := getattr(config, name))}
    return {
        "version": 1,
        "timezone": config.timezone,
        "feeds": [_feed(feed) for feed in config.feeds],
        "interests": [{"match": list(match.patterns), "weight": match.weight} for match in config.interests],
        "mute": [_mute(match) for match in config.mute],
        **sections,
    }


def _section(settings: Any) -> dict[str, object]:
    """Return the settings under their keys, but for texts that are not set: `from` is a word of Python's too."""
    said = ((key.rstrip("_"), value) for key, value in asdict(settings).items() if value != "")
    return {key: list(value) if isinstance(value, tuple) else value for key, value in said}


def _feed(feed: Feed) -> dict[str, object]:
    return {key: list(value) if isinstance(value, tuple) else value for key, value in parts(feed).items()}


def _mute(match: Match) -> dict[str, object]:
    return {"match": list(match.patterns)} | ({"until": match.until.isoformat()} if match.until else {})
