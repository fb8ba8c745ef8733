"""A secret that a program keeps, such as `pass show mail/digest`: its first line of output."""

from __future__ import annotations

import subprocess

from digest.clean import clean
from digest.errors import Unavailable

SECONDS = 60.0  # a person may have to unlock it


def secret(command: str, *, seconds: float = SECONDS) -> str:
    """Run a command line of the shell and return the first line that it prints; raises `Unavailable` when it fails or prints none."""
    try:
        done = subprocess.run(  # noqa: S603 - the person's own words: their shell is meant
            ["/bin/sh", "-c", command], stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        raise Unavailable(f"mail.password_command did not answer within {seconds:.0f} seconds", hint=_HINT) from None
    first, _, _ = done.stdout.decode("utf-8", "replace").partition("\n")
    if done.returncode != 0:
        said = clean(done.stderr.decode("utf-8", "replace")) or f"exit code {done.returncode}"
        raise Unavailable(f"mail.password_command failed: {said}", hint=_HINT)
    if not first.strip():
        raise Unavailable("mail.password_command printed nothing", hint=_HINT)
    return first.rstrip("\r")


_HINT = "run it by hand, as the same user"
