"""`digest init` and `digest config`."""

from __future__ import annotations

import os

import typer

from digest.cli.options import ColorOption, ConfigOption, QuietOption, VerboseOption
from digest.cli.printing import print_out
from digest.cli.setting import setting_of


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
    from digest.app.feeds import init as write_own

    setting = setting_of(context, config, quiet, verbose, color)
    print_out(f"wrote {write_own(setting.config)}")


def path(context: typer.Context, config: ConfigOption = None) -> None:
    """Print which files are used.

    \b
        digest config path
    """
    from digest.paths import find_config, state_file

    setting = setting_of(context, config, False, False, None)
    found = find_config(setting.config, os.environ)
    print_out(f"feeds.yaml  {found.path}  ({found.origin})\nstate       {state_file()}")


def show(context: typer.Context, config: ConfigOption = None) -> None:
    """Print the settings in use, the defaults too.

    \b
        digest config show
    """
    from digest.config import described

    setting = setting_of(context, config, False, False, None)
    print_out(described(setting.workspace().config))


def check(context: typer.Context, config: ConfigOption = None) -> None:
    """Check feeds.yaml; exit 78 with a line for each mistake.

    \b
        digest config check
        digest config check --config ./feeds.yaml
    """
    workspace = setting_of(context, config, False, False, None).workspace()
    unused = "".join(f"; {key}: has no effect yet" for key in workspace.config.unused)
    print_out(f"{workspace.found.path}: {len(workspace.config.feeds)} feeds, nothing wrong{unused}")
