"""OPML 2.0 (opml.org/spec2.opml), in and out: folders and categories are tags."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from digest.clean import clean
from digest.exchange.subscriptions import Remark, Subscriptions
from digest.model import Feed
from digest.urls import typed_address

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def read_opml(data: bytes) -> Subscriptions:
    """Return the feeds of an OPML document, as far as it can be read, with their folders, the outermost first, as tags."""
    from lxml import etree

    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        return Subscriptions((), (Remark(1, "", f"not OPML: {clean(str(error))}"),))
    if root is None:
        return Subscriptions((), (Remark(1, "", "not OPML: nothing of it can be read"),))
    if etree.QName(root).localname.lower() != "opml":
        return Subscriptions((), (Remark(1, "", f"not OPML: its first element is <{clean(etree.QName(root).localname)}>"),))
    found = [_feed(outline) for outline in root.iter("{*}outline", "{*}Outline") if _is_leaf(outline)]
    feeds = tuple(item for item in found if isinstance(item, Feed))
    remarks = [item for item in found if isinstance(item, Remark)]
    broken = [Remark(error.line, "", f"not well-formed ({clean(error.message)}); read as far as it goes") for error in parser.error_log][:1]
    return Subscriptions(feeds, (*broken, *remarks))


def write_opml(feeds: Iterable[Feed]) -> str:
    """Return an OPML document with the feeds in folders by the first of their tags; all of the tags are their categories."""
    folders: dict[tuple[str, ...], list[Feed]] = {}
    for feed in feeds:
        folders.setdefault(_folders(feed), []).append(feed)
    rows = [row for path, members in folders.items() for row in _folder(path, members)]
    head = ['<?xml version="1.0" encoding="UTF-8"?>', '<opml version="2.0">', "  <head><title>Feeds of digest</title></head>", "  <body>"]
    return "\n".join([*head, *rows, "  </body>", "</opml>", ""])


def _is_leaf(outline: Element) -> bool:
    """Tell whether an outline is no folder; an empty folder is neither."""
    return bool(_attribute(outline, "xmlurl")) or (len(outline) == 0 and bool(_attribute(outline, "type", "url", "htmlurl")))


def _feed(outline: Element) -> Feed | Remark:
    name = clean(_attribute(outline, "title", "text"))
    written = _attribute(outline, "xmlurl")
    url = typed_address(written)
    if not url:
        why = f'"{clean(written)}" is not a web address' if written else "has no address of a feed"
        return Remark(outline.sourceline or 0, name, why)
    folders = [_attribute(above, "title", "text") for above in outline.iterancestors("{*}outline", "{*}Outline")][::-1]
    tags = [clean(tag) for tag in (*folders, *_categories(_attribute(outline, "category")))]
    return Feed("" if name in (written, url) else name, url, tuple(dict.fromkeys(tag for tag in tags if tag)))


def _attribute(outline: Element, *names: str) -> str:
    """Return the first of some attributes that says something; programs differ in how they write xmlUrl."""
    said = {str(key).lower(): str(value).strip() for key, value in outline.attrib.items()}
    return next((said[name] for name in names if said.get(name)), "")


def _categories(text: str) -> list[str]:
    """Return the tags of `category`: a list with commas, of words or of /paths/of/them."""
    return [part for path in text.split(",") for part in path.split("/")]


def _folders(feed: Feed) -> tuple[str, ...]:
    """Return the folders of a feed: its first tag, or, where a category cannot say them, all of its tags."""
    return feed.tags if any(set(tag) & set(",/") for tag in feed.tags) else feed.tags[:1]


def _folder(path: tuple[str, ...], feeds: list[Feed]) -> Iterator[str]:
    for depth, name in enumerate(path):
        yield f"{'  ' * (depth + 2)}<outline text={quoteattr(name)} title={quoteattr(name)}>"
    for feed in feeds:
        name = quoteattr(feed.name)
        category = f" category={quoteattr(','.join(feed.tags))}" if len(feed.tags) > len(path) else ""
        yield f'{"  " * (len(path) + 2)}<outline type="rss" text={name} title={name} xmlUrl={quoteattr(feed.url)}{category}/>'
    for depth in reversed(range(len(path))):
        yield f"{'  ' * (depth + 2)}</outline>"
