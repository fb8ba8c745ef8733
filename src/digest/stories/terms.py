"""What articles are about, as weighted terms: the evidence that `group` weighs.

A word counts by how rare it is in general text, and a little by how rare it is in the batch: a batch alone would call every word
of three headlines rare, and glue strangers together. And it counts as far as it is an event's word, one whose articles share other
words too: a hundred articles name Paris without telling one event. A headline names its event, and another report of that has the
name at least in its body; words that only the bodies share are the vocabulary of a subject.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest

from digest.model import Article
from digest.stories.rarity import commonness_of, rarity
from digest.stories.subject import Subject, subject
from digest.stories.tone import LONG, Tone, tone
from digest.text import commonness, facts, language_of, stem, stop_words, words

TITLE = 2.5  # a word of the headline, against one of the body
BODY_WORDS = 300  # a news text says what happened in its first paragraphs
BODY_FROM = 100  # characters; a shorter text is as good as none
BODY = 3_000  # characters that hold them, in every language
OPENING = 2_000  # characters in which a report has named everybody
BESIDE = 0.12  # of a likeness in words that stand in neither of the two headlines
TERMS = 80  # kept for an article, the weightiest: the rest adds noise and time
CROWD = 500  # articles: a word that more of them share tells no event, and comparing them all takes too long

GENERAL = 0.8  # what general text decides of a word's weight; the batch decides the rest
LONE = 0.1  # what a word is worth that is all its articles share: it may be chance
COHESIVE = 0.14  # mean likeness in other words from which a word is an event's
LARGE = 100  # articles: a batch so large has half of its say

_VERSION = re.compile(r"([^\W\d_][\w+#-]*) v?(\d{1,3}(?:\.\d+)*)(?![\w%]|[.,]\d)")


@dataclass(frozen=True, slots=True)
class Evidence:
    """An article as evidence."""

    vector: Mapping[str, float]  # of length 1
    beside: Mapping[str, float]  # the part of it that the headline does not have
    names: Mapping[str, float]  # in headline and opening, with their weight
    publisher: str
    feed: str
    has_body: bool
    is_excerpt: bool  # too short to have every name of an event
    subject: Subject
    tone: Tone
    versions: Mapping[str, str]  # name -> number, of "Firefox 145" in the headline


@dataclass(frozen=True, slots=True)
class Terms:
    """A batch of articles as evidence."""

    articles: tuple[Evidence, ...]
    cohesion: Mapping[str, float]  # term -> how far a likeness in it is evidence of one event, from 0 to 1


def terms(articles: Sequence[Article]) -> Terms:
    """Return the articles as vectors, in the same order."""
    common: dict[str, float] = {}
    languages = [language_of(f"{article.entry.title} {article.text[:OPENING]}", article.entry.language) for article in articles]
    bodies = [words(article.text[:BODY]) for article in articles]
    counted = [
        _counts(article.entry.title, body, language, common) for article, body, language in zip(articles, bodies, languages, strict=True)
    ]
    spread = Counter(term for counts in counted for term in counts)
    weights = {term: _weight(common[term], spread[term], len(articles)) for term in spread if spread[term] <= CROWD}
    evidence = tuple(
        _evidence(
            article,
            _unit({term: count * weights[term] for term, count in counts.items() if term in weights}),
            names=_names(article, language),
            subject=subject(article.entry.title, language),
            tone=tone(article.entry.title, body, language),
        )
        for article, counts, body, language in zip(articles, counted, bodies, languages, strict=True)
    )
    return Terms(evidence, _cohesion(evidence))


def _evidence(article: Article, vector: Mapping[str, float], *, names: Mapping[str, float], subject: Subject, tone: Tone) -> Evidence:
    headline = {stem(word) for word in words(article.entry.title)}
    return Evidence(
        vector=vector,
        beside={term: weight for term, weight in vector.items() if term not in headline},
        names=names,
        publisher=article.entry.publisher,
        feed=article.entry.feed,
        has_body=len(article.text) >= BODY_FROM,
        is_excerpt=article.words < LONG,
        subject=subject,
        tone=tone,
        versions=_versions(article.entry.title),
    )


def _names(article: Article, language: str) -> dict[str, float]:
    found = facts(f"{article.entry.title}\n{article.text[:OPENING]}", language)
    names = sorted({name for name in found if not name[0].isdecimal()} - stop_words(language))
    return {stem(name): rarity(commonness(name, language)) for name in names}


def _cohesion(articles: Sequence[Evidence]) -> dict[str, float]:
    """Return for each term that a mere headline shares how far the articles that have it are alike, in all other terms."""
    holders: dict[str, list[Evidence]] = {term: [] for article in articles if not article.has_body for term in article.vector}
    for article in articles:
        for term in article.vector.keys() & holders:
            holders[term].append(article)
    return {term: min(1.0, LONE + _likeness(found, term) / COHESIVE) for term, found in holders.items() if len(found) > 1}


def _likeness(articles: Sequence[Evidence], term: str) -> float:
    """Return the mean likeness of every two articles in other terms than one."""
    whole = _product([article.vector for article in articles], term)
    beside = _product([article.beside for article in articles], term)
    return max(0.0, whole - (1 - BESIDE) * beside) / (len(articles) * (len(articles) - 1))


def _product(vectors: Sequence[Mapping[str, float]], term: str) -> float:
    """Return the products of each vector with each of the others, summed, without one term."""
    total: dict[str, float] = defaultdict(float)
    own = 0.0
    for vector in vectors:
        for other, weight in vector.items():
            total[other] += weight
            own += weight * weight
        own -= vector.get(term, 0.0) ** 2
    total[term] = 0.0
    return sum(weight * weight for weight in total.values()) - own


def _counts(title: str, body: Sequence[str], language: str, common: dict[str, float]) -> dict[str, float]:
    stops = stop_words(language)
    counts: dict[str, float] = {}
    for value, found in ((TITLE, words(title)), (1.0, body[:BODY_WORDS])):
        for word in found:
            if word not in stops and (len(word) > 1 or word.isdecimal()):
                term = stem(word)
                counts[term] = counts.get(term, 0.0) + value
                common[term] = max(common.get(term, 0.0), commonness_of(word, language))
    return {term: 1 + math.log(count) for term, count in counts.items()}


def _weight(common: float, spread: int, batch: int) -> float:
    """Return how much a term says: nearly the negative logarithm of its chance to be in an article."""
    local = math.log((batch + 1) / spread) * batch / (batch + LARGE)
    return GENERAL * rarity(common) + (1 - GENERAL) * local


def _unit(vector: Mapping[str, float]) -> dict[str, float]:
    kept = dict(nlargest(TERMS, vector.items(), key=lambda item: (item[1], item[0])))
    length = math.sqrt(sum(weight * weight for weight in kept.values())) or 1.0
    return {term: weight / length for term, weight in kept.items()}


def _versions(title: str) -> dict[str, str]:
    return {name.casefold(): number for name, number in _VERSION.findall(title)}
