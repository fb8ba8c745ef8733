"""Choose sentences of a story's articles, word for word, into a number of words.

Each sentence gets a score from a few features, weighted as fitted to summaries that editors wrote (`scripts/fit_summaries.py`); the
best are taken one by one, each against what is already said. Only text that was read is quoted, and of that no boilerplate; of a
story told before, only what the told articles did not say.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

from digest.model import Article, Sentence, Story
from digest.sentences import sentences
from digest.summarize.fitness import is_fit
from digest.text import commonness, facts, language_of, stem, stop_words, words
from digest.urls import canonical

ARTICLES = 12  # of a story that are read, the lead first
SENTENCES = 40  # of an article that are looked at: what matters in a news text stands before
BEGINNING = 20_000  # characters that hold them
ORDINARY = 7.0  # Zipf value of a word that says nothing
REPEATED = 0.07  # what a sentence loses when it says the same as one that is taken
RESTATED = 0.75  # share of a sentence's terms found in another, from which it is the other in fewer words
NEWS = 0.3  # share of a sentence's terms that told articles do not have, from which it is news
VAGUE = 0.5  # of that share where no number or name is among them
FILLER = 12.0  # words of the budget: a sentence worth less than their share of it, the best being worth all, is not said

Terms = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be quoted."""

    source: int  # number of the article in the story, from 1
    start: int
    end: int
    text: str
    place: int  # among the article's sentences, from 0
    terms: Terms  # of length 1
    bigrams: frozenset[tuple[str, str]]
    length: int  # words a reader reads; in Chinese and Japanese, characters
    language: str
    news: float  # how much of it the told articles do not say; 1 where nothing was told


def quote(story: Story, budget: int) -> list[Sentence]:
    """Return the sentences that say most of a story in at most so many words: article by article, the one that says most first."""
    found = candidates(story)
    values = features(found, story)
    scores = [
        one.news * sum(weight * value for weight, value in zip(weights(), row, strict=True)) for one, row in zip(found, values, strict=True)
    ]
    lengths = [one.length for one in found]
    taken = [found[at] for at in take(scores, lengths, lambda at: [again(found[at].terms, one.terms) for one in found], budget)]
    first = {one.source: place for place, one in reversed(list(enumerate(taken)))}
    ordered = sorted(taken, key=lambda one: (first[one.source], one.start))
    return [Sentence(one.text, one.source, one.start, one.end - one.start) for one in ordered]


def candidates(story: Story) -> list[Candidate]:
    """Return the sentences that may be quoted, each text once, in one language: the lead's, if any is in it."""
    headlines = {tuple(words(article.entry.title)) for article in story.articles}
    told = _told(story)
    found = [
        one
        for number, article in _read(story)
        for one in _of_article(article, number, told)
        if one.news >= NEWS and tuple(words(one.text)) not in headlines
    ]
    spoken = dict.fromkeys((_language(story.lead), *(one.language for one in found)))
    in_one = ([one for one in found if one.language == language] for language in spoken)
    return next(filter(None, in_one), [])


def _read(story: Story) -> list[tuple[int, Article]]:
    """Return the first articles that may be quoted, with their numbers; of entries for one page the one that has most of it."""
    pages: dict[str, tuple[int, Article]] = {}
    for number, article in enumerate(story.articles, 1):
        page = canonical(article.entry.url) or article.entry.uid
        if _is_fresh(article, story) and (page not in pages or len(article.text) > len(pages[page][1].text)):
            pages[page] = number, article
    texts: dict[str, tuple[int, Article]] = {}
    for number, article in sorted(pages.values(), key=lambda item: item[0]):
        texts.setdefault(article.text, (number, article))
    return [item for item in texts.values() if item[1].text][:ARTICLES]


def _is_fresh(article: Article, story: Story) -> bool:
    return story.told is None or article.entry.seq in story.fresh


def _told(story: Story) -> frozenset[str]:
    """Return the terms of what the reader was told."""
    told = [article for article in story.articles if not _is_fresh(article, story)]
    return frozenset(stem(word) for article in told for word in words(f"{article.entry.title}\n{article.text[:BEGINNING]}"))


