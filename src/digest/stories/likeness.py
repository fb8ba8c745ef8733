"""How alike two articles are: 1 is enough for one story.

Headlines are compared in the words of events; texts in all their words, and two texts that tell one event name the same people,
places and things. A subject that two articles share is no event: two pieces of advice are one story only when one is a copy.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from digest.model import Article
from digest.sentences import sentences
from digest.stories.terms import BESIDE, OPENING, Evidence, Terms, terms

# Cosine, in event's words, that two headlines of one event have on average, and a headline and a text: more words, more chance.
ALIKE = (0.075, 0.1)
FAINT = 0.01  # cosine that tells nothing, in an average neither: most pairs, and most of the time
# What a shared word counts that is missing in neither, one, both of the headlines; a publisher that tells an event again says so on top.
BETWEEN_PUBLISHERS = (1.0, 1.0, BESIDE)
WITHIN_ONE = (1.0, 0.4, BESIDE)
ONE_FEED = 0.7  # of a likeness between two entries of one feed, which seldom tells an event twice

# What the names of two headlines, by their rarity, add to a likeness and take from it.
SHARED = 0.2  # of the likeness is added for each unit of rarity both name
MOST = 6.0  # units that add
LACKING = 6.0  # is what a unit that either lacks divides it by, when they share none that tells
TELLING = 3.5  # units shared from which it divides by nothing

# The likeness of two texts rises steeply and ends: a copy is not more of the same event than a report in other words.
HALF = 0.2  # cosine of two texts at half of the most
STEEPNESS = 3
ENOUGH = 0.35  # of the most

NAMES = 9.0  # weight of shared names that makes two texts comparable: a rare one, or two known ones
UNNAMED = (0.0, 1.0, 0.7)  # of a cosine without a shared name, by how many of the two are excerpts, which have not room for every name
UNTOLD = 0.5  # of a cosine between two texts one of which does not report
SAMPLE = 12  # texts of a feed that show what all of its texts have in common
KNOWN = 15  # pairs of them, below which that is not known
PLAIN = 0.08  # cosine of two news texts of one feed, at most
BULLETIN = 4  # times the cosine beyond it says nothing
MOST_ALIKE = 0.95
COPY = 0.6  # cosine of two texts from which one may be a copy
SAME = 0.5  # share of its first sentences that a copy has in common


def likenesses(articles: Sequence[Article], new: Sequence[bool]) -> Iterator[tuple[int, int, float]]:
    """Yield the pairs that are somewhat alike, one of them new: left, right, how alike they are, 1 being enough."""
    batch = terms(articles)
    manner = _manners(batch)
    for left, right, cosine in _cosines(batch, new):
        one, other = batch.articles[left], batch.articles[right]
        if cosine > FAINT and not _differ(one, other) and (one.publisher != other.publisher or _headlines_meet(one, other)):
            if one.has_body and other.has_body:
                copied = cosine > COPY and _is_copy(articles[left].text, articles[right].text)
                anyway = max(manner[one.feed], manner[other.feed])
                yield left, right, _of_texts(cosine if copied else max(0.0, cosine - anyway) / (1 - anyway) * _comparable(one, other))
            else:
                yield left, right, _of_headlines(one, other, cosine)


def _cosines(batch: Terms, new: Sequence[bool]) -> Iterator[tuple[int, int, float]]:
    """Yield the pairs that share a word, one of them new: the cosine of two texts, else the cosine in event's words."""
    holders: dict[str, list[tuple[int, float, bool]]] = defaultdict(list)
    for at, article in sorted(enumerate(batch.articles), key=lambda item: new[item[0]]):
        shared: dict[int, float] = defaultdict(float)
        for term, weight in article.vector.items():
            beside = term in article.beside
            if new[at]:
                worth = weight * batch.cohesion.get(term, 0.0)
                for held, its_weight, is_beside in holders[term]:
                    other = batch.articles[held]
                    if article.has_body and other.has_body:
                        shared[held] += weight * its_weight
                    else:
                        counts = WITHIN_ONE if other.publisher == article.publisher else BETWEEN_PUBLISHERS
                        shared[held] += worth * its_weight * counts[beside + is_beside]
            holders[term].append((at, weight, beside))
        yield from ((other, at, cosine) for other, cosine in shared.items())


