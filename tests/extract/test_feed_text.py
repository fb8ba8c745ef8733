from __future__ import annotations

import pytest

from digest.extract.article import feed_text
from digest.extract.lines import count_words
from digest.extract.page import Page, article
from digest.model import Entry, Reading
from tests.extract.pages import BODY, TEXT, TITLE, paragraphs


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("", ""),
        ("Plain words, 5 &lt; 6 &amp; so on.", "Plain words, 5 < 6 & so on."),
        ("a < b and b > a", "a < b and b > a"),
        ("Share prices fall in Tokyo", "Share prices fall in Tokyo"),
        (
            "<p>My links.</p><ul><li><a href='#'>One page</a></li><li><a href='#'>Another page</a></li></ul>",
            "My links.\nOne page\nAnother page",
        ),
        ("<p>The board met.</p><h3>Related</h3><ul><li><a href='#'>One page</a></li><li><a href='#'>Two</a></li></ul>", "The board met."),
        ("<p>First paragraph.</p><p>Second one.</p>", "First paragraph.\nSecond one."),
        ('<a href="https://news.ycombinator.com/item?id=1">Comments</a>', ""),
        ("<p>The board met.</p><p>The post <a href='#'>Harbour</a> appeared first on <a href='#'>The Gazette</a>.</p>", "The board met."),
        ("<p>The board met on Tuesday. <a href='#'>Continue reading <span>→</span></a></p>", "The board met on Tuesday."),
        ("<p>The board met.</p><p><a href='#'>Read more</a></p>", "The board met."),
        ("<p>The board met.</p><div class='sharedaddy'><h3>Share this:</h3><a href='#'>X</a></div>", "The board met."),
        ("<p>The board met.</p><p>Subscribe to our newsletter and never miss a story.</p>", "The board met."),
        ("<p>Der Rat tagte.</p><p>Der Beitrag <a href='#'>Hafen</a> erschien zuerst auf <a href='#'>Gazette</a>.</p>", "Der Rat tagte."),
        ("<div>I built it.</div> submitted by <a href='#'>/u/x</a> <br/> <a href='#'>[link]</a> <a href='#'>[comments]</a>", "I built it."),
        ("<p>Article URL: <a href='#'>a.example</a></p><p>Comments URL: b.example</p><p>Points: 12</p><p># Comments: 3</p>", ""),
        ("<img src='x.png'><script>alert(1)</script><p>Only \u202ewords\x1b[2J.</p>", "Only words[2J."),
        ("<p>The board will meet again on […]</p>", "The board will meet again on […]"),
    ],
)
def test_what_a_feed_said_becomes_plain_text_without_furniture(content: str, text: str) -> None:
    assert text == feed_text(content)


def test_headline_and_address_repeated_in_a_description_are_no_text() -> None:
    address = "https://a.example/ferry"

    assert feed_text(f"<h2>The Ferry</h2><p>It is late.</p><p>{address}</p>", title="The ferry", url=address) == "It is late."


def entry(content: str = "") -> Entry:
    return Entry("https://a.example/feed", "1", "https://a.example/ferry", TITLE, content, None)


SAID = "The board has put off the ferry."
WHOLE = paragraphs(*BODY * 3)


@pytest.mark.parametrize(
    ("content", "page", "note", "text", "reading", "says"),
    [
        ("", None, "", "", Reading.HEADLINE, ""),
        (SAID, None, "", SAID, Reading.EXCERPT, ""),
        (SAID, None, "403 Forbidden", SAID, Reading.BLOCKED, "403 Forbidden"),
        (SAID, Page(text=TEXT), "", TEXT, Reading.FULL, ""),
        (SAID, Page(text=TEXT, wall="paywall"), "", SAID, Reading.BLOCKED, "paywall"),
        (SAID, Page(text="Short."), "", SAID, Reading.EXCERPT, "no article on the page"),
        ("", Page(), "", "", Reading.HEADLINE, "no article on the page"),
        (WHOLE, Page(text="Another text. " * 900), "", "\n".join(BODY * 3), Reading.FULL, ""),
        (WHOLE, None, "403 Forbidden", "\n".join(BODY * 3), Reading.FULL, ""),
        (WHOLE + "<p>And the council […]</p>", Page(text="Another text. " * 900), "", "Another text. " * 900, Reading.FULL, ""),
    ],
    ids=[
        "nothing",
        "excerpt",
        "refused",
        "page",
        "wall",
        "page says less",
        "empty page",
        "whole in the feed",
        "whole, page refused",
        "cut off in the feed",
    ],
)
def test_article_is_the_best_text_there_is_and_says_how_it_was_read(
    content: str, page: Page | None, note: str, text: str, reading: Reading, says: str
) -> None:
    found = article(entry(content), page, said=feed_text(content), note=note)

    assert (text, reading, says) == (found.text, found.reading, found.note)
    assert found.words == count_words(text)
