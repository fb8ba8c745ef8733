"""How rare a word is in general text: the measure of what it says."""

from __future__ import annotations

import math
import re

from digest.text import commonness

ORDINARY = 6.4  # Zipf value of a word that says nothing
YEAR = 5.0  # Zipf value of a year, which a hundred headlines may have in common
COUNT = 3.5  # Zipf value of a number below a hundred

_YEAR = re.compile(r"(?:19|20)\d\d")


def commonness_of(word: str, language: str) -> float:
    """Return the Zipf value of a word or a number; the tables have no numbers."""
    if word.isdecimal() and len(word) <= 2:
        return COUNT
    return YEAR if is_year(word) else commonness(word, language)


def is_year(word: str) -> bool:
    """Say whether a word is a year of our days."""
    return _YEAR.fullmatch(word) is not None


def rarity(common: float) -> float:
    """Return what a word of a Zipf value says: the negative logarithm of its chance, above that of an ordinary word."""
    return max(0.0, ORDINARY - common) * math.log(10)
