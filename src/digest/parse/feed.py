"""One document to entries: RSS, Atom and JSON Feed, as strangers write them.

What comes out is cleaned of syntax only: titles are plain text, addresses are absolute http(s) ones or empty, dates are aware or
None. The content stays HTML, for `extract` to read. Runs in a child process.
"""

from __future__ import annotations

import calendar
import hashlib
import html
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from digest.clean import clean
from digest.model import Entry, Feed, Kind
from digest.parse.skim import MAX_ENTRIES, Bare, Stale, identity, skim, unescaped
from digest.urls import publisher, web_address

MAX_CONTENT = 400_000  # characters of one entry's HTML
MAX_NAME = 120  # characters of a feed's or a person's name
NEWEST = datetime.max.replace(tzinfo=UTC)
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)  # an earlier date is a mistake: there was no web

# A person's element with its first 500 bytes, and the rest of them; a tag of more than 20 kB (in content: an image as data).
_LONG_NAME = re.compile(
    rb"(<(?:\w+:)?(?:author|creator|name|email|contributor|managingEditor|webMaster|publisher)\b[^<>]{0,300}>\s*(?:<!\[CDATA\[)?[^<\]]{500})[^<\]]+",
    re.IGNORECASE,
)
_LONG_TAG = re.compile(rb"<[A-Za-z][^<>]{20000,}>")
_SKIP_HOURS = re.compile(rb"<skipHours>(.{0,2000}?)</skipHours>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^>]{0,2000}>")
_POINTS = re.compile(r"Points:\s*(?:</?\w+>\s*)*(\d{1,7})")
_COMMENTS = re.compile(r"#?\s*Comments:\s*(?:</?\w+>\s*)*(\d{1,7})")
_COMMENTS_LINK = re.compile(r"""Comments URL:\s*<a href=["']([^"']+)""")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A feed document: what it calls itself, and its entries, the first one first; behind them those that were only skimmed."""

    title: str
    entries: tuple[Entry, ...]
    language: str = ""  # of entries that name none
    ttl: int = 0  # minutes for which the document asks not to be asked again (RSS 2.0, <ttl>)
    skip_hours: tuple[int, ...] = ()  # hours of the day, UTC, at which it asks not to be asked (RSS 2.0, <skipHours>)
    known: int = 0  # entries that were left out, because they are stored


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A document that is no feed, and what it seems to be."""

    message: str
    code: str  # empty, html, not-a-feed
    named: tuple[str, ...] = ()  # the feeds that a page says it has


def parse_feed(body: bytes, *, feed: Feed, url: str, content_type: str, now: datetime, stale: Stale | None = None) -> Parsed | Unreadable:
    """Return the entries of a feed document; `url` is where it came from, for its relative addresses.

    Of stale entries the known ones may be left out, and the old ones have no content.
    """
    if not body.strip():
        return Unreadable("an empty answer instead of a feed", "empty")
    is_json = body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"
    skimmed = skim(body, content_type, stale) if stale and not is_json and feed.kind is Kind.FEED else None
    if skimmed:
        body, content_type = skimmed.body, "application/xml; charset=utf-8"
    parsed = _json_feed(body, feed, url, now) if is_json else _xml_feed(body, feed, url, content_type, now)
    if isinstance(parsed, Unreadable):
        return parsed
    read = [replace(entry, content="") if stale and entry.content and _is_old(entry, stale) else entry for entry in parsed.entries]
    bare = _latest(skimmed.old if skimmed else (), lambda bare: bare.date, most=MAX_ENTRIES - len(read))
    old = [_old_entry(one, feed, url, now) for one in bare]
    return replace(parsed, entries=_told_apart(_with_language((*read, *old), parsed.language)), known=skimmed.known if skimmed else 0)


def _latest(items: Sequence[T], date: Callable[[T], datetime | None], *, most: int = MAX_ENTRIES) -> Sequence[T]:
    """Return the items that are dated latest, in their order; where there is no date, the first ones: few feeds begin with the oldest."""
    if len(items) <= most:
        return items
    dates = [date(item) or NEWEST for item in items]
    places = sorted(range(len(items)), key=dates.__getitem__, reverse=True)[:most]
    return [items[place] for place in sorted(places)]


