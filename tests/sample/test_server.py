from __future__ import annotations

import json
import subprocess
import sys
from datetime import timedelta
from typing import Any

import feedparser
import pytest

from digest.sample import NOW, serve
from digest.sample.content import Outlet, Post, read_outlets, read_posts
from digest.sample.markup import html_of
from digest.sample.site import build
from tests.sample.client import Client

OUTLETS = read_outlets()
POSTS = read_posts(OUTLETS, until=NOW)
WRITTEN = [post for post in POSTS if post.text]
FEEDS = [outlet for outlet in OUTLETS.values() if outlet.feed and not outlet.down]

# What gives each publishing platform's own furniture away, in the markup and in words.
FURNITURE = {
    "newspaper": ("onetrust-banner-sdk", "newsletter-signup", "share-bar", "author-box", "related-articles", 'class="comments"'),
    "wordpress": ("wp-block-jetpack-subscriptions", "sharedaddy", "jp-relatedposts", "Discover more from", "Continue reading"),
    "ghost": ("kg-signup-card", "gh-read-next", "kg-cta-card", "ghost-portal-root"),
    "hugo": ("paginav", "share-buttons", "post-tags"),
    "squarespace": ("newsletter-block", "sqs-block-socialaccountlinks-v2", "author-bio"),
    "substack": ("subscription-widget-wrap-editor", "captioned-button-wrap", "digest-post-embed", "post-ufi"),
    "beehiiv": ("content-blocks", 'data-test="subscribe-form"', "Keep Reading"),
    "blogger": ("post-share-buttons", "FollowByEmail", "PopularPosts", "blog-pager"),
    "medium": ("speechify-ignore", "stories in your inbox", "Remember me for faster sign in"),
    "zeitung": ("cmplz-cookiebanner", "Newsletter abonnieren", "Meistgelesen", "Mehr zum Thema"),
    "gazette": ("paywall", "Subscribe to unlock this article"),
    "drupal": ("addtoany_share", "field--name-field-related-content", "mc_embed_signup"),
    "discourse": ("crawler-post", "related-topics", "powered-by-link"),
    "status": ("subscribe-form", "history-footer-link"),
    "webflow": ("w-form", "Book a demo"),
    "plain": ("Edit this page",),
}


@pytest.mark.parametrize("outlet", FEEDS, ids=lambda outlet: outlet.key)
def test_a_feed_is_well_formed_and_has_every_post(client: Client, outlet: Outlet) -> None:
    response, body = client.get(outlet.host, outlet.feed)

    expected = [post.link or post.url for post in POSTS if post.outlet == outlet]
    assert response.status == 200
    assert expected == (json_links(body) if outlet.form == "json" else syndicated_links(body))


def json_links(body: bytes) -> list[str]:
    feed: dict[str, Any] = json.loads(body)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    return [item["url"] for item in feed["items"]]


def syndicated_links(body: bytes) -> list[str]:
    feed = feedparser.parse(body)
    assert not feed.bozo
    return [entry.link for entry in feed.entries]


def test_every_form_of_feed_is_among_them() -> None:
    assert {"rss", "atom", "json", "aggregator"} == {outlet.form for outlet in FEEDS}
    assert {"summary", "excerpt", "full"} == {outlet.carries for outlet in FEEDS}


def test_an_excerpt_feed_breaks_off_and_a_full_one_does_not(client: Client) -> None:
    _, excerpts = client.get("lanternhouse.example", "/feed/")
    _, full = client.get("patchbay.example", "/rss/")

    assert all(entry.summary.endswith(" […]") for entry in feedparser.parse(excerpts).entries)
    entries = feedparser.parse(full).entries
    assert [post.url for post in POSTS if post.outlet.key == "patchbay"] == [entry.link for entry in entries]
    assert all(len(entry.content[0].value) > 2 * len(entry.summary) for entry in entries)


def test_an_aggregators_entry_has_a_discussion_and_its_numbers(client: Client) -> None:
    _, body = client.get("frontrow.example", "/rss?points=100")

    for entry in feedparser.parse(body).entries:
        assert entry.comments.startswith("http://frontrow.example/item?id=")
        assert "Points: " in entry.summary
        assert "# Comments: " in entry.summary


