"""What stops a run, and the exit code it ends with.

    DigestError                 1   a defect, or a check that failed
    ├── UsageError              2   the command line asks for what is not there
    ├── NothingNew              3   asked for with --if-new
    ├── Degraded                4   printed, but too much failed
    ├── Unavailable            69   a mail program, a mail server or a summary engine refused
    ├── StateError             74   the state or the output could not be read or written
    ├── TryLater               75   no feed reachable, or another run holds the lock
    ├── ConfigError            78   feeds.yaml is wrong
    └── ReaderLeft            141   who read the output has closed it

Expected failures of one feed or page are no exceptions: they are `digest.model.Problem` values that travel in the edition.
"""

from __future__ import annotations


class DigestError(Exception):
    """The base: a message for a person, and what to do about it."""

    exit_code = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}; {self.hint}" if self.hint else self.message


class UsageError(DigestError):
    """The command line asks for what does not exist: a story number, a date, a name."""

    exit_code = 2


class NothingNew(DigestError):
    """There is nothing this reader has not had; raised only when `--if-new` was given."""

    exit_code = 3


class Degraded(DigestError):
    """The edition was printed, but more failed than the reader accepts."""

    exit_code = 4


class Unavailable(DigestError):
    """A program or a server that was to do a part of the work refused, failed, or took too long; what was made is kept."""

    exit_code = 69


class StateError(DigestError):
    """The state folder, the database or the output could not be read or written."""

    exit_code = 74


class TryLater(DigestError):
    """Nothing is wrong here, and the same command may succeed later."""

    exit_code = 75


class ConfigError(DigestError):
    """feeds.yaml is wrong; `findings` has one line each: file, line, key, what to write."""

    exit_code = 78

    def __init__(self, findings: tuple[str, ...], *, hint: str = "") -> None:
        super().__init__("\n".join(findings), hint=hint)
        self.findings = findings


class ReaderLeft(DigestError):
    """Who read the output closed it: a pager, `head`. Nobody is there to be told."""

    exit_code = 141
