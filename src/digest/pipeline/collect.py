"""Feeds to stored entries: ask each feed politely, parse what changed, store what is new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from digest.extract.page import article
from digest.fetch import manners
from digest.model import Feed, FeedState, Problem, Response
from digest.pipeline.ask import Outcome, ask_all, command, news_limit, trouble
from digest.pipeline.tools import Tools
from digest.window import is_old


def collect(feeds: Sequence[Feed], tools: Tools, *, patient: bool = True) -> tuple[Problem, ...]:
    """Bring the store up to date with the feeds and return what went wrong, in the order of the feeds.

    Entries are stored in the order of the feeds too, whichever answered first: the same answers make the same state.
    A patient run does not ask a server that asked for time.
    """
    states = tools.store.feeds.states(feed.url for feed in feeds)
    outcomes = {feed.url: waiting for feed in feeds if patient and (waiting := _not_asked(feed, states[feed.url], tools.now))}
    outcomes |= ask_all([feed for feed in feeds if feed.url not in outcomes], states, tools)
    with tools.store.transaction():
        return tuple(problem for feed in feeds if (problem := keep(feed, states[feed.url], outcomes[feed.url], tools)))


def _not_asked(feed: Feed, state: FeedState, now: datetime) -> Outcome | None:
    if state.gone:
        return Outcome(problem=trouble(feed, "410 Gone: it has closed", "paused", fix=command("remove", feed)))
    if not manners.waits(state, now):
        return None
    if not state.problem:
        return Outcome()  # its own word: nothing will have changed
    if state.problem_code == "asked":
        return Outcome(problem=trouble(feed, state.problem, "waiting"))
    resting = f"{state.problem}; not asked again until {state.wait_until:%H:%M} UTC"
    return Outcome(problem=replace(trouble(feed, resting, state.problem_code), failures=state.failures))


def keep(feed: Feed, state: FeedState, outcome: Outcome, tools: Tools) -> Problem | None:
    """Store what came of a feed, and return its problem with its history."""
    problem, response = outcome.problem, outcome.response
    if problem is None:
        if response is not None:
            _store_entries(outcome, state, tools)
            tools.store.feeds.save(_succeeded(state, response, outcome))
        return _oddity(feed, outcome, tools)
    if not outcome.asked:
        return problem
    state = manners.after_failure(state, problem, tools.now, response)
    tools.store.feeds.save(state)
    fix = problem.fix or (command("pause", feed) if manners.advises(state, tools.config.health, tools.now) else "")
    return replace(problem, failures=state.failures, fix=fix)


def _oddity(feed: Feed, outcome: Outcome, tools: Tools) -> Problem | None:
    """Return what is strange about a feed that answered well: it has nothing in it, or has been quiet for unusually long."""
    dates = tools.store.entries.dates(feed.url)
    if outcome.parsed is not None and not outcome.parsed.entries and not outcome.parsed.known and dates:
        return trouble(feed, "a feed without entries, where there were some", "empty feed")
    quiet = manners.silence(dates, tools.now, tools.config.health)
    return trouble(feed, quiet, "silent") if quiet else None


def _succeeded(state: FeedState, response: Response, outcome: Outcome) -> FeedState:
    if parsed := outcome.parsed:
        state = replace(state, title=parsed.title or state.title, ttl=parsed.ttl, skip_hours=parsed.skip_hours)
    return manners.after_success(state, response, outcome.fingerprint)


def _store_entries(outcome: Outcome, state: FeedState, tools: Tools) -> None:
    if outcome.parsed is None:
        return
    since = news_limit(state, tools)
    for entry, text in reversed(list(zip(outcome.parsed.entries, outcome.texts, strict=True))):  # feeds begin with the newest
        stored = tools.store.entries.add(entry, seen=tools.now, old=is_old(entry, since))
        if stored is not None and (text or not stored.old):
            tools.store.articles.save(article(stored, said=text))
