"""Running the command that the arguments name."""

from __future__ import annotations

import contextlib

from typer.exceptions import TyperException

from digest.cli.commands import application


def run() -> int:
    """Run the command line and return its exit code; what stops it is raised, but for a wrong use of it, which is told."""
    try:
        return int(application().main(standalone_mode=False) or 0)
    except TyperException as error:
        with contextlib.suppress(OSError):  # standard error is gone: nobody to tell
            error.show()  # type: ignore[attr-defined]  # every usage error has it
        return int(getattr(error, "exit_code", 2))
