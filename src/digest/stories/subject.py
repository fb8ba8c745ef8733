"""What a headline is about: its names and numbers, which tell an event from others of its kind.

"Mt. Gox files for bankruptcy" and "Sbarro files for bankruptcy" share an action, two products that one company shows on a day share
the company: in both cases each headline has a name that the other report lacks. What both begin with is who acts, not what happened.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from digest.stories.rarity import commonness_of, is_year, rarity
from digest.text import is_cjk, stem, stop_words, tokens

NAME = 5.0  # Zipf value from which a capital letter makes no name
TITLED_NAME = 4.0  # the same where Every Word Has One
NOUN = 3.6  # the same where every noun has one, and of Chinese and Japanese words
OPENING = 5.0  # the same of the first word, which is mostly who acts
TITLED = 0.7  # share of the longer words that have a capital in a headline Where Every Word Has One
LONGER = 3  # characters
EXACT = 2  # digits, beside noughts at either end, of a number from 100 on that no other event is likely to have

_MARK = re.compile(r"[.,]")
_KATAKANA = re.compile(r"[\u30a1-\u30fc]+")


@dataclass(frozen=True, slots=True)
class Subject:
    """The names of a headline."""

    names: Mapping[str, float]  # term -> how rare it is
    opening: str  # the name it begins with, if any


def subject(headline: str, language: str) -> Subject:
    """Return what a headline names."""
    written = tokens(headline)
    limit = _limit([token for token, _ in written if len(token) > LONGER], language)
    common = {word: commonness_of(word, language) for _, folded in written for word in folded}
    named = {
        word: at == part == 0
        for at, (token, folded) in enumerate(written)
        for part, word in enumerate(folded)
        if len(word) > 1 and word not in stop_words(language) and _is_name(token, word, common[word], limit, begins=at == part == 0)
    }
    opening = next((stem(word) for word, begins in named.items() if begins), "")
    return Subject({stem(word): rarity(common[word]) for word in named}, opening)


def _limit(longer: Sequence[str], language: str) -> float:
    """Return the Zipf value below which a capital letter makes a name, by the longer words of a headline."""
    if sum(token[0].isupper() for token in longer) > TITLED * len(longer):
        return TITLED_NAME
    return NOUN if language == "de" else NAME


def _is_name(token: str, word: str, common: float, limit: float, *, begins: bool) -> bool:
    if token[0].isdecimal():
        return len(word) > 2 and len(_MARK.sub("", word).strip("0")) >= EXACT and not is_year(word)
    if is_cjk(token[0]):
        return common < OPENING if begins else common < NOUN and _KATAKANA.fullmatch(word) is not None
    return (token[0].isupper() and common < (OPENING if begins else limit)) or (not token.isupper() and token[1:] != token[1:].lower())
