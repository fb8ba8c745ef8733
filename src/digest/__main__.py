"""`python -m digest`, and the console script: as light as can be, for child processes import it too."""

from __future__ import annotations

import atexit
import os
import sys

from digest import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:  # typing takes longer to load than the rest of this
    from typing import NoReturn


def main() -> None:
    """Run the command line and end with its exit code."""
    if sys.argv[1:] == ["--version"] and _said_version():
        _end(0)
    from digest.cli.process import outcome

    _end(outcome(_command_line))


def _end(code: int) -> NoReturn:
    """End now, all streams flushed: to take down what was loaded, piece by piece, takes a tenth of the time of a short command."""
    atexit._run_exitfuncs()  # noqa: SLF001 - the folder of the child processes goes here
    os._exit(code)


def _said_version() -> bool:
    """Print the version; where that fails, the long way tells why."""
    try:
        sys.stdout.write(f"digest {__version__}\n")
        sys.stdout.flush()
    except (AttributeError, OSError, ValueError):
        return False
    return True


def _command_line() -> int:
    from digest.cli.run import run  # typer: 40 ms

    return run()


if __name__ == "__main__":
    main()
