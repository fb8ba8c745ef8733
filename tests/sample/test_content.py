from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from digest import urls
from digest.config import read
from digest.model import Kind
from digest.sample import NOW, ZONE, feeds_yaml
from digest.sample.content import read_outlets, read_posts
from digest.sample.markup import html_of, plain

OUTLETS = read_outlets()
POSTS = read_posts(OUTLETS, until=NOW)
WRITTEN = [post for post in POSTS if post.text]
LINKS = re.compile(r"\]\((http[^)]+)\)")


def test_feeds_yaml_is_valid_and_subscribes_to_every_outlet_that_has_a_feed() -> None:
    config = read(feeds_yaml().encode(), name="feeds.yaml")

    expected = {f"http://{outlet.host}{outlet.feed}": outlet.name for outlet in OUTLETS.values() if outlet.feed}
    assert expected.keys() == {feed.url for feed in config.feeds}
    assert config.timezone == ZONE
    assert [feed.name for feed in config.feeds if feed.must] == ["Cratewell Status"]
    assert [feed.name for feed in config.feeds if feed.kind == Kind.AGGREGATOR] == ["Front Row"]
    assert config.interests
    assert config.mute


def test_some_sixty_entries_over_four_days_end_before_the_fixed_morning() -> None:
    entries = [post for post in POSTS if post.outlet.feed]
    dates = [post.date for post in entries]

    assert 60 <= len(entries) <= 70
    assert min(dates) < NOW - timedelta(days=2)
    assert NOW - timedelta(hours=1) < max(dates) < NOW
    assert len(entries) / 2 < sum(date > NOW - timedelta(days=1) for date in dates)


def test_every_host_is_under_the_domain_that_nobody_can_register() -> None:
    assert all(outlet.host.endswith(".example") for outlet in OUTLETS.values())


def test_the_great_events_are_told_by_five_publishers_or_more() -> None:
    tellings = {(post.story, urls.publisher(post.url)) for post in WRITTEN}

    sizes = Counter(Counter(story for story, _ in tellings).values())

    assert sum(count for size, count in sizes.items() if size >= 5) >= 3
    assert sum(count for size, count in sizes.items() if 2 <= size < 5) >= 6
    assert sizes[1] >= 12


def test_two_posts_have_neither_the_same_address_nor_the_same_title() -> None:
    assert len(POSTS) == len({post.url for post in POSTS})
    assert len(POSTS) == len({post.title for post in POSTS})


def test_no_two_outlets_tell_an_event_in_the_same_sentence() -> None:
    sentences = Counter(sentence for post in WRITTEN for sentence in re.split(r"(?<=[.!?])\s+", post.text) if len(sentence) > 40)

    assert [sentence for sentence, times in sentences.items() if times > 1] == []


@pytest.mark.parametrize(
    ("story", "words"),
    [
        ("libstow-flaw", "4.2.1"),
        ("corvane-heron", "Heron 3"),
        ("saltmarsh-egret", "Egret 2"),
        ("petrel-probe", "31"),
        ("orrery-ruling", "870"),
        ("nestling-fine", "46"),
        ("sodium-cell", "6,000"),
        ("plover-licence", "Plover"),
        ("basalt-release", "400"),
    ],
)
def test_the_tellings_of_an_event_agree_on_what_matters(story: str, words: str) -> None:
    tellings = [post for post in WRITTEN if post.story == story]

    missing = [post.url for post in tellings if words not in f"{post.title} {post.summary} {post.text}"]

    assert missing == []


def test_an_aggregator_links_to_another_outlets_page_and_says_how_it_was_received() -> None:
    links = [post for post in POSTS if post.outlet.form == "aggregator"]

    pages = {post.url for post in WRITTEN}
    assert links
    assert all(post.link in pages and post.points > 100 and post.comments > 50 for post in links)


def test_every_link_within_a_text_leads_to_a_page_of_the_sample() -> None:
    pages = {post.url for post in WRITTEN}

    found = [link for post in WRITTEN for link in LINKS.findall(post.text)]

    assert found
    assert pages.issuperset(found)


def test_posts_later_than_the_moment_are_not_there_yet() -> None:
    day_before = read_posts(OUTLETS, until=NOW - timedelta(days=1))

    assert day_before
    assert {post.url for post in POSTS if post.date <= NOW - timedelta(days=1)} == {post.url for post in day_before}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Plain & simple.", "<p>Plain &amp; simple.</p>"),
        ("## A heading", "<h2>A heading</h2>"),
        ("> Said so.", "<blockquote><p>Said so.</p></blockquote>"),
        ("- one\n- two", "<ul><li>one</li><li>two</li></ul>"),
        ("    if a < b:\n        stop", "<pre><code>if a &lt; b:\n    stop</code></pre>"),
        ("See [this](http://a.example/).", '<p>See <a href="http://a.example/">this</a>.</p>'),
        ("Use `code` with *stress*.", "<p>Use <code>code</code> with <em>stress</em>.</p>"),
    ],
)
def test_a_block_is_written_as_html(text: str, expected: str) -> None:
    assert expected == html_of([text])


def test_the_marks_of_a_text_are_left_out_where_it_is_plain() -> None:
    assert plain("A [link](http://a.example/), `code` and *stress*.") == "A link, code and stress."


def test_hosts_are_told_apart() -> None:
    assert len(OUTLETS) == len({outlet.host for outlet in OUTLETS.values()})
    assert all(urlsplit(post.url).hostname == post.outlet.host for post in POSTS)
