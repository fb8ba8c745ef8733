"""A person's feeds.yaml, to be changed: whose feed is meant, where the changed file goes, one change at a time."""

from __future__ import annotations

import contextlib
import difflib
from collections.abc import Callable, Iterator
from pathlib import Path

from digest.app.lock import only_run
from digest.app.workspace import Workspace
from digest.config import Config
from digest.deliver import to_file
from digest.errors import StateError, UsageError
from digest.model import Feed
from digest.paths import user_config
from digest.urls import canonical, typed_address


def feed_called(config: Config, key: str) -> Feed:
    """Return the feed of a name or an address; raises `UsageError` when none is meant, or more than one."""
    address = typed_address(key)
    found = [feed for feed in config.feeds if feed.name == key or (address and canonical(feed.url) == canonical(address))]
    found = found or [feed for feed in config.feeds if feed.name.casefold() == key.casefold()]
    if not found:
        near = difflib.get_close_matches(key, [feed.name for feed in config.feeds], n=1, cutoff=0.5)
        raise UsageError(
            f'"{key}" is no feed of feeds.yaml', hint=f'did you mean "{near[0]}"?' if near else "'digest feeds list' lists them"
        )
    if len(found) > 1:
        lines = ", ".join(str(feed.line) for feed in found)
        raise UsageError(f'"{key}" is the name of {len(found)} feeds, on lines {lines}', hint="give the address of the one you mean")
    return found[0]


@contextlib.contextmanager
def rewriting(workspace: Workspace) -> Iterator[tuple[bytes, Callable[[bytes], Path]]]:
    """Hold feeds.yaml for the block; give its content, and what replaces it and returns its path.

    The packaged file is never changed: its content goes, changed, into the user's folder.
    """
    source = workspace.found.path
    target = user_config() if workspace.found.packaged else source

    def replace(data: bytes) -> Path:
        make_folder(target)
        to_file(data, target)
        return target

    with only_run(workspace.state, cursor="feeds.yaml"):
        yield source.read_bytes(), replace


def make_folder(target: Path) -> None:
    """Make the folder of a file to be written; raises `StateError` where that cannot be."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StateError(f'"{target.parent}" cannot be made: {error.strerror}', hint="give write permission there") from error