def _language(article: Article) -> str:
    return language_of(f"{article.entry.title}\n{article.text[:1000]}", article.entry.language)


def _of_article(article: Article, number: int, told: Collection[str]) -> Iterator[Candidate]:
    written = _language(article)
    spans = [span for span in sentences(article.text[:BEGINNING]) if span[1] < BEGINNING]
    for place, (start, end) in enumerate(spans[:SENTENCES]):
        text = " ".join(article.text[start:end].split())
        tokens = words(text)
        language = language_of(text, written)
        if is_fit(text, tokens, language):
            terms = _terms(tokens, language)
            length = max(len(text.split()), len(tokens))
            news = _news(text, terms, told, language)
            yield Candidate(number, start, end, text, place, terms, frozenset(pairwise(tokens)), length, language, news)


def _news(text: str, terms: Terms, told: Collection[str], language: str) -> float:
    if not told:
        return 1.0
    share = sum(value * value for term, value in terms.items() if term not in told)
    return share if any(stem(fact) not in told for fact in facts(text, language)) else share * VAGUE


def _terms(tokens: Sequence[str], language: str) -> Terms:
    stops = stop_words(language)
    vector: dict[str, float] = {}
    for token in tokens:
        if token not in stops:
            vector[stem(token)] = vector.get(stem(token), 0.0) + max(0.0, ORDINARY - commonness(token, language))
    return _unit(vector)


def _unit(vector: Terms) -> Terms:
    length = math.sqrt(sum(value * value for value in vector.values())) or 1.0
    return {term: value / length for term, value in vector.items()}


def _alike(one: Terms, other: Terms) -> float:
    if len(one) > len(other):
        one, other = other, one
    return sum(value * other.get(term, 0.0) for term, value in one.items())


def again(one: Terms, other: Terms) -> float:
    """Return how far a sentence says again what another says: their likeness, and no end to it where it is the same in other words."""
    return math.inf if max(_share(one, other), _share(other, one)) >= RESTATED else _alike(one, other)


def _share(one: Terms, other: Terms) -> float:
    return sum(value * value for term, value in one.items() if term in other)


def features(found: Sequence[Candidate], story: Story) -> list[tuple[float, ...]]:
    """Return for each candidate the values that `weights.json` weighs, in its order."""
    whole = _whole(found)
    pairs = Counter(pair for one in found for pair in one.bigrams)
    titles = [_terms(words(article.entry.title), language_of(article.entry.title, article.entry.language)) for article in story.articles]
    return [
        (
            position := 1 / (1 + one.place),
            _alike(one.terms, whole),
            headline := _alike(one.terms, titles[one.source - 1]),
            position * headline,
            sum(pairs[pair] > 1 for pair in one.bigrams) / len(one.bigrams) if one.bigrams else 0.0,
        )
        for one in found
    ]


def _whole(found: Sequence[Candidate]) -> Terms:
    """Return the sum of all sentences, the first ones weighing most."""
    total: dict[str, float] = {}
    for one in found:
        for term, value in one.terms.items():
            total[term] = total.get(term, 0.0) + value / (1 + one.place)
    return _unit(total)


def take(scores: Sequence[float], lengths: Sequence[int], repeats: Callable[[int], Sequence[float]], budget: int) -> list[int]:
    """Return the positions of what to say: the best that fits, and again, each against what is said already, while it is worth it.

    `repeats` returns how far each sentence says again what one says.
    """
    taken: list[int] = []
    worth = list(scores)
    least = FILLER / max(1, budget) * max(scores, default=0.0)
    left = list(range(len(scores)))
    while left := [at for at in left if lengths[at] <= budget and (worth[at] >= least or not taken)]:
        best = max(left, key=lambda at: worth[at])
        taken.append(best)
        budget -= lengths[best]
        left.remove(best)
        worth = [min(value, score - REPEATED * repeated) for value, score, repeated in zip(worth, scores, repeats(best), strict=True)]
    return taken


@lru_cache(maxsize=1)
def weights() -> tuple[float, ...]:
    """Return the fitted weights, in the order of `features`."""
    return tuple(json.loads((files("digest.summarize") / "weights.json").read_text(encoding="utf-8")).values())
