"""The workspace of the invented outlets: their web on loopback, a fixed clock, a state that is thrown away."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from digest.app.workspace import Workspace
from digest.config import read
from digest.paths import Found
from digest.sample import NOW, ZONE, feeds_yaml, serve


@contextlib.contextmanager
def sample_workspace() -> Iterator[Workspace]:
    """Serve the outlets and yield a workspace whose every host is one of them."""
    config = read(feeds_yaml().encode(), name="sample feeds.yaml")
    config = replace(config, fetch=replace(config.fetch, allow_private=("127.0.0.0/8",)))  # their web is this machine
    with tempfile.TemporaryDirectory(prefix="digest-sample-") as folder, serve() as site:
        yield Workspace(Found(Path("sample feeds.yaml"), "sample"), config, Path(folder) / "digest.db", NOW, ZONE, resolve=site.resolve)
