"""`digest search` and `digest story`: what was kept."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Annotated

import typer
from typer.core import TyperCommand

from digest.cli.options import FeedOption, WhoseOption
from digest.cli.printing import print_out
from digest.cli.setting import Setting, with_setting
from digest.cli.streams import look

if TYPE_CHECKING:
    from digest.model import Hit

_LEFT_OUT = re.compile(r"-[^\W\d_]{3,}")  # no short option has so many letters behind it


class SearchCommand(TyperCommand):
    """Takes -windows for a word to leave out, which a command line would else read as options."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]  # the context is typer's own
        """Put the words to leave out behind everything that may be an option."""
        left_out = [] if "--" in args else [word for word in args if _LEFT_OUT.fullmatch(word)]
        others = [word for word in args if word not in left_out]
        return super().parse_args(ctx, [*others, "--", *left_out] if left_out else args)


def searching() -> typer.Typer:
    """Return `digest search`, which is of a class of its own."""
    program = typer.Typer(rich_markup_mode=None, add_completion=False)
    program.command("search", cls=SearchCommand)(search)
    return program


@with_setting
def search(
    setting: Setting,
    words: Annotated[list[str], typer.Argument(metavar="QUERY", help='Words, a "phrase", a beginning*, -word to leave out.')],
    since: Annotated[
        str | None, typer.Option("--since", metavar="WHEN", help='Only from then on: "3 days ago", 2026-11-20.', show_default=False)
    ] = None,
    feed: FeedOption = None,
    most: Annotated[int, typer.Option("--max", "-n", min=1, max=1000, metavar="N", help="At most so many.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Find what was kept by its words, the best first.

    \b
        digest search openssh memory bug
        digest search '"memory bug"' openssh* -windows --since "2 weeks ago"
        digest search sqlite --json | jq -r '.[].url'

    Everything is found, also what was muted, old or below the line. read, why and story take the ids.
    """
    from digest.app import history

    workspace = setting.workspace()
    hits = history.search(workspace, " ".join(words), since=since or "", feeds=feed or (), most=most)
    if as_json:
        print_out(_json(hits))
        return
    from digest.render.terminal import hits as rendered

    print_out(rendered(hits, look(setting, format_name="terminal"), timezone=workspace.zone))


@with_setting
def story(
    setting: Setting,
    what: Annotated[str, typer.Argument(metavar="N|ID|URL", help="A story's number or id, an entry's id, or the address of an article.")],
    cursor: WhoseOption = None,
) -> None:
    """Print a story's course over the days.

    \b
        digest story 1
        digest story s7k2

    Its sources, its discussions, and what was told of it when.
    """
    from digest.app import history
    from digest.render.terminal import timeline as rendered

    workspace = setting.workspace()
    told = history.timeline(workspace, what, cursor)
    print_out(rendered(told, look(setting, format_name="terminal"), timezone=workspace.zone))


def _json(hits: list[Hit]) -> str:
    rows = [
        {
            "id": hit.entry.id, "story": hit.story or None, "date": hit.entry.date.isoformat() if hit.entry.date else None,
            "feed": hit.feed, "publisher": hit.entry.publisher, "title": hit.entry.title, "url": hit.entry.url,
            "snippet": hit.snippet.text, "marks": hit.snippet.marks, "read": hit.opened is not None,
        }
        for hit in hits
    ]  # fmt: skip
    return json.dumps(rows, ensure_ascii=False, indent=2)
