"""Where a page says that its feed is: `<link rel="alternate">`, as browsers and readers have always looked for it."""

from __future__ import annotations

from digest.urls import web_address

FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")


def feeds_of(page: bytes, *, url: str) -> tuple[str, ...]:
    """Return the addresses of the feeds that a page at `url` names, in its order; runs in a child process."""
    from lxml import etree, html

    try:
        tree = html.document_fromstring(page)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ()
    links = tree.iterfind(".//link[@rel][@type][@href]")
    named = [web_address(link.get("href", ""), base=url) for link in links if _is_feed(link.get("rel", ""), link.get("type", ""))]
    return tuple(dict.fromkeys(address for address in named if address))


def _is_feed(relation: str, kind: str) -> bool:
    return "alternate" in relation.lower().split() and kind.partition(";")[0].strip().lower() in FEED_TYPES
