"""One line on standard error while something takes long; only on a terminal, and gone when it is over."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Self

from digest.cli.setting import Setting
from digest.cli.streams import obeys_escapes

SECONDS_BETWEEN = 0.1
_ERASE = "\r\x1b[K"


class ProgressLine:
    """Counts feeds, pages and stories as they are done."""

    def __init__(self, setting: Setting) -> None:
        self._shows = obeys_escapes(sys.stderr) and not setting.quiet
        self._last = 0.0

    def __call__(self, what: str, done: int, total: int) -> None:
        """Show how far a stage is; the total is 0 where it is not known."""
        now = time.monotonic()
        if self._shows and (now - self._last >= SECONDS_BETWEEN or done == total):
            self._last = now
            sys.stderr.write(f"{_ERASE}{what} {done}/{total}" if total else f"{_ERASE}{what} ...")
            sys.stderr.flush()

    def clear(self) -> None:
        """Take the line away."""
        if self._shows and self._last:
            sys.stderr.write(_ERASE)
            sys.stderr.flush()
            self._last = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.clear()
