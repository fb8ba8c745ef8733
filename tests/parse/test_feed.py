"""Feeds as strangers write them."""

from __future__ import annotations

import html
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.model import Entry, Feed, Kind
from digest.parse import Parsed, Unreadable, bounded, parse_feed
from digest.parse.skim import identity

NOW = datetime(2026, 11, 22, 7, tzinfo=UTC)
FEED = Feed("A", "https://a.example/feed")
AGGREGATOR = Feed("Talk", "https://talk.example/rss", kind=Kind.AGGREGATOR)


def parsed(body: str | bytes, feed: Feed = FEED, content_type: str = "application/xml") -> Parsed:
    data = body.encode() if isinstance(body, str) else body
    found = parse_feed(data, feed=feed, url=feed.url, content_type=content_type, now=NOW)
    assert isinstance(found, Parsed), found
    return found


def rss(*items: str) -> str:
    return f"<rss version='2.0'><channel><title>T</title>{''.join(f'<item>{item}</item>' for item in items)}</channel></rss>"


def only(body: str | bytes, feed: Feed = FEED) -> Entry:
    entries = parsed(body, feed).entries
    assert len(entries) == 1
    return entries[0]


def test_rss_item_becomes_an_entry() -> None:
    entry = only(
        rss(
            "<title>Caf&#233; &amp;amp; &lt;b&gt;bar&lt;/b&gt;</title><link>/x?a=1&amp;b=2</link><guid>g1</guid>"
            "<pubDate>Sun, 22 Nov 2026 06:00:00 GMT</pubDate><description>&lt;p&gt;Words&lt;/p&gt;</description>"
        )
    )

    assert (entry.title, entry.url, entry.uid) == ("Café & bar", "https://a.example/x?a=1&b=2", "g1")
    assert (entry.published, entry.content, entry.publisher) == (datetime(2026, 11, 22, 6, tzinfo=UTC), "<p>Words</p>", "a.example")


def test_atom_entry_becomes_an_entry_with_its_longest_text() -> None:
    entry = only(
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='de'><title>T</title><entry><title>Hallo</title><id>urn:1</id>"
        "<link href='https://a.example/1'/><updated>2026-11-22T08:00:00+02:00</updated><summary>kurz</summary>"
        "<content type='html'>&lt;p&gt;viel l&#228;nger&lt;/p&gt;</content><author><name>Ada</name></author></entry></feed>"
    )

    assert (entry.uid, entry.content, entry.authors, entry.language) == ("urn:1", "<p>viel länger</p>", ("Ada",), "de")
    assert entry.published == datetime(2026, 11, 22, 6, tzinfo=UTC)


def test_json_feed_item_becomes_an_entry() -> None:
    item = {
        "id": 7,
        "url": "/x",
        "title": "Hello",
        "content_text": "1 < 2",
        "date_published": "2026-11-22T06:00:00Z",
        "authors": [{"name": "Ada"}, 3],
    }
    body = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "J", "language": "en-GB", "items": [item, "x"]})

    entry = only(body)

    assert (entry.uid, entry.url, entry.title, entry.content) == ("7", "https://a.example/x", "Hello", "1 &lt; 2")
    assert (entry.authors, entry.language) == (("Ada",), "en-gb")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"<!DOCTYPE html><html><body><h1>Home</h1></body></html>", "html"),
        (b"{broken", "not-a-feed"),
        (b'{"version": 3}', "not-a-feed"),
        (b"\x00\x01\x02\xff" * 500, "not-a-feed"),
        (b"just words", "not-a-feed"),
    ],
)
def test_what_is_no_feed_is_told_as_what_it_is(body: bytes, code: str) -> None:
    found = parse_feed(body, feed=FEED, url=FEED.url, content_type="", now=NOW)

    assert isinstance(found, Unreadable)
    assert found.code == code


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", " JAVASCRIPT:x"])
def test_link_that_may_not_be_followed_is_left_out_and_the_entry_stays(link: str) -> None:
    assert only(rss(f"<title>A</title><link>{link}</link>")).url == ""


