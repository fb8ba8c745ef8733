"""`digest state`: the one file in which everything is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from digest.cli.printing import print_out
from digest.cli.setting import Setting, with_setting


def group() -> typer.Typer:
    """Return the commands of `digest state`."""
    commands = typer.Typer(help="The file in which everything is kept.", rich_markup_mode=None, no_args_is_help=True, add_completion=False)
    for command in (path, backup, vacuum):
        commands.command()(command)
    return commands


@with_setting
def path(_setting: Setting) -> None:
    """Print where it is.

    \b
        digest state path
    """
    from digest.paths import state_file

    print_out(str(state_file()))


@with_setting
def backup(
    _setting: Setting,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write it; an earlier copy there is replaced whole.")],
) -> None:
    """Write a copy of it, also while another run is at work.

    \b
        digest state backup ~/digest-backup.db

    To go back to it, put it in the place that `digest state path` prints.
    """
    from digest.app.upkeep import back_up
    from digest.paths import state_file

    print_out(f"wrote {file}: {_megabytes(back_up(state_file(), file))}")


@with_setting
def vacuum(_setting: Setting) -> None:
    """Give back the room of what was deleted.

    \b
        digest state vacuum

    What is old is deleted by itself, as `retention` of feeds.yaml says; its room is used again without this.
    """
    from digest.app.upkeep import vacuum as vacuumed
    from digest.paths import state_file

    room = vacuumed(state_file())
    print_out(f"{_megabytes(room.before)} before, {_megabytes(room.after)} after")


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"
