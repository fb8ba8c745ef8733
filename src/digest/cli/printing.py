"""Bringing what was made to where it was asked for: standard output or a file."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from digest.cli.setting import Setting
from digest.cli.streams import chosen_format, look
from digest.deliver import to_file, to_stdout
from digest.errors import UsageError
from digest.model import Edition, Envelope
from digest.render import render

if TYPE_CHECKING:
    from digest.config import Config


def addressed(format_: str, to: Sequence[str] | None, config: Config) -> Envelope:
    """Return the envelope of an edition that is to be a mail; raises `UsageError` when nobody gets it, and for --to without a mail."""
    if format_ == "email":
        from digest.app.mail import envelope

        return envelope(config.mail, to or ())
    if to:
        raise UsageError("--to says who gets a mail, and this prints none", hint="add --format email, or use 'digest send'")
    return Envelope()


def write_edition(
    edition: Edition,
    setting: Setting,
    format_: str,
    *,
    output: Path | None,
    explain: bool,
    only: frozenset[str] | None = None,
    envelope: Envelope,
) -> None:
    """Render an edition and write it where it was asked for, whole."""
    name = chosen_format(format_, to_file=output is not None)
    seen = look(setting, format_name=name, to_file=output is not None, explain=explain, only=only)
    text = render(name, edition, replace(seen, envelope=envelope))
    if output is None:
        to_stdout(text, sys.stdout)
    else:
        to_file(text.encode("utf-8"), output)
        setting.say(f"digest: wrote {output}", detail=not sys.stderr.isatty())


def print_out(text: str) -> None:
    """Write a text to standard output, ending in one line break."""
    to_stdout(text.rstrip("\n") + "\n", sys.stdout)
