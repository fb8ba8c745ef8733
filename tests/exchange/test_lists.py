"""Lists of feeds of other readers."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.clean import clean
from digest.exchange import read_list, write_opml
from digest.exchange.subscriptions import Subscriptions
from digest.model import Feed

# As newsboat documents its file, and as people have it.
URLS = r"""
# comment
https://lwn.example/headlines/rss linux "kernel news" "~LWN: Linux"
http://a.example/feed?x=1#part  # behind

"query:Unread:unread = \"yes\"" quoted
exec:~/bin/make.py "fun"
filter:~/bin/f.py:https://b.example/feed
https://c.example/feed "!" "~Titled with \"quotes\""
file:///home/me/x.xml
words are no address
https://d.example/feed "an unfinished tag
"""


def opml(*body: str, head: str = '<?xml version="1.0"?>') -> bytes:
    return (head + '<opml version="1.0"><body>' + "".join(body) + "</body></opml>").encode()


def reasons(found: Subscriptions) -> list[tuple[int, str]]:
    return [(remark.line, remark.why) for remark in found.remarks]


def test_newsboats_file_gives_its_feeds_with_tags_and_titles() -> None:
    found = read_list(URLS.encode())

    assert found.feeds == (
        Feed("LWN: Linux", "https://lwn.example/headlines/rss", ("linux", "kernel news")),
        Feed("", "http://a.example/feed?x=1#part"),
        Feed('Titled with "quotes"', "https://c.example/feed"),
        Feed("", "https://d.example/feed", ("an unfinished tag",)),
    )


def test_every_line_of_newsboats_file_that_is_no_feed_is_told_by_its_number() -> None:
    found = read_list(URLS.encode())

    assert [(remark.line, remark.what) for remark in found.remarks] == [
        (6, 'query:Unread:unread = "yes"'),
        (7, "exec:~/bin/make.py"),
        (8, "filter:~/bin/f.py:https://b.example/feed"),
        (9, "!"),
        (10, "file:///home/me/x.xml"),
        (11, "words"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_plain_list_is_read_in_the_encoding_it_is_in(encoding: str) -> None:
    found = read_list('https://a.example/f "~Café"\r\nhttps://b.example/f b\n'.encode(encoding))

    assert found == Subscriptions((Feed("Café", "https://a.example/f"), Feed("", "https://b.example/f", ("b",))))


def test_only_the_end_of_a_line_ends_it() -> None:
    found = read_list('https://a.example/f "~One\u2028title\x0cof\x85it"\n'.encode())

    assert found == Subscriptions((Feed("One title of it", "https://a.example/f"),))


def test_folders_are_tags_from_the_outside_in_and_categories_come_after() -> None:
    found = read_list(
        opml(
            '<outline text="Tech"><outline title="Linux/BSD">',
            '<outline text="LWN" xmlUrl="https://lwn.example/rss" category="/News/Kernel,linux"/></outline></outline>',
        )
    )

    assert found.feeds == (Feed("LWN", "https://lwn.example/rss", ("Tech", "Linux/BSD", "News", "Kernel", "linux")),)


def test_feed_in_several_folders_is_one_with_all_their_tags() -> None:
    leaf = '<outline text="A" xmlUrl="{}://www.a.example/rss"/>'

    found = read_list(
        opml(f'<outline text="x">{leaf.format("http")}</outline><outline text="y">{leaf.format("https")}</outline>', leaf.format("https"))
    )

    assert found.feeds == (Feed("A", "http://www.a.example/rss", ("x", "y")),)


def test_outline_that_is_no_feed_is_told_and_an_empty_folder_is_not() -> None:
    found = read_list(
        opml(
            '<outline text="empty"/>\n<outline text="page" type="link" url="https://a.example/"/>\n<outline text="b" xmlUrl="file:///etc/passwd"/>'
        )
    )

    assert reasons(found) == [(2, "has no address of a feed"), (3, '"file:///etc/passwd" is not a web address')]


def test_attributes_are_known_however_they_are_written_and_a_name_that_is_the_address_is_none() -> None:
    found = read_list(
        opml('<Outline TEXT="https://a.example/rss" XMLURL="feed://a.example/rss"/><outline xmlurl="https://b.example/rss"/>')
    )

    assert found.feeds == (Feed("", "https://a.example/rss"), Feed("", "https://b.example/rss"))


def test_broken_document_is_read_as_far_as_it_goes_and_said_to_be_broken() -> None:
    found = read_list(
        b'<opml><body>\n<outline text="A & B" xmlUrl="https://a.example/rss"/>\n<outline text="C" xmlUrl="https://c.example/rss"'
    )

    assert [feed.url for feed in found.feeds][:1] == ["https://a.example/rss"]
    assert found.remarks[0].line == 2
    assert "not well-formed" in found.remarks[0].why


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"<rss version='2.0'/>", "not OPML: its first element is <rss>"),
        (b"<", "not OPML"),
        (b"<html><body><p>x</html>", "not OPML: its first element is <html>"),
    ],
)
def test_another_document_is_said_to_be_what_it_is(data: bytes, why: str) -> None:
    found = read_list(data)

    assert found.feeds == ()
    assert found.remarks[0].why.startswith(why)


def test_entities_of_a_hostile_document_are_neither_fetched_nor_multiplied() -> None:
    bomb = "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True))
    head = f'<?xml version="1.0"?><!DOCTYPE opml [<!ENTITY a "ha"><!ENTITY file SYSTEM "file:///etc/passwd">{bomb}]>'

    found = read_list(opml('<outline text="&i;" xmlUrl="https://a.example/rss"/><outline text="f">&file;</outline>', head=head))

    assert all(len(feed.name) < 400 for feed in found.feeds)
    assert "root" not in str(found)


def test_controls_and_overrides_of_a_list_are_cleaned() -> None:
    found = read_list('https://a.example/rss "~\u202etitle\u200b\x1b[31m" "ta\x07g"'.encode())

    assert found.feeds == (Feed("title[31m", "https://a.example/rss", ("tag",)),)


texts = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=12).map(clean).filter(bool)
told = st.lists(st.tuples(texts, st.lists(texts, max_size=3, unique=True).map(tuple)), max_size=12)


@given(told)
def test_exported_feeds_are_imported_with_the_same_names_and_tags(told: list[tuple[str, tuple[str, ...]]]) -> None:
    feeds = [Feed(name, f"https://a{number}.example/?a=1&b='2'", tags) for number, (name, tags) in enumerate(told)]

    again = read_list(write_opml(feeds).encode())

    assert sorted(again.feeds, key=lambda feed: feed.url) == sorted(feeds, key=lambda feed: feed.url)


def test_three_hundred_feeds_in_nested_folders_come_back_the_same() -> None:
    names = [quoteattr(f'Feed {n} "&" <x>') for n in range(300)]
    rows = [f"<outline text={name} xmlUrl='https://h{n}.example/rss?a=1&amp;n={n}'/>" for n, name in enumerate(names)]
    nested = ["".join(rows[start : start + 10]) for start in range(0, 300, 10)]
    folders = [f'<outline text="top {n % 7}"><outline text="sub, {n % 3}">{part}</outline></outline>' for n, part in enumerate(nested)]

    first = read_list(opml(*folders))
    again = read_list(write_opml(first.feeds).encode())

    assert len(first.feeds) == 300
    assert sorted(again.feeds, key=lambda feed: feed.url) == sorted(first.feeds, key=lambda feed: feed.url)
    assert again.remarks == ()
