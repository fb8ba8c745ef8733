"""Make an edition: collect, assemble, keep it; after it was printed, note that it was delivered.

The order is the promise: the edition is stored, printed, the write is checked, and only then the cursor advances.
"""

from __future__ import annotations

import contextlib
import hashlib
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version

from digest.app.when import Span, parse_when
from digest.app.workspace import Workspace
from digest.config import Config
from digest.errors import StateError, TryLater, UsageError
from digest.fetch.address import Guard
from digest.fetch.client import Client
from digest.model import Edition, Entry, Feed, Problem, Told
from digest.paths import Found
from digest.pipeline import Frame, Progress, Tools, assemble, collect
from digest.pipeline.tools import new_pool
from digest.store import Store
from digest.urls import host
from digest.window import Cursor, advanced, window

LOCK_SECONDS = 10.0
HOMEPAGE = "https://pypi.org/project/digest-news/"
USER_AGENT = f"digest-news/{{version}} (+{HOMEPAGE})"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the command line asks of an edition."""

    cursor: str = "pipe"
    since: str = ""  # for `since`: a window of time instead of what is new
    tags: tuple[str, ...] = ()
    not_tags: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()  # names
    max_stories: int | None = None  # given: replaces both settings of the file
    minutes: int | None = None
    fetch: bool = True
    patient: bool = True  # wait where a server asked for it
    deadline: float | None = None  # seconds for all of the web
    keep: bool = True  # False: store nothing, advance nothing

    @property
    def view(self) -> str:
        """What makes this a look that moves no cursor, in the words of the command line; empty for the edition itself."""
        parts = [f"since {self.since}"] if self.since else []
        parts += [f"--tag {tag}" for tag in self.tags] + [f"--not-tag {tag}" for tag in self.not_tags]
        return " ".join(parts + [f"--feed {name}" for name in self.feeds])


@dataclass(frozen=True, slots=True)
class Made:
    """An edition that is stored and not yet delivered."""

    edition: Edition
    fresh: frozenset[str]  # stories with an entry this reader has not had
    degraded: str  # why it must end with exit code 4; empty when it need not
    failed: int  # feeds
    _store: Store
    _workspace: Workspace
    _moves: bool

    def delivered(self) -> None:
        """Note that every byte was written: the cursor advances."""
        if not self._moves:
            return
        cursor = self._store.editions.cursor(self.edition.cursor)
        with self._store.transaction(lasting=True):
            self._store.editions.deliver(self.edition, at=self._workspace.now)
            self._store.editions.move(advanced(cursor, self.edition.date, self.edition.window))


@contextlib.contextmanager
def today(workspace: Workspace, wishes: Wishes, *, progress: Progress, lock_seconds: float = LOCK_SECONDS) -> Iterator[Made]:
    """Make the edition and hold the state until the block ends; raises `TryLater` when another run holds it too long."""
    feeds = _chosen(workspace.config.feeds, wishes)
    with only_run(workspace, lock_seconds), Store(workspace.state, keep=wishes.keep, rescue=wishes.keep) as store, new_pool() as pool:
        tools = Tools(
            config=workspace.config,
            store=store,
            client=new_client(workspace, [feed.url for feed in workspace.config.feeds]),
            pool=pool,
            now=workspace.now,
            until=time.monotonic() + (wishes.deadline or workspace.config.fetch.deadline),
            progress=progress,
        )
        asks = wishes.fetch and not workspace.past
        problems = collect(feeds, tools, patient=wishes.patient) if asks else ()
        cursor = store.editions.cursor(wishes.cursor)
        frame = _frame(workspace, wishes, feeds, store, cursor, problems)
        _raise_if_nothing_answered(feeds, frame)
        edition = store.editions.same(frame.date, frame.cursor, frame.fingerprint) or _made(frame, tools, fetch_pages=asks)
        fresh = frozenset(brief.story for brief in edition.briefs if any(source.seq > cursor.position for source in brief.sources))
        failed = sum(problem.counts for problem in problems)
        degraded = _degraded(feeds, problems, workspace.config)
        yield Made(edition, fresh, degraded, failed, store, workspace, wishes.keep and not edition.view)


def _made(frame: Frame, tools: Tools, *, fetch_pages: bool) -> Edition:
    edition = assemble(frame, tools, fetch_pages=fetch_pages)
    with tools.store.transaction():
        return tools.store.editions.save(edition)


@contextlib.contextmanager
def only_run(workspace: Workspace, seconds: float = LOCK_SECONDS) -> Iterator[None]:
    """Hold the state for the block; raises `TryLater` when another run holds it longer than some seconds."""
    from filelock import FileLock, Timeout

    path = workspace.state.with_suffix(".lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(path, timeout=seconds)
        lock.acquire()
    except Timeout:
        raise TryLater("another run is at work", hint="try again when it has ended") from None
    except OSError as error:
        raise StateError(
            f'the state folder "{path.parent}" cannot be written: {error.strerror}', hint="give write permission there"
        ) from error
    try:
        yield
    finally:
        lock.release()


def new_client(workspace: Workspace, typed: Iterable[str]) -> Client:
    """Return what asks the web: of private addresses only the hosts of the addresses that a person typed."""
    settings = workspace.config.fetch
    guard = Guard(typed=frozenset(host(url) for url in typed), allowed=settings.allow_private)
    agent = USER_AGENT.format(version=version("digest-news"))
    return Client(agent, guard, lambda: workspace.now, settings.timeout, workspace.resolve, workspace.proxy)


def _chosen(feeds: Sequence[Feed], wishes: Wishes) -> tuple[Feed, ...]:
    """Return the feeds that --tag, --not-tag and --feed leave; raises `UsageError` when a name or a tag is not there."""
    _all_known(wishes.feeds, {feed.name for feed in feeds}, "feed")
    _all_known((*wishes.tags, *wishes.not_tags), {tag for feed in feeds for tag in feed.tags}, "tag")
    return tuple(
        feed
        for feed in feeds
        if (not wishes.feeds or feed.name in wishes.feeds)
        and (not wishes.tags or set(wishes.tags) & set(feed.tags))
        and not set(wishes.not_tags) & set(feed.tags)
    )


def _all_known(asked: Sequence[str], known: set[str], what: str) -> None:
    import difflib

    for name in asked:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
            raise UsageError(
                f'"{name}" is no {what} of feeds.yaml', hint=f'did you mean "{near[0]}"?' if near else f"there are {_some(known)}"
            )


def _some(names: set[str]) -> str:
    listed = sorted(names)[:12]
    return ", ".join(listed) + (", ..." if len(names) > len(listed) else "") if names else "none"


def _frame(
    workspace: Workspace, wishes: Wishes, feeds: Sequence[Feed], store: Store, cursor: Cursor, problems: tuple[Problem, ...]
) -> Frame:
    span = parse_when(wishes.since, workspace.now, workspace.zone) if wishes.since else None
    bounds = _bounds(workspace, store, cursor, span)
    by_url = {feed.url: feed for feed in feeds}
    entries = tuple(entry for entry in _entries(store, bounds, span) if entry.feed in by_url)
    told: dict[str, Told] = store.stories.told(cursor.name, workspace.today) if not wishes.since else {}
    sized = wishes.max_stories is not None or wishes.minutes is not None
    frame = Frame(
        date=workspace.today,
        zone=workspace.zone,
        cursor=wishes.cursor,
        window=bounds,
        entries=entries,
        feeds=by_url,
        max_stories=(wishes.max_stories or 1000) if sized else workspace.config.digest.max_stories,
        minutes=wishes.minutes if sized else workspace.config.digest.minutes,
        told=told,
        after=bounds[0] if not wishes.since else 0,
        view=_view(workspace, wishes),
        problems=problems,
        notes=_notes(workspace.found, bounds, store),
    )
    return replace(frame, fingerprint=_fingerprint(frame, workspace.config))


def _view(workspace: Workspace, wishes: Wishes) -> str:
    return f"{wishes.view} as of {workspace.now:%Y-%m-%d %H:%M} UTC".strip() if workspace.past else wishes.view


def _bounds(workspace: Workspace, store: Store, cursor: Cursor, span: Span | None) -> tuple[int, int]:
    newest = store.entries.newest(seen_until=workspace.now) if workspace.past else store.entries.newest()
    if span is not None and span.since is None:
        return min(cursor.position, newest), newest
    if workspace.past:
        return min(store.editions.delivered_before(cursor.name, workspace.today), newest), newest
    return window(cursor, workspace.today, newest)


def _entries(store: Store, bounds: tuple[int, int], span: Span | None) -> list[Entry]:
    if span is not None and span.since is not None:
        return store.entries.since(span.since, span.until)
    return store.entries.window(*bounds)


def _notes(found: Found, bounds: tuple[int, int], store: Store) -> tuple[str, ...]:
    """Tell a first-time reader of the packaged list whose feeds these are, and anybody whose state had to be begun afresh."""
    notes = []
    if found.packaged and bounds[0] == 0:
        notes.append("These are the packaged feeds. For your own, digest init writes a feeds.yaml and digest feeds add URL adds to it.")
    if store.rescued:
        notes.append(f"The state could not be read. It is kept as {store.rescued}, and this is a fresh beginning.")
    return tuple(notes)


def _fingerprint(frame: Frame, config: Config) -> str:
    """Return what tells one edition's making from another's: the same things make the same edition."""
    problems = [(problem.subject, problem.code, problem.fix) for problem in frame.problems]
    made_from = (
        version("digest-news"), frame.date.isoformat(), frame.zone, frame.window, sorted(frame.feeds), len(frame.entries),
        frame.max_stories, frame.minutes, frame.view, problems, frame.notes, config.fingerprint,
    )  # fmt: skip
    return hashlib.blake2b(repr(made_from).encode(), digest_size=16).hexdigest()


def _raise_if_nothing_answered(feeds: Sequence[Feed], frame: Frame) -> None:
    failed = [problem for problem in frame.problems if problem.counts]
    if feeds and len(failed) == len(feeds) and not frame.entries:
        first = failed[0]
        names = f'"{first.subject}": {first.message}' + (f", and {len(failed) - 1} more" if len(failed) > 1 else "")
        raise TryLater(f"no feed could be reached ({names})", hint="nothing was marked as read")


def _degraded(feeds: Sequence[Feed], problems: Sequence[Problem], config: Config) -> str:
    failed = sum(problem.counts for problem in problems)
    if any(problem.code == "deadline" for problem in problems):
        return "the deadline came before every feed had answered"
    if feeds and failed / len(feeds) > config.health.degraded_ratio:
        return f"{failed} of {len(feeds)} feeds failed"
    return ""