def _is_old(entry: Entry, stale: Stale) -> bool:
    return entry.published is not None and entry.published < stale.before


def _old_entry(bare: Bare, feed: Feed, base: str, now: datetime) -> Entry:
    url = web_address(unescaped(bare.link), base=base)
    return _finished(Entry(feed.url, bare.uid, url, _plain(bare.title), "", bare.date and _believable(bare.date, now)), feed)


def _xml_feed(body: bytes, feed: Feed, url: str, content_type: str, now: datetime) -> Parsed | Unreadable:
    import feedparser

    document = feedparser.parse(
        bounded(body), response_headers={"content-type": content_type}, sanitize_html=False, resolve_relative_uris=False
    )
    if not document.version and not document.entries:
        return _what_else(body, content_type)
    entries = tuple(_entry(item, feed, url, now) for item in _latest(document.entries, lambda item: _published(item, now)))
    about = document.feed
    title = _plain(about.get("title", ""), MAX_NAME)
    return Parsed(title, entries, about.get("language", ""), _count(about.get("ttl", "").strip()) or 0, _skip_hours(body))


def _skip_hours(body: bytes) -> tuple[int, ...]:
    """Return the hours of <skipHours>, of which feedparser keeps only the last."""
    listed = _SKIP_HOURS.search(body, 0, 100_000)
    hours = {int(hour) for hour in re.findall(rb"<hour>\s*(\d{1,2})\s*</hour>", listed[1], re.IGNORECASE)} if listed else set()
    return tuple(sorted(hour % 24 for hour in hours if hour <= 24))


def bounded(body: bytes) -> bytes:
    """Return a document without what feedparser takes quadratic time for: names and tags that no person wrote.

    An author of 100 kB takes it 24 s, an element with 20,000 attributes 3.
    """
    return _LONG_TAG.sub(b"", _LONG_NAME.sub(rb"\1", body))


def _what_else(body: bytes, content_type: str) -> Unreadable:
    start = body[:2000].lower()
    if b"<html" in start or b"<!doctype html" in start or "html" in content_type.lower():
        return Unreadable("not a feed: an HTML page", "html")
    return Unreadable("not a feed", "not-a-feed")


def _with_language(entries: Iterable[Entry], language: str) -> tuple[Entry, ...]:
    whole = _language(language)
    return tuple(replace(entry, language=whole) if whole and not entry.language else entry for entry in entries)


def _entry(item: dict[str, Any], feed: Feed, base: str, now: datetime) -> Entry:
    content = max([part.get("value", "") for part in item.get("content", ())] + [item.get("summary", "")], key=len)[:MAX_CONTENT]
    link = unescaped(item.get("link", "").strip())
    url = web_address(link, base=base) if link else ""
    title = _plain(item.get("title", "")) or _opening(content)
    return _finished(
        Entry(
            feed=feed.url,
            uid=identity(item.get("id", "")) or url,
            url=url,
            title=title,
            content=content,
            published=_published(item, now),
            authors=tuple(name for author in item.get("authors", ())[:5] if (name := _plain(author.get("name", ""), MAX_NAME))),
            language=_language((item.get("title_detail") or {}).get("language") or ""),
            discussion=web_address(item.get("comments", "")) if item.get("comments", "").startswith("http") else "",
            comments=_count(item.get("slash_comments", "")),
        ),
        feed,
    )


def _published(item: dict[str, Any], now: datetime) -> datetime | None:
    return _date(item.get("published_parsed") or dict.get(item, "updated_parsed"), now)


def _finished(entry: Entry, feed: Feed) -> Entry:
    """Fill in what follows from the rest: an aggregator's discussion, the publisher, the identity."""
    # a publisher's own comments are not a discussion elsewhere
    entry = _discussed(entry) if feed.kind is Kind.AGGREGATOR else replace(entry, discussion="") if entry.discussion else entry
    uid = entry.uid or hashlib.blake2b(f"{entry.title}\n{entry.content}".encode("utf-8", "replace"), digest_size=12).hexdigest()
    return replace(entry, uid=uid, publisher=publisher(entry.url or feed.url))


