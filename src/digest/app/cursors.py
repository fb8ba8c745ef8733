"""Who has had what."""

from __future__ import annotations

from dataclasses import dataclass

from digest.app.lock import only_run
from digest.app.workspace import Workspace
from digest.errors import UsageError
from digest.store import Reader, Store


@dataclass(frozen=True, slots=True)
class Standing:
    """A reader, and what is stored for them and not delivered yet."""

    reader: Reader
    new: int  # entries of the feeds of this feeds.yaml


def list_cursors(workspace: Workspace) -> list[Standing]:
    """Return every cursor, by name."""
    if not workspace.begun:
        return []
    feeds = {feed.url for feed in workspace.config.feeds}
    with workspace.existing() as store:
        return [
            Standing(
                reader,
                sum(count for feed, count in store.entries.counted(reader.position).items() if feed in feeds)
                + len(store.cursors.pending(reader.name, workspace.today, feeds)),
            )
            for reader in store.cursors.listed()
        ]


def forget_cursor(workspace: Workspace, name: str) -> None:
    """Forget how far a reader has read: their next edition is a new reader's; raises `UsageError` when there is none of this name."""
    if not (workspace.begun and _forgotten(workspace, name)):
        raise UsageError(f'there is no cursor "{name}"', hint="'digest cursors' lists them")


def _forgotten(workspace: Workspace, name: str) -> bool:
    with only_run(workspace.state), Store(workspace.state) as store, store.transaction():
        return store.cursors.forget(name)
