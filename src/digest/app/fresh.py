"""What of an edition its reader has not had.

A story is fresh by an entry that came since the reader was last served; of one that was told, on this date too, by one that adds
something. An edition of a date is printed again and again, and a copy of what was told this morning is no news tonight.
"""

from __future__ import annotations

from digest.model import Article, Brief, Edition, Entry, Reading
from digest.store import Store


def fresh_stories(edition: Edition, position: int, store: Store) -> frozenset[str]:
    """Return the stories of an edition with something that a reader who was served up to a seq has not had."""
    missed = store.cursors.missed(edition.cursor)

    def new(brief: Brief) -> list[int]:
        return [source.seq for source in brief.sources if source.seq > position or source.seq in missed]

    found = {brief.story: new(brief) for brief in edition.briefs}
    grown = [brief for brief in edition.briefs if 0 < len(found[brief.story]) < len(brief.sources)]
    told = store.stories.told(edition.cursor, position) if grown else {}
    stale = {brief.story for brief in grown if brief.story in told and not _adds(brief, found[brief.story], store)}
    return frozenset(story for story, seqs in found.items() if seqs and story not in stale)


def _adds(brief: Brief, seqs: list[int], store: Store) -> bool:
    from digest.stories.follow import adds_something

    entries = store.entries.of(source.seq for source in brief.sources)
    earlier = [_article(entry, store) for entry in entries if entry.seq not in seqs]
    return any(adds_something(_article(entry, store), earlier) for entry in entries if entry.seq in seqs)


def _article(entry: Entry, store: Store) -> Article:
    return store.articles.of(entry) or Article(entry, "", Reading.HEADLINE)
