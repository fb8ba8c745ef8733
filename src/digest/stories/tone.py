"""How an article speaks: whether it reports what happened, or advises its reader on something that did not happen at all.

A report says who said it or on which day; advice speaks to "you", or calls itself a guide in its headline. The words are
in `words/tone.txt`, for each language; one that has none there is taken for a report.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from digest.text import words

LONG = 150  # words; a shorter text may be an excerpt, which need not say who and when
LEAST = 20  # words in which "you" can be counted
PERSONAL = 0.005  # share of words that speak to the reader, from which a text is advice


@dataclass(frozen=True, slots=True)
class Tone:
    """How an article speaks."""

    reports: bool  # or is too short to tell
    advises: bool


def tone(headline: str, body: Sequence[str], language: str) -> Tone:
    """Return how an article speaks that has a headline and the words of a body."""
    lists = _lists().get(language, {})
    return Tone(
        reports=len(body) < LONG or not lists or not lists["report"].isdisjoint(body),
        advises=_is_guide(headline, lists) or _is_personal(body, lists),
    )


def _is_guide(headline: str, lists: Mapping[str, frozenset[str]]) -> bool:
    found = set(words(headline))
    return any(not found.isdisjoint(lists.get(kind, ())) for kind in ("guide", "reader"))


def _is_personal(body: Sequence[str], lists: Mapping[str, frozenset[str]]) -> bool:
    reader = lists.get("reader", frozenset())
    return len(body) >= LEAST and sum(word in reader for word in body) > PERSONAL * len(body)


@lru_cache(maxsize=1)
def _lists() -> Mapping[str, Mapping[str, frozenset[str]]]:
    """Return the lists of words: language -> kind -> words."""
    lists: dict[str, dict[str, frozenset[str]]] = {}
    for line in (files("digest") / "words" / "tone.txt").read_text(encoding="utf-8").splitlines():
        language, kind, *members = line.split(" ")
        lists.setdefault(language, {})[kind] = frozenset(members)
    return lists
