"""`digest cursors`: who has had what."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.printing import print_out
from digest.cli.setting import Setting, with_setting

if TYPE_CHECKING:
    from digest.app.cursors import Standing


@with_setting
def cursors(
    setting: Setting,
    forget: Annotated[
        str | None, typer.Option("--forget", metavar="NAME", help="Forget one: its next edition is a new reader's.", show_default=False)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """List who has had what.

    \b
        digest cursors
        digest cursors --forget test

    A cursor is a reader with an idea of its own of what is new: tty is you at a terminal, pipe a script, mail the mail;
    --cursor NAME makes others. An entry is kept until every cursor has had it.
    """
    from digest.app import cursors as readers

    workspace = setting.workspace()
    if forget is not None:
        readers.forget_cursor(workspace, forget)
        print_out(f'the cursor "{forget}" is forgotten; its editions stay')
        return
    listed = readers.list_cursors(workspace)
    if as_json:
        print_out(_json(listed))
        return
    widest = max((len(item.reader.name) for item in listed), default=0)
    lines = [
        f"{item.reader.name:<{widest}}  {item.new:>5} new  last had {item.reader.edition or 'nothing that is kept'}" for item in listed
    ]
    print_out("\n".join(lines or ["no cursor yet: digest today makes the first"]))


def _json(listed: list[Standing]) -> str:
    rows = [
        {
            "name": item.reader.name, "position": item.reader.position, "new": item.new, "edition": item.reader.edition or None,
            "delivered_at": item.reader.delivered_at.isoformat() if item.reader.delivered_at else None,
        }
        for item in listed
    ]  # fmt: skip
    return json.dumps(rows, ensure_ascii=False, indent=2)
