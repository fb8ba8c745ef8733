"""Tell a page that shows a wall from a page that shows its article."""

from __future__ import annotations

from collections.abc import Sequence

from digest.extract.body import Line
from digest.extract.head import Head
from digest.extract.lines import CUT, count_words
from digest.extract.rules import hits, wall_phrases

LITTLE = 120  # words; a page with more says its article, whatever else it says
HARDLY_ANY = 60  # words; with so few, what the page says around them is believed too
TEASER = 260  # words; the longest teaser before a paywall seen has 240


def wall(head: Head, lines: Sequence[Line], text: str) -> str:
    """Return why the article is not on the page: "captcha", "login", "consent wall", "paywall", or nothing."""
    words = count_words(text)
    around = (line.text for line in lines) if words < HARDLY_ANY else text.split("\n")[:2]
    opening = " ".join((head.title, *around)).lower()
    if words < LITTLE:
        for kind, phrases in wall_phrases().items():
            if any(phrase in opening for phrase in phrases):
                return kind
    offered = words < LITTLE and _offered(lines, head.language)
    told = words < TEASER and not head.free
    cut = words < TEASER and text.endswith(CUT) and _offered(lines, head.language)
    return "paywall" if offered or told or cut else ""


def _offered(lines: Sequence[Line], language: str) -> bool:
    """Say whether a line behind the text speaks of subscribing in order to read."""
    last = max((number for number, line in enumerate(lines) if line.stays), default=-1)
    behind = [hits(line.text, language) for line in lines[last + 1 :] if 3 <= line.words <= 40]
    return any("paywall" in found and ("subscribe" in found or found["paywall"] > 1) for found in behind)
