"""Feeds to stored entries: ask each feed politely, parse what changed, store what is new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from digest.clean import clean
from digest.extract.page import article
from digest.fetch import manners
from digest.fetch.client import Request, status_text
from digest.fetch.queue import fetch_all
from digest.model import Feed, FeedState, Problem, Response
from digest.parse import Parsed, Stale, Unreadable
from digest.pipeline import child
from digest.pipeline.tools import Tools
from digest.window import is_old, news_since
from digest.workers import Crash

MANY = 1000  # stored entries of a feed that a document may still have; it is read to its 500th


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What became of one feed."""

    response: Response | None = None  # without its body: many at once are large
    fingerprint: str = ""  # of the body
    parsed: Parsed | None = None  # None with no problem: nothing changed
    texts: tuple[str, ...] = ()  # beside the entries of `parsed`
    problem: Problem | None = None
    asked: bool = False


def collect(feeds: Sequence[Feed], tools: Tools, *, patient: bool = True) -> tuple[Problem, ...]:
    """Bring the store up to date with the feeds and return what went wrong, in the order of the feeds.

    Entries are stored in the order of the feeds too, whichever answered first: the same answers make the same state.
    A patient run does not ask a server that asked for time.
    """
    states = tools.store.feeds.states(feed.url for feed in feeds)
    outcomes = {feed.url: waiting for feed in feeds if patient and (waiting := _not_asked(feed, states[feed.url], tools.now))}
    outcomes |= _asked([feed for feed in feeds if feed.url not in outcomes], states, tools)
    with tools.store.transaction():
        return tuple(problem for feed in feeds if (problem := _kept(feed, states[feed.url], outcomes[feed.url], tools)))


def _not_asked(feed: Feed, state: FeedState, now: datetime) -> _Outcome | None:
    if state.gone:
        return _Outcome(problem=_problem(feed, "410 Gone: it has closed", "paused", fix=_remove(feed)))
    if not manners.waits(state, now):
        return None
    if not state.problem:
        return _Outcome()  # its own word: nothing will have changed
    if state.problem_code == "asked":
        return _Outcome(problem=_problem(feed, state.problem, "waiting"))
    resting = f"{state.problem}; not asked again until {state.wait_until:%H:%M} UTC"
    return _Outcome(problem=replace(_problem(feed, resting, state.problem_code), failures=state.failures))


def _asked(feeds: Sequence[Feed], states: Mapping[str, FeedState], tools: Tools) -> dict[str, _Outcome]:
    """Return what became of each feed that was asked."""
    by_url = {feed.url: feed for feed in feeds}
    settings = tools.config.fetch
    requests = [_request(feed, states[feed.url], settings.max_feed) for feed in feeds]
    found: dict[str, _Outcome] = {}
    work = fetch_all(
        requests,
        lambda request: _ask(by_url[request.feed], states[request.feed], request, tools),
        workers=settings.workers,
        per_host=settings.per_host,
        seconds=tools.seconds_left(),
    )
    for request, outcome in work:
        found[request.feed] = outcome or _Outcome(problem=_problem(by_url[request.feed], "no answer before the run's deadline", "deadline"))
        tools.progress("feeds", len(found), len(requests))
    return found


def _request(feed: Feed, state: FeedState, most: int) -> Request:
    return Request(state.permanent_url or feed.url, feed.name, headers=manners.conditional(state), max_bytes=most, feed=feed.url)


def _ask(feed: Feed, state: FeedState, request: Request, tools: Tools) -> _Outcome:
    response = tools.client.get(request)
    if isinstance(response, Problem):
        return _Outcome(problem=response, asked=True)
    answered = _Outcome(replace(response, body=b""), manners.body_hash(response.body), asked=True)
    if response.status == 304 and (state.etag or state.last_modified):
        return answered
    if response.status != 200:
        return replace(answered, problem=_refused(feed, response, tools.now))
    if answered.fingerprint == state.body_hash:
        return answered
    stale = Stale(tools.store.entries.identities(feed.url, last=MANY), _news_since(state, tools))
    read = tools.pool.run(child.read_feed, response.body, feed, response.final_url, response.header("content-type"), tools.now, stale)
    if isinstance(read, Unreadable | Crash):
        return replace(answered, problem=_problem(feed, read.message, read.code, stage="parse"))
    return replace(answered, parsed=read[0], texts=read[1])


def _refused(feed: Feed, response: Response, now: datetime) -> Problem:
    if response.status == 410:
        return _problem(feed, "410 Gone: it has closed, and is not asked again", "gone", fix=_remove(feed))
    until = manners.retry_after(response, now)
    wait = f", asked to wait until {until:%Y-%m-%d %H:%M} UTC" if until else ""
    return _problem(feed, status_text(response.status) + wait, "asked" if until else "status")


def _kept(feed: Feed, state: FeedState, outcome: _Outcome, tools: Tools) -> Problem | None:
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
    fix = problem.fix or (_remove(feed) if manners.advises(state, tools.config.health, tools.now) else "")
    return replace(problem, failures=state.failures, fix=fix)


def _oddity(feed: Feed, outcome: _Outcome, tools: Tools) -> Problem | None:
    """Return what is strange about a feed that answered well: it has nothing in it, or has been quiet for unusually long."""
    dates = tools.store.entries.dates(feed.url)
    if outcome.parsed is not None and not outcome.parsed.entries and not outcome.parsed.known and dates:
        return _problem(feed, "a feed without entries, where there were some", "empty feed")
    quiet = manners.silence(dates, tools.now, tools.config.health)
    return _problem(feed, quiet, "silent") if quiet else None


def _succeeded(state: FeedState, response: Response, outcome: _Outcome) -> FeedState:
    if parsed := outcome.parsed:
        state = replace(state, title=parsed.title or state.title, ttl=parsed.ttl, skip_hours=parsed.skip_hours)
    return manners.after_success(state, response, outcome.fingerprint)


def _store_entries(outcome: _Outcome, state: FeedState, tools: Tools) -> None:
    if outcome.parsed is None:
        return
    since = _news_since(state, tools)
    for entry, text in reversed(list(zip(outcome.parsed.entries, outcome.texts, strict=True))):  # feeds begin with the newest
        stored = tools.store.entries.add(entry, seen=tools.now, old=is_old(entry, since))
        if stored is not None and (text or not stored.old):
            tools.store.articles.save(article(stored, said=text))


def _news_since(state: FeedState, tools: Tools) -> datetime:
    return news_since(tools.now, first_fetch=state.first_success is None, max_days=tools.config.catchup.max_days)


def _problem(feed: Feed, message: str, code: str, *, stage: str = "fetch", fix: str = "") -> Problem:
    return Problem(stage, feed.name, clean(message), code, fix, feed=feed.url)


def _remove(feed: Feed) -> str:
    return f"take it out of feeds.yaml, line {feed.line}"
