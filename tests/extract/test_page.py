from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.extract.article import judged, read_page, read_text
from digest.extract.page import Page
from tests.extract.pages import BODY, TEXT, TITLE, page, paragraphs

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
URL = "https://gazette.example/2026/ferry"

CALLS = tomllib.loads((Path(__file__).parent / "data" / "calls.toml").read_text("utf-8"))


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
def test_call_to_action_behind_an_article_is_cut_and_the_article_is_whole(call: str) -> None:
    assert read_page(page(call), url=URL).text == TEXT


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
def test_call_to_action_outside_the_article_is_cut_too(call: str) -> None:
    assert read_page(page(after=call), url=URL).text == TEXT


@pytest.mark.parametrize("name", ["tower-post.html", "tower-post-inside.html", "tower-post-plain.html", "000_6d1c66570caf6e85.txt"])
def test_the_first_document_comes_out_as_its_gold(name: str) -> None:
    if not SEEDS.is_dir():
        pytest.skip(f"no seeds beside the repository: {SEEDS}")

    found = read_page((SEEDS / name).read_bytes(), url="https://thetowerpost.example/")

    assert (SEEDS / "tower-post.gold.txt").read_text("utf-8").strip() == found.text
    assert found.standfirst
    assert found.text.startswith(found.standfirst)
    assert found.title == "Meta’s AI Bottleneck: Big Ambitions, Delayed Delivery"


@pytest.mark.parametrize(
    "call",
    [
        "Subscribe now to keep reading and get access to the full archive.",
        "Sign up for our newsletter and get the latest news in your inbox.",
        "Abonnieren Sie unseren Newsletter und lesen Sie weiter.",
        "Abonnez-vous à notre newsletter pour lire la suite.",
    ],
)
def test_line_that_asks_to_subscribe_in_so_many_words_is_cut_in_any_company(call: str) -> None:
    assert read_page(page(f"<p>{call}</p>"), url=URL).text == TEXT
    assert call not in read_page(page(body=paragraphs(*BODY[:3], call, *BODY[3:])), url=URL).text


def test_article_about_newsletters_keeps_its_sentences() -> None:
    news = "The Gazette's newsletter has 12,000 subscribers, and a third of them open it every morning, the editor told the council."
    body = [*BODY[:2], news, *BODY[2:]]

    assert "\n".join(body) == read_page(page(body=paragraphs(*body)), url=URL).text


def test_headings_lists_and_data_tables_stay_in_their_place() -> None:
    costs = (
        "<h2>What the repairs cost</h2><ul><li>Posts: 250,000 euros, paid by the state</li><li>Quay: 150,000 euros, by the town</li></ul>"
    )
    table = "<table><tr><th>Post</th><th>Cracks</th></tr><tr><td>East 1</td><td>14</td></tr></table>"

    text = read_page(page(body=paragraphs(*BODY[:2]) + costs + paragraphs(BODY[2]) + table + paragraphs(*BODY[3:])), url=URL).text

    items = ["What the repairs cost", "Posts: 250,000 euros, paid by the state", "Quay: 150,000 euros, by the town"]
    assert "\n".join([*BODY[:2], *items, BODY[2], "Post | Cracks", "East 1 | 14", *BODY[3:]]) == text


def test_deck_that_the_markup_names_is_the_first_line_and_the_headline_is_not_in_the_text() -> None:
    deck = "Cracks in two mooring posts were missed by two inspections this spring."

    found = read_page(page(before=f"<p class='article-standfirst'>{deck}</p>"), url=URL)

    assert f"{deck}\n{TEXT}" == found.text
    assert (deck, TITLE) == (found.standfirst, found.title)


def test_headline_as_the_feed_words_it_is_dropped_from_the_text() -> None:
    other = "Ferry launch put off by six weeks"

    assert read_page(page(body=f"<h2>{other}</h2>" + paragraphs(*BODY)), url=URL, title=other).text == TEXT


