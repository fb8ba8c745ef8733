"""Addresses: which may be followed, when two are one, whose they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.urls import canonical, host, publisher, typed_address, web_address


@pytest.mark.parametrize(
    "hostile",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//evil.example/x",
        "https://user:secret@a.example/",
        "https://",
        "http://[::1",
        "http://a.example:99999/",
        "http://a..b.example/",
        f"http://{'a' * 64}.example/",
        f"http://{'a.' * 130}example/",
        "http://a\x1bc.exa\x07mple/x",
        "http://a.example/\ud800",
        "http://a b.example/",
        "http://[fe80::1%eth0]/",
        "",
    ],
)
def test_what_is_not_a_plain_web_address_is_nothing(hostile: str) -> None:
    assert web_address(hostile) == ""


def test_relative_address_is_completed_from_its_base() -> None:
    assert web_address("../b?c=1", base="https://a.example/x/y") == "https://a.example/b?c=1"


def test_spaces_and_foreign_letters_are_escaped_and_the_rest_stays() -> None:
    assert web_address("https://bücher.example/a b/ü(1)?q=%20x#f") == "https://xn--bcher-kva.example/a%20b/%C3%BC(1)?q=%20x#f"


@given(st.text(max_size=200))
def test_whatever_goes_in_a_web_address_is_safe_to_print(text: str) -> None:
    found = web_address(f"https://a.example/{text}")

    assert found == "" or (found.startswith("https://a.example/") and found.isascii() and not set(found) & set(' <>"\\^`{|}\x7f'))


@given(st.text(max_size=80))
def test_whatever_the_host_is_a_web_address_is_safe_to_print_and_to_look_up(host: str) -> None:
    found = web_address(f"https://{host}/")

    assert found.isascii()
    assert found.isprintable()


@given(st.text(max_size=200))
def test_web_address_of_a_web_address_is_itself(text: str) -> None:
    found = web_address(f"https://a.example/{text}")

    assert found == "" or web_address(found) == found


def test_tracking_www_scheme_and_final_slash_do_not_make_another_page() -> None:
    assert canonical("http://www.a.example/x/?utm_source=rss&b=2&a=1#top") == canonical("https://a.example/x?a=1&b=2")


def test_queries_that_route_make_another_page() -> None:
    assert canonical("https://a.example/?p=1") != canonical("https://a.example/?p=2")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://news.bbc.co.uk/x", "bbc.co.uk"),
        ("https://alice.github.io/x", "alice.github.io"),
        ("https://www.example.org:8080/x", "example.org"),
        ("http://127.0.0.1:80/x", "127.0.0.1"),
        ("http://[2001:db8::1]/x", "2001:db8::1"),
        ("http://localhost/x", "localhost"),
        ("http://a.b.unknowntld/x", "b.unknowntld"),
        ("", ""),
    ],
)
def test_publisher_is_the_registrable_domain_or_the_ip(url: str, expected: str) -> None:
    assert publisher(url) == expected


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://a.example/feed", "https://a.example/feed"),
        (" a.example/feed ", "https://a.example/feed"),
        ("//a.example/feed", "https://a.example/feed"),
        ("feed://a.example/rss", "https://a.example/rss"),
        ("feed:https://a.example/rss", "https://a.example/rss"),
        ("feed:http://a.example/rss", "http://a.example/rss"),
        ("localhost/feed", "https://localhost/feed"),
        ("nas:8080/feed", "https://nas:8080/feed"),
        ("http://intranet/feed", "http://intranet/feed"),
        ("@somebody@social.example", "https://social.example/@somebody"),
        ("192.168.1.2/feed", "https://192.168.1.2/feed"),
    ],
)
def test_address_is_meant_however_much_of_it_is_typed(text: str, address: str) -> None:
    assert typed_address(text) == address


@pytest.mark.parametrize(
    "text",
    [
        "notaurl",
        "",
        "two words",
        "me@a.example",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "exec:ls",
        "./feeds.opml",
        "a.",
        "@me",
        "feed:",
    ],
)
def test_what_cannot_be_an_address_is_none(text: str) -> None:
    assert typed_address(text) == ""


_ADDRESSES = st.lists(
    st.sampled_from(
        ["a.example", "www.", "m.", "/", "/a", "/..", "?", "?b=c", "&", "#d", ";", "%41", "@", ":80", ":443", ":8080", ":08", "é", " ", "'"]
    ),
    min_size=1,
    max_size=8,
).map("".join)


@given(_ADDRESSES, st.sampled_from(["", "http://a.example/feed", "https://a.example/feed"]))
def test_plain_address_is_read_as_one_that_has_to_be_taken_apart(rest: str, base: str) -> None:
    """The capital letters are the only difference, and mean nothing in a scheme."""
    assert web_address(f"https://{rest}", base=base) == web_address(f"HTTPS://{rest}", base=base)
    assert canonical(f"https://{rest}") == canonical(f"HTTPS://{rest}").replace("HTTPS:", "https:")  # what is no address stays
    assert host(f"https://{rest}") == host(f"HTTPS://{rest}")
