"""Which text of an entry is the article: what its feed said, or what its page says. Decided without reading either again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from digest.extract.lines import CUT, count_words
from digest.model import Article, Entry, Reading

WHOLE = 250  # words from which a feed's text may be the whole article
WHOLE_LINES = 3

_MORE = re.compile(r"\b(?:continue reading|read more|weiterlesen|lire la suite|leer más|leggi tutto|leia mais)\W*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was read."""

    text: str = ""  # body without the headline, one block a line
    title: str = ""
    standfirst: str = ""  # the publisher's own deck, when the text begins with it
    language: str = ""  # BCP 47, lower case
    site: str = ""
    wall: str = ""  # why there is no more text: "paywall", "login", "captcha", "consent wall"
    canonical: str = ""  # the address the page gives itself
    published: datetime | None = None
    authors: tuple[str, ...] = ()


def article(entry: Entry, page: Page | None = None, *, said: str, note: str = "") -> Article:
    """Return the entry with the best text there is of it, and how it was read.

    `said` is the clean text of what the feed said; `note` is why there is no page: "403 Forbidden".
    """
    if _is_whole(said):
        return _article(entry, said, Reading.FULL)
    if page is None:
        return _article(entry, said, Reading.BLOCKED if note else Reading.EXCERPT if said else Reading.HEADLINE, note)
    if page.wall:
        return _article(entry, said, Reading.BLOCKED, page.wall)
    if len(page.text) < len(said) or not page.text:
        return _article(entry, said, Reading.EXCERPT if said else Reading.HEADLINE, note or "no article on the page")
    return _article(entry, page.text, Reading.FULL, standfirst=page.standfirst)


def _article(entry: Entry, text: str, reading: Reading, note: str = "", *, standfirst: str = "") -> Article:
    return Article(entry, text, reading, count_words(text), note, standfirst)


def _is_whole(text: str) -> bool:
    """Say whether a feed's text is the article itself, not its beginning."""
    return count_words(text) >= WHOLE and text.count("\n") >= WHOLE_LINES - 1 and not text.endswith(CUT) and not _MORE.search(text[-80:])
