"""The article of a page that a script would draw: its markup stands in the page's own data, as a string.

React, Vue and others ship what they will show as JSON inside a script, sometimes as JSON inside a string of JSON.
Asked only where the page itself shows no article. Nothing is run.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import escape

MAX_DATA = 4_000_000  # characters of one script; the longest real one seen has 1,200,000
LEAST = 600  # characters of an article
DEPTH = 3  # strings within strings

_TAG = re.compile(r"<(/?)script\b", re.IGNORECASE)
_STRING = re.compile(r'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)  # the last may have no end: it is read over once, not from each quote in it
_PARAGRAPH = re.compile(r"<p\b[^>]{0,500}>(.*?)(?=</?p\b|$)", re.IGNORECASE | re.DOTALL)


def article_in_data(page: str, body: str) -> str:
    """Return the markup of the article in a page's data, or the empty string; `body` is its plain text by JSON-LD, if it has one."""
    strings = (found for script in _scripts(page) for found in _strings(script[:MAX_DATA], DEPTH))
    best = max(strings, key=_prose, default="")
    if _prose(best) >= LEAST:
        return best
    paragraphs = [escape(line) for line in body.splitlines() if line.strip()]
    return "".join(f"<p>{line}</p>" for line in paragraphs) if len(body) >= LEAST else ""


def _scripts(page: str) -> Iterator[str]:
    """Yield what stands between the tags of scripts, their attributes included."""
    start = None
    for tag in _TAG.finditer(page):
        if tag[1] and start is not None:
            yield page[start : tag.start()]
        start = None if tag[1] else tag.end()


def _strings(data: str, depth: int) -> Iterator[str]:
    """Yield the strings of some data that hold paragraphs, those in strings too."""
    for match in _STRING.finditer(data):
        if len(match[0]) >= LEAST and depth:
            try:
                text = str(json.loads(match[0], strict=False))
            except ValueError:
                continue
            if '":' in text:  # data again; in markup a quoted value is not followed by a colon
                yield from _strings(text, depth - 1)
            elif "<p" in text:
                yield text


def _prose(markup: str) -> int:
    return sum(len(paragraph[1]) for paragraph in _PARAGRAPH.finditer(markup))
