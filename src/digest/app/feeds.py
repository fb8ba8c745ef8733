"""How the feeds are doing: from what is stored of them, and by asking them."""

from __future__ import annotations

import shlex
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from digest.app.own_file import feed_called
from digest.app.web import new_client
from digest.app.workspace import Workspace
from digest.model import Entry, Feed, FeedState
from digest.pipeline.ask import Outcome, ask_all, command
from digest.pipeline.assemble import PACE_DAYS
from digest.pipeline.tools import Progress, Tools, new_pool
from digest.store import Store, Tally


@dataclass(frozen=True, slots=True)
class Listed:
    """A feed and what is remembered of it."""

    feed: Feed
    state: FeedState
    tally: Tally
    weekly: float | None = None  # entries; None: not known well enough


@dataclass(frozen=True, slots=True)
class Checked:
    """How a feed answered just now; an answer is looked at, and nothing of it stored."""

    feed: Feed
    state: FeedState  # as remembered
    problem: str  # empty: it is well, with entries or without
    status: int  # HTTP; 0: no answer
    seconds: float
    size: int  # bytes
    entries: int
    newest: datetime | None
    weekly: float | None
    moved: str  # where it says that it is for good
    fix: str  # the command that follows it there


def list_feeds(workspace: Workspace) -> list[Listed]:
    """Return every feed of the file with what is remembered of it."""
    feeds = workspace.config.feeds
    with _remembered(workspace) as store:
        urls = [feed.url for feed in feeds]
        states, tallies, pace = store.feeds.states(urls), store.tallies.of(urls), store.entries.pace(workspace.now, days=PACE_DAYS)
    return [Listed(feed, states[feed.url], tallies[feed.url], pace.get(feed.url)) for feed in feeds]


def check_feeds(workspace: Workspace, keys: Sequence[str], *, progress: Progress) -> list[Checked]:
    """Ask feeds now, all that are not paused or those that are named, and return how they answered, in the order of the file."""
    named = [feed_called(workspace.config, key) for key in keys]
    feeds = [feed for feed in workspace.config.feeds if (feed in named if keys else not feed.paused)]
    urls = [feed.url for feed in feeds]
    until = time.monotonic() + workspace.config.fetch.deadline
    with _remembered(workspace) as store:
        states = store.feeds.states(urls)
    with Store.empty() as nothing, new_pool() as pool:  # nothing is known: the whole answer counts
        tools = Tools(workspace.config, nothing, new_client(workspace, urls), pool, workspace.now, until, progress)
        outcomes = ask_all(feeds, {url: FeedState(url) for url in urls}, tools)
    return [_checked(feed, states[feed.url], outcomes[feed.url], workspace.now) for feed in feeds]


def _remembered(workspace: Workspace) -> Store:
    return workspace.existing() if workspace.begun else Store.empty()


def _checked(feed: Feed, state: FeedState, outcome: Outcome, now: datetime) -> Checked:
    response = outcome.response
    moved = response.permanent_url if response and outcome.parsed and response.permanent_url != feed.url else ""
    entries = outcome.parsed.entries if outcome.parsed else ()
    return Checked(
        feed=feed,
        state=state,
        problem=outcome.problem.message if outcome.problem else "",
        status=response.status if response else 0,
        seconds=outcome.seconds,
        size=outcome.size,
        entries=len(entries),
        newest=max((entry.published for entry in entries if entry.published), default=None),
        weekly=_weekly(entries, now),
        moved=moved,
        fix=f"{command('set', feed)} url={shlex.quote(moved)}" if moved else "",
    )


def _weekly(entries: Sequence[Entry], now: datetime) -> float | None:
    """Return how many entries a week a feed document has had over the last weeks, as far back as it goes."""
    dates = [entry.published for entry in entries if entry.published]
    if len(dates) < 3:
        return None
    span = min(timedelta(days=PACE_DAYS), max(now - min(dates), timedelta(days=1)))
    return sum(date >= now - span for date in dates) / (span / timedelta(weeks=1))
