"""The mail program of this machine, called as `sendmail -i -t`: whatever goes by that name takes mail so.

Its exit code is its word: 0, and the mail is its own affair from then on.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile

from digest.clean import clean
from digest.errors import Unavailable

SECONDS = 120.0  # for a program that delivers by itself, over a slow line
_BESIDE_PATH = "/usr/sbin:/usr/lib:/usr/local/sbin"  # where it is kept, and where cron does not look


def find_sendmail() -> str:
    """Return the path of this machine's mail program; raises `Unavailable` when there is none."""
    found = shutil.which("sendmail", path=f"{os.environ.get('PATH', os.defpath)}:{_BESIDE_PATH}")
    if found is None:
        raise Unavailable(
            "there is no sendmail on this machine", hint="install msmtp-mta or another mail program, or set mail.via to smtp://HOST"
        )
    return found


def to_sendmail(message: bytes, program: str, *, seconds: float = SECONDS) -> None:
    """Give a message to a mail program; raises `Unavailable` when it does not take it, and with what it said."""
    with tempfile.TemporaryFile() as said:  # not a pipe: what it leaves running in the background may keep that open
        try:
            code = _run([program, "-i", "-t"], message, said.fileno(), seconds)
        except OSError as error:
            raise Unavailable(f'"{program}" cannot be run: {error.strerror}', hint="set mail.via to a program that can") from error
        except subprocess.TimeoutExpired:
            raise Unavailable(f'"{program}" did not take the mail within {seconds:.0f} seconds') from None
        if code != 0:
            said.seek(0)
            words = clean(said.read(2_000).decode("utf-8", "replace")) or _ending(code)
            raise Unavailable(f'"{program}" did not take the mail: {words}')


def _run(command: list[str], message: bytes, output: int, seconds: float) -> int:
    """Return the exit code; whatever comes in between, the program is not left to go on."""
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=output, stderr=output, process_group=0)  # noqa: S603 - the person's own
    try:
        process.communicate(message, timeout=seconds)
    except BaseException:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise
    return process.returncode


def _ending(code: int) -> str:
    return f"exit code {code}" if code > 0 else f"ended by signal {-code}"
