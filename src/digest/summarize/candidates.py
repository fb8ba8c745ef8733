"""Which sentences of a story may be quoted.

Only text that was read is quoted, and of that no boilerplate; of a story told before, only what the told articles did not say. A
quotation that runs over several sentences is one candidate, so that it keeps its speaker.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from digest.model import Article, Story
from digest.sentences import sentences
from digest.summarize.fitness import LONGEST, SHORTEST, is_fit, is_open
from digest.summarize.leaning import leans
from digest.text import commonness, facts, is_cjk, language_of, stem, stop_words, words
from digest.urls import canonical

ARTICLES = 12  # of a story that are read, the lead first
SENTENCES = 40  # of an article that are looked at: what matters in a news text stands before
TOGETHER = 160  # of all articles of a story
BEGINNING = 20_000  # characters that hold them
SPACED = "\u2fff"  # the scripts below it write spaces between words
ORDINARY = 7.0  # Zipf value of a word that says nothing
QUOTATION = 4  # sentences of a quotation that are quoted together
NEWS = 0.3  # share of a sentence's terms that told articles do not have, from which it is news
VAGUE = 0.5  # of that share where no number or name is among them

MARKS = ('"', "'", "“", "‘", "„", "«", "»", "「", "『")  # with which a quotation begins

Terms = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be quoted, or a quotation of several."""

    source: int  # number of the article in the story, from 1
    start: int
    end: int
    text: str
    place: int  # among the article's sentences, from 0
    follows: int | None  # where the sentence before begins, when it is not understood without that
    terms: Terms  # of length 1
    bigrams: frozenset[tuple[str, str]]
    length: int  # in words; two characters of Chinese and Japanese are a word
    language: str
    news: float  # how much of it the told articles do not say; 1 where nothing was told


def candidates(story: Story) -> list[Candidate]:
    """Return the sentences that may be quoted, each text once, in one language: the lead's, if any is in it."""
    headlines = {tuple(words(article.entry.title)) for article in story.articles}
    told = _told(story)
    read = _read(story)
    found = [
        one
        for number, article in read
        for one in islice(_of_article(article, number, told), min(SENTENCES, TOGETHER // len(read)))
        if one.news >= NEWS and tuple(words(one.text)) not in headlines
    ]
    spoken = dict.fromkeys((_language(story.lead), *(one.language for one in found)))
    in_one = (_understood(one for one in found if one.language == language) for language in spoken)
    return next(filter(None, in_one), [])


def _understood(found: Iterable[Candidate]) -> list[Candidate]:
    """Return the sentences without those that lean on one that may not be quoted."""
    kept: dict[tuple[int, int], Candidate] = {}
    for one in found:
        if one.follows is None or (one.source, one.follows) in kept:
            kept[one.source, one.start] = one
    return list(kept.values())


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
    place, before = 0, -1
    for start, end in _units(article.text):
        text = " ".join(article.text[start:end].split())
        length = _length(text)
        if is_fit(text, length):
            tokens = words(text)
            language = language_of(text, written)
            terms = terms_of(tokens, language)
            news = _news(text, terms, told, language)
            follows = before if leans(text, language) else None
            yield Candidate(number, start, end, text, place, follows, terms, frozenset(pairwise(tokens)), length, language, news)
        place += length >= SHORTEST  # a heading or a date is no sentence
        before = start


def _units(text: str) -> Iterator[tuple[int, int]]:
    """Return the sentences of a text, those of one quotation together, without what others say in it unmarked.

    That is a block announced by a colon, and what follows the first sentence of a quotation without end, or too long, in its block.
    """
    spans = [span for span in sentences(text[:BEGINNING]) if span[1] < BEGINNING]
    at, others_until = 0, 0
    while at < len(spans):
        longest = min(QUOTATION, len(spans) - at)
        count = next((count for count in range(1, longest + 1) if _is_whole(text, spans[at : at + count])), 1)
        start, end = spans[at][0], spans[at + count - 1][1]
        at += count
        is_cut = is_open(text[start:end])
        if is_cut or start >= others_until:
            yield start, end
        if is_cut:
            others_until = _line_end(text, end) if text.startswith(MARKS, start) else 0
        elif text.startswith((":\n", "：\n"), end - 1) and at < len(spans):
            others_until = _line_end(text, spans[at][0])


def _line_end(text: str, at: int) -> int:
    found = text.find("\n", at)
    return found if found >= 0 else len(text)


def _is_whole(text: str, spans: Sequence[tuple[int, int]]) -> bool:
    """Say whether sentences of one block end where a quotation ends."""
    unit = text[spans[0][0] : spans[-1][1]]
    return not is_open(unit) and "\n" not in unit and _length(unit) <= LONGEST


def _length(text: str) -> int:
    """Return how many words a reader reads; two characters of Chinese and Japanese are one."""
    close = sum(map(is_cjk, text)) if text and max(text) > SPACED else 0  # counting them all costs more than the rest
    return max(len(text.split()), close // 2)


def _news(text: str, terms: Terms, told: Collection[str], language: str) -> float:
    if not told:
        return 1.0
    share = sum(value * value for term, value in terms.items() if term not in told)
    return share if any(stem(fact) not in told for fact in facts(text, language)) else share * VAGUE


def terms_of(tokens: Sequence[str], language: str) -> Terms:
    """Return what is said by words: their stems, weighing more the rarer they are, together of length 1."""
    stops = stop_words(language)
    vector: dict[str, float] = {}
    for token in tokens:
        if token not in stops:
            vector[stem(token)] = vector.get(stem(token), 0.0) + max(0.0, ORDINARY - commonness(token, language))
    return unit(vector)


def unit(vector: Terms) -> Terms:
    """Return a vector with its length made 1."""
    length = math.sqrt(sum(value * value for value in vector.values())) or 1.0
    return {term: value / length for term, value in vector.items()}


def alike(one: Terms, other: Terms) -> float:
    """Return the cosine of two vectors of length 1."""
    if len(one) > len(other):
        one, other = other, one
    return sum(value * other.get(term, 0.0) for term, value in one.items())