@pytest.mark.parametrize(
    "date",
    ["", "soon", "32 Foo 2024 25:61", "Mon, 01 Jan 0001 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "Sun, 22 Nov 2026 06:00:00 +9900"],
)
def test_date_that_means_nothing_is_none(date: str) -> None:
    published = only(rss(f"<title>A</title><pubDate>{date}</pubDate>")).published

    assert published is None or published <= NOW


def test_date_in_the_future_is_now() -> None:
    assert only(rss("<title>A</title><pubDate>Mon, 23 Nov 2026 07:00:00 GMT</pubDate>")).published == NOW


def test_three_articles_under_one_guid_are_three_and_a_copy_is_one() -> None:
    items = [f"<title>Article {number}</title><guid>same</guid><link>https://a.example/{number}</link>" for number in (1, 2, 3, 3)]

    entries = parsed(rss(*items)).entries

    assert [entry.title for entry in entries] == ["Article 1", "Article 2", "Article 3"]
    assert len({entry.uid for entry in entries}) == 3


def test_item_without_link_guid_and_date_keeps_its_identity() -> None:
    body = rss("<title>A</title><description>words</description>")

    assert only(body).uid == only(body).uid != ""


def test_item_without_title_is_called_by_its_first_words() -> None:
    assert (
        only(rss("<description>&lt;p&gt;First words here.&lt;/p&gt;&lt;p&gt;More&lt;/p&gt;</description>")).title
        == "First words here. More"
    )


def test_aggregators_entry_is_its_link_with_a_discussion() -> None:
    entry = only(
        rss(
            "<title>A</title><link>https://other.example/x</link><comments>https://talk.example/item?id=1</comments>"
            "<description>&lt;p&gt;Points: 412&lt;/p&gt;&lt;p&gt;# Comments: 187&lt;/p&gt;</description>"
        ),
        AGGREGATOR,
    )

    assert (entry.publisher, entry.discussion, entry.points, entry.comments) == (
        "other.example",
        "https://talk.example/item?id=1",
        412,
        187,
    )
    assert entry.content == ""


def test_controls_and_markup_in_titles_are_gone_and_words_stay() -> None:
    entry = only(rss("<title><![CDATA[\x1b[2J<script>alert(1)</script> 1 < 2 \u202ereversed]]></title>"))

    assert entry.title == "[2Jalert(1) 1 < 2 reversed"


def test_encoding_of_the_document_wins_over_a_wrong_header() -> None:
    body = "<?xml version='1.0' encoding='iso-8859-1'?><rss version='2.0'><channel><item><title>Café</title></item></channel></rss>"

    assert parsed(body.encode("iso-8859-1"), content_type="text/xml; charset=utf-8").entries[0].title in ("Café", "Caf\ufffd")


@pytest.mark.parametrize("begin", ["<author>", "<dc:creator>", "<author><![CDATA[", "<managingEditor x='1'>\n"])
def test_name_that_no_person_has_is_cut_before_it_is_parsed(begin: str) -> None:
    document = f"<item>{begin}{'x' * 100_000}</item><item><title>stays</title></item>".encode()

    assert len(bounded(document)) < 1_000
    assert bounded(document).endswith(b"</item><item><title>stays</title></item>")


def test_tag_that_no_person_wrote_is_left_out_before_it_is_parsed() -> None:
    attributes = " ".join(f"a{number}='1'" for number in range(20_000))

    assert bounded(f"<item><title {attributes}>stays</title></item>".encode()) == b"<item>stays</title></item>"


def test_ordinary_document_is_parsed_as_it_is() -> None:
    document = rss("<title>A</title><author>ada@a.example (Ada)</author><description>&lt;p class='x'&gt;words</description>").encode()

    assert bounded(document) == document


@given(st.binary(max_size=300))
def test_any_bytes_are_a_feed_or_a_reason(body: bytes) -> None:
    for start in (b"", b"<rss version='2.0'><channel><item>", b'{"version": "https://jsonfeed.org/version/1", "items": '):
        assert isinstance(parse_feed(start + body, feed=FEED, url=FEED.url, content_type="", now=NOW), Parsed | Unreadable)


@pytest.mark.parametrize(
    "uid", ["https://a.example/?a=1&amp;b=2", "?t=x&#038;p=2", "?p=1&#38;q=2", "<![CDATA[?a=1&b=2]]>", "a&lt;b", "&#233;"]
)
@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_entry_keeps_its_identity_and_its_address_on_a_day_when_its_document_is_broken(kind: str, uid: str) -> None:
    entries = {
        "rss": f"<title>A title</title><guid isPermaLink='false'>{uid}</guid><link>https://a.example/?x=1&amp;y=2</link>",
        "atom": f"<title>A title</title><id>{uid}</id><link href='https://a.example/?x=1&#038;y=2'/>",
    }
    head = {"rss": "<rss version='2.0'><channel><title>T", "atom": "<feed xmlns='http://www.w3.org/2005/Atom'><title>T"}[kind]
    name, tail = {"rss": ("item", "</channel></rss>"), "atom": ("entry", "</feed>")}[kind]
    rest = f"</title><{name}>{entries[kind]}</{name}>{tail}"

    whole, broken = only(f"{head}{rest}"), only(f"{head} & so &nbsp; on{rest}")

    assert (whole.uid, whole.url) == (broken.uid, broken.url)
    assert whole.url.startswith("https://a.example/?x=1&y=2")


@given(st.text("&amp;lt#38x0"))
def test_identity_has_no_escapes_however_often_it_was_escaped(text: str) -> None:
    assert identity(html.escape(html.escape(text))) == identity(text)
