"""The workspace of the invented outlets: their web on loopback, a fixed clock, a state that is thrown away.

The reader is given a yesterday: an edition nobody prints, so that today's can show what an update looks like.
"""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from digest.app.delivery import bring
from digest.app.today import Wishes, today
from digest.app.workspace import Workspace
from digest.config import Config, read
from digest.paths import Found
from digest.sample import NOW, ZONE, feeds_yaml, serve


@contextlib.contextmanager
def sample_workspace(cursor: str) -> Iterator[Workspace]:
    """Serve the outlets and yield a workspace whose every host is one of them, yesterday's edition delivered to the cursor."""
    config = read(feeds_yaml().encode(), name="sample feeds.yaml")
    config = replace(config, fetch=replace(config.fetch, allow_private=("127.0.0.0/8",)))  # their web is this machine
    with tempfile.TemporaryDirectory(prefix="digest-sample-") as folder:
        state = Path(folder) / "digest.db"
        with _standing_at(NOW - timedelta(days=1), config, state) as yesterday:
            _deliver(yesterday, cursor)
        with _standing_at(NOW, config, state) as workspace:
            yield workspace


@contextlib.contextmanager
def _standing_at(moment: datetime, config: Config, state: Path) -> Iterator[Workspace]:
    with serve(at=moment) as site:
        yield Workspace(Found(Path("sample feeds.yaml"), "sample"), config, state, moment, ZONE, resolve=site.resolve)


def _deliver(workspace: Workspace, cursor: str) -> None:
    bring(today(workspace, Wishes(cursor=cursor), progress=lambda *_: None), lambda _: ())
