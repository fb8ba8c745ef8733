"""`python -m digest`, and the console script: as light as can be, for child processes import it too."""

from __future__ import annotations

import sys

from digest import __version__


def main() -> None:
    """Run the command line and end with its exit code."""
    if sys.argv[1:] == ["--version"] and _said_version():
        return
    from digest.cli.process import outcome

    sys.exit(outcome(_command_line))


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
