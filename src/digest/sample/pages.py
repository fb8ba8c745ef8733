"""The pages of the invented outlets: a post in the template of its outlet's publishing platform."""

from __future__ import annotations

from collections.abc import Sequence
from email.utils import format_datetime
from html import escape
from string import Template

from digest.sample.content import Post, template
from digest.sample.markup import html_of, plain

RELATED = 3  # posts a page links to
OPENING = 2  # blocks before the box that many platforms put into the text


def page_of(post: Post, related: Sequence[Post]) -> str:
    """Return the page of a post, with links to others of the same outlet where its platform puts them."""
    return Template(template(post.outlet.template)).substitute(_fields(post) | _related(related))


def _fields(post: Post) -> dict[str, str]:
    shown = post.paragraphs[:1] if post.outlet.wall else post.paragraphs
    return {
        "opening": html_of(shown[:OPENING]),
        "rest": html_of(shown[OPENING:]),
        "deck": escape(plain(post.deck)),
        "title": escape(post.title),
        "author": escape(post.author),
        "url": post.url,
        "date": format_datetime(post.date)[5:16],  # 21 Nov 2026, in English whatever the locale
        "day": f"{post.date:%d.%m.%Y}",
        "iso": post.date.isoformat(),
        "site": escape(post.outlet.name),
        "about": escape(post.outlet.about),
        "host": post.outlet.host,
        "language": post.outlet.language,
    }


def _related(related: Sequence[Post]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for number in range(1, RELATED + 1):
        other = related[(number - 1) % len(related)]
        fields |= {f"title_{number}": escape(other.title), f"url_{number}": other.url, f"deck_{number}": escape(plain(other.deck))}
    return fields
