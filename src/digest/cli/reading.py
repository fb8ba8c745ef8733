"""`digest read` and `digest open`."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.options import WhoseOption
from digest.cli.printing import print_out
from digest.cli.setting import Setting, with_setting
from digest.cli.streams import is_terminal, line_look, look
from digest.errors import StateError

if TYPE_CHECKING:
    from digest.app.workspace import Workspace
    from digest.model import Article, Verdict


class ArticleFormat(StrEnum):
    """How an article can be printed."""

    AUTO = "auto"
    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


@with_setting
def read(
    setting: Setting,
    what: Annotated[
        str,
        typer.Argument(
            metavar="N|ID|URL|FILE|-", help="A story's number or id, an entry's id, an address, a file, or - for standard input."
        ),
    ],
    format_: Annotated[
        ArticleFormat,
        typer.Option("--format", "-f", metavar="FORMAT", help="auto, text, markdown or json; auto is text, wrapped on a terminal."),
    ] = ArticleFormat.AUTO,
    explain: Annotated[
        bool, typer.Option("--explain", help="Every line of the page: kept or cut, and why. Asks for the page again.")
    ] = False,
    cursor: WhoseOption = None,
) -> None:
    """Print the clean text of an article, or of any page.

    \b
        digest read 1
        digest read https://example.org/article.html --format markdown
        curl -s https://example.org/ | digest read - --explain

    On a terminal it is shown in your pager. What you have read is marked so by rest, search and story.
    """
    from digest.app import reading

    body = sys.stdin.buffer.read() if what == "-" else b""
    workspace = setting.workspace()
    if explain:
        explained = reading.explain(workspace, what, standard_input=body, cursor=cursor)
        article, verdicts = explained.article, explained.verdicts
    else:
        article, verdicts = reading.read(workspace, what, standard_input=body, cursor=cursor), None
    text = _rendered(article, verdicts, format_, setting, workspace.zone)
    if format_ is ArticleFormat.AUTO and is_terminal() and sys.stdin.isatty():
        _page(text)
    else:
        print_out(text)
    _note(workspace, article, setting)


@with_setting
def open_(
    setting: Setting,
    story: Annotated[str, typer.Argument(metavar="N|ID", help="A story's number or id, or an entry's id.")],
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


def _rendered(article: Article, verdicts: Sequence[Verdict] | None, format_: ArticleFormat, setting: Setting, zone: str) -> str:
    match format_:
        case ArticleFormat.JSON:
            from digest.render.json import article as as_json

            return as_json(article, look(setting, format_name="json"), verdicts=verdicts)
        case _ if verdicts is not None:
            from digest.render.terminal import verdicts as judged

            return judged(verdicts, line_look(setting))
        case ArticleFormat.MARKDOWN:
            from digest.render.markdown import article as as_markdown

            return as_markdown(article, look(setting, format_name="markdown"), timezone=zone)
        case _:
            from digest.render.terminal import article as as_text

            name = "terminal" if is_terminal() and format_ is ArticleFormat.AUTO else "text"
            return as_text(article, look(setting, format_name=name), timezone=zone)


def _note(workspace: Workspace, article: Article, setting: Setting) -> None:
    """Note what was read; a state that cannot be written does not spoil the reading."""
    from digest.app.reading import note_read

    try:
        note_read(workspace, article)
    except StateError as error:
        setting.say(f"digest: it was not marked as read: {error}")


def _page(text: str) -> None:
    """Show a text in the person's pager, which may end early; print it where the shell finds no pager that it can run."""
    pager = os.environ.get("PAGER") or "less"
    environment = {"LESS": "FRX", **os.environ}
    shown = subprocess.run(pager, shell=True, input=text.encode(), env=environment, check=False)  # noqa: S602 - $PAGER is the person's own command line
    if shown.returncode in (126, 127):
        print_out(text)
