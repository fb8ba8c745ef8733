"""Feeds from another reader, and for one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from digest.app.own_file import make_folder, rewriting
from digest.app.workspace import Workspace
from digest.config import read
from digest.config.edit import add_feeds, with_feeds
from digest.deliver import to_file
from digest.errors import UsageError
from digest.exchange import Remark, Subscriptions, read_list, write_opml
from digest.model import Feed, Kind
from digest.paths import packaged_feeds, user_config
from digest.pipeline.tools import new_pool
from digest.urls import canonical
from digest.workers import Crash


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a list of feeds."""

    path: Path
    added: tuple[Feed, ...]
    known: tuple[Feed, ...]  # in feeds.yaml already
    remarks: tuple[Remark, ...]
    created: bool  # the file: a copy of the packaged one


def import_feeds(workspace: Workspace, data: bytes) -> Imported:
    """Add the feeds of an OPML document or a plain list to feeds.yaml; those that are there stay as they are. Asks nobody."""
    listed = _listed(data)
    name = str(workspace.found.path)
    with rewriting(workspace) as (before, replaced):
        there = {canonical(feed.url) for feed in read(before, name=name).feeds}
        added = tuple(feed for feed in listed.feeds if canonical(feed.url) not in there)
        known = tuple(feed for feed in listed.feeds if canonical(feed.url) in there)
        path = replaced(add_feeds(before, added, name=name)) if added else workspace.found.path
    return Imported(path, added, known, listed.remarks, bool(added) and workspace.found.packaged)


def export_feeds(feeds: tuple[Feed, ...]) -> tuple[str, tuple[Feed, ...]]:
    """Return the feeds as OPML, and those of which it does not say all."""
    return write_opml(feeds), tuple(feed for feed in feeds if _says_more(feed))


def init(target: Path | None, listed: bytes | None = None) -> tuple[Path, Subscriptions]:
    """Write a commented feeds.yaml, never over another, with the packaged feeds or those of a list; return where, and the list."""
    path = target or user_config()
    make_folder(path)
    if path.exists():
        raise UsageError(f'"{path}" is there already', hint="it stays as it is; edit it, or give another place with --config")
    own = packaged_feeds().read_bytes()
    found = _listed(listed) if listed is not None else Subscriptions(())
    to_file(with_feeds(own, found.feeds, name="feeds.yaml") if found.feeds else own, path)
    return path, found


def _listed(data: bytes) -> Subscriptions:
    with new_pool() as pool:
        found = pool.run(read_list, data)
    if isinstance(found, Crash):
        raise UsageError(f"the list cannot be read: {found.message}")
    if not found.feeds:
        why = "; ".join(f"line {remark.line}: {remark.what or remark.why}" for remark in found.remarks[:3])
        raise UsageError(f"no feed in it{f' ({why})' if why else ''}", hint="give an OPML file, or a list with an address a line")
    return found


def _says_more(feed: Feed) -> bool:
    return feed.weight != 1.0 or feed.cap is not None or feed.kind is not Kind.FEED or feed.must or feed.paused
