"""The options and arguments of the commands, each said once."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Annotated

import typer


def _format(name: str) -> str:
    """Refuse a format that there is not before anything is done for it."""
    if name != "auto":
        from digest.render import require

        require(name)
    return name


def cursor_name(name: str | None) -> str | None:
    """Return the name of a cursor, checked."""
    if name is not None and not re.fullmatch(r"[\w-]{1,64}", name):
        raise typer.BadParameter("a cursor is called by one word of letters, digits, - and _")
    return name


def recipients(addresses: list[str] | None) -> list[str] | None:
    from digest.mailbox import mailbox

    for address in addresses or ():
        if not mailbox(address):
            raise typer.BadParameter(f'"{address}" is not a mail address; write it as me@example.org')
    return [mailbox(address) for address in addresses or ()]


# of every command, and before it
ConfigOption = Annotated[Path | None, typer.Option("--config", "-c", metavar="FILE", help="The feeds.yaml to use.", show_default=False)]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing on standard error but what went wrong.")]
VerboseOption = Annotated[bool, typer.Option("--verbose", "-v", help="Say more on standard error.")]
ColorOption = Annotated[
    str | None, typer.Option("--color", metavar="WHEN", help="auto (on a terminal), always or never.", show_default=False)
]

# of an edition to be made
FormatOption = Annotated[
    str,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        callback=_format,
        help="auto, terminal, markdown, text, html, json or email; auto is terminal on a terminal, else markdown.",
    ),
]
OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file, replaced whole.", show_default=False)
]
ToOption = Annotated[
    list[str] | None,
    typer.Option(
        "--to",
        metavar="ADDR",
        callback=recipients,
        help="Who gets the mail (may be repeated); without: mail.to of feeds.yaml.",
        show_default=False,
    ),
]
MaxOption = Annotated[int | None, typer.Option("--max", "-n", min=1, metavar="N", help="At most so many stories.", show_default=False)]
MinutesOption = Annotated[
    int | None, typer.Option("--minutes", min=1, metavar="M", help="At most so many minutes of reading.", show_default=False)
]
TagOption = Annotated[
    list[str] | None, typer.Option("--tag", "-t", metavar="TAG", help="Only feeds with this tag (may be repeated).", show_default=False)
]
NotTagOption = Annotated[list[str] | None, typer.Option("--not-tag", metavar="TAG", help="No feeds with this tag.", show_default=False)]
FeedOption = Annotated[
    list[str] | None, typer.Option("--feed", metavar="NAME", help="Only this feed (may be repeated).", show_default=False)
]
CursorOption = Annotated[
    str | None,
    typer.Option(
        "--cursor", metavar="NAME", callback=cursor_name, help="Whose new this is: tty on a terminal, else pipe.", show_default=False
    ),
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


# of a feed
def _feed_names(context: typer.Context) -> list[str]:
    """Return the names of the feeds, for the shell to complete."""
    from digest.config import load
    from digest.errors import DigestError
    from digest.paths import find_config

    try:
        return [feed.name for feed in load(find_config(context.find_root().params.get("config"), os.environ).path).feeds]
    except DigestError:
        return []


NameArgument = Annotated[str, typer.Argument(metavar="NAME|URL", help="A feed, by its name or address.", autocompletion=_feed_names)]
FeedsArgument = Annotated[
    list[str], typer.Argument(metavar="NAME|URL...", help="Feeds, by their names or addresses.", autocompletion=_feed_names)
]
OptionalFeedsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[NAME|URL...]", help="Feeds, by their names or addresses; without: all.", autocompletion=_feed_names, show_default=False
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="As JSON.")]

# of a stored edition
EditionArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="[EDITION]",
        help="A date, yesterday, a revision, 2026-11-22.2, or a name that editions lists, 2026-11-22.2@mail; without: the last.",
        show_default=False,
    ),
]
WhoseOption = Annotated[
    str | None,
    typer.Option(
        "--cursor", metavar="NAME", callback=cursor_name, help="Whose editions; without: your own, else anybody's.", show_default=False
    ),
]