def _manners(batch: Terms) -> dict[str, float]:
    """Return for each feed the cosine that says nothing, for its texts have it whatever they tell: bulletins are all alike."""
    texts: dict[str, list[Mapping[str, float]]] = {article.feed: [] for article in batch.articles}
    for article in batch.articles:
        if article.has_body and len(texts[article.feed]) < SAMPLE:
            texts[article.feed].append(article.vector)
    return {feed: _manner([_cosine(*pair) for pair in combinations(found, 2)]) for feed, found in texts.items()}


def _manner(cosines: list[float]) -> float:
    """Return what is left of a cosine that three pairs in four exceed: a feed may tell half of its news of one event."""
    if len(cosines) < KNOWN:
        return 0.0
    return min(MOST_ALIKE, BULLETIN * max(0.0, sorted(cosines)[len(cosines) // 4] - PLAIN))


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    return sum(weight * other[term] for term, weight in one.items() if term in other)


def _is_copy(text: str, other: str) -> bool:
    """Say whether most sentences of one text stand in the other."""
    one, two = ({text[start:end] for start, end in sentences(text[:OPENING])} for text in (text, other))
    return len(one & two) >= SAME * min(len(one), len(two))


def _of_texts(cosine: float) -> float:
    risen = cosine**STEEPNESS
    return risen / (risen + HALF**STEEPNESS) / ENOUGH


def _of_headlines(one: Evidence, other: Evidence, cosine: float) -> float:
    if _advise(one, other):
        return 0.0
    likeness = cosine / ALIKE[one.has_body or other.has_body] * (ONE_FEED if one.feed == other.feed else 1.0)
    return likeness if _share_version(one, other) else likeness * _of_subjects(one, other)


def _of_subjects(one: Evidence, other: Evidence) -> float:
    """Return how much more, or less, a likeness says for what the headlines name: the same, or each what the other lacks."""
    names = {**one.subject.names, **other.subject.names}
    shared = {name: rarity for name, rarity in names.items() if _has(one, name) and _has(other, name)}
    lacking = min(_weight_without(one, shared), _weight_without(other, shared))
    telling = sum(rarity for name, rarity in shared.items() if _is_told(one, name) or _is_told(other, name))
    return (1 + SHARED * min(MOST, telling)) / (1 + LACKING * lacking * max(0.0, 1 - telling / TELLING))


def _has(article: Evidence, name: str) -> bool:
    return name in article.subject.names or name in article.vector or name in article.names


def _is_told(article: Evidence, name: str) -> bool:
    """Say whether a headline tells something of what it names, rather than begin with who acts."""
    return name in article.subject.names and name != article.subject.opening


def _weight_without(article: Evidence, shared: Mapping[str, float]) -> float:
    return sum(rarity for name, rarity in article.subject.names.items() if name not in shared)


def _comparable(one: Evidence, other: Evidence) -> float:
    """Return how far the cosine of two texts speaks of an event rather than of a subject, from 0 to 1."""
    if _share_version(one, other):
        return 1.0
    if _advise(one, other):
        return 0.0
    told = 1.0 if one.tone.reports and other.tone.reports else UNTOLD
    named = sum(weight for name, weight in one.names.items() if name in other.names) / NAMES
    return told * min(1.0, max(named, UNNAMED[one.is_excerpt + other.is_excerpt]))


def _advise(one: Evidence, other: Evidence) -> bool:
    """Say whether both are advice; what is said to "you" of one version of a thing is the news of its release."""
    return one.tone.advises and other.tone.advises and not _share_version(one, other)


def _share_version(one: Evidence, other: Evidence) -> bool:
    return not one.versions.items().isdisjoint(other.versions.items())


def _headlines_meet(one: Evidence, other: Evidence) -> bool:
    """Say whether two headlines share a word that says something: a publisher that tells an event again names it again."""
    return any(term not in one.beside and term in other.vector and term not in other.beside for term in one.vector)


def _differ(one: Evidence, other: Evidence) -> bool:
    """Say whether two headlines name different versions of one thing: Firefox 145 is not Firefox 144, while iOS 7 may be iOS 7.1."""
    pairs = ((number, other.versions[name]) for name, number in one.versions.items() if name in other.versions)
    return any(not f"{number}.".startswith(f"{its}.") and not f"{its}.".startswith(f"{number}.") for number, its in pairs)
