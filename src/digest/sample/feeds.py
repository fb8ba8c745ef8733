"""The feeds of the invented outlets: RSS 2.0, Atom 1.0, JSON Feed 1.1, and RSS as an aggregator writes it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from email.utils import format_datetime
from html import escape

from digest.sample.content import Outlet, Post
from digest.sample.markup import html_of, plain

EXCERPT = 55  # words, after which WordPress cuts what its feeds say

_ENDING = " […]"


def feed_of(outlet: Outlet, posts: Sequence[Post]) -> tuple[str, str]:
    """Return the content type and the text of an outlet's feed, its posts in the order given."""
    media_type, write = _FORMS[outlet.form]
    return media_type, write(outlet, posts)


def _rss(outlet: Outlet, posts: Sequence[Post]) -> str:
    return _channel(outlet, (_rss_item(post) for post in posts))


def _rss_item(post: Post) -> str:
    full = f"<content:encoded><![CDATA[{html_of(post.paragraphs)}]]></content:encoded>" if post.outlet.carries == "full" else ""
    return f"""<item>
<title>{escape(post.title, quote=False)}</title>
<link>{post.url}</link>
<guid isPermaLink="true">{post.url}</guid>
<dc:creator>{escape(post.author)}</dc:creator>
<pubDate>{format_datetime(post.date)}</pubDate>
<description><![CDATA[{escape(_told(post), quote=False)}]]></description>
{full}</item>"""


def _aggregator(outlet: Outlet, posts: Sequence[Post]) -> str:
    return _channel(outlet, (_link_item(post) for post in posts))


def _link_item(post: Post) -> str:
    return f"""<item>
<title>{escape(post.title, quote=False)}</title>
<link>{post.link}</link>
<guid isPermaLink="false">{post.url}</guid>
<dc:creator>{escape(post.author)}</dc:creator>
<pubDate>{format_datetime(post.date)}</pubDate>
<comments>{post.url}</comments>
<description><![CDATA[<p>Article URL: <a href="{post.link}">{post.link}</a></p>
<p>Comments URL: <a href="{post.url}">{post.url}</a></p>
<p>Points: {post.points}</p>
<p># Comments: {post.comments}</p>]]></description>
</item>"""


def _channel(outlet: Outlet, items: Iterable[str]) -> str:
    written = "\n".join(items)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
<title>{escape(outlet.name)}</title>
<link>http://{outlet.host}/</link>
<description>{escape(outlet.about)}</description>
<language>{outlet.language}</language>
{written}
</channel>
</rss>
"""


def _atom(outlet: Outlet, posts: Sequence[Post]) -> str:
    entries = "\n".join(_atom_entry(post) for post in posts)
    updated = posts[0].date.isoformat() if posts else "2026-11-01T00:00:00+00:00"
    return f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{outlet.language}">
<title>{escape(outlet.name)}</title>
<subtitle>{escape(outlet.about)}</subtitle>
<id>tag:{outlet.host},2026:feed</id>
<link rel="alternate" type="text/html" href="http://{outlet.host}/"/>
<link rel="self" type="application/atom+xml" href="http://{outlet.host}{outlet.feed}"/>
<updated>{updated}</updated>
{entries}
</feed>
"""


def _atom_entry(post: Post) -> str:
    full = f'<content type="html">{escape(html_of(post.paragraphs))}</content>\n' if post.outlet.carries == "full" else ""
    return f"""<entry>
<title>{escape(post.title, quote=False)}</title>
<id>tag:{post.outlet.host},2026:{post.slug}</id>
<link rel="alternate" type="text/html" href="{post.url}"/>
<author><name>{escape(post.author)}</name></author>
<published>{post.date.isoformat()}</published>
<updated>{post.date.isoformat()}</updated>
<summary type="text">{escape(_told(post), quote=False)}</summary>
{full}</entry>"""


def _json_feed(outlet: Outlet, posts: Sequence[Post]) -> str:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": outlet.name,
        "description": outlet.about,
        "language": outlet.language,
        "home_page_url": f"http://{outlet.host}/",
        "feed_url": f"http://{outlet.host}{outlet.feed}",
        "items": [_json_item(post) for post in posts],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1)


def _json_item(post: Post) -> dict[str, object]:
    return {
        "id": post.url,
        "url": post.url,
        "title": post.title,
        "summary": _told(post),
        "content_text": _told(post),
        "date_published": post.date.isoformat(),
        "authors": [{"name": post.author}],
    }


def _told(post: Post) -> str:
    """Return what the feed says of a post beside its title, as plain text."""
    if post.outlet.carries != "excerpt":
        return plain(post.deck)
    words = plain(" ".join(post.paragraphs)).split()
    return " ".join(words[:EXCERPT]) + _ENDING


_FORMS: dict[str, tuple[str, Callable[[Outlet, Sequence[Post]], str]]] = {
    "rss": ("application/rss+xml; charset=UTF-8", _rss),
    "aggregator": ("application/rss+xml; charset=UTF-8", _aggregator),
    "atom": ("application/atom+xml; charset=utf-8", _atom),
    "json": ("application/feed+json", _json_feed),
}
