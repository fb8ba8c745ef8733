"""`digest read` and `digest open`."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Annotated

import typer

from digest.app import reading
from digest.cli.looking import CursorOption
from digest.cli.setting import ColorOption, ConfigOption, QuietOption, VerboseOption, setting_of
from digest.cli.streams import is_terminal, look
from digest.deliver import to_stdout


def read(
    context: typer.Context,
    what: Annotated[
        str, typer.Argument(metavar="N|ID|URL|FILE|-", help="A story's number or id, an address, a file, or - for standard input.")
    ],
    cursor: CursorOption = None,
    config: ConfigOption = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    color: ColorOption = None,
) -> None:
    """Print the clean text of an article, or of any page.

    \b
        digest read 1
        digest read https://example.org/article.html
        curl -s https://example.org/ | digest read -

    On a terminal it is shown in your pager.
    """
    from digest.render.detail import article as rendered

    setting = setting_of(context, config, quiet, verbose, color)
    body = sys.stdin.buffer.read() if what == "-" else b""
    article = reading.read(setting.workspace(), what, standard_input=body, cursor=cursor)
    text = rendered(article, look(setting, format_name="terminal" if is_terminal() else "text"))
    if is_terminal() and sys.stdin.isatty():
        _page(text)
    else:
        to_stdout(text, sys.stdout.buffer)


def open_(
    context: typer.Context,
    story: Annotated[str, typer.Argument(metavar="N|ID", help="A story's number or id.")],
    print_: Annotated[bool, typer.Option("--print", help="Print the link instead.")] = False,
    cursor: CursorOption = None,
    config: ConfigOption = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    color: ColorOption = None,
) -> None:
    """Open a story's lead link in the browser.

    \b
        digest open 1
        digest open s7k2 --print
    """
    setting = setting_of(context, config, quiet, verbose, color)
    link = reading.lead_link(setting.workspace(), story, cursor)
    if not print_:
        import webbrowser

        if webbrowser.open(link):
            setting.say(link)
            return
        setting.say("digest: no browser here; the link:")
    to_stdout(f"{link}\n", sys.stdout.buffer)


def _page(text: str) -> None:
    """Show a text in the person's pager; one that ends early has been read far enough."""
    pager = os.environ.get("PAGER") or "less"
    environment = {"LESS": "FRX", **os.environ}
    try:
        subprocess.run(pager, shell=True, input=text.encode(), env=environment, check=False)  # noqa: S602 - $PAGER is the person's own command line
    except OSError:
        to_stdout(text, sys.stdout.buffer)
