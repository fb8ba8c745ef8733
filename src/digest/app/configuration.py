"""The settings in use, and what decided each: an option, the environment, a line of feeds.yaml, or nothing but the default."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from digest.app.mail import PASSWORD
from digest.app.schedule import PROXIES
from digest.app.workspace import Workspace
from digest.config.origin import annotated, settings
from digest.paths import state_origin


@dataclass(frozen=True, slots=True)
class Circumstance:
    """What is decided outside of feeds.yaml."""

    name: str
    value: str  # empty where it is nobody's business
    origin: str


def settings_text(workspace: Workspace, environment: Mapping[str, str]) -> str:
    """Return a feeds.yaml that says every setting, with the origin of each as a comment."""
    found = _circumstances(workspace, environment)
    widest = max(len(item.name) for item in found)
    head = [f"# {item.name:<{widest}}  {item.value or 'set'} ({item.origin})" for item in found]
    return "\n".join([*head, annotated(workspace.config, workspace.found.path.read_bytes())])


def settings_json(workspace: Workspace, environment: Mapping[str, str]) -> str:
    """Return the same for programs; `line` is null where feeds.yaml does not say it."""
    rows = [asdict(setting) for setting in settings(workspace.config, workspace.found.path.read_bytes())]
    around = [asdict(item) for item in _circumstances(workspace, environment)]
    return json.dumps({"version": 1, "circumstances": around, "settings": rows}, ensure_ascii=False, indent=2)


def _circumstances(workspace: Workspace, environment: Mapping[str, str]) -> list[Circumstance]:
    local = workspace.config.timezone == "local"
    zone = "$TZ" if local and environment.get("TZ") else "this machine" if local else "feeds.yaml"
    names = [name for name in (*PROXIES, *map(str.upper, PROXIES), PASSWORD) if environment.get(name)]
    return [
        Circumstance("feeds.yaml", str(workspace.found.path.resolve()), workspace.found.origin),
        Circumstance("state", str(workspace.state), state_origin(environment)),
        Circumstance("time zone", workspace.zone, zone),
        *(Circumstance(name, "", "environment") for name in names),
    ]
