"""Which article of a story tells it: the fullest, under a headline that says what the others say."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from digest.model import Article, Reading
from digest.text import commonness, language_of, stem, stop_words, words
from digest.urls import canonical

FULLNESS = (Reading.FULL, Reading.EXCERPT, Reading.BLOCKED, Reading.HEADLINE)
TYPICAL = 0.7  # of what the most typical headline shares with the others
ORDINARY = 7.0  # Zipf value of a word that says nothing

# A headline that asks, argues, is cut off, or announces pictures, a list or an update does not tell the event.
_ASIDE = re.compile(
    r"""[?？]|(?:\.\.\.|…)$|^\W*(?:updated?|why)\b|\b(?:photos?|pictures|gallery|videos?|live\ ?blog)\b
    |^\W*(?:\d+|top|five|seven|ten)\b.*\b(?:things|ways|reasons|tips|facts|takeaways|questions)\b""",
    re.IGNORECASE | re.VERBOSE,
)


def lead_first(members: Sequence[Article]) -> tuple[Article, ...]:
    """Return the article the story is told by, then the others in their order, those at an address of an earlier one last.

    The fullest leads, and of these the first with a typical headline; among mere headlines the most typical one. An aggregator's
    title is nobody's own.
    """
    shares = _shares(members)
    least = max(shares) * (1.0 if all(article.reading is Reading.HEADLINE for article in members) else TYPICAL)
    lead = min(
        range(len(members)),
        key=lambda at: (
            bool(members[at].entry.discussion),
            FULLNESS.index(members[at].reading),
            _ASIDE.search(members[at].entry.title) is not None,
            max(0.0, least - shares[at]),
            at,
        ),
    )
    return twins_last((members[lead], *(article for at, article in enumerate(members) if at != lead)))


def twins_last(articles: Sequence[Article]) -> tuple[Article, ...]:
    """Return the articles in their order, behind them those at an address of an earlier one: they get no line, and leave no gap."""
    own: list[Article] = []
    twins: list[Article] = []
    seen: set[str] = set()
    for article in articles:
        address = canonical(article.entry.url)
        (twins if address and address in seen else own).append(article)
        seen.add(address)
    return (*own, *twins)


def _shares(members: Sequence[Article]) -> list[float]:
    """Return for each headline how much it shares with all others."""
    vectors = [_vector(article) for article in members]
    whole: dict[str, float] = defaultdict(float)
    for vector in vectors:
        for term, weight in vector.items():
            whole[term] += weight
    return [sum(weight * (whole[term] - weight) for term, weight in vector.items()) for vector in vectors]


def _vector(article: Article) -> Mapping[str, float]:
    title = article.entry.title
    language = language_of(title, article.entry.language)
    told = {word for word in words(title) if word not in stop_words(language)}
    weights = {stem(word): max(0.0, ORDINARY - commonness(word, language)) for word in sorted(told)}
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {term: weight / length for term, weight in weights.items()}
