"""What the extractor makes of a few hand-written pages of as many publishing systems, with floors under each figure.

A page's gold text is what a careful person would copy: the deck and the body, and nothing that only surrounds them.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from statistics import mean

import pytest

from digest.extract.article import read_page

PAGES = Path(__file__).parent / "pages"
NAMES = sorted(path.stem for path in PAGES.glob("*.html"))
SHINGLE = 4  # words


def read(name: str) -> tuple[list[str], list[str]]:
    """Return the lines of a page's gold text, and those that were read from it."""
    gold = (PAGES / f"{name}.txt").read_text("utf-8").strip()
    found = read_page((PAGES / f"{name}.html").read_bytes(), url=f"https://{name}.example/story", charset="utf-8")
    return gold.split("\n"), found.text.split("\n")


def f1(gold: list[str], found: list[str]) -> float:
    """Return the harmonic mean of precision and recall over runs of four words (scrapinghub, article-extraction-benchmark)."""
    one, two = shingles(gold), shingles(found)
    shared = (one & two).total()
    return 2 * shared / (one.total() + two.total())


def shingles(lines: list[str]) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", "\n".join(lines))
    return Counter(tuple(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1))


def share_missing(lines: list[str], other: list[str]) -> float:
    """Return the share of words that stand in lines which the other text does not have."""
    there = {squash(line) for line in other}
    sizes = [(len(re.findall(r"\w+", line)), squash(line) in there) for line in lines]
    return sum(size for size, is_there in sizes if not is_there) / sum(size for size, _ in sizes)


def squash(line: str) -> str:
    return "".join(re.findall(r"\w", line.lower()))


def test_there_are_pages_to_read() -> None:
    assert len(NAMES) >= 8


@pytest.mark.parametrize("name", NAMES)
def test_no_page_comes_out_far_from_its_gold_text(name: str) -> None:
    gold, found = read(name)

    assert f1(gold, found) >= 0.9


def test_pages_together_stay_above_their_floors() -> None:
    pages = [read(name) for name in NAMES]

    assert mean(f1(gold, found) for gold, found in pages) >= 0.99
    assert mean(share_missing(gold, found) for gold, found in pages) <= 0.005  # the article, lost
    assert mean(share_missing(found, gold) for gold, found in pages) <= 0.015  # what surrounds it, kept
