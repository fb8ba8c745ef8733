"""Lists of feeds as other readers keep them: OPML, in and out, and plain lists of addresses, such as newsboat's.

What a list has and feeds.yaml has no place for is remarked on, a line each: nothing is dropped without a word.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from digest.exchange.addresses import read_addresses
from digest.exchange.opml import read_opml, write_opml
from digest.exchange.subscriptions import Remark, Subscriptions
from digest.model import Feed
from digest.urls import canonical

__all__ = ["Remark", "Subscriptions", "read_list", "write_opml"]


def read_list(data: bytes) -> Subscriptions:
    """Return the feeds of an OPML document or a plain list, each once, with all its tags; runs in a child process."""
    found = read_opml(data) if data.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")[:1] == b"<" else read_addresses(data)
    return replace(found, feeds=_once(found.feeds))


def _once(feeds: Iterable[Feed]) -> tuple[Feed, ...]:
    """Return each feed once: one that stands in several folders has the tags of all of them."""
    merged: dict[str, Feed] = {}
    for feed in feeds:
        first = merged.setdefault(canonical(feed.url), feed)
        merged[canonical(feed.url)] = replace(first, name=first.name or feed.name, tags=tuple(dict.fromkeys((*first.tags, *feed.tags))))
    return tuple(merged.values())
