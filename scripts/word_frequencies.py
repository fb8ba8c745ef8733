"""Write the tables of word frequencies in src/digest/words/.

    python -m pip install wordfreq && python scripts/word_frequencies.py

The source is wordfreq 3.1.1 (Robyn Speer, 2022; its data files may be redistributed under CC BY-SA 4.0), read as the
bare frequency lists, without its tokenizers. A line of a table is a class of words: the Zipf value (log10 of the
occurrences in a billion words, rounded to a fifth), then the words. Chinese and Japanese tables hold bigrams of
characters, as `digest.text.words` makes them.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from wordfreq import get_frequency_dict  # type: ignore[import-not-found]

from digest.text import words

TABLES = Path(__file__).parent.parent / "src" / "digest" / "words"
SIZES = dict.fromkeys(("de", "fr", "es", "it", "pt", "nl", "zh", "ja"), 16_000) | {"en": 30_000, "ru": 24_000}  # inflected, or ours


def main() -> None:
    """Write a table for each language."""
    for language, size in SIZES.items():
        frequencies = token_frequencies(get_frequency_dict(language, "best"))
        commonest = sorted(frequencies, key=lambda word: (-frequencies[word], word))[:size]
        (TABLES / f"{language}.txt").write_text(table(commonest, frequencies), encoding="utf-8")


def token_frequencies(listed: Mapping[str, float]) -> dict[str, float]:
    """Return the frequency of each of our tokens; a listed word may hold several (bigrams, "l'eau")."""
    frequencies: dict[str, float] = defaultdict(float)
    for word, frequency in listed.items():
        for token in words(word):
            if not token.isdecimal():
                frequencies[token] += frequency
    return frequencies


def table(tokens: list[str], frequencies: Mapping[str, float]) -> str:
    """Return the text of a table, the commonest class first."""
    classes: dict[float, list[str]] = defaultdict(list)
    for token in tokens:
        classes[round((math.log10(frequencies[token]) + 9) * 5) / 5].append(token)
    return "".join(f"{zipf:.1f} {' '.join(sorted(members))}\n" for zipf, members in classes.items())


if __name__ == "__main__":
    main()
