"""Running the program: every way it can end, and the exit code of each."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from types import FrameType

from typer.exceptions import Abort, TyperException

from digest.cli.commands import application
from digest.cli.setting import is_verbose
from digest.errors import ConfigError, DigestError, ReaderLeft

INTERRUPTED = 130


def main() -> int:
    """Run the command line and return the exit code; what goes wrong is one line on standard error."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _end)
    try:
        code = application()(standalone_mode=False)
        return _interrupted() if code == INTERRUPTED else int(code or 0)
    except ReaderLeft as error:
        _leave_quietly()
        return error.exit_code
    except DigestError as error:
        _say("\n".join(error.findings) if isinstance(error, ConfigError) else f"digest: {error}")
        return error.exit_code
    except (KeyboardInterrupt, Abort):
        return _interrupted()
    except TyperException as error:
        error.show()  # type: ignore[attr-defined]  # every usage error has it
        return int(getattr(error, "exit_code", 2))
    except Exception as error:  # noqa: BLE001 - the top: a defect is one line, its traceback there on request
        _say(traceback.format_exc() if is_verbose() else f"digest: defect: {type(error).__name__}: {error}; -v shows where")
        return 1


def _interrupted() -> int:
    _say("digest: interrupted; nothing was marked as delivered")
    return INTERRUPTED


def _end(number: int, _: FrameType | None) -> None:
    raise SystemExit(128 + number)


def _say(line: str) -> None:
    try:
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()
    except OSError:  # standard error is gone too: nobody to tell
        _leave_quietly()


def _leave_quietly() -> None:
    """Point the streams to nowhere, so that the interpreter's own flush at the end finds no closed pipe."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())