def test_head_of_the_page_gives_title_site_date_authors_and_address() -> None:
    head = """<meta property="og:site_name" content="The Harbour Gazette"><link rel="canonical" href="/ferry">
    <script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "NewsArticle",
    "datePublished": "2026-03-03T08:00:00+01:00", "author": [{"@type": "Person", "name": "Mara Linde"}, {"name": "Jo Berg"}]}]}</script>"""

    found = read_page(page(head=head), url=URL)

    assert found == Page(
        text=TEXT,
        title=TITLE,
        language="en",
        site="The Harbour Gazette",
        canonical="https://gazette.example/ferry",
        published=datetime(2026, 3, 3, 7, tzinfo=UTC),
        authors=("Mara Linde", "Jo Berg"),
    )


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        ("<p>Das Schiff fährt über die Förde.</p>".encode("cp1252"), "iso-8859-1"),
        ("<meta charset='windows-1252'><p>Das Schiff fährt über die Förde.</p>".encode("cp1252"), ""),
        ("<p>Das Schiff fährt über die Förde.</p>".encode(), ""),
        ("<p>Das Schiff fährt über die Förde.</p>".encode("utf-16"), ""),
        ("<p>Das Schiff fährt über die Förde.</p>".encode("cp1252"), ""),
        ("<p>Das Schiff fährt über die Förde.</p>".encode(), "no-such-charset"),
    ],
)
def test_text_is_read_in_the_charset_of_header_mark_or_meta(body: bytes, charset: str) -> None:
    assert read_page(body, url=URL, charset=charset).text == "Das Schiff fährt über die Förde."


OFFER = "<div><p>This article is for subscribers only.</p><p>Subscribe now to unlock full access. Already a subscriber? Log in.</p></div>"
WALLS = {
    "captcha": b"<html><head><title>Just a moment...</title></head><body><p>Verify that you are human.</p></body></html>",
    "login": b"<html><head><title>Sign in</title></head><body><p>Please log in to see this page.</p><input type='password'></body></html>",
    "consent wall": b"<html><head><title>Your choice</title></head><body><p>We and our partners store information on your device.</p>"
    b"<p>We value your privacy, and ask you to choose before you read.</p><button>Accept all</button></body></html>",
    "paywall": page(OFFER, body=paragraphs(BODY[0])),
}


@pytest.mark.parametrize(("wall", "body"), WALLS.items(), ids=WALLS.keys())
def test_wall_is_named(wall: str, body: bytes) -> None:
    assert wall == read_page(body, url=URL).wall


def test_whole_article_behind_an_offer_is_no_wall() -> None:
    body = paragraphs(*BODY, *(text.replace("The", "This") for text in BODY))

    assert read_page(page("<p>Subscribe now for full access.</p>", body=body), url=URL).wall == ""


def test_short_article_with_a_consent_banner_below_it_is_no_wall() -> None:
    banner = "<div><p>We value your privacy.</p><button>Accept all</button></div>"

    assert read_page(page(after=banner, body=paragraphs(*BODY[:4])), url=URL).wall == ""


def test_verdict_on_each_line_can_be_asked_for() -> None:
    _, lines = judged(page(CALLS["german"]).decode(), url=URL)

    cut = next(line for line in lines if line.text.startswith("Abonnieren"))
    assert not cut.stays
    assert any(amount < 0 for _, amount in cut.reasons)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\0" * 2000,
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)) * 50,
        b"<html><body>" + b"<div>" * 100_000 + b"text",
        b"<html><body><p>" + b"<span>" * 100_000 + b"text",
        b"<html><body><p>" + b"x" * 2_000_000,
        b"<html><body><table>" + b"<tr><td>a</td></tr>" * 5_000,
        b"<html><body>" + b"<div><form><input type=email></form>" * 5_000,
        b'<script type="application/ld+json">' + b"[" * 100_000 + b"</script><p>text",
        b"<html><body><article>" + b"<ul><li>" * 5_000,
        b"<" * 100_000,
    ],
    ids=lambda body: repr(body[:24]),
)
def test_hostile_page_is_a_page_all_the_same(body: bytes) -> None:
    assert isinstance(read_page(body, url=URL), Page)


@settings(max_examples=60)
@given(st.binary(max_size=300), st.text(max_size=200))
def test_no_bytes_make_the_reader_fail(junk: bytes, text: str) -> None:
    found = read_page(b"<html><body><p>" + junk + text.encode("utf-8", "replace"), url=URL)

    assert "\x1b" not in found.text
    assert found == read_page(b"<html><body><p>" + junk + text.encode("utf-8", "replace"), url=URL)


def test_text_file_loses_headline_kicker_and_trailing_calls() -> None:
    text = f"Business\n\n{TITLE}\n\n" + "\n\n".join(BODY) + "\n\nShare this article\n\nSign up for our free newsletter\n\nRead more"

    assert Page(text=TEXT, title=TITLE) == read_text(text)


def test_hard_wrapped_lines_of_a_text_file_are_one_paragraph() -> None:
    words = "The harbour board has put off the launch of the new ferry by six weeks,", "after inspectors found cracks in two posts."

    assert read_text("\n".join(words) + "\n\nIt is late.").text == " ".join(words) + "\nIt is late."