@pytest.mark.parametrize("post", WRITTEN, ids=lambda post: f"{post.outlet.key}-{post.slug}")
def test_every_page_is_there_with_its_text_and_the_furniture_of_its_platform(client: Client, post: Post) -> None:
    response, body = client.get(post.outlet.host, post.path)

    assert post.status == response.status
    if post.status == 200:
        furniture = FURNITURE[post.outlet.template]
        assert html_of(post.paragraphs[:1]) in body.decode()
        assert [mark for mark in furniture if mark not in body.decode()] == []


@pytest.mark.parametrize("post", [post for post in WRITTEN if post.status == 200], ids=lambda post: f"{post.outlet.key}-{post.slug}")
def test_a_page_ends_with_its_text_unless_there_is_a_wall(client: Client, post: Post) -> None:
    _, body = client.get(post.outlet.host, post.path)

    assert (html_of(post.paragraphs[-1:]) in body.decode()) != post.outlet.wall


def test_one_page_is_refused_and_one_publisher_has_a_wall() -> None:
    assert [post.status for post in WRITTEN if post.status != 200] == [403]
    assert [outlet.key for outlet in OUTLETS.values() if outlet.wall] == ["meridian"]


def test_a_host_that_is_down_answers_503(client: Client) -> None:
    response, _ = client.get("oldmill.example", "/index.rdf")

    assert response.status == 503


def test_an_unknown_page_answers_404(client: Client) -> None:
    response, _ = client.get("harbourwire.example", "/nothing")

    assert response.status == 404


@pytest.mark.parametrize("path", ["/feed.xml", POSTS[-1].path])
def test_what_the_client_has_already_is_answered_304(client: Client, path: str) -> None:
    host = "harbourwire.example" if path == "/feed.xml" else POSTS[-1].outlet.host
    first, _ = client.get(host, path)

    by_tag, nothing = client.get(host, path, If_None_Match=first.headers["ETag"])
    by_date, _ = client.get(host, path, If_Modified_Since=first.headers["Last-Modified"])
    changed, whole = client.get(host, path, If_None_Match='"another"', If_Modified_Since=first.headers["Last-Modified"])

    assert (by_tag.status, nothing, by_date.status) == (304, b"", 304)
    assert changed.status == 200
    assert whole


def test_requests_are_recorded_with_what_was_answered() -> None:
    with serve() as site:
        client = Client(site)
        first, _ = client.get("patchbay.example", "/rss/")
        client.get("patchbay.example", "/rss/", If_None_Match=first.headers["ETag"])

        recorded = [(request.host, request.path, request.status, request.conditional) for request in site.requests]

    assert recorded == [("patchbay.example", "/rss/", 200, False), ("patchbay.example", "/rss/", 304, True)]


def test_only_invented_hosts_can_be_reached(client: Client) -> None:
    assert ("127.0.0.1", client.site.port) == client.site.resolve("harbourwire.example", 80)
    with pytest.raises(OSError, match="no such host"):
        client.site.resolve("www.example.org", 80)


def test_the_same_moment_gives_the_same_bytes_and_an_earlier_one_fewer_pages() -> None:
    assert build(at=NOW) == build(at=NOW)

    before, after = build(at=NOW - timedelta(days=1)), build(at=NOW)

    assert before.keys() == after.keys()
    assert all(pages.keys() <= after[host].keys() for host, pages in before.items())
    assert before != after


def test_no_port_is_in_what_is_served(client: Client) -> None:
    served = [answer.body for pages in build(at=NOW).values() for answer in pages.values()]

    assert not any(f":{client.site.port}".encode() in body for body in served)


def test_importing_the_sample_reads_nothing_of_it() -> None:
    script = """
import sys
opened = []
sys.addaudithook(lambda event, arguments: opened.append(str(arguments[0])) if event == "open" else None)
import digest.sample
print([name for name in opened if name.endswith((".md", ".html", ".toml", ".yaml"))])
"""
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert ran.stdout.strip() == "[]"
