"""Where a page says that its feed is."""

from __future__ import annotations

import pytest

from digest.discover import feeds_of


def test_feeds_are_found_in_the_order_of_the_page_and_once() -> None:
    page = b"""<html><head><link rel="stylesheet" href="/x.css">
    <link rel="Alternate" type="application/rss+xml; charset=utf-8" href="/feed">
    <link rel="alternate" type="application/atom+xml" href="https://b.example/atom"><link rel=alternate type=application/rss+xml href=/feed>
    <link rel="alternate" hreflang="de" type="text/html" href="/de"></head></html>"""

    assert feeds_of(page, url="https://a.example/blog/") == ("https://a.example/feed", "https://b.example/atom")


@pytest.mark.parametrize(
    "page", [b"", b"\x00\xff", b"<p>none</p>", b'<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">']
)
def test_page_without_a_feed_that_may_be_asked_names_none(page: bytes) -> None:
    assert feeds_of(page, url="https://a.example/") == ()
