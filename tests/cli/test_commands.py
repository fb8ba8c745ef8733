"""The list of commands: what is said of a command before its module is loaded is what the command says itself."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
import typer
from typer.core import TyperGroup

from digest.cli.commands import COMMANDS, application


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "digest", *words]
    return subprocess.run(command, capture_output=True, text=True, env={**os.environ, **environment}, check=False)


@pytest.mark.parametrize("name", COMMANDS)
def test_command_is_listed_with_the_first_line_of_its_own_help(name: str) -> None:
    program = application()
    listed = program.commands[name]

    called, command, rest = program.resolve_command(typer.Context(program), [name, "--help"])

    assert command is not None
    assert (called, rest) == (name, ["--help"])
    assert (command.name or name) == name
    assert command.get_short_help_str(1000) == listed.get_short_help_str(1000)


def test_command_that_is_misspelt_is_answered_with_the_one_that_was_meant() -> None:
    done = run("tody")

    assert done.returncode == 2
    assert "Did you mean 'today'" in done.stderr


@pytest.mark.parametrize(
    ("typed", "place", "expected"),
    [
        ("digest sea", "1", {"search"}),
        ("digest feeds exp", "2", {"export"}),
        ("digest search --max", "2", {"--max"}),
        ("digest today --if", "2", {"--if-new"}),
    ],
)
def test_shell_completes_commands_and_their_options(typed: str, place: str, expected: set[str]) -> None:
    done = run(**{"_PYTHON _M DIGEST_COMPLETE": "complete_bash", "COMP_WORDS": typed, "COMP_CWORD": place})

    assert expected <= set(done.stdout.split())


def test_every_command_of_a_group_can_be_called() -> None:
    program = application()

    for name in ("feeds", "config", "state"):
        _, group, _ = program.resolve_command(typer.Context(program), [name])
        assert isinstance(group, TyperGroup)
        assert group.commands
