"""What `more` and `less` on a story teach, and what that weighs: words of its headlines, and the feed that alone told it.

A story teaches once. A term weighs by the stories that taught it, those with `more` less those with `less`: the first counts most,
each further one less, and none carries a term past `CEILING` of a typed interest. Whatever the order of the lessons, the same set
weighs the same, so that forgetting one is exactly the inverse of teaching it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from digest.model import Article, Lesson
from digest.text import UNLISTED, commonness, facts, is_cjk, language_of, stop_words, words

CEILING = 0.4  # of a typed interest of weight 1: what a term nears that ever more stories teach
HALF = 1.5  # stories that teach half of that
MOST = 4  # words that one story teaches
ORDINARY = 4.9  # Zipf value from which a word is nobody's interest: "review", "found"; names such as Apple are below
OPENING = 1_000  # characters of a text that tell its language
USUAL, FEWEST = 0.1, 3  # share, and least number, of the other stories of an edition whose headlines have a word that names no subject


@dataclass(frozen=True, slots=True)
class Learnt:
    """What was taught of one term: the numbers of stories."""

    term: str  # a folded word, or a feed's address
    more: int = 0
    less: int = 0

    @property
    def weight(self) -> float:
        """What it weighs, a typed interest of weight 1 weighing 1."""
        net = self.more - self.less
        return CEILING * net / (abs(net) + HALF)

    @property
    def clicks(self) -> str:
        """How it was taught: "more, 3 times; less, once"."""
        said = (("more", self.more), ("less", self.less))
        return "; ".join(f"{word}, {'once' if count == 1 else f'{count} times'}" for word, count in said if count)


def learn(lessons: Iterable[Lesson]) -> dict[str, Learnt]:
    """Return what all lessons together teach, by term."""
    counts = Counter((term, lesson.more) for lesson in lessons for term in lesson.terms)
    terms = sorted({term for term, _ in counts})
    return {term: Learnt(term, counts[term, True], counts[term, False]) for term in terms}


def telling_words(articles: Sequence[Article], beside: Sequence[str]) -> tuple[str, ...]:
    """Return the words that say what a story is about: those that most of its headlines share, of these names first, then the rarest.

    A word that many of the headlines `beside` it in the edition have too is left out: a feed's own, such as "Show HN".
    """
    titles = {article.entry.title: _language(article) for article in articles}
    found = [(word, strangeness) for title, language in titles.items() for word, strangeness in _specific(title, language).items()]
    elsewhere = Counter(word for title in beside for word in set(words(title)))
    usual = max(FEWEST, USUAL * len(beside))
    held = Counter(word for word, _ in found if elsewhere[word] <= usual)
    strangest = {word: min(strangeness for other, strangeness in found if other == word) for word in held}
    return tuple(sorted(held, key=lambda word: (-held[word], strangest[word], word))[:MOST])


def _language(article: Article) -> str:
    """Return the language of an article: a headline alone seldom has the function words that tell it."""
    return language_of(f"{article.entry.title}\n{article.text[:OPENING]}", article.entry.language)


def _specific(title: str, language: str) -> dict[str, tuple[bool, float]]:
    """Return the words of a headline that may name its subject, each with what orders them."""
    names = set(facts(title, language))
    common = {word: commonness(word, language) for word in words(title) if word not in stop_words(language)}
    return {word: (word not in names, value) for word, value in common.items() if value < ORDINARY and _is_word(word, value, names)}


def _is_word(word: str, common: float, names: set[str]) -> bool:
    """Say whether it is a word that will be met again; of Chinese and Japanese pairs of characters only those that are known as one."""
    if is_cjk(word[0]):
        return common > UNLISTED
    return word[0].isalpha() and (len(word) > 2 or word in names)
