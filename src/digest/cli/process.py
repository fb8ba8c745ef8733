"""What surrounds every command: streams that are there, signals that end it, and the exit code of each way to end.

Nothing heavy is imported here: a signal that comes while the command line is being loaded is met already.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Callable
from types import FrameType

from digest.deliver.stdout import checked
from digest.errors import ConfigError, DigestError, NothingNew, ReaderLeft

_ENDINGS = {signal.SIGINT: "interrupted", signal.SIGTERM: "terminated", signal.SIGHUP: "hung up"}


class Ended(SystemExit):
    """A signal came; no `except Exception` on the way holds it up."""

    def __init__(self, number: signal.Signals) -> None:
        super().__init__(128 + number)
        self.exit_code = 128 + number
        self.message = _ENDINGS[number]


def outcome(command: Callable[[], int]) -> int:
    """Run a command to its end and return the exit code; what goes wrong is one line on standard error."""
    _heed_signals(_end)
    try:
        _open_streams()
        code = command()
        sys.stdout.flush()
        return code
    except ReaderLeft as error:
        return error.exit_code
    except NothingNew as error:
        if _is_verbose():
            say(_told(error))
        return error.exit_code
    except (DigestError, Ended) as error:
        say("; ".join([_told(error), *getattr(error, "__notes__", ())]))
        return error.exit_code
    except Exception as error:  # noqa: BLE001 - the top: a defect is one line, its traceback there on request
        say(_traceback() if _is_verbose() else f"digest: defect: {type(error).__name__}: {error}; -v shows where")
        return 1
    finally:
        _let_go()
        _heed_signals(signal.SIG_IGN)  # the interpreter is taken down: an exception would have nowhere to go


def say(line: str) -> None:
    """Tell the person something on standard error; where that is gone, there is nobody to tell."""
    with contextlib.suppress(OSError):
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()


def _told(error: DigestError | Ended) -> str:
    if isinstance(error, ConfigError):
        return str(error)  # begins with the file and the line, as editors understand it
    return f"digest: {error.message if isinstance(error, Ended) else error}"


def _heed_signals(handler: Callable[[int, FrameType | None], None] | signal.Handlers) -> None:
    for number in _ENDINGS:
        signal.signal(number, handler)


def _end(number: int, _: FrameType | None) -> None:
    _heed_signals(lambda *_: None)  # a second one would tear up the clean-up; not SIG_IGN, which a child just being started would inherit
    raise Ended(signal.Signals(number))


def _open_streams() -> None:
    """Stand in for the streams that the caller has closed, and check what is written to standard output, whoever writes.

    What is read is empty, what is said is lost, and what is printed fails: an edition that nobody could get was not delivered.
    """
    if sys.stdin is None:
        sys.stdin = open(_nowhere(os.O_RDONLY), encoding="utf-8", closefd=False)  # noqa: SIM115 - open as long as the program runs
    output = _nowhere(os.O_RDONLY) if sys.stdout is None else sys.stdout.fileno()
    sys.stdout = checked(output, like=sys.stdout)
    if sys.stderr is None:
        sys.stderr = open(_nowhere(os.O_WRONLY), "w", encoding="utf-8", closefd=False)  # noqa: SIM115


def _nowhere(flags: int) -> int:
    descriptor = os.open(os.devnull, flags)  # the lowest that is free: the closed one
    os.set_inheritable(descriptor, True)
    return descriptor


def _let_go() -> None:
    """Flush the streams; one that cannot be is pointed nowhere, so that the interpreter's own flush does not fail once more."""
    for stream in (sys.stdout, sys.stderr):
        if stream is None:
            continue
        try:
            stream.flush()
        except (OSError, DigestError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _is_verbose() -> bool:
    """Return whether the command line asks for details, even where it could not be read."""
    return any(word in ("-v", "--verbose") for word in sys.argv[1:])


def _traceback() -> str:
    import traceback

    return traceback.format_exc().rstrip("\n")
