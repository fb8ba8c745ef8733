"""Tell a page that shows a wall from a page that shows its article."""

from __future__ import annotations

from collections.abc import Sequence

from digest.extract.blocks import count_words
from digest.extract.body import Line
from digest.extract.head import Head
from digest.extract.rules import hits, wall_phrases

LITTLE = 120  # words; a page with more says its article, whatever else it says
TEASER = 260  # words; the longest teaser before a paywall seen has 240
CUT = ("…", "...", "[…]", "[...]")


def wall(head: Head, lines: Sequence[Line], text: str) -> str:
    """Return why the article is not on the page: "captcha", "login", "consent wall", "paywall", or nothing."""
    words = count_words(text)
    if words < LITTLE:
        page = " ".join((head.title, *(line.text for line in lines))).lower()
        for kind, phrases in wall_phrases().items():
            if any(phrase in page for phrase in phrases):
                return {"consent": "consent wall"}.get(kind, kind)
    if words < TEASER and (not head.free or text.endswith(CUT)) and (_asks_for_money(lines, head.language) or not head.free):
        return "paywall"
    return "paywall" if words < LITTLE and _asks_for_money(lines, head.language) else ""


def _asks_for_money(lines: Sequence[Line], language: str) -> bool:
    """Say whether a line that is not the article speaks of subscribing in order to read."""
    dropped = [hits(line.text, language) for line in lines if not line.stays and 3 <= len(line.text.split()) <= 40]
    return any("paywall" in found and ("subscribe" in found or found["paywall"] > 1) for found in dropped)
