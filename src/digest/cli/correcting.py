"""`digest split` and `digest merge`: the grouping, corrected by who knows better."""

from __future__ import annotations

from typing import Annotated

import typer

from digest.cli.options import WhoseOption
from digest.cli.printing import print_out
from digest.cli.setting import Setting, with_setting
from digest.cli.streams import line_look
from digest.model import Correction

_NONE = {"merge": "nothing was merged: digest merge N M", "split": "nothing was split: digest split N"}

UndoOption = Annotated[int | None, typer.Option("--undo", metavar="NUMBER", help="Undo an earlier one.", show_default=False)]


@with_setting
def split(
    setting: Setting,
    story: Annotated[
        str | None, typer.Argument(metavar="[N|ID|URL]", help="A story, or the address of an article in one.", show_default=False)
    ] = None,
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="[SOURCE...]", help="Numbers or addresses of its sources.", show_default=False)
    ] = None,
    undo: UndoOption = None,
    cursor: WhoseOption = None,
) -> None:
    """Take sources out of a story that is more than one event.

    \b
        digest split 3 2 4       its sources [2] and [4] become a story of their own
        digest split 3           each of its sources becomes one
        digest split https://example.org/article
        digest split             what you split, and how to undo it

    It is remembered.
    """
    from digest.app import correcting

    if undo is not None or story is None:
        _undo_or_list(setting, "split", undo)
        return
    _tell(correcting.split(setting.workspace(), story, sources or (), cursor=cursor))


@with_setting
def merge(
    setting: Setting,
    stories: Annotated[
        list[str] | None, typer.Argument(metavar="[N|ID|URL]...", help="The stories; the first keeps its id.", show_default=False)
    ] = None,
    undo: UndoOption = None,
    cursor: WhoseOption = None,
) -> None:
    """Make one story of several that tell one event.

    \b
        digest merge 2 5
        digest merge 2 s8b8      with one that stayed below the line: digest rest has its id
        digest merge             what you merged, and how to undo it

    It is remembered.
    """
    from digest.app import correcting

    if undo is not None or not stories:
        _undo_or_list(setting, "merge", undo)
        return
    _tell(correcting.merge(setting.workspace(), stories, cursor=cursor))


def _tell(made: Correction) -> None:
    print_out(f"{made.said}; digest today shows it; undo: digest {made.kind} --undo {made.number}")


def _undo_or_list(setting: Setting, kind: str, number: int | None) -> None:
    from digest.app import correcting
    from digest.render.terminal import Row, rows

    workspace = setting.workspace()
    if number is not None:
        print_out(f"undone: {correcting.undo(workspace, kind, number).said}")
        return
    listed = [
        Row(str(one.number), one.said, f"on {workspace.date_of(one.at)}: digest {kind} --undo {one.number}")
        for one in correcting.corrections(workspace, kind)
    ]
    print_out(rows(listed, line_look(setting)) if listed else _NONE[kind])
