"""A web on loopback and a workspace that reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from digest.app.workspace import Workspace
from digest.config import read
from digest.paths import Found
from tests.web import Web, serving

NOW = datetime(2026, 11, 22, 7, tzinfo=UTC)


@pytest.fixture
def web() -> Iterator[Web]:
    with serving() as web:
        yield web


@pytest.fixture
def workspace(tmp_path: Path) -> Callable[..., Workspace]:
    """Return a maker of workspaces over one state: the feeds' addresses, more settings, the time."""

    def make(*urls: str, settings: str = "", now: datetime = NOW) -> Workspace:
        text = "feeds:\n" + "".join(f"  - {{name: Feed {number}, url: '{url}'}}\n" for number, url in enumerate(urls, 1)) + settings
        path = tmp_path / "feeds.yaml"
        path.write_text(text)
        return Workspace(Found(path, "--config"), read(text.encode(), name="feeds.yaml"), tmp_path / "digest.db", now, "UTC")

    return make
