from __future__ import annotations

import trafilatura
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import HtmlElement, document_fromstring

from digest.extract.opinion import first_opinion
from tests.extract.pages import BODY, page, paragraphs

LIST = "<ul><li>Posts: 250,000 euros, paid by the state</li><li>Quay: 150,000 euros, by the town</li></ul>"
TABLE = "<table><tr><th>Post</th><th>Cracks</th></tr><tr><td>East 1</td><td>14</td></tr></table>"
COMMENTS = "<div class='comments'><p>The old boat was always the better one, as my father used to say.</p></div>"


def tree_of(markup: bytes) -> HtmlElement:
    return document_fromstring(markup)


def test_first_opinion_is_what_trafilatura_says_of_a_page_with_an_article() -> None:
    markup = page(body=paragraphs(*BODY[:2]) + "<h2>What it costs</h2>" + LIST + TABLE + paragraphs(*BODY[2:]), after=COMMENTS)

    asked = trafilatura.extract(markup.decode(), fast=True, include_comments=False)

    assert asked is not None
    assert first_opinion(tree_of(markup)).strip().split("\n") == asked.split("\n")


def test_comments_and_articles_that_scroll_in_are_no_part_of_it() -> None:
    other = "<div class='mvp-post-add-box'><p>The bakery on the square has closed after ninety years, its owner said.</p></div>"

    found = first_opinion(tree_of(page(COMMENTS + other)))

    assert BODY[0] in found
    assert "my father" not in found
    assert "bakery" not in found


@given(st.text("<>/ap divulsecton=comen\"' ", max_size=200))
def test_no_markup_raises(markup: str) -> None:
    assert isinstance(first_opinion(tree_of(f"<html><body>{markup}</body></html>".encode())), str)
