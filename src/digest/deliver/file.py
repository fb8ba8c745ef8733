"""A file, replaced whole: the old one stays until the new one is on the disk."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

from digest.errors import StateError


def to_file(data: bytes, path: Path) -> None:
    """Write a file whole, keep the mode of the one it replaces; a link stays a link. Raises `StateError`."""
    try:
        mode = _mode(path)
        if mode is None or stat.S_ISREG(mode):
            _replace(Path(os.path.realpath(path)), data, 0o666 & ~_umask() if mode is None else stat.S_IMODE(mode))
        else:
            _through(path, data)
    except OSError as error:
        raise StateError(f'"{path}" cannot be written: {error.strerror}', hint="give another place") from error


def _mode(path: Path) -> int | None:
    """Return the mode of what a path leads to; None when there is nothing."""
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def _replace(target: Path, data: bytes, mode: int) -> None:
    import tempfile  # 5 ms, and most editions are printed

    handle, scratch = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(scratch).chmod(mode)
        Path(scratch).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(scratch).unlink()
        raise


def _through(path: Path, data: bytes) -> None:
    """Write to what cannot be replaced: /dev/stdout, a named pipe; by its own name, for what that leads to may have none."""
    with path.open("wb") as file:
        file.write(data)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
