"""`digest read` and `digest open`."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Annotated

import typer

from digest.cli.options import WhoseOption
from digest.cli.printing import print_out
from digest.cli.setting import Setting, with_setting
from digest.cli.streams import is_terminal, look


@with_setting
def read(
    setting: Setting,
    what: Annotated[
        str, typer.Argument(metavar="N|ID|URL|FILE|-", help="A story's number or id, an address, a file, or - for standard input.")
    ],
    cursor: WhoseOption = None,
) -> None:
    """Print the clean text of an article, or of any page.

    \b
        digest read 1
        digest read https://example.org/article.html
        curl -s https://example.org/ | digest read -

    On a terminal it is shown in your pager.
    """
    from digest.app import reading
    from digest.render.terminal import article as rendered

    body = sys.stdin.buffer.read() if what == "-" else b""
    workspace = setting.workspace()
    article = reading.read(workspace, what, standard_input=body, cursor=cursor)
    text = rendered(article, look(setting, format_name="terminal" if is_terminal() else "text"), timezone=workspace.zone)
    if is_terminal() and sys.stdin.isatty():
        _page(text)
    else:
        print_out(text)


@with_setting
def open_(
    setting: Setting,
    story: Annotated[str, typer.Argument(metavar="N|ID", help="A story's number or id.")],
    print_: Annotated[bool, typer.Option("--print", help="Print the link instead.")] = False,
    cursor: WhoseOption = None,
) -> None:
    """Open a story's lead link in the browser.

    \b
        digest open 1
        digest open s7k2 --print
    """
    from digest.app import editions

    link = editions.lead_link(setting.workspace(), story, cursor)
    if not print_:
        import webbrowser

        if webbrowser.open(link):
            setting.say(link)
            return
        setting.say("digest: no browser here; the link:")
    print_out(link)


def _page(text: str) -> None:
    """Show a text in the person's pager, which may end early; print it where the shell finds no pager that it can run."""
    pager = os.environ.get("PAGER") or "less"
    environment = {"LESS": "FRX", **os.environ}
    shown = subprocess.run(pager, shell=True, input=text.encode(), env=environment, check=False)  # noqa: S602 - $PAGER is the person's own command line
    if shown.returncode in (126, 127):
        print_out(text)
