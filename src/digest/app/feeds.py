"""The configuration as a person works on it: write one, add a feed, list the feeds, check the file."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

from digest.app.today import USER_AGENT, only_run
from digest.app.workspace import Workspace
from digest.config import add_feed as edited
from digest.deliver import to_file
from digest.errors import DigestError, StateError, UsageError
from digest.fetch.address import Guard
from digest.fetch.client import Client
from digest.model import Entry, Feed, FeedState, Kind
from digest.paths import packaged_feeds, user_config
from digest.pipeline import Tools, collect
from digest.pipeline.tools import new_pool
from digest.store import Store
from digest.urls import canonical, host, web_address


@dataclass(frozen=True, slots=True)
class Listed:
    """A feed and how it is doing."""

    feed: Feed
    state: FeedState


@dataclass(frozen=True, slots=True)
class Added:
    """A feed that was added to a file."""

    feed: Feed
    path: Path
    created: bool  # the file: a copy of the packaged one
    entries: tuple[Entry, ...]
    newest: Entry | None


def init(target: Path | None) -> Path:
    """Write a commented feeds.yaml, never over another; return where."""
    path = target or user_config()
    if path.exists():
        raise UsageError(f'"{path}" is there already', hint="it stays as it is; edit it, or give another place with --config")
    _begin(path, packaged_feeds().read_bytes())
    return path


def list_feeds(workspace: Workspace) -> list[Listed]:
    """Return every feed of the file with what is remembered of it."""
    if not workspace.state.is_file():
        return [Listed(feed, FeedState(feed.url)) for feed in workspace.config.feeds]
    with workspace.existing() as store:
        states = store.feeds.states(feed.url for feed in workspace.config.feeds)
    return [Listed(feed, states[feed.url]) for feed in workspace.config.feeds]


def add_feed(workspace: Workspace, url: str, *, name: str | None, tags: Sequence[str], aggregator: bool) -> Added:
    """Ask a feed, add it to feeds.yaml, and store its entries: those that are old are marked so, and do not flood.

    Raises `DigestError` when the address gives no feed; then nothing is changed.
    """
    address = _new_address(workspace, url)
    feed = Feed(name or "", address, tuple(tags), kind=Kind.AGGREGATOR if aggregator else Kind.FEED)
    with only_run(workspace), Store(workspace.state) as store:
        title = _collected(replace(feed, name=name or host(address)), workspace, store)
        feed = replace(feed, name=name or title or host(address))
        path, created = _own_file(workspace)
        to_file(edited(path.read_bytes(), feed, name=str(path)), path)
        entries = tuple(store.entries.of_feed(address))
        return Added(feed, path, created, entries, max(entries, key=lambda entry: entry.date or workspace.now, default=None))


def _new_address(workspace: Workspace, url: str) -> str:
    address = web_address(url) or web_address(f"https://{url}")
    if not address:
        raise UsageError(f'"{url}" is not a web address', hint="write it as https://example.org/feed.xml")
    known = next((feed for feed in workspace.config.feeds if canonical(feed.url) == canonical(address)), None)
    if known:
        raise UsageError(f'"{address}" is already in {workspace.found.path}, line {known.line}', hint=f'it is called "{known.name}"')
    return address


def _collected(feed: Feed, workspace: Workspace, store: Store) -> str:
    """Fetch the feed into the store and return its title; raises `DigestError` when it is none."""
    settings = workspace.config.fetch
    guard = Guard(typed=frozenset([host(feed.url)]), allowed=settings.allow_private)
    client = Client(USER_AGENT.format(version=version("digest-news")), guard, lambda: workspace.now, settings.timeout, workspace.resolve)
    with new_pool() as pool:
        tools = Tools(workspace.config, store, client, pool, workspace.now, time.monotonic() + settings.deadline, lambda *_: None)
        problems = collect([feed], tools, patient=False)
    if problems:
        raise DigestError(f'"{feed.url}" was not added: {problems[0].message}', hint="give the address of the feed itself")
    return store.feeds.states([feed.url])[feed.url].title


def _own_file(workspace: Workspace) -> tuple[Path, bool]:
    """Return the file to change; the packaged one is first copied to the user's folder."""
    if not workspace.found.packaged:
        return workspace.found.path, False
    return init(None), True


def _begin(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StateError(f'"{path.parent}" cannot be made: {error.strerror}', hint="give write permission there") from error
    to_file(data, path)
