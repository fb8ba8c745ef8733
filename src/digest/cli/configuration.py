"""`digest init` and `digest config`."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from digest.cli.feeds import count_of, list_data, say_remarks
from digest.cli.options import JsonOption
from digest.cli.printing import print_out
from digest.cli.setting import Setting, with_setting


def group() -> typer.Typer:
    """Return the commands of `digest config`."""
    commands = typer.Typer(
        help="Which feeds.yaml is used, and whether it is right.", rich_markup_mode=None, no_args_is_help=True, add_completion=False
    )
    for command in (path, show, check):
        commands.command()(command)
    return commands


@with_setting
def init(
    setting: Setting,
    list_: Annotated[
        str | None,
        typer.Option("--from", metavar="FILE|-", help="With the feeds of an OPML file or a list of addresses.", show_default=False),
    ] = None,
) -> None:
    """Write a commented feeds.yaml of your own; never over another.

    \b
        digest init
        digest init --from subscriptions.opml
        digest init --config ./feeds.yaml
    """
    from digest.app.lists import init as write_own
    from digest.paths import find_config

    written, listed = write_own(setting.config, list_data(list_) if list_ else None)
    say_remarks(setting, list_ or "", listed.remarks)
    used = find_config(setting.config, os.environ)
    if used.path.resolve() != written.resolve():
        setting.say(f"digest: {used.path.resolve()} ({used.origin}) comes before it here")
    what = f"with {count_of(listed.feeds)}" if list_ else "with the packaged feeds: change them there, or with digest feeds add and remove"
    print_out(f"wrote {written} {what}")


@with_setting
def path(setting: Setting) -> None:
    """Print which files are used.

    \b
        digest config path
    """
    from digest.paths import find_config, state_file

    found = find_config(setting.config, os.environ)
    print_out(f"feeds.yaml  {found.path.resolve()}  ({found.origin})\nstate       {state_file()}")


@with_setting
def show(setting: Setting, as_json: JsonOption = False) -> None:
    """Print every setting in use and where it comes from: a line of feeds.yaml, or the default.

    \b
        digest config show
        digest config show | grep -v default
        digest config show --json | jq -r '.settings[] | select(.line) | .key'

    What is printed is a feeds.yaml too.
    """
    from digest.app.configuration import settings_json, settings_text

    print_out((settings_json if as_json else settings_text)(setting.workspace(), os.environ))


@with_setting
def check(setting: Setting) -> None:
    """Check feeds.yaml; exit 78 with a line for each mistake.

    \b
        digest config check
        digest config check --config ./feeds.yaml
    """
    workspace = setting.workspace()
    print_out(f"{workspace.found.path.resolve()}: {count_of(workspace.config.feeds)}, nothing wrong")
