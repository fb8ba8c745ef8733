"""What runs in the child processes: everything that takes a stranger's bytes apart.

The parent names these functions and never calls them: the libraries they need are loaded by the process that children are forked
from (`PRELOAD`), and not by the program itself.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from digest.extract.page import Page
from digest.model import Feed, Verdict
from digest.parse import Parsed, Stale, Unreadable, parse_feed

PRELOAD = ("digest.discover", "digest.extract.article", "feedparser", "lxml.html")


def read_feed(
    body: bytes, feed: Feed, url: str, content_type: str, now: datetime, stale: Stale
) -> tuple[Parsed, tuple[str, ...]] | Unreadable:
    """Return a feed document's entries, but for known ones, without their contents, and beside each the text that it carries."""
    from digest.discover import feeds_of
    from digest.extract.article import feed_text

    parsed = parse_feed(body, feed=feed, url=url, content_type=content_type, now=now, stale=stale)
    if isinstance(parsed, Unreadable):
        named = feeds_of(body, url=url) if parsed.code == "html" else ()
        return replace(parsed, message=f"{parsed.message}; its feed seems to be {named[0]}", named=named) if named else parsed
    texts = tuple(feed_text(entry.content, title=entry.title, url=entry.url) for entry in parsed.entries)
    return replace(parsed, entries=tuple(replace(entry, content="") if entry.content else entry for entry in parsed.entries)), texts


def read_article(body: bytes, url: str, charset: str, title: str) -> Page:
    """Return the clean text of a page."""
    from digest.extract.article import read_page

    return read_page(body, url=url, charset=charset, title=title)


def explain_article(body: bytes, url: str, charset: str, title: str) -> tuple[Verdict, ...]:
    """Return the lines of a page, and whether each was taken for the article and why."""
    from digest.extract.article import explain_page

    return explain_page(body, url=url, charset=charset, title=title)
