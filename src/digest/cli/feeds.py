"""`digest feeds add` and `digest feeds list`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.printing import print_out
from digest.cli.setting import Setting, with_setting

if TYPE_CHECKING:
    from digest.app.feeds import Listed


def group() -> typer.Typer:
    """Return the commands of `digest feeds`."""
    commands = typer.Typer(help="The feeds of feeds.yaml.", rich_markup_mode=None, no_args_is_help=True)
    commands.command()(add)
    commands.command("list")(list_)
    return commands


@with_setting
def add(
    setting: Setting,
    url: Annotated[str, typer.Argument(metavar="URL", help="The address of the feed.")],
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
    """Add a feed to feeds.yaml.

    \b
        digest feeds add https://lwn.net/headlines/rss
        digest feeds add https://lobste.rs/rss --name Lobsters --tag dev --aggregator

    It is asked at once; what is older than a day does not flood your next edition.
    """
    from digest.app.subscribe import add_feed

    added = add_feed(setting.workspace(), url, name=name, tags=tag or (), aggregator=aggregator)
    if added.created:
        setting.say(f"wrote {added.path}: the packaged feeds, which you may delete, and yours at the end of them")
    old = sum(entry.old for entry in added.entries)
    count = len(added.entries)
    entries = f"{count} {'entry' if count == 1 else 'entries'}, {old} of them old"
    newest = f'; newest: "{added.newest.title}"' if added.newest else ""
    print_out(f'added "{added.feed.name}" to {added.path.resolve()}: {entries}{newest}')


@with_setting
def list_(
    setting: Setting,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """List the feeds, and how each is doing.

    \b
        digest feeds list
        digest feeds list --json | jq -r '.[].url'
    """
    from digest.app.feeds import list_feeds

    listed = list_feeds(setting.workspace())
    print_out(_json(listed) if as_json else "\n".join(_line(item, max(len(each.feed.name) for each in listed)) for item in listed))


def _line(item: Listed, width: int) -> str:
    tags = f"  [{', '.join(item.feed.tags)}]" if item.feed.tags else ""
    return f"{item.feed.name:<{min(width, 32)}}  {_health(item):<10}  {item.feed.url}{tags}"


def _health(item: Listed) -> str:
    if item.state.gone:
        return "gone"
    if item.state.failures:
        return f"failing {item.state.failures}"
    return "ok" if item.state.last_success else "not asked"


def _json(listed: list[Listed]) -> str:
    rows = [
        {
            "name": item.feed.name, "url": item.feed.url, "tags": item.feed.tags, "kind": item.feed.kind, "weight": item.feed.weight,
            "line": item.feed.line, "failures": item.state.failures, "gone": item.state.gone,
            "last_success": item.state.last_success.isoformat() if item.state.last_success else None,
        }
        for item in listed
    ]  # fmt: skip
    return json.dumps(rows, ensure_ascii=False, indent=2)
