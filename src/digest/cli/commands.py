"""The list of commands, and what is taken before them."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from digest import __version__
from digest.cli import (
    configuration,
    correcting,
    cursors,
    doctor,
    edition,
    feeds,
    history,
    looking,
    reading,
    schedule,
    send,
    state,
    teaching,
)
from digest.cli.options import ColorOption, ConfigOption, QuietOption, VerboseOption
from digest.cli.setting import setting_of

_EXAMPLES = """The tech news that matters, each event once, ranked and summarised on your own machine.

\b
    digest today                 the edition of today
    digest today --sample        a look at an invented one, without network or configuration
    digest why 1                 why the first story is the first
    digest today | mail -s Digest me@example.org
"""


def application() -> typer.Typer:
    """Return the command line."""
    program = typer.Typer(
        name="digest", help=_EXAMPLES, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True, callback=_before,
        context_settings={"help_option_names": ["-h", "--help"]},
    )  # fmt: skip
    for command in (edition.today, edition.since, looking.show, looking.editions, looking.rest, looking.why, looking.verify, reading.read):
        program.command()(command)
    program.command("open")(reading.open_)
    for command in (teaching.more, teaching.less, teaching.interests, teaching.mute, teaching.mutes, teaching.unmute):
        program.command()(command)
    for command in (correcting.split, correcting.merge):
        program.command()(command)
    program.command(cls=history.SearchCommand)(history.search)
    program.command()(history.story)
    program.command()(send.send)
    program.command()(schedule.cron)
    program.command()(doctor.doctor)
    program.add_typer(feeds.group(), name="feeds")
    program.command()(cursors.cursors)
    program.command("init")(configuration.init)
    program.add_typer(configuration.group(), name="config")
    program.add_typer(state.group(), name="state")
    return program


def _print_version(asked: bool) -> None:
    if asked:
        sys.stdout.write(f"digest {__version__}\n")
        raise typer.Exit


def _before(
    context: typer.Context,
    config: ConfigOption = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    color: ColorOption = None,
    _version: Annotated[bool, typer.Option("--version", help="Print the version.", is_eager=True, callback=_print_version)] = False,
) -> None:
    context.obj = setting_of(context, config, quiet, verbose, color)
