"""What was made: an edition again, the list of them, what stayed below the line, why, and whether every sentence is true."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from digest.app.meant import entry_named, members
from digest.app.workspace import Workspace
from digest.errors import UsageError
from digest.model import Below, Brief, Edition, Entry, Sentence
from digest.store import Store, Stored
from digest.urls import web_address


@dataclass(frozen=True, slots=True)
class Explained:
    """Why a story stands where it stands, or why an entry is not in the edition."""

    edition: Edition
    rank: int | None = None  # of the brief
    story: Brief | Below | None = None
    verdict: str = ""  # of what is in no story of the newest edition


@dataclass(frozen=True, slots=True)
class Verified:
    """The outcome of looking for every sentence in its source."""

    edition: Edition
    sentences: int
    missing: tuple[tuple[Brief, Sentence], ...]


def find_edition(workspace: Workspace, reference: str | None, cursor: str | None = None) -> Edition:
    """Return a stored edition: the newest (last), that of a date (2026-11-22, yesterday), a revision of it (2026-11-22.2@mail)."""
    with workspace.existing() as store:
        return stored_edition(workspace, store, reference, cursor)


def find_rest(workspace: Workspace, reference: str | None, cursor: str | None = None) -> tuple[Edition, frozenset[int]]:
    """Return a stored edition, and which of the stories below its line a person has read, by the seq of their leads."""
    with workspace.existing() as store:
        edition = stored_edition(workspace, store, reference, cursor)
        return edition, frozenset(store.articles.opened(below.lead.seq for below in edition.below))


def list_editions(workspace: Workspace) -> list[Stored]:
    """Return a line for each stored edition, the newest first."""
    with workspace.existing() as store:
        return store.editions.lines()


def why(workspace: Workspace, key: str, cursor: str | None = None) -> Explained:
    """Return the arithmetic of a story (number or id) or the reason why an address or an entry is not shown."""
    with workspace.existing() as store:
        edition = stored_edition(workspace, store, None, cursor)
        if entry := entry_named(store, key):
            return _why_entries(workspace, store, edition, [entry])
        if address := web_address(key):
            return _why_entries(workspace, store, edition, store.entries.at(address))
        return _why_story(workspace, store, edition, key)


def verify_edition(workspace: Workspace, reference: str | None, cursor: str | None = None) -> Verified:
    """Look for every sentence of an edition in the stored text of its source."""
    from digest.summarize.verify import verify

    with workspace.existing() as store:
        edition = stored_edition(workspace, store, reference, cursor)
        missing = [
            (brief, sentence)
            for brief in edition.briefs
            for sentence in verify(brief, store.articles.texts(source.seq for source in brief.sources))
        ]
        return Verified(edition, sum(len(brief.sentences) for brief in edition.briefs), tuple(missing))


def find_story(edition: Edition, key: str) -> tuple[int | None, Brief | Below]:
    """Return a story of an edition by its number or its id, and its number if it is shown."""
    if key.isdecimal():
        if 1 <= int(key) <= len(edition.briefs):
            return int(key), edition.briefs[int(key) - 1]
        raise UsageError(f"there is no story {key} in the edition of {edition.date}", hint=f"it has {len(edition.briefs)}")
    for number, brief in enumerate(edition.briefs, 1):
        if brief.story == key:
            return number, brief
    for below in edition.below:
        if below.story == key:
            return None, below
    raise UsageError(f'"{key}" is no story of the edition of {edition.date}', hint="give a number, an id such as s7k2, or an address")


def lead_entry(workspace: Workspace, store: Store, key: str, cursor: str | None = None) -> Entry:
    """Return the entry that leads a story (number or id), or the one that a search named; raises `UsageError` when it is not kept."""
    if entry := entry_named(store, key):
        return entry
    edition = _with_story(store, stored_edition(workspace, store, None, cursor), key)
    kept = members(store, key)
    if kept and not _has(edition, key):
        return kept[0]
    _, story = find_story(edition, key)
    found = store.entries.of([story.lead.seq])
    if not found:
        raise UsageError(f'"{story.headline}" is no longer kept', hint=f"read it at {story.lead.url}" if story.lead.url else "")
    return found[0]


def lead_link(workspace: Workspace, key: str, cursor: str | None = None) -> str:
    """Return the address of a story's lead, or of an entry."""
    with workspace.existing() as store:
        entry = lead_entry(workspace, store, key, cursor)
    if not entry.url:
        raise UsageError(f'"{entry.title}" has no link', hint="its feed gives none")
    return entry.url


