"""`python -m digest`, and the console script: as light as can be, for child processes import it too."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and end with its exit code."""
    if sys.argv[1:] == ["--version"]:
        from digest import __version__

        sys.stdout.write(f"digest {__version__}\n")
        return
    from digest.cli import main as command_line

    sys.exit(command_line())


if __name__ == "__main__":
    main()
