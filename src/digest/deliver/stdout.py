"""Standard output, checked: whoever writes may believe that the text was taken."""

from __future__ import annotations

import io
from typing import TextIO

from digest.errors import ReaderLeft, StateError


def checked(descriptor: int, *, like: TextIO | None) -> TextIO:
    """Return a stream to an open descriptor that raises `ReaderLeft` when nobody reads any more, `StateError` when it cannot be written.

    It encodes as `like` does.
    """
    raw = _Checked(descriptor, "w", closefd=False)
    encoding, errors = (like.encoding, like.errors) if like else ("utf-8", "strict")
    return io.TextIOWrapper(io.BufferedWriter(raw), encoding=encoding, errors=errors)


def to_stdout(text: str, stream: TextIO) -> None:
    """Write to a checked stream as UTF-8, and flush."""
    stream.buffer.write(text.encode("utf-8", "surrogateescape"))  # the name of a file may be no UTF-8
    stream.flush()


class _Checked(io.FileIO):
    def write(self, data: object, /) -> int:
        try:
            return super().write(data)  # type: ignore[arg-type]
        except BrokenPipeError as error:
            raise ReaderLeft("the output was closed") from error
        except OSError as error:
            raise StateError(f"the output could not be written: {error.strerror}") from error
