"""`digest init` and `digest config`."""

from __future__ import annotations

import os
import sys

import typer

from digest.app import feeds
from digest.cli.setting import ColorOption, ConfigOption, QuietOption, VerboseOption, setting_of
from digest.config import described
from digest.deliver import to_stdout
from digest.paths import find_config, state_file


def group() -> typer.Typer:
    """Return the commands of `digest config`."""
    commands = typer.Typer(help="Which feeds.yaml is used, and whether it is right.", rich_markup_mode=None, no_args_is_help=True)
    for command in (path, show, check):
        commands.command()(command)
    return commands


def init(
    context: typer.Context,
    config: ConfigOption = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    color: ColorOption = None,
) -> None:
    """Write a commented feeds.yaml of your own; never over another.

    \b
        digest init
        digest init --config ./feeds.yaml
    """
    setting = setting_of(context, config, quiet, verbose, color)
    _print(f"wrote {feeds.init(setting.config)}")


def path(context: typer.Context, config: ConfigOption = None) -> None:
    """Print which files are used.

    \b
        digest config path
    """
    setting = setting_of(context, config, False, False, None)
    found = find_config(setting.config, os.environ)
    _print(f"feeds.yaml  {found.path}  ({found.origin})\nstate       {state_file()}")


def show(context: typer.Context, config: ConfigOption = None) -> None:
    """Print the settings in use, the defaults too.

    \b
        digest config show
    """
    setting = setting_of(context, config, False, False, None)
    _print(described(setting.workspace().config))


def check(context: typer.Context, config: ConfigOption = None) -> None:
    """Check feeds.yaml; exit 78 with a line for each mistake.

    \b
        digest config check
        digest config check --config ./feeds.yaml
    """
    workspace = setting_of(context, config, False, False, None).workspace()
    _print(f"{workspace.found.path}: {len(workspace.config.feeds)} feeds, nothing wrong")


def _print(text: str) -> None:
    to_stdout(f"{text}\n", sys.stdout.buffer)
