"""From a page, a text file or a feed's markup to clean text: the one door of this package.

What comes out is the article and nothing else: no headline, no byline, no call to subscribe, one block a line.
Nothing here raises for what a stranger wrote; a page that cannot be read is an empty `Page`.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from datetime import datetime

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from digest.clean import clean, clean_text
from digest.extract.boilerplate import prune, strip
from digest.extract.blocks import count_words, squash
from digest.extract.body import gather, judge
from digest.extract.evidence import Said
from digest.extract.head import read_head
from digest.model import Article, Entry, Reading


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


def read_page(body: bytes, *, url: str, charset: str = "", title: str = "") -> Page:
    """Read a page, HTML or plain text; `title` is the feed's, to tell a repeated headline from the text."""
    text = _decoded(body, charset)
    if not _MARKUP.search(text[:4096]):
        return read_text(text, title=title)
    tree = parsed(text)
    if tree is None:
        return Page()
    head = read_head(tree, url=url)
    said = Said(squash(title or head.title), squash(head.description), squash(head.body), head.language)
    prune(tree)
    body_text = clean_text("\n".join(line.text for line in judge(gather(tree, said)) if line.stays))
    return Page(body_text, head.title, "", head.language, head.site, "", head.canonical, head.published, head.authors)


def read_text(text: str, *, title: str = "") -> Page:
    """Read an article saved as plain text."""
    return Page(clean_text("\n".join(strip(text.splitlines()))), clean(title))


def feed_text(content: str, *, title: str = "", url: str = "") -> str:
    """Return the clean text of what a feed said of an entry: markup or plain text."""
    if not _MARKUP.search(content):
        return clean_text(content)
    tree = parsed(content)
    return clean_text(tree.text_content()) if tree is not None else ""


def article(entry: Entry, page: Page | None = None, *, note: str = "", feed_text: str | None = None) -> Article:
    """Return the entry with the best text there is of it, and how it was read."""
    said = _feed_text(entry) if feed_text is None else feed_text
    if page is not None and page.text and not page.wall and len(page.text) >= len(said):
        return Article(entry, page.text, Reading.FULL, count_words(page.text), "", page.standfirst)
    return Article(entry, said, Reading.EXCERPT if said else Reading.HEADLINE, count_words(said), note)


def _feed_text(entry: Entry) -> str:
    return feed_text(entry.content, title=entry.title, url=entry.url)


_MARKUP = re.compile(r"<[a-zA-Z!/?][^<]*>")


def _decoded(body: bytes, charset: str) -> str:
    return body.decode("utf-8", "replace")


def parsed(text: str) -> HtmlElement | None:
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def said_of(tree, url):
    head = read_head(tree, url=url)
    prune(tree)
    return Said(squash(head.title), squash(head.description), squash(head.body), head.language)
