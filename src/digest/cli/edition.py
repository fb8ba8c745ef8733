"""`digest today` and `digest since`."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from digest.app.today import Made, Wishes
from digest.app.today import today as make
from digest.app.workspace import Workspace
from digest.cli.progress import ProgressLine
from digest.cli.setting import ColorOption, ConfigOption, QuietOption, Setting, VerboseOption, setting_of
from digest.cli.streams import chosen_format, default_cursor, look
from digest.config import parse_seconds
from digest.deliver import to_file, to_stdout
from digest.errors import Degraded, NothingNew
from digest.model import Edition
from digest.render import render

FormatOption = Annotated[
    str,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help="auto, terminal, markdown, text, html or json; auto is terminal on a terminal, else markdown.",
    ),
]
OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file, replaced whole.", show_default=False)
]
MaxOption = Annotated[int | None, typer.Option("--max", "-n", min=1, metavar="N", help="At most so many stories.", show_default=False)]
MinutesOption = Annotated[int | None, typer.Option("--minutes", min=1, metavar="M", help="At most so many minutes of reading.", show_default=False)]
TagOption = Annotated[list[str] | None, typer.Option("--tag", "-t", metavar="TAG", help="Only feeds with this tag (may be repeated).", show_default=False)]
NotTagOption = Annotated[list[str] | None, typer.Option("--not-tag", metavar="TAG", help="No feeds with this tag.", show_default=False)]
FeedOption = Annotated[
    list[str] | None, typer.Option("--feed", metavar="NAME", help="Only this feed (may be repeated).", show_default=False)
]
CursorOption = Annotated[
    str | None, typer.Option("--cursor", metavar="NAME", help="Whose new this is: tty on a terminal, else pipe.", show_default=False)
]
NewOnlyOption = Annotated[bool, typer.Option("--new-only", help="Only the stories this cursor has not had.")]
IfNewOption = Annotated[bool, typer.Option("--if-new", help="Print nothing and exit 3 when there is nothing new.")]
PeekOption = Annotated[bool, typer.Option("--peek", help="Store nothing, advance nothing.")]
NoFetchOption = Annotated[bool, typer.Option("--no-fetch", help="Stored entries only; the network is not touched.")]
RefreshOption = Annotated[bool, typer.Option("--refresh", help="Ask every feed now, also those that asked for time.")]
DeadlineOption = Annotated[
    str | None, typer.Option("--deadline", metavar="90s", help="Print with what has arrived by then.", show_default=False)
]
ExplainOption = Annotated[bool, typer.Option("--explain", help="A line of arithmetic under each story.")]
StrictOption = Annotated[bool, typer.Option("--strict", help="Exit 4 when any feed failed.")]
ZoneOption = Annotated[str | None, typer.Option("--tz", metavar="ZONE", help="The time zone of today.", show_default=False)]
AsOfOption = Annotated[
    str | None, typer.Option("--as-of", metavar="TIME", help="From what was stored at this time, as it was then.", show_default=False)
]
SampleOption = Annotated[
    bool, typer.Option("--sample", help="The edition of invented outlets: no network, no configuration, nothing kept.")
]


def today(
    context: typer.Context,
    sample: SampleOption = False,
    format_: FormatOption = "auto",
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
    config: ConfigOption = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    color: ColorOption = None,
) -> None:
    """Fetch, group, rank, summarise and print the edition of today.

    \b
        digest today
        digest today --tag security --max 5 --explain
        digest today --format markdown | mail -s "Digest $(date +%F)" me@example.org
        digest today --new-only --if-new --cursor mail
    """
    setting = setting_of(context, config, quiet, verbose, color)
    wishes = _wishes(
        "", tag, not_tag, feed, max_, minutes, cursor, fetch=not no_fetch, patient=not refresh, deadline=deadline, keep=not peek
    )
    page = _Page(format_, output, explain, new_only, if_new, strict)
    with _sample() if sample else contextlib.nullcontext(None) as invented:
        _print(invented or setting.workspace(zone=tz, as_of=as_of), wishes, page, setting)


def since(
    context: typer.Context,
    when: Annotated[str, typer.Argument(metavar="WHEN", help='"3 days ago", yesterday, 2026-11-20, or last.')],
    format_: FormatOption = "auto",
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
    config: ConfigOption = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    color: ColorOption = None,
) -> None:
    """Print an edition of a window of time; no cursor moves.

    \b
        digest since "3 days ago"
        digest since 2026-11-20 --tag science
        digest since last
    """
    setting = setting_of(context, config, quiet, verbose, color)
    wishes = _wishes(
        when, tag, not_tag, feed, max_, minutes, cursor, fetch=not no_fetch, patient=not refresh, deadline=deadline, keep=not peek
    )
    _print(setting.workspace(zone=tz, as_of=as_of), wishes, _Page(format_, output, explain, strict=strict), setting)


@dataclass(frozen=True, slots=True)
class _Page:
    """How an edition is to be printed."""

    format: str
    output: Path | None
    explain: bool
    new_only: bool = False
    if_new: bool = False
    strict: bool = False


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
    seconds = parse_seconds(text)
    if seconds is None:
        raise typer.BadParameter(f'"{text}" is not a duration; write it as 90s or 2m', param_hint="--deadline")
    return seconds


@contextlib.contextmanager
def _sample() -> Iterator[Workspace]:
    from digest.app.sample import sample_workspace

    with sample_workspace() as workspace:
        yield workspace


def _print(workspace: Workspace, wishes: Wishes, page: _Page, setting: Setting) -> None:
    """Make an edition, print it, check the write, and only then note that it was delivered."""
    with ProgressLine(setting) as progress, make(workspace, wishes, progress=progress) as made:
        progress.clear()
        if page.if_new and not made.fresh:
            raise NothingNew("nothing new")
        write_edition(
            made.edition, setting, page.format, output=page.output, explain=page.explain, only=made.fresh if page.new_only else None
        )
        made.delivered()
        _tell(made, setting, strict=page.strict)


def write_edition(
    edition: Edition, setting: Setting, format_: str, *, output: Path | None, explain: bool, only: frozenset[str] | None = None
) -> None:
    """Render an edition and write it where it was asked for, whole."""
    name = chosen_format(format_, to_file=output is not None)
    text = render(name, edition, look(setting, format_name=name, to_file=output is not None, explain=explain, only=only))
    if output is None:
        to_stdout(text, sys.stdout.buffer)
    else:
        to_file(text.encode("utf-8"), output)


def _tell(made: Made, setting: Setting, *, strict: bool) -> None:
    for problem in made.edition.problems:
        setting.say(f'digest: "{problem.subject}": {problem.message}', detail=True)
    if made.degraded or (strict and made.edition.counts.failed):
        raise Degraded(made.degraded or "a feed failed", hint="the edition was printed and names what failed")
