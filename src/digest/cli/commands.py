"""The list of commands, and what is taken before them.

A command's module is loaded when the command is called: to read the signatures of all takes longer than most commands do.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from digest import __version__
from digest.cli.options import ColorOption, ConfigOption, QuietOption, VerboseOption
from digest.cli.setting import setting_of

_EXAMPLES = """The tech news that matters, each event once, ranked and summarised on your own machine.

\b
    digest today                 the edition of today
    digest today --sample        a look at an invented one, without network or configuration
    digest why 1                 why the first story is the first
    digest today | mail -s Digest me@example.org
"""


# name: the function that is the command, with () one that returns it as a Typer; the first line of its help
COMMANDS: Mapping[str, tuple[str, str]] = {
    "today": ("edition.today", "Fetch, group, rank, summarise and print the edition of today."),
    "since": ("edition.since", "Print an edition of a window of time; no cursor moves."),
    "show": ("looking.show", "Print a stored edition again, without the network."),
    "editions": ("looking.editions", "List the stored editions, the newest first."),
    "rest": ("looking.rest", "List what stayed below the line, a line each."),
    "why": ("looking.why", "Print a story's score as a sum, or why it is not shown."),
    "verify": ("looking.verify", "Find every summary sentence again in its source."),
    "read": ("reading.read", "Print the clean text of an article, or of any page."),
    "open": ("reading.open_", "Open a story's lead link in the browser."),
    "more": ("teaching.more", "Rank stories like this one higher from now on."),
    "less": ("teaching.less", "Rank stories like this one lower from now on."),
    "interests": ("teaching.interests", "List what moves stories up or down."),
    "mute": ("teaching.mute", "Keep stories with these words out of your editions."),
    "mutes": ("teaching.mutes", "List what is muted, at a command and in feeds.yaml."),
    "unmute": ("teaching.unmute", "Show stories with these words again."),
    "split": ("correcting.split", "Take sources out of a story that is more than one event."),
    "merge": ("correcting.merge", "Make one story of several that tell one event."),
    "search": ("history.searching()", "Find what was kept by its words, the best first."),
    "story": ("history.story", "Print a story's course over the days."),
    "send": ("send.send", "Mail an edition."),
    "cron": ("schedule.cron", "Print the crontab line, or the timer, for every day."),
    "doctor": ("doctor.doctor", "Look for what is wrong, and say what mends it."),
    "cursors": ("cursors.cursors", "List who has had what."),
    "init": ("configuration.init", "Write a commented feeds.yaml of your own; never over another."),
    "feeds": ("feeds.group()", "The feeds of feeds.yaml."),
    "config": ("configuration.group()", "Which feeds.yaml is used, and whether it is right."),
    "state": ("state.group()", "The file in which everything is kept."),
}


def application() -> TyperGroup:
    """Return the command line."""
    program = get_command(
        typer.Typer(
            name="digest", cls=_Commands, help=_EXAMPLES, rich_markup_mode=None, no_args_is_help=True, callback=_before,
            context_settings={"help_option_names": ["-h", "--help"]},
        )
    )  # fmt: skip
    assert isinstance(program, _Commands)
    program.commands = {name: TyperCommand(name, help=says, rich_markup_mode=None) for name, (_, says) in COMMANDS.items()}
    return program


class _Commands(TyperGroup):
    """Lists the commands by what is said of them, and calls them as they are."""

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """Return the name of a command, the command, and the arguments behind it."""
        name, _, rest = super().resolve_command(ctx, args)
        return name, name and _loaded(name), rest


def _loaded(name: str) -> Any:
    module, _, function = COMMANDS[name][0].partition(".")
    found = getattr(import_module(f"digest.cli.{module}"), function.removesuffix("()"))
    if function.endswith("()"):
        return get_command(found())
    program = typer.Typer(rich_markup_mode=None, add_completion=False)
    program.command(name)(found)
    return get_command(program)


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
