"""feeds.yaml as a person works on it: write one, list its feeds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from digest.app.workspace import Workspace
from digest.deliver import to_file
from digest.errors import StateError, UsageError
from digest.model import Feed, FeedState
from digest.paths import packaged_feeds, user_config


@dataclass(frozen=True, slots=True)
class Listed:
    """A feed and how it is doing."""

    feed: Feed
    state: FeedState


def init(target: Path | None) -> Path:
    """Write a commented feeds.yaml, never over another; return where."""
    path = target or user_config()
    try:
        if path.exists():
            raise UsageError(f'"{path}" is there already', hint="it stays as it is; edit it, or give another place with --config")
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StateError(f'"{path.parent}" cannot be made: {error.strerror}', hint="give write permission there") from error
    to_file(packaged_feeds().read_bytes(), path)
    return path


def list_feeds(workspace: Workspace) -> list[Listed]:
    """Return every feed of the file with what is remembered of it."""
    if not workspace.begun:
        return [Listed(feed, FeedState(feed.url)) for feed in workspace.config.feeds]
    with workspace.existing() as store:
        states = store.feeds.states(feed.url for feed in workspace.config.feeds)
    return [Listed(feed, states[feed.url]) for feed in workspace.config.feeds]
