"""`digest today` and `digest since`."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.options import (
    AsOfOption,
    CursorOption,
    DeadlineOption,
    ExplainOption,
    FeedOption,
    FormatOption,
    IfNewOption,
    MaxOption,
    MinutesOption,
    NewOnlyOption,
    NoFetchOption,
    NotTagOption,
    OutputOption,
    PeekOption,
    RefreshOption,
    SampleOption,
    StrictOption,
    TagOption,
    ToOption,
    ZoneOption,
)
from digest.cli.printing import addressed, write_edition
from digest.cli.progress import ProgressLine
from digest.cli.setting import Setting, with_setting
from digest.cli.streams import default_cursor
from digest.errors import Degraded, NothingNew, UsageError

if TYPE_CHECKING:
    from digest.app.delivery import Made
    from digest.app.today import Wishes
    from digest.app.workspace import Workspace


@with_setting
def today(
    setting: Setting,
    sample: SampleOption = False,
    format_: FormatOption = "auto",
    to: ToOption = None,
    max_: MaxOption = None,
    minutes: MinutesOption = None,
    tag: TagOption = None,
    not_tag: NotTagOption = None,
    feed: FeedOption = None,
    cursor: CursorOption = None,
    new_only: NewOnlyOption = False,
    if_new: IfNewOption = False,
    peek: PeekOption = False,
    no_fetch: NoFetchOption = False,
    refresh: RefreshOption = False,
    deadline: DeadlineOption = None,
    output: OutputOption = None,
    explain: ExplainOption = False,
    strict: StrictOption = False,
    tz: ZoneOption = None,
    as_of: AsOfOption = None,
) -> None:
    """Fetch, group, rank, summarise and print the edition of today.

    \b
        digest today
        digest today --tag security --max 5 --explain
        digest today --format markdown | mail -s "Digest $(date +%F)" me@example.org
        digest today --format email --cursor mail --to me@example.org | sendmail -i -t
    """
    wishes = _wishes(
        "", tag, not_tag, feed, max_, minutes, cursor, fetch=not no_fetch, patient=not refresh, deadline=deadline, keep=not peek
    )
    page = _Page(format_, output, explain, new_only, if_new, strict, tuple(to or ()))
    if not sample:
        _print(setting.workspace(zone=tz, as_of=as_of), wishes, page, setting)
        return
    _refuse_beside_sample({"--config": setting.config, "--tz": tz, "--as-of": as_of})
    with _sample(wishes.cursor) as invented:
        _print(invented, replace(wishes, keep=False), page, setting)


@with_setting
def since(
    setting: Setting,
    when: Annotated[list[str], typer.Argument(metavar="WHEN", help="3 days ago, yesterday, 2026-11-20, or last.")],
    format_: FormatOption = "auto",
    to: ToOption = None,
    max_: MaxOption = None,
    minutes: MinutesOption = None,
    tag: TagOption = None,
    not_tag: NotTagOption = None,
    feed: FeedOption = None,
    cursor: CursorOption = None,
    peek: PeekOption = False,
    no_fetch: NoFetchOption = False,
    refresh: RefreshOption = False,
    deadline: DeadlineOption = None,
    output: OutputOption = None,
    explain: ExplainOption = False,
    strict: StrictOption = False,
    tz: ZoneOption = None,
    as_of: AsOfOption = None,
) -> None:
    """Print an edition of a window of time; no cursor moves.

    \b
        digest since 3 days ago
        digest since 2026-11-20 --tag science
        digest since last
    """
    wishes = _wishes(
        " ".join(when), tag, not_tag, feed, max_, minutes, cursor, fetch=not no_fetch, patient=not refresh, deadline=deadline, keep=not peek
    )
    _print(setting.workspace(zone=tz, as_of=as_of), wishes, _Page(format_, output, explain, strict=strict, to=tuple(to or ())), setting)


@dataclass(frozen=True, slots=True)
class _Page:
    """How an edition is to be printed."""

    format: str
    output: Path | None
    explain: bool
    new_only: bool = False
    if_new: bool = False
    strict: bool = False
    to: tuple[str, ...] = ()  # of a mail


def _wishes(
    when: str,
    tags: list[str] | None,
    not_tags: list[str] | None,
    feeds: list[str] | None,
    max_stories: int | None,
    minutes: int | None,
    cursor: str | None,
    *,
    fetch: bool,
    patient: bool,
    deadline: str | None,
    keep: bool,
) -> Wishes:
    from digest.app.today import Wishes

    return Wishes(
        cursor=cursor or default_cursor(),
        since=when,
        tags=tuple(tags or ()),
        not_tags=tuple(not_tags or ()),
        feeds=tuple(feeds or ()),
        max_stories=max_stories,
        minutes=minutes,
        fetch=fetch,
        patient=patient,
        deadline=_seconds(deadline) if deadline else None,
        keep=keep,
    )


def _seconds(text: str) -> float:
    from digest.config import parse_seconds

    try:
        return parse_seconds(text)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--deadline") from error


def _refuse_beside_sample(options: Mapping[str, object]) -> None:
    given = [name for name, value in options.items() if value is not None]
    if given:
        raise UsageError("--sample has its own feeds and its own clock", hint=f"leave out {' and '.join(given)}")


@contextlib.contextmanager
def _sample(cursor: str) -> Iterator[Workspace]:
    from digest.app.sample import sample_workspace

    with sample_workspace(cursor) as workspace:
        yield workspace


def _print(workspace: Workspace, wishes: Wishes, page: _Page, setting: Setting) -> None:
    """Make an edition and print it; what was not written whole was not delivered."""
    from digest.app.delivery import bring
    from digest.app.today import today as make

    envelope = addressed(page.format, page.to, workspace.config)

    def write(made: Made) -> tuple[str, ...]:
        progress.clear()
        if page.if_new and not made.fresh:
            raise NothingNew("nothing new")
        only = made.fresh if page.new_only else None
        write_edition(made.edition, setting, page.format, output=page.output, explain=page.explain, only=only, envelope=envelope)
        return ()

    with ProgressLine(setting) as progress:
        made = bring(make(workspace, wishes, progress=progress), write)
    tell(made, setting, strict=page.strict)


def tell(made: Made, setting: Setting, *, strict: bool = False) -> None:
    """Say what went wrong while an edition was made; raises `Degraded` when that was too much."""
    if made.rescued:
        setting.say(f"digest: the state could not be read; it is kept as {made.rescued}, and this is a fresh beginning")
    for problem in made.edition.problems:
        setting.say(f'digest: "{problem.subject}": {problem.message}', detail=True)
    if made.degraded or (strict and made.failed):
        raise Degraded(made.degraded or "a feed failed", hint="the edition names what failed")
