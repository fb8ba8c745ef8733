"""Who may work on the state: one run at a time, and one print of a reader's edition at a time."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from digest.errors import StateError, TryLater

LOCK_SECONDS = 10.0  # to wait for another run


@contextlib.contextmanager
def only_run(state: Path, *, seconds: float = LOCK_SECONDS, cursor: str = "") -> Iterator[None]:
    """Hold the state, or with `cursor` a reader's turn, for the block; raises `TryLater` when another run holds it for longer."""
    from filelock import FileLock, Timeout

    path = state.with_suffix(f".{cursor}.lock" if cursor else ".lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(path, timeout=seconds)
        lock.acquire()
    except Timeout:
        raise TryLater("another run is at work", hint="try again when it has ended") from None
    except OSError as error:
        message = f'the state folder "{path.parent}" cannot be written: {error.strerror}'
        raise StateError(message, hint="give write permission there") from error
    try:
        yield
    finally:
        lock.release()
