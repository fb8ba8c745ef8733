"""`digest feeds`: which feeds there are. What changes feeds.yaml is here, what looks at the feeds in `health`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli import health
from digest.cli.options import FeedsArgument, NameArgument
from digest.cli.printing import print_out
from digest.cli.progress import ProgressLine
from digest.cli.setting import Setting, with_setting

if TYPE_CHECKING:
    from digest.app.change import Changed
    from digest.app.subscribe import Added
    from digest.exchange import Remark
    from digest.model import Feed


def group() -> typer.Typer:
    """Return the commands of `digest feeds`."""
    commands = typer.Typer(help="The feeds of feeds.yaml.", rich_markup_mode=None, no_args_is_help=True, add_completion=False)
    commands.command()(add)
    commands.command()(remove)
    commands.command("list")(health.list_)
    commands.command()(health.check)
    commands.command()(pause)
    commands.command()(resume)
    commands.command("set")(set_)
    commands.command()(health.stats)
    commands.command("import")(import_)
    commands.command()(export)
    return commands


@with_setting
def add(
    setting: Setting,
    url: Annotated[list[str], typer.Argument(metavar="URL...", help="The address of a site or a feed.")],
    name: Annotated[
        str | None, typer.Option("--name", metavar="NAME", help="What to call it; without: what it calls itself.", show_default=False)
    ] = None,
    tag: Annotated[
        list[str] | None, typer.Option("--tag", "-t", metavar="TAG", help="A tag (may be repeated).", show_default=False)
    ] = None,
    aggregator: Annotated[
        bool, typer.Option("--aggregator", help="Its entries are other publishers' articles, with a discussion.")
    ] = False,
) -> None:
    """Add feeds, by the address of the feed or of its site.

    \b
        digest feeds add https://lwn.net/headlines/rss
        digest feeds add simonwillison.net github.com/python/cpython --tag dev
        digest feeds add https://lobste.rs/rss --name Lobsters --aggregator

    They are asked at once; what is older than a day does not flood your next edition.
    """
    from digest.app.subscribe import Wish, add_feeds
    from digest.errors import DigestError
    from digest.model import Kind

    wish = Wish(name or "", tuple(tag or ()), Kind.AGGREGATOR if aggregator else Kind.FEED)
    refused: list[DigestError] = []
    with ProgressLine(setting) as progress:
        for result in add_feeds(setting.workspace(), url, wish, progress=progress):
            progress.clear()
            if isinstance(result, DigestError):
                refused.append(result)
            else:
                _say_created(setting, result.path, created=result.created)
                print_out(_added(result))
    for error in refused[:-1]:
        setting.say(f"digest: {error}")
    if refused:
        raise refused[-1]


@with_setting
def remove(setting: Setting, feed: FeedsArgument) -> None:
    """Take feeds out of feeds.yaml.

    \b
        digest feeds remove "Old blog"
        digest feeds remove https://old.example/feed

    What is stored of them stays; it is only not shown.
    """
    from digest.app.change import remove_feeds

    _say_changed(setting, remove_feeds(setting.workspace(), feed), "removed {} from {}")


@with_setting
def pause(setting: Setting, feed: FeedsArgument) -> None:
    """Neither ask nor show feeds until they are resumed.

    \b
        digest feeds pause "Old blog"
    """
    from digest.app.change import pause_feeds

    _say_changed(setting, pause_feeds(setting.workspace(), feed, paused=True), "paused {} in {}")


@with_setting
def resume(setting: Setting, feed: FeedsArgument) -> None:
    """Ask and show paused feeds again.

    \b
        digest feeds resume "Old blog"
    """
    from digest.app.change import pause_feeds

    _say_changed(setting, pause_feeds(setting.workspace(), feed, paused=False), "resumed {} in {}")


@with_setting
def set_(
    setting: Setting,
    feed: NameArgument,
    key: Annotated[list[str], typer.Argument(metavar="KEY=VALUE...", help="name, url, tags, weight, cap, kind, must; KEY= removes it.")],
) -> None:
    """Set keys of a feed.

    \b
        digest feeds set LWN weight=1.5 tags=linux,kernel
        digest feeds set LWN name="LWN.net" weight=
    """
    from digest.app.change import set_feed

    _say_changed(setting, [set_feed(setting.workspace(), feed, key)], "changed {} in {}")


@with_setting
def import_(
    setting: Setting,
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="OPML, or a list with an address a line; - is standard input.")],
) -> None:
    """Add the feeds of another reader.

    \b
        digest feeds import subscriptions.opml
        digest feeds import ~/.newsboat/urls

    Folders become tags, names stay. Feeds that are in feeds.yaml already stay as they are.
    """
    from digest.app.lists import import_feeds

    imported = import_feeds(setting.workspace(), list_data(file))
    _say_created(setting, imported.path, created=imported.created)
    if imported.created:
        setting.say("for yours alone: delete it, then digest init --from FILE")
    say_remarks(setting, file, imported.remarks)
    known = f"; {count_of(imported.known)} there already" if imported.known else ""
    print_out(f"added {count_of(imported.added)} to {imported.path.resolve()}{known}")


@with_setting
def export(
    setting: Setting,
    file: Annotated[str, typer.Argument(metavar="[FILE|-]", help="Where to; without, standard output.", show_default=False)] = "-",
) -> None:
    """Write the feeds as OPML, for another reader.

    \b
        digest feeds export > feeds.opml
        digest feeds export feeds.opml
    """
    from digest.app.lists import export_feeds
    from digest.deliver import to_file

    feeds = setting.workspace().config.feeds
    document, more = export_feeds(feeds)
    if file == "-":
        print_out(document)
    else:
        to_file(document.encode(), Path(file))
        print_out(f"wrote {file} with {count_of(feeds)}")
    if more:
        setting.say(f"digest: OPML has no place for weight, cap, kind, must and paused, as set for {count_of(more)} here")


def list_data(file: str) -> bytes:
    """Return the content of a list of feeds, a file's or standard input's."""
    from digest.errors import UsageError

    if file == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise UsageError(f'"{file}" cannot be read: {error.strerror}', hint="give an OPML file, a list of addresses, or -") from error


def count_of(feeds: Sequence[Feed]) -> str:
    """Return how many feeds there are: "1 feed", "38 feeds"."""
    return f"{len(feeds)} {'feed' if len(feeds) == 1 else 'feeds'}"


def say_remarks(setting: Setting, file: str, remarks: Sequence[Remark]) -> None:
    """Say what of a list was not taken over."""
    for remark in remarks:
        setting.say(f"{file}:{remark.line}: " + (f"{remark.what}: {remark.why}" if remark.what else remark.why))


def _say_created(setting: Setting, path: Path, *, created: bool) -> None:
    if created:
        setting.say(f"wrote {path}: a copy of the packaged feeds, yours from here on")


def _say_changed(setting: Setting, changed: Sequence[Changed], said: str) -> None:
    _say_created(setting, changed[0].path, created=changed[0].created)
    names = ", ".join(f'"{change.feed.name}"' for change in changed)
    print_out(said.format(names, changed[0].path.resolve()))


def _added(added: Added) -> str:
    old = sum(entry.old for entry in added.entries)
    count = len(added.entries)
    lines = [f'added "{added.feed.name}" to {added.path.resolve()}']
    lines.append(f"    {added.feed.url}" + (f", found by {added.typed}" if added.typed != added.feed.url else ""))
    lines.append(f"    {count} {'entry' if count == 1 else 'entries'}, {old} of them old")
    if added.newest:
        lines[-1] += f'; the newest{f" of {added.newest.published:%Y-%m-%d}" if added.newest.published else ""}: "{added.newest.title}"'
    return "\n".join([*lines, *(f"    the page also names {other}" for other in added.others)])
