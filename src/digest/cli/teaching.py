"""`digest more`, `less`, `interests`, `mute`, `mutes`, `unmute`: what a person wants more of, less of, and not at all."""

from __future__ import annotations

from datetime import date
from shlex import quote
from typing import Annotated

import typer

from digest.cli.options import WhoseOption
from digest.cli.printing import print_out
from digest.cli.setting import Setting, with_setting
from digest.cli.streams import line_look
from digest.model import Match

StoryArgument = Annotated[str, typer.Argument(metavar="N|ID", help="A story's number or id.")]
WordsArgument = Annotated[list[str], typer.Argument(metavar="WORDS...", help="A word, a phrase, or /a regular expression/.")]


@with_setting
def more(setting: Setting, story: StoryArgument, cursor: WhoseOption = None) -> None:
    """Rank stories like this one higher from now on.

    \b
        digest more 3
        digest more s7k2

    Learnt are the telling words of its headlines, and the feed when it alone tells the story. Nothing is learnt from what you read.
    """
    _teach(setting, story, cursor, more=True)


@with_setting
def less(setting: Setting, story: StoryArgument, cursor: WhoseOption = None) -> None:
    """Rank stories like this one lower from now on.

    \b
        digest less 3
        digest less s7k2

    It is lowered, not hidden: that is digest mute.
    """
    _teach(setting, story, cursor, more=False)


@with_setting
def interests(
    setting: Setting,
    forget: Annotated[
        str | None,
        typer.Option("--forget", metavar="WHAT", help="A word, a feed, a story's id, or all: undo what was learnt.", show_default=False),
    ] = None,
) -> None:
    """List what moves stories up or down.

    \b
        digest interests
        digest interests --forget sqlite
        digest interests --forget s7k2

    What more and less taught, and the interests of feeds.yaml.
    """
    from digest.app import teaching
    from digest.render.terminal import Row, rows

    if forget is not None:
        print_out(f"forgot {teaching.forget(setting.workspace(), forget)}")
        return
    listed = [Row(_signed(one.points), ", ".join(one.words), one.origin) for one in teaching.interests(setting.workspace())]
    print_out(rows(listed, line_look(setting)) if listed else "nothing learnt yet: digest more N and digest less N teach")


@with_setting
def mute(
    setting: Setting,
    words: WordsArgument,
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="DATE", help='The last day it holds: 2026-12-20, 30d, "2 weeks".', show_default=False),
    ] = None,
) -> None:
    """Keep stories with these words out of your editions.

    \b
        digest mute giveaway
        digest mute world cup --until 2026-12-20
        digest mute "/^(sponsored|promo):/" --until 30d

    The words are looked for in headlines; rest and search still have the stories.
    """
    from digest.app import muting

    muted = muting.mute(setting.workspace(), " ".join(words), until=until)
    hides = f"; takes {muted.hides} {'story' if muted.hides == 1 else 'stories'} off the next print" if muted.hides else ""
    print_out(f'muted "{muted.pattern}"{f" until {muted.until}" if muted.until else ""}{hides}; undo: {_unmuting(muted.pattern)}')


@with_setting
def mutes(setting: Setting) -> None:
    """List what is muted, at a command and in feeds.yaml.

    \b
        digest mutes
    """
    from digest.app import muting
    from digest.render.terminal import Row, rows

    workspace = setting.workspace()
    listed = [
        Row("", ", ".join(match.patterns), ", ".join(part for part in (_until(match.until, workspace.today), _origin(match)) if part))
        for match in muting.mutes(workspace)
    ]
    print_out(rows(listed, line_look(setting)) if listed else "nothing is muted: digest mute WORDS")


@with_setting
def unmute(setting: Setting, words: WordsArgument) -> None:
    """Show stories with these words again.

    \b
        digest unmute world cup

    What feeds.yaml mutes is yours to delete there; the line is named.
    """
    from digest.app import muting

    pattern, written = muting.unmute(setting.workspace(), " ".join(words))
    also = f"; it stays muted by feeds.yaml, line {written[0].line}" if written else ""
    print_out(f'unmuted "{pattern}"{also}')


def _teach(setting: Setting, story: str, cursor: str | None, *, more: bool) -> None:
    from digest.app import teaching

    taught = teaching.teach(setting.workspace(), story, more=more, cursor=cursor)
    learnt = ", ".join(f"{word} {_signed(one.points)}" for one in taught.interests for word in one.words)
    wish = "more" if more else "less"
    print_out(f'{wish} like "{taught.headline}": {learnt}; undo: digest interests --forget {taught.story}')


def _signed(points: int) -> str:
    from digest.render.phrases import signed

    return signed(points)


def _until(day: date | None, today: date) -> str:
    return "" if day is None else f"until {day}" if day >= today else f"over since {day}"


def _origin(match: Match) -> str:
    return f"feeds.yaml, line {match.line}" if match.line else f"{match.name}: {_unmuting(match.patterns[0])}"


def _unmuting(pattern: str) -> str:
    """Return the command that takes a mute back, as a shell reads it."""
    return f"digest unmute {'-- ' if pattern.startswith('-') else ''}{quote(pattern)}"
