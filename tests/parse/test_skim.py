"""What needs no reading is taken out of a document, and nothing else of it changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from digest.model import Entry, Feed, Kind
from digest.parse import Parsed, Stale, parse_feed
from digest.parse.skim import skim

NOW = datetime(2026, 11, 22, 7, tzinfo=UTC)
YESTERDAY = NOW - timedelta(days=1)
FEED = Feed("A", "https://a.example/feed")

names = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="<>&"), min_size=1, max_size=12)
ages = st.integers(0, 72)


def read(body: bytes, stale: Stale | None, feed: Feed = FEED, content_type: str = "application/xml") -> Parsed:
    found = parse_feed(body, feed=feed, url=feed.url, content_type=content_type, now=NOW, stale=stale)
    assert isinstance(found, Parsed)
    return found


def rss(*items: str, head: str = "") -> bytes:
    joined = "".join(f"<item>{item}</item>" for item in items)
    space = "xmlns:media='http://search.yahoo.com/mrss/' xmlns:atom='http://www.w3.org/2005/Atom'"
    return f"<rss version='2.0' {space}>{head}<channel><title>T</title><language>de</language>{joined}</channel></rss>".encode()


def item(uid: str, *, hours: int, title: str = "A title", more: str = "") -> str:
    return (
        f"<guid isPermaLink='false'>{uid}</guid><link>https://a.example/{hours}</link><title>{title}</title>"
        f"<pubDate>{format_datetime(NOW - timedelta(hours=hours), usegmt=True)}</pubDate>"
        f"<description>&lt;p&gt;Words&lt;/p&gt;</description>{more}"
    )


def atom(*entries: str) -> bytes:
    return f"<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='fr'><title>T</title>{''.join(entries)}</feed>".encode()


def atom_entry(uid: str, *, hours: int, title: str = "A title", more: str = "") -> str:
    return (
        f"<entry><id>{uid}</id><link href='/{hours}'/><title type='html'>{title}</title>"
        f"<updated>{(NOW - timedelta(hours=hours)).isoformat()}</updated>"
        f"<content type='html'>&lt;p&gt;Words&lt;/p&gt;</content>{more}</entry>"
    )


def expected(body: bytes, stale: Stale, feed: Feed = FEED) -> set[Entry]:
    """Return what a reading of everything gives, without what is known, and without what old ones say."""
    kept = [entry for entry in read(body, None, feed).entries if entry.uid not in stale.known]
    return {replace(entry, content="") if entry.published and entry.published < stale.before else entry for entry in kept}


@example(rows=[("1", 30, "\u00c2\u00a1")], known=set(), kind=(rss, item))  # a title that feedparser mends
@given(st.lists(st.tuples(names, ages, names), max_size=6), st.sets(names, max_size=3), st.sampled_from([(rss, item), (atom, atom_entry)]))
def test_skimmed_document_gives_the_entries_that_a_reading_of_all_gives(
    rows: list[tuple[str, int, str]], known: set[str], kind: tuple[Callable[..., bytes], Callable[..., str]]
) -> None:
    document, written = kind
    body = document(*(written(uid, hours=hours, title=title) for uid, hours, title in rows))
    stale = Stale(frozenset([*known, *(entry.uid for entry in read(body, None).entries[::3])]), YESTERDAY)

    found = {entry for entry in read(body, stale).entries if entry.uid not in stale.known}

    assert found == expected(body, stale)


def test_known_entries_are_counted_and_left_out() -> None:
    found = read(rss(item("1", hours=1), item("2", hours=2)), Stale(frozenset({"1", "2"}), YESTERDAY))

    assert (found.entries, found.known, found.title) == ((), 2, "T")


def test_old_entry_keeps_its_identity_address_title_date_and_language() -> None:
    found = read(rss(item("1", hours=30, title="Caf&#233; &amp;amp; &lt;i&gt;bar&lt;/i&gt;")), Stale(frozenset(), YESTERDAY)).entries

    (entry,) = found
    assert (entry.uid, entry.url, entry.title, entry.language) == ("1", "https://a.example/30", "Café & bar", "de")
    assert (entry.published, entry.content) == (NOW - timedelta(hours=30), "")


@pytest.mark.parametrize(
    "odd",
    [
        "<guid>another</guid>",
        "<media:title>Another</media:title>",
        "<media:group><media:title>Another</media:title></media:group>",
        "<atom:link href='https://b.example/'/>",
        "<pubDate>yesterday</pubDate>",
        "<GUID>another</GUID>",
        "<id xmlns='http://www.w3.org/2005/Atom'>another</id>",
        "<dcterms:issued xmlns:dcterms='http://purl.org/dc/terms/'>2026-11-22T05:00:00Z</dcterms:issued>",
    ],
)
def test_entry_that_could_be_read_in_two_ways_stays_in_the_document(odd: str) -> None:
    skimmed = skim(rss(item("1", hours=30, more=odd)), "", Stale(frozenset(), YESTERDAY))

    assert skimmed is not None
    assert (skimmed.old, skimmed.known) == ((), 0)
    assert b"<item>" in skimmed.body


@pytest.mark.parametrize(
    ("plain", "odd"),
    [
        ("<pubDate>Sat, 21 Nov 2026 01:00:00 GMT", "<pubDate>Thu, 01 Jan 1970 00:00:00 GMT"),
        ("<pubDate>Sat, 21 Nov 2026 01:00:00 GMT", "<pubDate>Mon, 01 Jan 0001 00:00:00 GMT"),
        ("<pubDate>Sat, 21 Nov 2026 01:00:00 GMT", "<pubDate>0001-01-01T00:00:00Z"),
        (">1</guid>", ">&#146;1</guid>"),
        (">1</guid>", ">http:///a.example/1</guid>"),
        (">https://a.example/30<", ">https://a.example/?a=1&amp;amp;b=2<"),
        ("<title>", "<title xml:lang='it'>"),
        (">A title<", ">&#146;Tis a title<"),
    ],
)
def test_old_entry_is_what_a_reading_of_all_makes_of_it_however_it_is_written(plain: str, odd: str) -> None:
    body = rss(item("1", hours=30)).replace(plain.encode(), odd.encode())
    stale = Stale(frozenset(), YESTERDAY)

    assert odd.encode() in body
    assert set(read(body, stale).entries) == expected(body, stale)


@pytest.mark.parametrize(
    ("plain", "odd"),
    [
        ("<title type='html'>A title", "<title type='html' mode='base64'>QSB0aXRsZQ=="),
        ("<entry>", "<entry xml:lang='it'>"),
        ("<updated>", "<issued>2026-11-22T05:00:00Z</issued><updated>"),
        ("<content", "<date xmlns='http://purl.org/dc/elements/1.1/'>2026-11-22T05:00:00Z</date><content"),
    ],
)
def test_old_atom_entry_is_what_a_reading_of_all_makes_of_it_however_it_is_written(plain: str, odd: str) -> None:
    body = atom(atom_entry("1", hours=30)).replace(plain.encode(), odd.encode())
    stale = Stale(frozenset(), YESTERDAY)

    assert odd.encode() in body
    assert set(read(body, stale).entries) == expected(body, stale)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (rss(item("1", hours=30))[:-4], "application/xml"),
        (rss(item("1", hours=30)).replace(b"<item>", b"<item xml:base='https://b.example/'>"), "application/xml"),
        (b"<!DOCTYPE rss [<!ENTITY a 'b'>]>" + rss(item("1", hours=30)), "application/xml"),
        (rss(item("1", hours=30)), "application/xml; charset=koi8-r"),
        (b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><item/></rdf:RDF>", "application/xml"),
        (b"<html><body><p>no feed</p></body></html>", "text/html"),
        (b"\xff\xfe", ""),
    ],
)
def test_document_that_could_be_read_in_two_ways_is_not_taken_apart(body: bytes, content_type: str) -> None:
    assert skim(body, content_type, Stale(frozenset({"1"}), YESTERDAY)) is None


@pytest.mark.parametrize("kind", ["plain", "odd"])
@pytest.mark.parametrize("newest_first", [True, False])
def test_latest_entries_of_a_document_that_is_too_long_are_read(kind: str, newest_first: bool) -> None:
    rows = [item(f"g{hours}", hours=hours) for hours in range(700)]
    body = rss(*(rows if newest_first else reversed(rows)))
    body = b"<!DOCTYPE rss>" * (kind == "odd") + body

    found = read(body, Stale(frozenset(), YESTERDAY)).entries

    assert {entry.uid for entry in found} == {f"g{hours}" for hours in range(500)}


def test_undated_entries_past_the_end_do_not_move_up_when_those_before_them_are_known() -> None:
    body = rss(*(f"<guid>g{number}</guid><title>{number}</title>" for number in range(700)))
    first = read(body, Stale(frozenset(), YESTERDAY))

    second = read(body, Stale(frozenset(entry.uid for entry in first.entries), YESTERDAY))

    assert (len(first.entries), second.entries) == (500, ())


def test_entries_that_share_an_identity_are_told_apart_as_ever() -> None:
    body = rss(item("1", hours=1, title="First"), item("1", hours=2, title="Second"))
    stale = Stale(frozenset({"1"}), YESTERDAY)

    assert len(read(body, stale).entries) == 2


def test_entries_of_an_aggregator_are_read_again_for_their_points() -> None:
    talk = replace(FEED, kind=Kind.AGGREGATOR)
    body = rss(item("1", hours=1))

    assert len(read(body, Stale(frozenset({"1"}), YESTERDAY), talk).entries) == 1


@given(st.binary(max_size=400))
def test_nothing_that_a_stranger_wrote_raises(junk: bytes) -> None:
    skim(b"<rss version='2.0'><channel>" + junk + b"</channel></rss>", "", Stale(frozenset(), YESTERDAY))