def _discussed(entry: Entry) -> Entry:
    """Return an aggregator's entry: another publisher's article, with a discussion; its own words are about the discussion."""
    link = _COMMENTS_LINK.search(entry.content)
    discussion = entry.discussion or (web_address(html.unescape(link[1])) if link else "")
    points, comments = _POINTS.search(entry.content), _COMMENTS.search(entry.content)
    return replace(
        entry,
        discussion=discussion,
        points=_count(points[1]) if points else None,
        comments=_count(comments[1]) if comments else entry.comments,
        content=entry.content if discussion == entry.url else "",
    )


def _told_apart(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Give entries that share an identity, and are not copies, identities of their own."""
    distinct = tuple(dict.fromkeys(entries))
    shared = Counter(entry.uid for entry in distinct)
    apart = [entry if shared[entry.uid] == 1 else replace(entry, uid=f"{entry.uid} {entry.url} {entry.title}") for entry in distinct]
    return tuple({entry.uid: entry for entry in reversed(apart)}.values())[::-1]


def _json_feed(body: bytes, feed: Feed, url: str, now: datetime) -> Parsed | Unreadable:
    """Read a JSON Feed 1.1 (jsonfeed.org/version/1.1)."""
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        return Unreadable("not a feed: broken JSON", "not-a-feed")
    if not isinstance(document, dict) or not str(document.get("version", "")).startswith("https://jsonfeed.org/version/"):
        return Unreadable("not a feed: JSON of another kind", "not-a-feed")
    items = _latest(_objects(document, "items"), lambda item: _json_published(item, now))
    entries = tuple(_json_entry(item, feed, url, now) for item in items)
    return Parsed(_plain(_string(document, "title"), MAX_NAME), entries, _string(document, "language"))


def _json_entry(item: dict[str, object], feed: Feed, base: str, now: datetime) -> Entry:
    content = max(_string(item, "content_html"), html.escape(_string(item, "content_text")), _string(item, "summary"), key=len)
    link = _string(item, "url") or _string(item, "external_url")
    url = web_address(link, base=base) if link else ""
    names = [_plain(_string(author, "name"), MAX_NAME) for author in _objects(item, "authors")[:5]]
    return _finished(
        Entry(
            feed=feed.url,
            uid=identity(str(item.get("id", ""))) or url,
            url=url,
            title=_plain(_string(item, "title")) or _opening(content),
            content=content[:MAX_CONTENT],
            published=_json_published(item, now),
            authors=tuple(name for name in names if name),
            language=_language(_string(item, "language")),
        ),
        feed,
    )


def _json_published(item: dict[str, object], now: datetime) -> datetime | None:
    return _iso_date(_string(item, "date_published") or _string(item, "date_modified"), now)


def _string(item: Mapping[str, object], key: str) -> str:
    value = item.get(key)
    return value if isinstance(value, str) else ""


def _objects(item: Mapping[str, object], key: str) -> list[dict[str, object]]:
    value = item.get(key)
    return [member for member in value if isinstance(member, dict)] if isinstance(value, list) else []


def _plain(text: str, limit: int = 300) -> str:
    """Return a title without the markup that feeds put into it; a lone < stays."""
    unmarked = _TAG.sub(lambda found: "" if re.match(r"</?[a-zA-Z!]", found[0]) else found[0], text[: limit * 20])
    return clean(html.unescape(unmarked), limit=limit)


def _opening(content: str) -> str:
    """Return the first words of an entry that has no title."""
    text = _plain(content[:4000].replace("<", " <"), 4000)
    return clean(text, limit=100)


def _language(tag: str) -> str:
    found = re.fullmatch(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", tag.strip().lower().replace("_", "-"))
    return found[0] if found else ""


def _count(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None


def _date(moment: time.struct_time | None, now: datetime) -> datetime | None:
    try:
        return _believable(datetime.fromtimestamp(calendar.timegm(moment), UTC), now) if moment else None
    except (ValueError, OverflowError, OSError):
        return None


def _iso_date(text: str, now: datetime) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return _believable(moment if moment.tzinfo else moment.replace(tzinfo=UTC), now)


def _believable(moment: datetime, now: datetime) -> datetime | None:
    """Return a date within reason: a feed's date is a hint, never later than now."""
    if moment < EARLIEST or moment > now + timedelta(days=365):
        return None
    return min(moment.astimezone(UTC), now)
