from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from digest.extract.article import read_page
from digest.extract.embedded import article_in_data
from tests.extract.pages import BODY, TEXT, TITLE, paragraphs

URL = "https://gazette.example/2026/ferry"
STORY = {"title": TITLE, "teasers": ["<p>More boats</p>"], "contentHtml": paragraphs(*BODY)}


def shell(script: str, *, shown: str = "") -> bytes:
    """Return a page that a script would draw."""
    head = f"<!doctype html><html lang='en'><head><title>{TITLE}</title></head>"
    return f"{head}<body><div id='root'>{shown}</div>{script}</body></html>".encode()


def test_article_in_the_data_of_a_page_drawn_by_script_is_read() -> None:
    script = f"<script>window.__STATE__ = {json.dumps({'story': STORY}).replace('<', chr(92) + 'u003c')};</script>"

    assert read_page(shell(script), url=URL).text == TEXT


def test_article_in_a_string_within_a_string_is_read() -> None:
    inner = json.dumps([1, json.dumps(STORY)]).replace("<", "\\u003c")

    assert read_page(shell(f"<script>self.__next_f.push({inner})</script>"), url=URL).text == TEXT


def test_article_that_is_told_to_search_engines_is_read_where_the_page_shows_none() -> None:
    told = json.dumps({"@type": "NewsArticle", "headline": TITLE, "articleBody": "\n".join(BODY)})

    assert read_page(shell(f"<script type='application/ld+json'>{told}</script>"), url=URL).text == TEXT


def test_data_of_a_page_that_shows_its_article_is_not_asked() -> None:
    crates = (f"The orchard keeper picked {number} crates of pears before noon on Friday." for number in range(30))
    other = json.dumps({"contentHtml": paragraphs(*crates)})
    script = f"<script>x = {other.replace('<', chr(92) + 'u003c')}</script>"

    assert read_page(shell(script, shown=f"<main><h1>{TITLE}</h1>{paragraphs(*BODY)}</main>"), url=URL).text == TEXT


def test_little_markup_in_the_data_is_no_article() -> None:
    assert article_in_data(shell(f"<script>x = {json.dumps({'teaser': '<p>More boats</p>' * 20})}</script>").decode(), "") == ""


@given(st.text(alphabet='<p>"\\u003 {}[]script/', max_size=200))
def test_broken_data_raises_nothing(data: str) -> None:
    assert isinstance(article_in_data(f"<script>{data * 20}</script>", ""), str)
