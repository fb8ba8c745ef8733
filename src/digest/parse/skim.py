"""Take out of a feed document the entries that need no reading: those already stored, and those too old to be news.

feedparser takes 0.4 ms for an entry and holds on to its whole content; lxml finds its identity, address, title and date in a
hundredth of that. Only what is as plain as can be is taken out here: a well-formed RSS 2.0 or Atom document without anything that
would make feedparser read it otherwise. Whatever is odd stays in the document.
"""

from __future__ import annotations

import codecs
import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from digest.clean import clean

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_ENTRIES = 500  # of one document, the latest ones; the longest real feed seen has 385
MAX_IDENTITY = 500  # characters
MAX_ADDRESS = 2000  # characters, each of which may be an escape
ATOM = "{http://www.w3.org/2005/Atom}"
DATES = {"pubdate", "published", "issued", "updated", "modified", "date", "created"}
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
PLAIN_TITLE = ({"type": "text"}, {"type": "html"})  # its attributes, if any: no base64, no other language
UNREAD = ("self", "edit", "replies", "enclosure", "related", "via", "next", "hub")  # relations of links that are not the entry's address

_TITLE = re.compile(r"[^<]*\w[^<]*")  # something is left of it when it is cleaned; else the content has to give a title
_ODD = re.compile(r"[\x80-\x9f]|:///")  # what feedparser takes for Windows-1252, or mends
_ESCAPE = re.compile(r"&(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
# The two ways of writing a date that cannot be misread (RFC 5322, section 3.3; RFC 3339, section 5.6).
# A year before the web stands for no date (0001, 1970), and an entry without one is news.
_MAIL_DATE = re.compile(r"(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} (?:199\d|2\d{3}) \d\d:\d\d:\d\d (?:GMT|UTC|[+-]\d{4})")
_WEB_DATE = re.compile(r"((?:199\d|2\d{3})-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d{1,9})?(Z|[+-]\d\d:\d\d)")


@dataclass(frozen=True, slots=True)
class Stale:
    """Which entries need no reading."""

    known: frozenset[str]  # identities that are stored
    before: datetime  # what is dated earlier is no news


@dataclass(frozen=True, slots=True)
class Bare:
    """What is kept of an entry that is no news."""

    uid: str
    link: str
    title: str
    date: datetime | None  # None: to be read with its content


@dataclass(frozen=True, slots=True)
class Skimmed:
    """A document without the entries that need no reading, and what was taken out."""

    body: bytes  # UTF-8
    old: tuple[Bare, ...]
    known: int  # entries


def skim(body: bytes, content_type: str, stale: Stale) -> Skimmed | None:
    """Return the document without its stale entries; None when it is not plain enough to be taken apart."""
    root = _parsed(body, content_type)
    items = [] if root is None else _bounded(list(_items(root)))
    if root is None or not items:
        return None
    bare = [_bare(item) for item in items]
    shared = Counter(found.uid for found in bare if found)
    old, known = [], 0
    for item, found in zip(items, bare, strict=True):
        if found is None or shared[found.uid] > 1:
            continue
        if found.uid in stale.known:
            known += 1
        elif found.date and found.date < stale.before:
            old.append(found)
        else:
            continue
        item.getparent().remove(item)
    return Skimmed(_written(root), tuple(old), known)


def identity(text: str) -> str:
    """Return what tells an entry apart, from the words of its document."""
    return clean(unescaped(text), limit=MAX_IDENTITY)


def unescaped(text: str) -> str:
    """Return an identity or an address without escapes: feedparser leaves more of them in it when it reads a broken document."""
    text = text[: 4 * MAX_ADDRESS]
    while (plain := _ESCAPE.sub(lambda found: html.unescape(found[0]), text)) != text:
        text = plain
    return text


def _parsed(body: bytes, content_type: str) -> _Element | None:
    """Return the root of a document that cannot be read in two ways."""
    from lxml import etree  # loaded in the children only

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    about = root.getroottree().docinfo
    if about.doctype or b"xml:base" in body or not _agree(content_type, about.encoding):
        return None
    return root


def _written(root: _Element) -> bytes:
    from lxml import etree

    written: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _agree(content_type: str, encoding: str | None) -> bool:
    """Say whether the server and the document name the same encoding."""
    named = _CHARSET.search(content_type)
    try:
        return named is None or codecs.lookup(named[1]) == codecs.lookup(encoding or "utf-8")
    except LookupError:
        return False


def _items(root: _Element) -> Iterator[_Element]:
    if root.tag == "rss" and len(channels := root.findall("channel")) == 1:
        yield from channels[0].iterchildren("item")
    elif root.tag == f"{ATOM}feed":
        yield from root.iterchildren(f"{ATOM}entry")


def _bounded(items: list[_Element]) -> list[_Element]:
    """Take out the undated entries of a document that is too long: they would be new once those before them are known."""
    spare = {item for item in items[MAX_ENTRIES:] if not any(_name(child) in DATES for child in item.iterchildren("*"))}
    for item in spare:
        item.getparent().remove(item)
    return [item for item in items if item not in spare]


def _name(element: _Element) -> str:
    """Return an element's name as feedparser knows it: in any case, of any space."""
    return str(element.tag).rpartition("}")[2].lower()


def _bare(item: _Element) -> Bare | None:
    """Return an entry's identity where it is plain, and its address, title and date where all of them are."""
    atom = item.tag.startswith(ATOM)
    space = ATOM if atom else ""
    named = Counter(_name(child) for child in item.iterchildren("*"))
    written = _text(item, f"{space}{'id' if atom else 'guid'}")
    uid = identity(written)
    if not uid or _is_odd(written) or named["id"] + named["guid"] > 1:
        return None
    link, title = _alternate(item) if atom else _text(item, "link"), _text(item, f"{space}title")
    date = _date(_text(item, f"{ATOM}published") or _text(item, f"{ATOM}updated") if atom else _text(item, "pubDate"))
    foreign = ("pubdate", "issued", "date", "modified") if atom else ("published", "issued")
    one_date = named["published" if atom else "pubdate"] <= 1 and not any(named[name] for name in foreign)
    plain = link and not _is_odd(link) and (atom or named["link"] == 1) and _is_plain_title(item, title)
    return Bare(uid, link, title, date if plain and one_date else None)


def _is_plain_title(item: _Element, title: str) -> bool:
    """Say whether an entry's title is its only one, in the language of the feed, and written as what it says."""
    titles = [child for child in item.iter("*") if _name(child).endswith("title")]
    alone = len(titles) == 1 and (not titles[0].attrib or dict(titles[0].attrib) in PLAIN_TITLE) and item.get(LANGUAGE) is None
    return alone and _TITLE.fullmatch(title) is not None and not _is_odd(html.unescape(title))


def _is_odd(text: str) -> bool:
    """Say whether feedparser would mend a text: Windows-1252, or UTF-8 that was taken for Latin-1 and encoded once more."""
    try:
        return _ODD.search(text) is not None or (not text.isascii() and bool(text.encode("latin-1").decode("utf-8")))
    except UnicodeError:
        return False


def _text(item: _Element, tag: str) -> str:
    """Return the text of a child that is there once, with nothing but text in it."""
    found = item.findall(tag)
    return (found[0].text or "").strip() if len(found) == 1 and not len(found[0]) else ""


def _alternate(entry: _Element) -> str:
    """Return an Atom entry's address, where one link can only be it (RFC 4287, section 4.2.7)."""
    links = [link for link in entry.findall(f"{ATOM}link") if link.get("rel") not in UNREAD]
    plain = len(links) == 1 and links[0].get("rel", "alternate") == "alternate" and links[0].get("type", "text/html") == "text/html"
    return links[0].get("href", "").strip() if plain else ""


def _date(text: str) -> datetime | None:
    try:
        if _MAIL_DATE.fullmatch(text):
            return parsedate_to_datetime(text).astimezone(UTC)
        if found := _WEB_DATE.fullmatch(text):
            return datetime.fromisoformat(found[1] + found[2]).astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    return None
