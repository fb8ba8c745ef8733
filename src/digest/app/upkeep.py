"""The state as a thing to look after: a copy of it, its room, and forgetting what is old."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from digest.app.lock import only_run
from digest.app.workspace import Workspace
from digest.config import Config
from digest.errors import TryLater, UsageError
from digest.store import Store

BATCH = 500  # entries of one transaction
MOST = 20_000  # entries of one run: a long backlog is worked off over some days, none of them slow
LIVING = 28  # days of entries that say how often a feed posts


@dataclass(frozen=True, slots=True)
class Room:
    """The bytes of the state before and after."""

    before: int
    after: int


def back_up(state: Path, target: Path) -> int:
    """Write a copy of the state while others may work on it; return its bytes."""
    if not state.is_file():
        raise UsageError("there is no state yet", hint="'digest today' begins one")
    place = Path(os.path.realpath(target))  # a link stays a link
    if place == Path(os.path.realpath(state)):
        raise UsageError(f'"{target}" is the state itself', hint="give another place")
    with Store.look(state) as store:
        store.back_up(place)
    return place.stat().st_size


def vacuum(state: Path) -> Room:
    """Give back the room of what was deleted; raises `TryLater` while another run is at work."""
    if not state.is_file():
        raise UsageError("there is no state yet", hint="'digest today' begins one")
    before = _size(state)
    with only_run(state), Store(state) as store:
        store.vacuum()
    return Room(before, _size(state))


def forget(workspace: Workspace) -> None:
    """Forget what is older than its days, a bounded part of it; nothing where another run is at work, which will do it."""
    try:
        with only_run(workspace.state, seconds=0), Store(workspace.state) as store:
            _forget(workspace, store)
    except TryLater:
        return


def _forget(workspace: Workspace, store: Store) -> None:
    retention, least = workspace.config.retention, _least_days(workspace.config)
    editions = workspace.now - timedelta(days=max(retention.editions_days, least))
    items = workspace.now - timedelta(days=max(retention.items_days, least))
    with store.transaction():
        store.retention.forget_editions(editions)
    done, after = 0, 0
    while done < MOST:
        with store.transaction():
            count, after = store.retention.forget_entries(items, after=after, most=BATCH)
        done += count
        if count < BATCH:
            with store.transaction():
                store.retention.forget_pages(items)
                store.retention.finish(workspace.today)
            return


def _least_days(config: Config) -> int:
    """Return the days that stories, late readers and the pace of a feed are judged by: what is younger is needed."""
    return max(config.stories.window_days, config.catchup.max_days, LIVING)


def _size(state: Path) -> int:
    log = state.with_name(f"{state.name}-wal")
    return state.stat().st_size + (log.stat().st_size if log.exists() else 0)
