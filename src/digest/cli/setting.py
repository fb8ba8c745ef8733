"""What holds for every command: which file, how loud, what colour; taken before the command as well as after it."""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from digest.cli.options import ColorOption, ConfigOption, QuietOption, VerboseOption
from digest.cli.process import say

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
        from digest.cli.streams import usual_reader

        now = datetime.now(UTC)
        return open_workspace(config=self.config, environment=os.environ, now=now, zone=zone, as_of=as_of, reader=usual_reader())

    def say(self, line: str, *, detail: bool = False) -> None:
        """Tell the person something on standard error; a detail only when asked for."""
        if not self.quiet and (self.verbose or not detail):
            say(line)


def setting_of(
    context: typer.Context,
    config: ConfigOption = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    color: ColorOption = None,
) -> Setting:
    """Return the options given after the command, and before it where they are not."""
    before = context.obj if isinstance(context.obj, Setting) else Setting()
    chosen = color or before.color
    if chosen not in ("auto", "always", "never"):
        raise typer.BadParameter(f'"{chosen}" is not auto, always or never', param_hint="--color")
    loud = verbose or before.verbose
    return Setting(config or before.config, (quiet or before.quiet) and not loud, loud, chosen)


def with_setting(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command, which takes a `Setting` first, the options of `setting_of` behind its own."""
    context, *options = inspect.signature(setting_of, eval_str=True).parameters.values()
    _, *own = inspect.signature(command, eval_str=True).parameters.values()

    def taken(**given: Any) -> None:
        setting = setting_of(**{parameter.name: given.pop(parameter.name) for parameter in (context, *options)})
        command(setting, **given)

    taken.__name__ = command.__name__
    taken.__doc__ = command.__doc__
    taken.__annotations__ = {}  # typer reads the signature
    taken.__signature__ = inspect.Signature([context, *own, *options])  # type: ignore[attr-defined]
    return taken
