"""`python -m digest`, and the console script: as light as can be, for child processes import it too."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and end with its exit code."""
    from digest.cli.process import outcome

    sys.exit(outcome(_command_line))


def _command_line() -> int:
    if sys.argv[1:] == ["--version"]:
        from digest import __version__

        sys.stdout.write(f"digest {__version__}\n")
        return 0
    from digest.cli.run import run  # typer: 80 ms

    return run()


if __name__ == "__main__":
    main()
