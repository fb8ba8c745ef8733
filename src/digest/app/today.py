"""Make an edition: collect, assemble, keep it. What becomes of it then is told by `delivery`."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from digest import __version__
from digest.app.delivery import Made
from digest.app.fresh import fresh_stories
from digest.app.lock import LOCK_SECONDS, only_run
from digest.app.meant import all_known
from digest.app.upkeep import forget
from digest.app.when import Span, parse_when
from digest.app.workspace import Workspace
from digest.config import Config
from digest.errors import TryLater, UsageError
from digest.model import Correction, Edition, Entry, Feed, Problem, Told
from digest.paths import Found
from digest.pipeline.frame import Frame
from digest.store import Store
from digest.window import window

if TYPE_CHECKING:
    from digest.pipeline.tools import Progress, Tools

UNREAD = " unread"  # behind the fingerprint of an edition whose pages were not, or not all, asked for


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


@contextlib.contextmanager
def today(workspace: Workspace, wishes: Wishes, *, progress: Progress, lock_seconds: float = LOCK_SECONDS) -> Iterator[Made]:
    """Make the edition, and hold the reader's turn until the block ends: nobody else prints for them meanwhile.

    The state itself is held while the edition is made, not while it is read. Raises `TryLater` when another run holds either for
    longer than some seconds.
    """
    if not wishes.keep:
        with Store.copy(workspace.state) as store:
            made = _make(workspace, wishes, store, progress)
        yield made
        return
    with only_run(workspace.state, seconds=lock_seconds, cursor=wishes.cursor):
        with only_run(workspace.state, seconds=lock_seconds), Store(workspace.state, rescue=True) as store:
            made = _make(workspace, wishes, store, progress)
            due = not workspace.past and store.retention.is_due(workspace.today)
        yield made
        if due:
            forget(workspace)


def _make(workspace: Workspace, wishes: Wishes, store: Store, progress: Progress) -> Made:
    feeds = _chosen(workspace.config.feeds, wishes)
    asks = wishes.fetch and not workspace.past
    with contextlib.ExitStack() as stack:
        tools = cache(lambda: stack.enter_context(_tools(workspace, wishes, store, progress)))
        problems = _collected(feeds, tools(), patient=wishes.patient) if asks else ()
        position = _position(store, wishes.cursor, workspace)
        frame = _frame(workspace, wishes, feeds, store, position, problems)
        _raise_if_nothing_answered(feeds, frame)
        edition = _same(store, frame, asks=asks) or _assembled(frame, tools(), asks=asks)
        fresh = fresh_stories(edition, position, store)
    failed = sum(problem.counts for problem in problems)
    return Made(
        edition if wishes.keep else replace(edition, revision=0),
        fresh=fresh,
        workspace=workspace,
        moves=wishes.keep and not edition.view,
        degraded=_degraded(feeds, failed, edition, workspace.config),
        failed=failed,
        rescued=store.rescued,
    )


@contextlib.contextmanager
def _tools(workspace: Workspace, wishes: Wishes, store: Store, progress: Progress) -> Iterator[Tools]:
    """Lend the tools of a run; they, and the stages, are not even loaded by one that has nothing to do with them."""
    from digest.app.web import new_client
    from digest.pipeline.tools import Tools, new_pool

    client = new_client(workspace, [feed.url for feed in workspace.config.feeds])
    until = time.monotonic() + (wishes.deadline or workspace.config.fetch.deadline)
    with new_pool() as pool:
        yield Tools(workspace.config, store, client, pool, workspace.now, until, progress)


def _collected(feeds: Sequence[Feed], tools: Tools, *, patient: bool) -> tuple[Problem, ...]:
    from digest.pipeline.collect import collect

    return collect(feeds, tools, patient=patient)


def _position(store: Store, cursor: str, workspace: Workspace) -> int:
    """Return how far a reader has read; a new one begins some days back, and is not flooded with all that others were shown."""
    known = store.cursors.position(cursor)
    if known is not None:
        return known
    return store.entries.newest(seen_until=workspace.now - timedelta(days=workspace.config.catchup.max_days))


def _same(store: Store, frame: Frame, *, asks: bool) -> Edition | None:
    """Return the stored edition that was made from the same things; one made without reading pages will do where none may be read."""
    good = [frame.fingerprint] if asks else [frame.fingerprint, frame.fingerprint + UNREAD]
    edition = store.editions.same(frame.date, frame.cursor, frame.view, good)
    if edition is not None and not store.editions.is_newest(edition):
        with store.transaction():
            store.editions.print_again(edition)
    return edition


def _assembled(frame: Frame, tools: Tools, *, asks: bool) -> Edition:
    from digest.pipeline.assemble import assemble

    edition = assemble(frame, tools, fetch_pages=asks)
    if not asks or _cut_off(edition):
        edition = replace(edition, fingerprint=edition.fingerprint + UNREAD)
    with tools.store.transaction():
        return tools.store.editions.save(edition)


def _cut_off(edition: Edition) -> bool:
    return any(problem.code == "deadline" for problem in edition.problems)


def _chosen(feeds: Sequence[Feed], wishes: Wishes) -> tuple[Feed, ...]:
    """Return the feeds that --tag, --not-tag and --feed leave; raises `UsageError` when a name or a tag is not there."""
    all_known(wishes.feeds, {feed.name for feed in feeds}, "feed")
    all_known((*wishes.tags, *wishes.not_tags), {tag for feed in feeds for tag in feed.tags}, "tag")
    _none_paused(wishes.feeds, feeds)
    return tuple(
        feed
        for feed in feeds
        if not feed.paused
        and (not wishes.feeds or feed.name in wishes.feeds)
        and (not wishes.tags or set(wishes.tags) & set(feed.tags))
        and not set(wishes.not_tags) & set(feed.tags)
    )


def _none_paused(asked: Sequence[str], feeds: Sequence[Feed]) -> None:
    for feed in feeds:
        if feed.paused and feed.name in asked:
            raise UsageError(f'"{feed.name}" is paused', hint="'digest feeds resume' takes it up again")


def _frame(
    workspace: Workspace, wishes: Wishes, feeds: Sequence[Feed], store: Store, position: int, problems: tuple[Problem, ...]
) -> Frame:
    span = parse_when(wishes.since, workspace.now, workspace.zone) if wishes.since else None
    bounds = _bounds(workspace, wishes.cursor, store, position, span)
    by_url = {feed.url: feed for feed in feeds}
    behind = store.cursors.pending(wishes.cursor, workspace.today, by_url) if not wishes.since else []
    found = {entry.seq: entry for entry in (*store.entries.of(behind), *_entries(store, bounds, span)) if entry.feed in by_url}
    told: dict[str, Told] = store.stories.told(wishes.cursor, bounds[0], besides=workspace.today) if not wishes.since else {}
    missed, lapsed = (0, 0) if wishes.view else _gap(workspace, wishes.cursor, store, bounds, by_url)
    sized = wishes.max_stories is not None or wishes.minutes is not None
    frame = Frame(
        date=workspace.today,
        zone=workspace.zone,
        cursor=wishes.cursor,
        window=bounds,
        entries=tuple(found.values()),
        feeds=by_url,
        max_stories=(wishes.max_stories or 1000) if sized else workspace.config.digest.max_stories,
        minutes=wishes.minutes if sized else workspace.config.digest.minutes,
        told=told,
        lessons=store.lessons.all(),
        mutes=(*workspace.config.mute, *store.mutes.all()),
        after=0 if wishes.since else bounds[0],
        behind=frozenset(behind),
        view=_view(workspace, wishes),
        missed=missed,
        lapsed=lapsed,
        problems=problems,
        notes=_notes(workspace.found, bounds, store),
    )
    return replace(frame, fingerprint=_fingerprint(frame, workspace.config, store.corrections.all()))


def _gap(workspace: Workspace, cursor: str, store: Store, bounds: tuple[int, int], feeds: Collection[str]) -> tuple[int, int]:
    """Return how many dates a reader missed before this one, and how many entries of them arrived too late to be news."""
    last = store.editions.last_delivered(cursor, workspace.today)
    missed = max(0, (workspace.today - last[0]).days - 1) if last else 0
    if not missed or last is None:
        return 0, 0
    return missed, sum(count for feed, count in store.entries.lapsed(*bounds, since=last[1]).items() if feed in feeds)


def _view(workspace: Workspace, wishes: Wishes) -> str:
    return f"{wishes.view} as of {workspace.now:%Y-%m-%d %H:%M} UTC".strip() if workspace.past else wishes.view


def _bounds(workspace: Workspace, cursor: str, store: Store, position: int, span: Span | None) -> tuple[int, int]:
    newest = store.entries.newest(seen_until=workspace.now) if workspace.past else store.entries.newest()
    if span is not None and span.since is None:
        return min(position, newest), newest
    if workspace.past:
        return min(store.editions.delivered_before(cursor, workspace.today), newest), newest
    return window(position, store.editions.begun(cursor, workspace.today), newest)


def _entries(store: Store, bounds: tuple[int, int], span: Span | None) -> list[Entry]:
    if span is not None and span.since is not None:
        return store.entries.since(span.since, span.until)
    return store.entries.window(*bounds)


def _notes(found: Found, bounds: tuple[int, int], store: Store) -> tuple[str, ...]:
    """Tell a first-time reader of the packaged list whose feeds these are, and anybody whose state had to be begun afresh."""
    notes = []
    if found.packaged and bounds[0] == 0:
        notes.append("These are the packaged feeds. For your own, digest init writes a feeds.yaml and digest feeds add URL adds to it.")
    if found.origin == "sample":
        notes.append(
            "This is the sample edition of invented outlets, and nothing of it is kept. "
            "--explain says why each story stands where it does; digest today makes your own edition."
        )
    if store.rescued:
        notes.append(f"The state could not be read. It is kept as {store.rescued}, and this is a fresh beginning.")
    return tuple(notes)


def _fingerprint(frame: Frame, config: Config, corrections: Sequence[Correction]) -> str:
    """Return what tells one edition's making from another's: the same things make the same edition."""
    import hashlib

    problems = [(problem.subject, problem.code, problem.fix) for problem in frame.problems]
    made_from = (
        __version__, frame.date.isoformat(), frame.zone, frame.window, sorted(frame.feeds), len(frame.entries),
        frame.max_stories, frame.minutes, frame.view, problems, frame.notes, config.fingerprint,
        frame.lessons, frame.mutes, [correction.number for correction in corrections],
    )  # fmt: skip
    return hashlib.blake2b(repr(made_from).encode(), digest_size=16).hexdigest()


def _raise_if_nothing_answered(feeds: Sequence[Feed], frame: Frame) -> None:
    failed = [problem for problem in frame.problems if problem.counts]
    if feeds and len(failed) == len(feeds) and not frame.entries:
        first = failed[0]
        names = f'"{first.subject}": {first.message}' + (f", and {len(failed) - 1} more" if len(failed) > 1 else "")
        raise TryLater(f"no feed could be reached ({names})", hint="nothing was marked as read; look at the network, or try again later")


def _degraded(feeds: Sequence[Feed], failed: int, edition: Edition, config: Config) -> str:
    if _cut_off(edition):
        return "the deadline came before everything had answered"
    if feeds and failed / len(feeds) > config.health.degraded_ratio:
        return f"{failed} of {len(feeds)} feeds failed"
    return ""
