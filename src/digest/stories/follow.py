"""Follow stories over the days: what a reader was told stays away until something is added to it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from digest.model import Article, Story, Told
from digest.text import facts, language_of, words

NEWS = 2  # numbers and names no earlier article had, from which a report is more than the same again
COPY = 0.8  # share of an article's words found in an earlier one, from which it is a copy
OPENING = 2_000  # characters: what is new stands at the beginning


def follow(
    stories: Sequence[Story], told: Mapping[str, Told], *, after: int, missed: Collection[int] = ()
) -> tuple[list[Story], list[Story]]:
    """Return the stories to show, with what of them is fresh, and those kept silent: told, and nothing new.

    Entries up to `after` were delivered or passed over, but for the `missed` ones; a story without another is in neither list.
    """
    shown: list[Story] = []
    silent: list[Story] = []
    for story in stories:
        followed = _followed(story, told.get(story.id), after, missed)
        if followed.fresh:
            (shown if followed.told is None or _is_update(followed) else silent).append(followed)
    return shown, silent


def _followed(story: Story, told: Told | None, after: int, missed: Collection[int]) -> Story:
    upto = max(after, told.upto) if told else after
    fresh = frozenset(seq for article in story.articles if (seq := article.entry.seq) > upto or seq in missed)
    return replace(story, fresh=fresh, told=told.last if told else None, first_told=told.first if told else None)


def _is_update(story: Story) -> bool:
    earlier = [article for article in story.articles if article.entry.seq not in story.fresh]
    return any(adds_something(article, earlier) for article in story.articles if article.entry.seq in story.fresh)


def adds_something(article: Article, earlier: Sequence[Article]) -> bool:
    """Say whether an article tells what none of the earlier ones did: it is no copy, and has new numbers or names."""
    found = set(words(_opening(article)))
    if any(len(found & set(words(_opening(other)))) >= COPY * len(found) for other in earlier):
        return False
    had = set(words(" ".join(f"{other.entry.title} {other.text}" for other in earlier)))
    language = language_of(_opening(article), article.entry.language)
    return len(set(facts(_opening(article), language)) - had) >= NEWS


def _opening(article: Article) -> str:
    return f"{article.entry.title}\n{article.text[:OPENING]}"
