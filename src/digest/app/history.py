"""What was kept: found again by its words, and the course of a story over the days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from digest.app.editions import find_story, stored_edition
from digest.app.meant import all_known, entry_named, members
from digest.app.when import parse_when
from digest.app.workspace import Workspace
from digest.errors import UsageError
from digest.model import Article, Entry, Hit, Reading, Story, Telling, Timeline
from digest.query import parse_query, snippet
from digest.store import Store
from digest.urls import host, web_address


def search(workspace: Workspace, line: str, *, since: str = "", feeds: Sequence[str] = (), most: int = 20) -> list[Hit]:
    """Return what is kept and has the words of a query in its title or text, the best first.

    Old entries, muted ones, those of feeds that are no longer in feeds.yaml: all that is kept. `feeds` are names, `since` is a WHEN.
    """
    query = parse_query(line)
    if not query.wanted:
        raise UsageError(f'"{line}" has no word to look for', hint='write words, a "phrase", a beginning*; -word leaves out')
    begin = _begin(workspace, since) if since else None
    with workspace.existing() as store:
        names = _names(workspace, store)
        all_known(feeds, set(names.values()), "feed")
        asked = [url for url, name in names.items() if name in feeds] if feeds else None
        seqs = store.search.find(query, most=most, feeds=asked, since=begin)
        texts, stories, opened = store.articles.texts(seqs), store.stories.of(seqs), store.articles.opened(seqs)
        entries = {entry.seq: entry for entry in store.entries.of(seqs)}
    return [
        Hit(
            entry=entries[seq],
            feed=names.get(entries[seq].feed, host(entries[seq].feed)),
            snippet=snippet(texts.get(seq, ""), query),
            story=stories.get(seq, ""),
            opened=opened.get(seq),
        )
        for seq in seqs
    ]


def timeline(workspace: Workspace, key: str, cursor: str | None = None) -> Timeline:
    """Return the course of a story: of a number of the newest edition, an id, an entry or an address."""
    with workspace.existing() as store:
        name, entries = _meant(workspace, store, key, cursor)
        tellings = _tellings(store, name)
        articles = [store.articles.of(entry) or Article(entry, "", Reading.HEADLINE) for entry in entries]
        opened = store.articles.opened(entry.seq for entry in entries)
    if not articles and not tellings:
        raise UsageError(f'"{key}" is no story that is kept', hint="give a number, an id such as s7k2 or a1234, or an address")
    return _timeline(workspace, name, articles, tellings, frozenset(opened))


def _begin(workspace: Workspace, since: str) -> datetime:
    span = parse_when(since, workspace.now, workspace.zone)
    if span.since is None:
        raise UsageError('a search has no "last"', hint='write "3 days ago" or 2026-11-20')
    return span.since


def _names(workspace: Workspace, store: Store) -> dict[str, str]:
    """Return what each feed is called, by its address: as feeds.yaml says, or as it called itself when it is no longer there."""
    return store.feeds.titles() | {feed.url: feed.name for feed in workspace.config.feeds}


def _meant(workspace: Workspace, store: Store, key: str, cursor: str | None) -> tuple[str, list[Entry]]:
    """Return the id and the entries of the story that is meant; an entry that is in no story stands for itself, without an id."""
    address = web_address(key)
    one = entry_named(store, key)
    found = store.entries.at(address) if address else [one] if one else []
    if address and not found:
        raise UsageError(f'no feed has carried "{address}"', hint="'digest search' finds what was kept")
    if found:
        named = store.stories.of(entry.seq for entry in found)
        name = min(named.values(), default="")
        return name, members(store, name) if name else found
    if key.isdecimal():
        _, story = find_story(stored_edition(workspace, store, None, cursor), key)
        return story.story, members(store, story.story)
    return key, members(store, key)


def _tellings(store: Store, story: str) -> tuple[Telling, ...]:
    """Return the editions that told a story: of each reader and date the one that was delivered last."""
    last: dict[tuple[date, str], Telling] = {}
    for edition, delivered_at in store.editions.showing(story):
        for rank, brief in enumerate(edition.briefs, 1):
            if brief.story == story:
                last[edition.date, edition.cursor] = Telling(edition.name, edition.date, delivered_at, rank, brief)
    return tuple(sorted(last.values(), key=lambda telling: (telling.date, telling.edition)))


def _timeline(
    workspace: Workspace, name: str, articles: Sequence[Article], tellings: tuple[Telling, ...], opened: frozenset[int]
) -> Timeline:
    from digest.stories.lead import lead_first
    from digest.summarize import discussions, sources

    if not articles:  # no longer kept; what the editions say of it still is
        brief = tellings[-1].brief
        return Timeline(name, brief.headline, brief.sources, brief.discussions, tellings)
    feeds = {feed.url: feed for feed in workspace.config.feeds}
    story = Story(name, lead_first(articles))
    in_time = tuple(sorted(articles, key=lambda article: (article.entry.date or workspace.now, article.entry.seq)))
    headline = tellings[-1].brief.headline if tellings else story.lead.entry.title
    return Timeline(name, headline, sources(Story(name, in_time), feeds), discussions(story, feeds), tellings, opened)
