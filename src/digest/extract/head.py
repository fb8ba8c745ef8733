"""What a page says of itself in its head: title, site, date, authors, address, and its own copy of the text (JSON-LD)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from lxml.html import HtmlElement

from digest.clean import clean
from digest.urls import web_address

MAX_JSON = 1_000_000  # characters of one JSON-LD script; the longest real one seen has 180,000
MAX_THINGS = 500  # objects looked at in it

_ARTICLE = re.compile(r"Article|Posting|Report$")
_TAG = re.compile(r"<[^<>]{0,400}>")
_SITE_TAIL = re.compile(r"\s+[|–—·•»-]\s+[^|–—·•»]{1,40}$")


@dataclass(frozen=True, slots=True)
class Head:
    """What the page says of itself; empty where it says nothing."""

    title: str = ""
    description: str = ""
    language: str = ""
    site: str = ""
    canonical: str = ""
    published: datetime | None = None
    authors: tuple[str, ...] = ()
    body: str = ""  # JSON-LD articleBody: plain text as the publisher wrote it
    free: bool = True  # False where the page says that it is not accessible for free


def read_head(tree: HtmlElement, *, url: str) -> Head:
    """Return what the page says of itself."""
    meta = _meta(tree)
    thing = _article(tree)
    author = _names(thing.get("author")) or tuple(filter(None, (clean(meta.get("author", ""), limit=100),)))
    return Head(
        title=_title(tree, meta, thing),
        description=clean(meta.get("og:description") or meta.get("description") or _string(thing.get("description")), limit=1000),
        language=_language(tree, meta),
        site=clean(meta.get("og:site_name") or _name(thing.get("publisher")), limit=100),
        canonical=_canonical(tree, meta, url),
        published=_date(meta.get("article:published_time") or _string(thing.get("datePublished")) or _time(tree)),
        authors=tuple(name for name in author if not name.startswith("http")),
        body=_TAG.sub(" ", _string(thing.get("articleBody"))),
        free=str(thing.get("isAccessibleForFree", True)).lower() != "false",
    )


def _meta(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or "").lower()
        content = element.get("content")
        if name and content:
            found.setdefault(name, content)
    return found


def _title(tree: HtmlElement, meta: dict[str, str], thing: dict[str, object]) -> str:
    headings = [clean(element.text_content()) for element in tree.iter("h1")]
    announced = clean(meta.get("og:title") or _string(thing.get("headline")))
    if len(headings) == 1 and headings[0] and (not announced or headings[0].lower() in announced.lower()):
        return headings[0]
    element = next(tree.iter("title"), None)
    return announced or _SITE_TAIL.sub("", clean(element.text_content() if element is not None else ""))


def _language(tree: HtmlElement, meta: dict[str, str]) -> str:
    root = next(tree.iter("html"), tree)
    named = root.get("lang") or root.get("xml:lang") or meta.get("og:locale", "")
    return clean(named, limit=20).replace("_", "-").lower()


def _canonical(tree: HtmlElement, meta: dict[str, str], url: str) -> str:
    for element in tree.iter("link"):
        if (element.get("rel") or "").lower() == "canonical":
            return web_address(element.get("href") or "", base=url)
    return web_address(meta.get("og:url", ""), base=url) if meta.get("og:url") else ""


def _time(tree: HtmlElement) -> str:
    return next((element.get("datetime") or "" for element in tree.iter("time") if element.get("datetime")), "")


def _date(text: str) -> datetime | None:
    try:
        when = datetime.fromisoformat(text.strip())
        return (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _article(tree: HtmlElement) -> dict[str, object]:
    """Return the JSON-LD object that describes the article; the one with the longest body where there are several."""
    found: list[dict[str, object]] = []
    for script in tree.iter("script"):
        if (script.get("type") or "").lower().startswith("application/ld+json") and script.text and len(script.text) <= MAX_JSON:
            try:
                found += [thing for thing in _things(json.loads(script.text, strict=False)) if _ARTICLE.search(_kinds(thing))]
            except (ValueError, RecursionError):
                continue
    return max(found, key=lambda thing: len(_string(thing.get("articleBody"))), default={})


def _things(document: object) -> Iterator[dict[str, object]]:
    waiting = [document]
    for _ in range(MAX_THINGS):
        if not waiting:
            return
        thing = waiting.pop()
        if isinstance(thing, dict):
            yield thing
            waiting += [thing[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in thing]
        elif isinstance(thing, list):
            waiting += thing[::-1]


def _kinds(thing: dict[str, object]) -> str:
    kind = thing.get("@type")
    return " ".join(part for part in kind if isinstance(part, str)) if isinstance(kind, list) else _string(kind)


def _names(value: object) -> tuple[str, ...]:
    several = value if isinstance(value, list) else [value]
    return tuple(dict.fromkeys(name for name in (_name(one) for one in several[:20]) if name))


def _name(value: object) -> str:
    return clean(_string(value.get("name")) if isinstance(value, dict) else _string(value), limit=100)


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""
