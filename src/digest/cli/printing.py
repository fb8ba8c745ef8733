"""Bringing what was made to where it was asked for: standard output or a file."""

from __future__ import annotations

import sys
from pathlib import Path

from digest.cli.setting import Setting
from digest.cli.streams import chosen_format, look
from digest.deliver import to_file, to_stdout
from digest.model import Edition
from digest.render import render


def write_edition(
    edition: Edition, setting: Setting, format_: str, *, output: Path | None, explain: bool, only: frozenset[str] | None = None
) -> None:
    """Render an edition and write it where it was asked for, whole."""
    name = chosen_format(format_, to_file=output is not None)
    text = render(name, edition, look(setting, format_name=name, to_file=output is not None, explain=explain, only=only))
    if output is None:
        to_stdout(text, sys.stdout)
    else:
        to_file(text.encode("utf-8"), output)


def print_out(text: str) -> None:
    """Write a text to standard output, ending in one line break."""
    to_stdout(text.rstrip("\n") + "\n", sys.stdout)
