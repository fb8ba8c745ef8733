"""What holds for every command: which file, how loud, what colour; taken before the command as well as after it."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from digest.app.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Setting:
    """The options of the program as a whole."""

    config: Path | None = None
    quiet: bool = False
    verbose: bool = False
    color: str = "auto"

    def workspace(self, *, zone: str | None = None, as_of: str | None = None) -> Workspace:
        """Return where the command works."""
        from digest.app.workspace import open_workspace

        return open_workspace(config=self.config, environment=os.environ, now=datetime.now(UTC), zone=zone, as_of=as_of)

    def say(self, line: str, *, detail: bool = False) -> None:
        """Tell the person something on standard error; a detail only when asked for."""
        if not self.quiet and (self.verbose or not detail):
            sys.stderr.write(f"{line}\n")


def setting_of(context: typer.Context, config: Path | None, quiet: bool, verbose: bool, color: str | None) -> Setting:
    """Return the options given after the command, and before it where they are not."""
    before = context.obj if isinstance(context.obj, Setting) else Setting()
    chosen = Setting(config or before.config, quiet or before.quiet, verbose or before.verbose, color or before.color)
    if chosen.color not in ("auto", "always", "never"):
        raise typer.BadParameter(f'"{chosen.color}" is not auto, always or never', param_hint="--color")
    return replace(chosen, quiet=chosen.quiet and not chosen.verbose)


def is_verbose() -> bool:
    """Return whether the command line asks for details, even where it could not be read."""
    return any(word in ("-v", "--verbose") for word in sys.argv[1:])
