"""Streams that are closed, full or no terminal to speak of, and a pager that is not there."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.web import Web

Feeds = Callable[..., str]
Shell = Callable[[str], subprocess.CompletedProcess[str]]
STORIES = (("/kiln", "Kiln 4.2 fixes a heap overflow"), ("/probe", "Neptune probe Petrel wakes up"))


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """Return a runner of a line for the shell, in which DIGEST is the program."""

    def run_line(line: str) -> subprocess.CompletedProcess[str]:
        command = line.replace("DIGEST", f"{sys.executable} -m digest")
        return subprocess.run(["bash", "-c", command], capture_output=True, text=True, cwd=tmp_path, timeout=60, check=False)

    return run_line


@pytest.mark.parametrize("output", [">&-", ">/dev/full"])
@pytest.mark.parametrize("arguments", ["--version", "-q --version", "--help", "today --help", "config path"])
def test_what_cannot_be_printed_is_74_in_one_line_whoever_prints_it(shell: Shell, arguments: str, output: str) -> None:
    done = shell(f"DIGEST {arguments} {output}")

    assert done.returncode == 74
    assert done.stderr.startswith("digest: the output could not be written: ")
    assert done.stderr.count("\n") == 1
    assert "delivered" not in done.stderr


def test_edition_for_a_closed_standard_output_is_74_and_not_delivered(shell: Shell, web: Web, feeds: Feeds) -> None:
    feeds(web.feed("/feed", *STORIES))

    done = shell("DIGEST today >&-")

    assert done.returncode == 74
    assert done.stderr.endswith("; nothing was marked as delivered\n")
    assert shell("DIGEST today --new-only --if-new").returncode == 0


def test_edition_is_printed_where_standard_error_is_closed(shell: Shell, web: Web, feeds: Feeds) -> None:
    feeds(web.feed("/feed", *STORIES))

    done = shell("DIGEST today 2>&-")

    assert done.returncode == 0
    assert "Kiln" in done.stdout


@pytest.mark.parametrize("errors", ["2>&-", "2>/dev/full"])
def test_wrong_use_is_2_where_nobody_can_be_told(shell: Shell, errors: str) -> None:
    assert shell(f"DIGEST nosuch {errors}").returncode == 2


def test_closed_standard_input_is_an_empty_one(shell: Shell) -> None:
    assert shell("DIGEST read - <&-").stdout == shell("DIGEST read - </dev/null").stdout


def test_edition_goes_through_a_named_standard_output_into_a_pipe(shell: Shell, web: Web, feeds: Feeds) -> None:
    feeds(web.feed("/feed", *STORIES))

    assert shell("DIGEST today -o /dev/stdout | cat").stdout.startswith("# Digest")
    assert shell("DIGEST show -o >(cat); sleep 0.1").stdout.startswith("# Digest")


def test_article_is_printed_where_the_pager_is_not_there(terminal: Run, web: Web, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<article><h1>Kiln</h1><p>The archive reader of Kiln checks the length of a name.</p></article>")

    done = terminal("read", "page.html", PAGER="nosuch-pager")

    assert done.code == 0
    assert "checks the length" in done.out


def test_terminal_that_obeys_no_escapes_is_sent_none(terminal: Run, web: Web, feeds: Feeds) -> None:
    feeds(web.feed("/feed", *STORIES))

    assert "\x1b" not in terminal("today", TERM="dumb").out


def test_columns_that_are_no_number_are_not_heeded(run: Run, web: Web, feeds: Feeds) -> None:
    feeds(web.feed("/feed", *STORIES))

    assert (run("today", COLUMNS="²").code, run("show", COLUMNS="9" * 5000).code) == (0, 0)
