"""Ctrl-C at any time: one line, 130, and no child that has its own say."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import COMMAND

INTERRUPTED_AT_THE_FIRST_LIBRARY = """
import os, signal, sys

class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == "typer":
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Interrupting())
from digest.__main__ import main
main()
"""


def test_interrupt_while_the_command_line_is_being_loaded_is_told_in_one_line() -> None:
    done = subprocess.run([sys.executable, "-c", INTERRUPTED_AT_THE_FIRST_LIBRARY], capture_output=True, check=False)

    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"digest: interrupted\n")


@pytest.mark.parametrize("moment", [0.4, 0.55, 0.7])
def test_interrupts_of_the_whole_group_are_told_in_one_line(tmp_path: Path, moment: float) -> None:
    process = subprocess.Popen(
        [*COMMAND, "today", "--sample"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=tmp_path, start_new_session=True
    )
    time.sleep(moment)  # wherever it is by then: loading, starting children, cleaning up

    for _ in range(3):
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGINT)
        time.sleep(0.01)
    _, err = process.communicate(timeout=10)

    assert process.returncode in (0, 130)
    assert (err == b"") == (process.returncode == 0)
    assert b"Traceback" not in err
    assert err.count(b"\n") <= 1


def test_command_that_delivers_nothing_does_not_speak_of_delivery(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "page.html")  # nobody writes: reading waits
    process = subprocess.Popen([*COMMAND, "read", "page.html"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path)
    time.sleep(0.8)

    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=10)

    assert (process.returncode, out, err) == (130, b"", b"digest: interrupted\n")
