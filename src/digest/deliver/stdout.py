"""Standard output, checked: whoever calls may believe that the text was taken."""

from __future__ import annotations

from typing import BinaryIO

from digest.errors import ReaderLeft, StateError


def to_stdout(text: str, stream: BinaryIO) -> None:
    """Write and flush; raises `ReaderLeft` when nobody reads any more, `StateError` when the text cannot be written."""
    try:
        stream.write(text.encode("utf-8"))
        stream.flush()
    except BrokenPipeError as error:
        raise ReaderLeft("the output was closed") from error
    except OSError as error:
        raise StateError(f"the edition could not be written: {error.strerror}", hint="nothing was marked as delivered") from error
