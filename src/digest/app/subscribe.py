"""Adding a feed: ask it, write it into feeds.yaml, store its entries so that the old ones do not flood."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from digest.app.feeds import init
from digest.app.lock import only_run
from digest.app.web import new_client
from digest.app.workspace import Workspace
from digest.config import add_feed as edited
from digest.deliver import to_file
from digest.errors import DigestError, UsageError
from digest.model import Entry, Feed, Kind
from digest.pipeline.collect import collect
from digest.pipeline.tools import Tools, new_pool
from digest.store import Store
from digest.urls import canonical, host, web_address


@dataclass(frozen=True, slots=True)
class Added:
    """A feed that was added to a file."""

    feed: Feed
    path: Path
    created: bool  # the file: a copy of the packaged one
    entries: tuple[Entry, ...]
    newest: Entry | None


def add_feed(workspace: Workspace, url: str, *, name: str | None, tags: Sequence[str], aggregator: bool) -> Added:
    """Ask a feed, add it to feeds.yaml, and store its entries: those that are old are marked so, and do not flood.

    Raises `DigestError` when the address gives no feed; then nothing is changed.
    """
    address = _new_address(workspace, url)
    feed = Feed(name or "", address, tuple(tags), kind=Kind.AGGREGATOR if aggregator else Kind.FEED)
    with only_run(workspace.state), Store(workspace.state) as store:
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
    client = new_client(workspace, [feed.url])
    with new_pool() as pool:
        tools = Tools(workspace.config, store, client, pool, workspace.now, time.monotonic() + settings.deadline, lambda *_: None)
        problems = collect([feed], tools, patient=False)
    state = store.feeds.states([feed.url])[feed.url]
    if state.last_success != workspace.now:
        reason = problems[0].message if problems else "it did not answer"
        raise DigestError(f'"{feed.url}" was not added: {reason}', hint="give the address of the feed itself")
    return state.title


def _own_file(workspace: Workspace) -> tuple[Path, bool]:
    """Return the file to change; the packaged one is first copied to the user's folder."""
    if not workspace.found.packaged:
        return workspace.found.path, False
    return init(None), True
