"""What articles are about, as weighted terms: the evidence that `group` weighs.

A word counts by how rare it is in general text, and a little by how rare it is in the batch: a batch alone would call every word
of three headlines rare, and glue strangers together. And it counts as far as it is an event's word, one whose articles share other
words too: a hundred articles name Paris without telling one event. A headline's words count double; a body gives its first words.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest

from digest.model import Article
from digest.text import commonness, language_of, stem, stop_words, words

TITLE = 2.0  # a word of the headline, against one of the body
BODY_WORDS = 120  # a news text says what happened in its first sentences
BODY_FROM = 100  # characters; a shorter text is as good as none
BODY = 1_500  # characters that hold them, in every language
TERMS = 30  # kept for an article, the weightiest: the rest adds noise and time
CROWD = 500  # articles: a word that more of them share tells no event, and comparing them all takes too long

ORDINARY = 6.4  # Zipf value of a word that says nothing
GENERAL = 0.8  # what general text decides of a word's weight; the batch decides the rest
LONE = 0.1  # what a word is worth that is all its articles share: it may be chance
COHESIVE = 0.14  # mean likeness in other words from which a word is an event's
LARGE = 100  # articles: a batch so large has half of its say

_VERSION = re.compile(r"([^\W\d_][\w+#-]*) v?(\d{1,3}(?:\.\d+)*)(?![\w%]|[.,]\d)")


@dataclass(frozen=True, slots=True)
class Evidence:
    """An article as evidence."""

    vector: Mapping[str, float]  # of length 1
    language: str
    has_body: bool
    versions: Mapping[str, str]  # name -> number, of "Firefox 145" in the headline


@dataclass(frozen=True, slots=True)
class Terms:
    """A batch of articles as evidence."""

    articles: tuple[Evidence, ...]
    cohesion: Mapping[str, float]  # term -> how far a likeness in it is evidence of one event, from 0 to 1


def terms(articles: Sequence[Article]) -> Terms:
    """Return the articles as vectors, in the same order."""
    common: dict[str, float] = {}
    languages = [language_of(f"{article.entry.title} {article.text[:BODY]}", article.entry.language) for article in articles]
    counted = [_counts(article, language, common) for article, language in zip(articles, languages, strict=True)]
    spread = Counter(term for counts in counted for term in counts)
    weights = {term: _weight(common[term], spread[term], len(articles)) for term in spread if spread[term] <= CROWD}
    vectors = [_unit({term: count * weights[term] for term, count in counts.items() if term in weights}) for counts in counted]
    evidence = [
        Evidence(vector, language, len(article.text) >= BODY_FROM, _versions(article.entry.title))
        for article, language, vector in zip(articles, languages, vectors, strict=True)
    ]
    return Terms(tuple(evidence), _cohesion(vectors))


def _cohesion(vectors: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """Return for each shared term the mean likeness, in all other terms, of the articles that have it."""
    holders: dict[str, list[Mapping[str, float]]] = defaultdict(list)
    for vector in vectors:
        for term in vector:
            holders[term].append(vector)
    return {term: min(1.0, LONE + _likeness_beside(term, found) / COHESIVE) for term, found in holders.items() if len(found) > 1}


def _likeness_beside(term: str, vectors: Sequence[Mapping[str, float]]) -> float:
    total: dict[str, float] = defaultdict(float)
    own = 0.0
    for vector in vectors:
        for other, weight in vector.items():
            total[other] += weight
            own += weight * weight
        own -= vector[term] ** 2
    del total[term]
    return max(0.0, sum(weight * weight for weight in total.values()) - own) / (len(vectors) * (len(vectors) - 1))


def _counts(article: Article, language: str, common: dict[str, float]) -> dict[str, float]:
    stops = stop_words(language)
    counts: dict[str, float] = {}
    for value, found in ((TITLE, words(article.entry.title)), (1.0, words(article.text[:BODY])[:BODY_WORDS])):
        for word in found:
            if word not in stops and (len(word) > 1 or word.isdecimal()):
                term = stem(word)
                counts[term] = counts.get(term, 0.0) + value
                common[term] = max(common.get(term, 0.0), commonness(word, language))
    return {term: 1 + math.log(count) for term, count in counts.items()}


def _weight(common: float, spread: int, batch: int) -> float:
    """Return how much a term says: nearly the negative logarithm of its chance to be in an article."""
    general = max(0.0, ORDINARY - common) * math.log(10)
    local = math.log((batch + 1) / spread) * batch / (batch + LARGE)
    return GENERAL * general + (1 - GENERAL) * local


def _unit(vector: Mapping[str, float]) -> dict[str, float]:
    kept = dict(nlargest(TERMS, vector.items(), key=lambda item: (item[1], item[0])))
    length = math.sqrt(sum(weight * weight for weight in kept.values())) or 1.0
    return {term: weight / length for term, weight in kept.items()}


def _versions(title: str) -> dict[str, str]:
    return {name.casefold(): number for name, number in _VERSION.findall(title)}