def stored_edition(workspace: Workspace, store: Store, reference: str | None, cursor: str | None) -> Edition:
    """Return the edition that is meant: of the cursor that is named, else of the usual reader's, else of anybody's."""
    day, revision, whose = _reference(reference or "last", workspace.today)
    named = whose or cursor
    readers = [named] if named else [workspace.reader, None]
    found = next((edition for reader in readers if (edition := _stored(store, day, reader, revision))), None)
    if found is None:
        of = f' for the cursor "{named}"' if named else ""
        missing = "no edition" + (f' "{reference}"' if day else "") + of + ("" if day else " yet")
        listed = "'digest editions' lists those there are, " if store.editions.newest() else ""
        raise UsageError(missing, hint=f"{listed}'digest today' makes one")
    return found


def _stored(store: Store, day: date | None, reader: str | None, revision: int | None) -> Edition | None:
    return store.editions.find(day, reader, revision) if day else store.editions.newest(reader)


def _reference(text: str, today: date) -> tuple[date | None, int | None, str]:
    """Return the date (None: the newest), the revision (None: the last) and the cursor (empty: not said) of a reference."""
    name, _, whose = text.partition("@")
    if name in ("last", "today", "yesterday"):
        return None if name == "last" else today - timedelta(days=name == "yesterday"), None, whose
    found = re.fullmatch(r"(\d{4}-\d{2}-\d{2})(?:\.(\d{1,6}))?", name)
    try:
        if found:
            return date.fromisoformat(found[1]), int(found[2]) if found[2] else None, whose
    except ValueError:
        pass  # a day that no month has: said below
    raise UsageError(
        f'"{text}" is no edition', hint="write a date, 2026-11-22, a revision of it, 2026-11-22.2, or a name that 'digest editions' lists"
    )


def _with_story(store: Store, edition: Edition, key: str) -> Edition:
    """Return the edition in which a story is to be looked up: this one, or where its id is not in it the last that told it."""
    if key.isdecimal() or _has(edition, key):
        return edition
    return next((shown for shown, _ in reversed(store.editions.showing(key))), edition)


def _has(edition: Edition, key: str) -> bool:
    return any(brief.story == key for brief in edition.briefs) or any(below.story == key for below in edition.below)


def _why_story(workspace: Workspace, store: Store, newest: Edition, key: str) -> Explained:
    """Return where a story stands in the newest edition, or in the last that told it, or what became of its entries."""
    edition = _with_story(store, newest, key)
    kept = members(store, key)
    if kept and not _has(edition, key):
        return _why_entries(workspace, store, newest, kept)
    rank, story = find_story(edition, key)
    return Explained(edition, rank, story, "" if edition is newest else f"told in {edition.name} as {rank}")


def _why_entries(workspace: Workspace, store: Store, edition: Edition, entries: list[Entry]) -> Explained:
    """Return what became of entries; of the one that is shown first, if any is."""
    seqs = {entry.seq for entry in entries}
    for number, brief in enumerate(edition.briefs, 1):
        if any(source.seq in seqs for source in brief.sources):
            return Explained(edition, number, brief)
    for below in edition.below:
        if any(source.seq in seqs for source in below.sources):
            return Explained(edition, None, below)
    return Explained(edition, verdict=_absence(workspace, store, edition, entries))


def _absence(workspace: Workspace, store: Store, edition: Edition, entries: list[Entry]) -> str:
    if not entries:
        return "never fetched: no feed has carried this address"
    subscribed = {feed.url for feed in workspace.config.feeds}
    here = [entry for entry in entries if entry.feed in subscribed]
    if not here:
        return f"carried only by a feed that is not in this feeds.yaml: {entries[0].feed}"
    entry = here[0]
    if entry.old:
        return f"already old when it was first seen: dated {entry.published:%Y-%m-%d}, first seen {entry.seen:%Y-%m-%d}"
    if entry.seq > edition.window[1]:
        return "arrived after this edition was made; 'digest today' will consider it"
    if entry.seq <= edition.window[0]:
        return _earlier(store, edition, entry)
    return f"outside this look ({edition.view})" if edition.view else "arrived for a feed that this edition did not ask for"


def _earlier(store: Store, edition: Edition, entry: Entry) -> str:
    story = store.stories.of([entry.seq]).get(entry.seq)
    told = store.stories.told(edition.cursor, edition.window[0]).get(story) if story else None
    if told:
        return f"told on {told.last} as part of the story {story}"
    return f"passed over by an earlier edition: first seen {entry.seen:%Y-%m-%d}"
