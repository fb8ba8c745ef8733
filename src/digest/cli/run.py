"""Running the program: every way it can end, and the exit code of each."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import traceback
from types import FrameType
from typing import TextIO

from typer.exceptions import Abort, TyperException

from digest.cli.commands import application
from digest.cli.setting import is_verbose
from digest.errors import ConfigError, DigestError, ReaderLeft

INTERRUPTED = 130


def main() -> int:
    """Run the command line and return the exit code; what goes wrong is one line on standard error."""
    try:
        return _outcome()
    finally:
        _let_go(sys.stdout, sys.stderr)


def _outcome() -> int:
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _end)
    try:
        code = application()(standalone_mode=False)
        return _interrupted() if code == INTERRUPTED else int(code or 0)
    except ReaderLeft as error:
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
    with contextlib.suppress(OSError):  # standard error is gone: nobody to tell
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()


def _let_go(*streams: TextIO) -> None:
    """Flush the streams; one that cannot be is pointed nowhere, so that the interpreter's own flush does not fail once more."""
    for stream in streams:
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
