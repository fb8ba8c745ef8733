"""A file, replaced whole: the old one stays until the new one is on the disk."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from digest.errors import StateError


def to_file(data: bytes, path: Path) -> None:
    """Write a file whole, keep the mode of the one it replaces; a link stays a link. Raises `StateError`."""
    target = path.resolve()
    if target.exists() and not target.is_file():
        return _through(data, target)  # /dev/stdout, a named pipe: there is nothing to replace
    scratch = None
    try:
        handle, scratch = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(scratch).chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
        Path(scratch).replace(target)
    except OSError as error:
        if scratch is not None:
            with contextlib.suppress(OSError):
                Path(scratch).unlink()
        raise StateError(f'"{path}" cannot be written: {error.strerror}', hint="give another place") from error
    return None


def _through(data: bytes, target: Path) -> None:
    try:
        with target.open("wb") as file:
            file.write(data)
    except OSError as error:
        raise StateError(f'"{target}" cannot be written: {error.strerror}', hint="give another place") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
