"""Say what a story tells: registered engines by name, and the brief that an edition keeps.

An engine takes a story and a number of words, and returns sentences that stand word for word in its articles. A name that is not
built in is looked up once among the entry points `digest.summarizers`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from importlib.metadata import entry_points
from typing import cast

from digest.errors import UsageError
from digest.model import Article, Below, Brief, Discussion, Feed, Ranked, Sentence, Source, Story
from digest.summarize.extractive import quote

Engine = Callable[[Story, int], Sequence[Sentence]]  # the story, the number of words

ENGINES: dict[str, Engine] = {"extractive": quote}


def brief(ranked: Ranked, *, words: int, feeds: Mapping[str, Feed], engine: str = "extractive") -> Brief:
    """Return a story in words for the reader; of a story told before, what its new articles say."""
    story = ranked.story
    return Brief(
        story=story.id,
        headline=story.lead.entry.title,
        sentences=tuple(named(engine)(story, words)),
        sources=sources(story, feeds),
        reasons=ranked.reasons,
        discussions=discussions(story, feeds),
        tags=_tags(story, feeds),
        words=story.lead.words,
        day=_day(story),
        update=story.told is not None,
        must=ranked.must,
        writer=engine,
    )


def below(ranked: Ranked, why: str, *, feeds: Mapping[str, Feed]) -> Below:
    """Return a story that is not shown, with the reason."""
    story = ranked.story
    return Below(story=story.id, headline=story.lead.entry.title, sources=sources(story, feeds), reasons=ranked.reasons, why=why)


@lru_cache
def named(engine: str) -> Engine:
    """Return the engine of that name."""
    if engine in ENGINES:
        return ENGINES[engine]
    for found in entry_points(group="digest.summarizers", name=engine):
        return cast("Engine", found.load())
    known = ", ".join(sorted(ENGINES))
    raise UsageError(f'no summary engine "{engine}"', hint=f"known: {known}")


def sources(story: Story, feeds: Mapping[str, Feed]) -> tuple[Source, ...]:
    """Return the articles of a story as an edition cites them, in their order."""
    return tuple(_source(article, story, feeds) for article in story.articles)


def _source(article: Article, story: Story, feeds: Mapping[str, Feed]) -> Source:
    entry = article.entry
    return Source(
        seq=entry.seq,
        publisher=entry.publisher,
        feed=_name(entry.feed, feeds),
        url=entry.url,
        title=entry.title,
        reading=article.reading,
        published=entry.date,
        note=article.note,
        fresh=story.told is None or entry.seq in story.fresh,
    )


def _tags(story: Story, feeds: Mapping[str, Feed]) -> tuple[str, ...]:
    """Return the tags of the story's feeds, the lead's first."""
    told = [feeds[article.entry.feed] for article in story.articles if article.entry.feed in feeds]
    return tuple(dict.fromkeys(tag for feed in told for tag in feed.tags))


def discussions(story: Story, feeds: Mapping[str, Feed]) -> tuple[Discussion, ...]:
    """Return where people talk about the story, each place once, the liveliest first."""
    entries = [article.entry for article in story.articles if article.entry.discussion]
    places: dict[str, Discussion] = {}
    for entry in sorted(entries, key=lambda entry: (-(entry.comments or 0), entry.discussion)):
        places.setdefault(entry.discussion, Discussion(_name(entry.feed, feeds), entry.discussion, entry.points, entry.comments))
    return tuple(places.values())


def _name(feed: str, feeds: Mapping[str, Feed]) -> str:
    return feeds[feed].name if feed in feeds else feed


def _day(story: Story) -> int:
    """Return the day of the story's life on which its latest article came, from 1."""
    dates = [article.entry.date for article in story.articles if article.entry.date]
    return (max(dates).date() - min(dates).date()).days + 1 if dates else 1
