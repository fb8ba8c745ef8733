"""The program as a person runs it: a process of its own, in a pipe or on a terminal."""

from __future__ import annotations

import os
import pty
import select
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fcntl import ioctl
from pathlib import Path
from termios import TIOCSWINSZ

import pytest

from tests.web import Web, serving

Run = Callable[..., "Done"]
COMMAND = [sys.executable, "-m", "digest"]


@dataclass(frozen=True, slots=True)
class Done:
    """How a run ended."""

    code: int
    out: str
    err: str


@pytest.fixture
def web() -> Iterator[Web]:
    with serving() as web:
        yield web


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Return a runner: arguments to exit code and streams, off a terminal."""

    def off_terminal(*arguments: str, stdin: bytes = b"", **environment: str) -> Done:
        done = subprocess.run(
            [*COMMAND, *arguments],
            input=stdin,
            capture_output=True,
            cwd=tmp_path,
            env={**os.environ, **environment},
            timeout=60,
            check=False,
        )
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    return off_terminal


@pytest.fixture
def terminal(tmp_path: Path) -> Run:
    """Return a runner on a pseudo-terminal of a given width; out is all that it showed."""

    def on_terminal(*arguments: str, columns: int = 80, **environment: str) -> Done:
        shown, its = pty.openpty()
        ioctl(its, TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        inherited = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
        process = subprocess.Popen(
            [*COMMAND, *arguments],
            stdin=its,
            stdout=its,
            stderr=its,
            cwd=tmp_path,
            env={**inherited, "TERM": "xterm-256color", **environment},
        )
        os.close(its)
        out = _all_of(shown)
        os.close(shown)
        return Done(process.wait(60), out.decode(), "")

    return on_terminal


def _all_of(descriptor: int) -> bytes:
    parts = []
    while select.select([descriptor], [], [], 60)[0]:
        try:
            part = os.read(descriptor, 65536)
        except OSError:  # Linux: the other side has closed
            break
        if not part:
            break
        parts.append(part)
    return b"".join(parts)


@pytest.fixture
def feeds(tmp_path: Path) -> Callable[..., str]:
    """Return a writer of feeds.yaml: addresses to the path of the file."""

    def write(*urls: str, more: str = "") -> str:
        path = tmp_path / "feeds.yaml"
        path.write_text("feeds:\n" + "".join(f"  - {{name: Feed {number}, url: '{url}'}}\n" for number, url in enumerate(urls, 1)) + more)
        return str(path)

    return write
