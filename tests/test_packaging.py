from __future__ import annotations

import ast
import re
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from digest import __version__

REPOSITORY = Path(__file__).resolve().parent.parent
PACKAGE = REPOSITORY / "src" / "digest"
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NEVER_IMPORTED = {
    "lxml-html-clean",  # trafilatura needs it: docs/decisions/0003
    "tzdata",  # zoneinfo reads it where the system has no time zones
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[zipfile.ZipFile]:
    folder = tmp_path_factory.mktemp("wheel")
    path = next(WheelBuilder(str(REPOSITORY)).build(directory=str(folder), versions=["standard"]))
    with zipfile.ZipFile(path) as opened:
        yield opened


def test_wheel_carries_every_file_of_the_package(wheel: zipfile.ZipFile) -> None:
    written = {path.relative_to(PACKAGE.parent).as_posix() for path in PACKAGE.rglob("*") if _is_shipped(path)}

    assert written - set(wheel.namelist()) == set()


def test_wheel_carries_the_feeds_that_stand_in_the_repository(wheel: zipfile.ZipFile) -> None:
    assert wheel.read("digest/feeds.yaml") == (REPOSITORY / "feeds.yaml").read_bytes()


def test_wheel_carries_the_package_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    folders = {name.partition("/")[0] for name in wheel.namelist()}

    assert folders == {"digest", f"digest_news-{__version__}.dist-info"}


def test_what_is_imported_is_declared_and_what_is_declared_is_imported() -> None:
    declared = {_requirement_name(line) for line in PROJECT["dependencies"]}

    assert _imported_distributions() == declared - NEVER_IMPORTED


def test_constraints_name_an_exact_version_of_everything_declared() -> None:
    lines = [line for line in (REPOSITORY / "constraints.txt").read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    extras = PROJECT["optional-dependencies"]
    declared = {_requirement_name(line) for line in [*PROJECT["dependencies"], *extras["test"], *extras["dev"]]}

    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.]+", line)] == []
    assert declared - {_requirement_name(line) for line in lines} == {"digest-news"}


def test_readme_s_two_commands_are_those_that_are_proved_on_a_bare_machine() -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8").splitlines()
    proof = (REPOSITORY / ".ci" / "run").read_text(encoding="utf-8")

    proved = re.findall(r"^(python3 -m venv .+) \|\| exit$", proof, re.MULTILINE)

    assert len(proved) == 2
    assert set(proved) <= {line.strip().removeprefix("$ ") for line in readme}


def _is_shipped(path: Path) -> bool:
    return path.is_file() and "__pycache__" not in path.parts


def _requirement_name(line: str) -> str:
    return re.split(r"[^A-Za-z0-9._-]", line)[0].partition("==")[0].lower().replace("_", "-")


def _imported_distributions() -> set[str]:
    owners = packages_distributions()
    modules = {name for path in PACKAGE.rglob("*.py") for name in _imported_modules(path)}
    foreign = modules - sys.stdlib_module_names - {"digest"}
    return {_requirement_name(owners[name][0]) if name in owners else name for name in foreign}


def _imported_modules(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]
