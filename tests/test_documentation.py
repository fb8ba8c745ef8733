"""The documentation says what the program does: generated pages are current, and every key is named."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from digest.config import Config, read
from digest.model import Feed

REPOSITORY = Path(__file__).parents[1]


def printed(script: str) -> str:
    command = [sys.executable, str(REPOSITORY / "scripts" / script), "--print"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_reference_of_the_commands_is_what_help_says() -> None:
    page = (REPOSITORY / "docs" / "reference" / "commands.md").read_text()

    assert page == printed("reference"), "run scripts/reference"


def test_picture_of_the_readme_is_the_sample_edition_of_today() -> None:
    picture = (REPOSITORY / "docs" / "sample.svg").read_text()

    assert picture == printed("picture"), "run scripts/picture"


def test_reference_of_the_configuration_names_every_key() -> None:
    page = (REPOSITORY / "docs" / "reference" / "configuration.md").read_text()
    config = read(b"feeds: [https://a.example/feed]", name="feeds.yaml")
    names = [f"feeds[].{field.name}" for field in fields(Feed) if field.name != "line"]
    for field in fields(Config):
        value = getattr(config, field.name)
        names += [f"{field.name}.{inner.name.rstrip('_')}" for inner in fields(value)] if is_dataclass(value) else [field.name]
    names = [name for name in names if name != "fingerprint"]

    assert [name for name in names if f"`{name}" not in page] == []


@pytest.mark.parametrize("page", [*sorted(REPOSITORY.glob("docs/**/*.md")), REPOSITORY / "README.md"], ids=lambda path: path.name)
def test_links_of_a_page_lead_to_files_that_are_there(page: Path) -> None:
    import re

    targets = [target for target in re.findall(r"\]\(([^)#]+)", page.read_text()) if "://" not in target]

    assert [target for target in targets if not (page.parent / target).exists()] == []
