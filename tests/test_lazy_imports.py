"""A command loads only what it needs: starting is cheap."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("trafilatura", "feedparser", "lxml", "numpy", "rich", "yaml", "sqlite3", "urllib3", "zoneinfo", "pydantic")
SCRIPT = """
import atexit, sys
atexit.register(lambda: print("LOADED", *sorted(name for name in {heavy!r} if name in sys.modules), flush=True))
sys.argv = ["digest", *{arguments!r}]
from digest.__main__ import main
main()
"""


def loaded(*arguments: str) -> set[str]:
    script = SCRIPT.format(arguments=list(arguments), heavy=HEAVY)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    return set(done.stdout.rsplit("LOADED", 1)[1].split())


@pytest.mark.parametrize("arguments", [("--version",), ("--help",), ("today", "--help")])
def test_help_and_version_load_no_library_of_a_stage(arguments: tuple[str, ...]) -> None:
    assert loaded(*arguments) == set()


def test_stored_edition_is_shown_without_the_network_and_the_extractor() -> None:
    assert loaded("show") <= {"yaml", "zoneinfo", "sqlite3"}


def test_edition_is_made_without_loading_in_the_parent_what_children_do() -> None:
    assert loaded("today", "--sample", "--format", "markdown") & {"trafilatura", "feedparser", "lxml", "numpy", "rich"} == set()


def test_schedule_is_printed_and_an_installation_looked_at_without_what_reads_markup() -> None:
    assert loaded("cron") <= {"yaml", "zoneinfo", "sqlite3"}
    assert loaded("doctor", "--json") & {"trafilatura", "feedparser", "lxml", "numpy", "rich"} == set()
