"""Asking feeds: each once, politely, many at a time; what a feed said is read in a child process. Nothing is stored here."""

from __future__ import annotations

import shlex
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from digest.clean import clean
from digest.fetch import manners
from digest.fetch.client import Request, status_text
from digest.fetch.queue import fetch_all
from digest.model import Feed, FeedState, Problem, Response
from digest.parse import Parsed, Stale, Unreadable
from digest.pipeline import child
from digest.pipeline.tools import Tools
from digest.window import news_since
from digest.workers import Crash

MANY = 1000  # stored entries of a feed that a document may still have; it is read to its 500th


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one feed."""

    response: Response | None = None  # without its body: many at once are large
    fingerprint: str = ""  # of the body
    size: int = 0  # of the body, in bytes
    parsed: Parsed | None = None  # None with no problem: nothing changed
    texts: tuple[str, ...] = ()  # beside the entries of `parsed`
    problem: Problem | None = None
    named: tuple[str, ...] = ()  # feeds that a page names which stands where a feed should
    asked: bool = False
    seconds: float = 0.0  # until it had answered and was read


def ask_all(feeds: Sequence[Feed], states: Mapping[str, FeedState], tools: Tools) -> dict[str, Outcome]:
    """Return what became of each feed, by its address."""
    by_url = {feed.url: feed for feed in feeds}
    settings = tools.config.fetch
    requests = [_request(feed, states[feed.url], settings.max_feed) for feed in feeds]
    found: dict[str, Outcome] = {}
    work = fetch_all(
        requests,
        lambda request: _timed(by_url[request.feed], states[request.feed], request, tools),
        workers=settings.workers,
        per_host=settings.per_host,
        seconds=tools.seconds_left(),
    )
    for request, outcome in work:
        found[request.feed] = outcome or Outcome(problem=trouble(by_url[request.feed], "no answer before the run's deadline", "deadline"))
        tools.progress("feeds", len(found), len(requests))
    return found


def news_limit(state: FeedState, tools: Tools) -> datetime:
    """Return what an entry must not be older than to be news when it is first seen."""
    return news_since(tools.now, first_fetch=state.first_success is None, max_days=tools.config.catchup.max_days)


def trouble(feed: Feed, message: str, code: str, *, stage: str = "fetch", fix: str = "") -> Problem:
    """Return what is wrong with a feed."""
    return Problem(stage, feed.name, clean(message), code, fix, feed=feed.url)


def command(verb: str, feed: Feed) -> str:
    """Return the command that does something to a feed, safe to paste into a shell: the name may be the feed's own word."""
    name = f'"{feed.name}"' if not set(feed.name) & set('"$`\\!') else shlex.quote(feed.name)
    return f"digest feeds {verb} {name}"


def _request(feed: Feed, state: FeedState, most: int) -> Request:
    return Request(state.permanent_url or feed.url, feed.name, headers=manners.conditional(state), max_bytes=most, feed=feed.url)


def _timed(feed: Feed, state: FeedState, request: Request, tools: Tools) -> Outcome:
    begun = time.monotonic()
    return replace(_answered(feed, state, request, tools), seconds=time.monotonic() - begun)


def _answered(feed: Feed, state: FeedState, request: Request, tools: Tools) -> Outcome:
    response = tools.client.get(request)
    if isinstance(response, Problem):
        return Outcome(problem=response, asked=True)
    answered = Outcome(replace(response, body=b""), manners.body_hash(response.body), len(response.body), asked=True)
    if response.status == 304 and (state.etag or state.last_modified):
        return answered
    if response.status != 200:
        return replace(answered, problem=_refused(feed, response, tools.now))
    if answered.fingerprint == state.body_hash:
        return answered
    stale = Stale(tools.store.entries.identities(feed.url, last=MANY), news_limit(state, tools))
    read = tools.pool.run(child.read_feed, response.body, feed, response.final_url, response.header("content-type"), tools.now, stale)
    if isinstance(read, Unreadable | Crash):
        named = read.named if isinstance(read, Unreadable) else ()
        return replace(answered, problem=trouble(feed, read.message, read.code, stage="parse"), named=named)
    return replace(answered, parsed=read[0], texts=read[1])


def _refused(feed: Feed, response: Response, now: datetime) -> Problem:
    if response.status == 410:
        return trouble(feed, "410 Gone: it has closed, and is not asked again", "gone", fix=command("remove", feed))
    until = manners.retry_after(response, now)
    wait = f", asked to wait until {until:%Y-%m-%d %H:%M} UTC" if until else ""
    return trouble(feed, status_text(response.status) + wait, "asked" if until else "status")
