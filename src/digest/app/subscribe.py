"""Adding feeds: find the feed of what was typed, write it into feeds.yaml, store its entries so that the old ones do not flood."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from digest.app.lock import only_run
from digest.app.own_file import rewriting
from digest.app.web import new_client
from digest.app.workspace import Workspace
from digest.config import Config, read
from digest.config.edit import add_feeds as edited
from digest.discover import USUAL_PATHS, platform_feeds, usual_feeds
from digest.errors import DigestError, TryLater, UsageError
from digest.model import Entry, Feed, FeedState, Kind
from digest.pipeline.ask import Outcome, ask_all
from digest.pipeline.collect import keep
from digest.pipeline.tools import Progress, Tools, new_pool
from digest.store import Store
from digest.urls import canonical, host, typed_address

MOST_NAMED = 5  # feeds of one page that are tried; a shop names hundreds


@dataclass(frozen=True, slots=True)
class Wish:
    """What the command line says of the feeds to be added."""

    name: str = ""  # empty: what it calls itself
    tags: tuple[str, ...] = ()
    kind: Kind = Kind.FEED


@dataclass(frozen=True, slots=True)
class Added:
    """A feed that was added to a file."""

    feed: Feed
    path: Path
    created: bool  # the file: a copy of the packaged one
    entries: tuple[Entry, ...]
    newest: Entry | None
    typed: str  # the address it was found by
    others: tuple[str, ...]  # feeds that the page names besides


@dataclass(frozen=True, slots=True)
class _Found:
    url: str
    outcome: Outcome
    others: tuple[str, ...] = ()


def add_feeds(workspace: Workspace, typed: Sequence[str], wish: Wish, *, progress: Progress) -> Iterator[Added | DigestError]:
    """Find the feed of each address, add it to feeds.yaml and store its entries; yield what became of each, in their order.

    An address that leads to no feed changes nothing, and does not stop the others.
    """
    if wish.name and len(typed) > 1:
        raise UsageError("one name for several feeds", hint="add them one by one, or without --name")
    client = new_client(workspace, [typed_address(text) for text in typed])
    until = time.monotonic() + workspace.config.fetch.deadline
    with new_pool() as pool, Store.empty() as nothing:
        tools = Tools(workspace.config, nothing, client, pool, workspace.now, until, progress)
        for text in typed:
            try:
                yield _added(workspace, text, wish, tools)
            except (UsageError, TryLater) as error:
                yield error


def _added(workspace: Workspace, text: str, wish: Wish, tools: Tools) -> Added:
    address = typed_address(text)
    if os.path.isfile(text):  # noqa: PTH113 - no name of a file is too long or too odd for it
        raise UsageError(f'"{text}" is a file', hint="'digest feeds import' takes over a list of feeds")
    if not address:
        raise UsageError(f'"{text}" is not a web address', hint="write it as https://example.org or https://example.org/feed.xml")
    _refuse_known(workspace.config, address)
    found = _found(address, wish, tools)
    with only_run(workspace.state), Store(workspace.state) as store, rewriting(workspace) as (data, replaced):
        config = read(data, name=str(workspace.found.path))
        _refuse_known(config, found.url)
        feed = Feed(_name(config, found, wish), found.url, wish.tags, kind=wish.kind)
        changed = edited(data, [feed], name=str(workspace.found.path))
        with store.transaction():
            keep(feed, store.feeds.states([feed.url])[feed.url], found.outcome, replace(tools, store=store))
        path = replaced(changed)
        entries = tuple(store.entries.of_feed(feed.url))
    newest = max(entries, key=lambda entry: entry.date or workspace.now, default=None)
    return Added(feed, path, workspace.found.packaged, entries, newest, address, found.others)


def _refuse_known(config: Config, address: str) -> None:
    known = next((feed for feed in config.feeds if canonical(feed.url) == canonical(address)), None)
    if known:
        raise UsageError(f'"{address}" is already in feeds.yaml, line {known.line}', hint=f'it is called "{known.name}"')


def _found(address: str, wish: Wish, tools: Tools) -> _Found:
    """Return the feed that an address leads to; raises `DigestError` with the reason when it leads to none."""
    for url in platform_feeds(address):
        if found := _asked(url, wish, tools):
            return found
    outcome = _ask(address, wish, tools)
    if outcome.parsed is not None:
        return _settled(address, outcome)
    if outcome.response is None or outcome.problem is None:
        raise TryLater(
            f'"{address}" was not added: {outcome.problem.message if outcome.problem else "no answer"}',
            hint="look at how it is written, or try again later",
        )
    if outcome.problem.code != "html":
        raise UsageError(f'"{address}" was not added: {outcome.problem.message}', hint="give the address of the site or of its feed")
    return _on_site(address, outcome.response.final_url, outcome.named[:MOST_NAMED], wish, tools)


def _on_site(address: str, page: str, named: Sequence[str], wish: Wish, tools: Tools) -> _Found:
    """Return the first feed that a page names, else one where feeds usually are."""
    for url in (*named, *usual_feeds(page)):
        if found := _asked(url, wish, tools):
            return replace(found, others=tuple(other for other in named if other != url))
    what = (
        f"the feed it names, {named[0]}, cannot be read" if named else f"it names no feed, and there is none at /{', /'.join(USUAL_PATHS)}"
    )
    raise UsageError(f'"{address}" was not added: it is a web page, and {what}', hint="give the address of the feed itself")


def _asked(url: str, wish: Wish, tools: Tools) -> _Found | None:
    outcome = _ask(url, wish, tools)
    return _settled(url, outcome) if outcome.parsed is not None else None


def _ask(url: str, wish: Wish, tools: Tools) -> Outcome:
    tools.progress(f"asking {url}", 0, 0)
    quiet = replace(tools, progress=lambda *_: None)
    return ask_all([Feed(url, url, kind=wish.kind)], {url: FeedState(url)}, quiet)[url]


def _settled(url: str, outcome: Outcome) -> _Found:
    """Return the feed under the address where it stays, if it says that it moved for good."""
    assert outcome.response is not None
    assert outcome.parsed is not None
    lasting = outcome.response.permanent_url or url
    entries = tuple(replace(entry, feed=lasting) for entry in outcome.parsed.entries)
    return _Found(lasting, replace(outcome, parsed=replace(outcome.parsed, entries=entries)))


def _name(config: Config, found: _Found, wish: Wish) -> str:
    """Return what to call a feed: as wished, else by its title, and its host where that is taken."""
    taken = {feed.name for feed in config.feeds}
    if wish.name in taken:
        raise UsageError(f'"{wish.name}" is the name of another feed', hint="give it another --name")
    assert found.outcome.parsed is not None
    title = found.outcome.parsed.title or host(found.url)
    return wish.name or next(name for name in (title, f"{title} ({host(found.url)})", found.url) if name not in taken)
