"""Feeds of feeds.yaml removed, paused, resumed, set: a line each; what is stored of them stays, and can be searched."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from pathlib import Path

from digest.app.lock import only_run
from digest.app.own_file import feed_called, rewriting
from digest.app.workspace import Workspace
from digest.config import Value, feed_value, read
from digest.config.edit import change_feed, remove_feed
from digest.errors import UsageError
from digest.model import Feed, FeedState
from digest.store import Store
from digest.urls import canonical


@dataclass(frozen=True, slots=True)
class Changed:
    """A feed as it was, and the file that was changed."""

    feed: Feed
    path: Path
    created: bool  # the file: a copy of the packaged one


def remove_feeds(workspace: Workspace, keys: Sequence[str]) -> tuple[Changed, ...]:
    """Take feeds out of feeds.yaml, all or none."""
    feeds = _called(workspace, keys)

    def edit(data: bytes, feed: Feed, name: str) -> bytes:
        if len(read(data, name=name).feeds) == 1:
            raise UsageError(f'"{feed.name}" is the last feed of {name}', hint="add another one first")
        return remove_feed(data, feed, name=name)

    return _changed(workspace, feeds, edit)


def pause_feeds(workspace: Workspace, keys: Sequence[str], *, paused: bool) -> tuple[Changed, ...]:
    """Pause feeds, or resume them, all or none; raises `UsageError` for one that is so already."""
    feeds = _called(workspace, keys)
    for feed in feeds:
        if feed.paused is paused:
            raise UsageError(f'"{feed.name}" is {"already" if paused else "not"} paused')
    changes: dict[str, Value | None] = {"paused": True if paused else None}
    return _changed(workspace, feeds, lambda data, feed, name: change_feed(data, feed, changes, name=name))


def set_feed(workspace: Workspace, key: str, settings: Sequence[str]) -> Changed:
    """Set keys of a feed as `key=value`, or remove them as `key=`; raises `UsageError` with what to write instead.

    What is stored of a feed goes with it to another address, so that nothing is told twice.
    """
    feed = feed_called(workspace.config, key)
    changes = dict(map(_change, settings))
    if "url" in changes:
        _refuse_address(workspace, feed, changes["url"])
    if changes.get("name") in {other.name for other in workspace.config.feeds if other.url != feed.url}:
        raise UsageError(f'"{changes["name"]}" is the name of another feed')
    with _moving(workspace, feed, changes.get("url")):
        return _changed(workspace, [feed], lambda data, feed, name: change_feed(data, feed, changes, name=name))[0]


def _called(workspace: Workspace, keys: Sequence[str]) -> tuple[Feed, ...]:
    return tuple(dict.fromkeys(feed_called(workspace.config, key) for key in keys))


def _change(setting: str) -> tuple[str, Value | None]:
    key, equals, value = setting.partition("=")
    if not equals:
        raise UsageError(f'"{setting}" sets nothing', hint="write key=value, or key= to remove the key")
    return key, feed_value(key, value)


def _changed(workspace: Workspace, feeds: Sequence[Feed], edit: Callable[[bytes, Feed, str], bytes]) -> tuple[Changed, ...]:
    """Write the file once, when every change of it went well."""
    name = str(workspace.found.path)
    with rewriting(workspace) as (data, replaced):
        path = replaced(reduce(lambda before, feed: edit(before, feed, name), feeds, data))
    return tuple(Changed(feed, path, workspace.found.packaged) for feed in feeds)


@contextlib.contextmanager
def _moving(workspace: Workspace, feed: Feed, url: Value | None) -> Iterator[None]:
    """Hold the state for a block that gives a feed another address, and then take there what is stored of it."""
    if not url or not workspace.begun:
        yield
        return
    with only_run(workspace.state), Store(workspace.state) as store:
        yield
        state = store.feeds.states([feed.url])[feed.url]
        with store.transaction():
            store.entries.move(feed.url, str(url))
            store.lessons.rename(feed.url, str(url))
            store.feeds.save(
                FeedState(str(url), title=state.title, first_success=state.first_success, last_success=state.last_success)
            )  # validators and failures were those of the old address


def _refuse_address(workspace: Workspace, feed: Feed, url: Value | None) -> None:
    if not url:
        raise UsageError("a feed needs its url", hint=f"'digest feeds remove' takes \"{feed.name}\" out")
    known = [other for other in workspace.config.feeds if other.url != feed.url and canonical(other.url) == canonical(str(url))]
    if known:
        raise UsageError(f'"{url}" is already in feeds.yaml, line {known[0].line}', hint=f'it is called "{known[0].name}"')
