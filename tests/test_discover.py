"""Where the feed of a site may be."""

from __future__ import annotations

import pytest

from digest.discover import feeds_of, platform_feeds, usual_feeds


def test_feeds_are_found_in_the_order_of_the_page_and_once() -> None:
    page = b"""<html><head><link rel="stylesheet" href="/x.css">
    <link rel="Alternate" type="application/rss+xml; charset=utf-8" href="/feed">
    <link rel="alternate" type="application/atom+xml" href="https://b.example/atom"><link rel=alternate type=application/rss+xml href=/feed>
    <link rel="alternate" hreflang="de" type="text/html" href="/de"></head></html>"""

    assert feeds_of(page, url="https://a.example/blog/") == ("https://a.example/feed", "https://b.example/atom")


def test_feed_of_comments_comes_after_the_others() -> None:
    page = b"""<link rel=alternate type=application/rss+xml href="/talk" title="Comments on a post">
    <link rel=alternate type=application/rss+xml href="/comments/feed/"><link rel=alternate type=application/rss+xml href="/feed/">"""

    named = feeds_of(page, url="https://a.example/")

    assert named == ("https://a.example/feed/", "https://a.example/talk", "https://a.example/comments/feed/")


def test_channel_behind_a_handle_is_known_by_the_canonical_address_of_its_page() -> None:
    page = b'<link rel="canonical" href="https://www.youtube.com/channel/UCabcdefghijklmnopqrstuv">'

    named = feeds_of(page, url="https://www.youtube.com/@somebody")

    assert named == ("https://www.youtube.com/feeds/videos.xml?channel_id=UCabcdefghijklmnopqrstuv",)


@pytest.mark.parametrize(
    "page", [b"", b"\x00\xff", b"<p>none</p>", b'<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">']
)
def test_page_without_a_feed_that_may_be_asked_names_none(page: bytes) -> None:
    assert feeds_of(page, url="https://a.example/") == ()


@pytest.mark.parametrize(
    ("url", "feed"),
    [
        ("https://www.youtube.com/channel/UCabcdefghijklmnopqrstuv/videos", "https://www.youtube.com/feeds/videos.xml?channel_id=UCabcdefghijklmnopqrstuv"),
        ("https://m.youtube.com/user/somebody", "https://www.youtube.com/feeds/videos.xml?user=somebody"),
        ("https://youtube.com/playlist?list=PL0123-abc&si=x", "https://www.youtube.com/feeds/videos.xml?playlist_id=PL0123-abc"),
        ("https://github.com/python/cpython", "https://github.com/python/cpython/releases.atom"),
        ("https://github.com/python/cpython.git", "https://github.com/python/cpython/releases.atom"),
        ("https://github.com/python/cpython/tags", "https://github.com/python/cpython/tags.atom"),
        ("https://github.com/python/cpython/commits/main/", "https://github.com/python/cpython/commits/main.atom"),
        ("https://github.com/gvanrossum", "https://github.com/gvanrossum.atom"),
        ("https://old.reddit.com/r/linux/top/", "https://www.reddit.com/r/linux/.rss"),
        ("https://www.reddit.com/user/somebody", "https://www.reddit.com/user/somebody/.rss"),
    ],
)  # fmt: skip
def test_feed_of_a_known_platform_needs_no_look_at_the_page(url: str, feed: str) -> None:
    assert platform_feeds(url) == (feed,)


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/python/cpython/releases.atom",
        "https://www.reddit.com/r/linux/.rss",
        "https://www.youtube.com/@somebody",
        "https://www.youtube.com/feeds/videos.xml?channel_id=UCabcdefghijklmnopqrstuv",
        "https://example.org/r/linux",
    ],
)
def test_address_that_is_a_feed_or_elsewhere_is_asked_as_it_is(url: str) -> None:
    assert platform_feeds(url) == ()


@pytest.mark.parametrize(
    ("url", "first", "top"),
    [
        ("https://a.example", "https://a.example/feed", "https://a.example/rss.xml"),
        ("https://a.example/blog", "https://a.example/blog/feed", "https://a.example/feed"),
        ("https://a.example/blog/post.html?x=1", "https://a.example/blog/feed", "https://a.example/feed"),
        ("https://social.example/@somebody", "https://social.example/@somebody.rss", "https://social.example/feed"),
    ],
)
def test_usual_places_are_beside_the_page_and_at_the_top(url: str, first: str, top: str) -> None:
    guessed = usual_feeds(url)

    assert guessed[0] == first
    assert top in guessed
    assert len(set(guessed)) == len(guessed)
