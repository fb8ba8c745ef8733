"""What was made: an edition again, the list of them, what stayed below the line, why, and whether every sentence is true."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from digest.app.workspace import Workspace
from digest.errors import UsageError
from digest.model import Below, Brief, Edition, Entry, Sentence
from digest.store import Store, Stored
from digest.summarize.verify import verify
from digest.urls import web_address


@dataclass(frozen=True, slots=True)
class Explained:
    """Why a story stands where it stands, or why an entry is not in the edition."""

    edition: Edition
    rank: int | None = None  # of the brief
    story: Brief | Below | None = None
    verdict: str = ""  # of what is in no story of the edition


@dataclass(frozen=True, slots=True)
class Verified:
    """The outcome of looking for every sentence in its source."""

    edition: Edition
    sentences: int
    missing: tuple[tuple[Brief, Sentence], ...]


def find_edition(workspace: Workspace, reference: str | None, cursor: str | None = None) -> Edition:
    """Return a stored edition: the newest, or that of a date (2026-11-22, 2026-11-22.2 for its second revision, yesterday)."""
    with workspace.existing() as store:
        return _edition(workspace, store, reference, cursor)


def list_editions(workspace: Workspace) -> list[Stored]:
    """Return a line for each stored edition, the newest first."""
    with workspace.existing() as store:
        return store.editions.lines()


def why(workspace: Workspace, key: str, cursor: str | None = None) -> Explained:
    """Return the arithmetic of a story (number or id) or the reason why an address is not shown."""
    with workspace.existing() as store:
        edition = _edition(workspace, store, None, cursor)
        if web_address(key):
            return _why_address(workspace, store, edition, web_address(key))
        return _why_story(edition, key)


def verify_edition(workspace: Workspace, reference: str | None, cursor: str | None = None) -> Verified:
    """Look for every sentence of an edition in the stored text of its source."""
    with workspace.existing() as store:
        edition = _edition(workspace, store, reference, cursor)
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


def lead_link(workspace: Workspace, key: str, cursor: str | None = None) -> str:
    """Return the address of a story's lead."""
    _, story = find_story(find_edition(workspace, None, cursor), key)
    if not story.lead.url:
        raise UsageError(f'"{story.headline}" has no link', hint="its feed gives none")
    return story.lead.url


def _edition(workspace: Workspace, store: Store, reference: str | None, cursor: str | None) -> Edition:
    """Return the edition that is meant: of the cursor that is named, else of the usual reader's, else of anybody's."""
    readers = [cursor] if cursor else [workspace.reader, None]
    if reference is None:
        found = next((edition for reader in readers if (edition := store.editions.newest(reader))), None)
        missing = f'no edition for the cursor "{cursor}" yet' if cursor else "no edition yet"
    else:
        day, revision = _reference(reference, workspace.today)
        found = next((edition for reader in readers if (edition := store.editions.find(day, reader, revision))), None)
        missing = f'no edition "{reference}"'
    if found is None:
        raise UsageError(missing, hint="'digest editions' lists them, 'digest today' makes one")
    return found


def _reference(text: str, today: date) -> tuple[date, int | None]:
    if text in ("today", "yesterday"):
        return today - timedelta(days=text == "yesterday"), None
    found = re.fullmatch(r"(\d{4}-\d{2}-\d{2})(?:\.(\d{1,6}))?", text)
    try:
        if found:
            return date.fromisoformat(found[1]), int(found[2]) if found[2] else None
    except ValueError:
        pass  # a day that no month has: said below
    raise UsageError(f'"{text}" is no edition', hint="write its date, 2026-11-22, or 2026-11-22.2 for its second revision")


def _why_story(edition: Edition, key: str) -> Explained:
    number, story = find_story(edition, key)
    return Explained(edition, number, story)


def _why_address(workspace: Workspace, store: Store, edition: Edition, url: str) -> Explained:
    """Return what became of the entries with an address; the one that is shown first, if any is."""
    entries = store.entries.at(url)
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
