from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from digest.model import Article, Entry, Reading, Reason
from digest.render import Look
from digest.render.terminal import article, rest, why
from digest.render.wrap import cells
from tests.render.factories import NOON, below, brief, edition
from tests.render.test_hostile import words


def test_why_prints_a_sum_whose_terms_stand_in_line() -> None:
    expected = """\
 1  OpenSSH 11.2 fixes a bug                                    3.61
    sources  5 independent publishers                          +2.40
    recency  first seen 3 h ago                                +1.21
"""

    assert expected == why(brief(), Look(width=68), number=1)


def test_why_says_why_a_story_is_not_shown() -> None:
    expected = """\
 –  A smaller thing            0.40
    not shown: below the line by
    0.40
    sources   1 publisher     +0.60
    interest  "giveaway"
              (interests[1])  -0.20
"""

    assert expected == why(below(), Look(width=35))


def test_rest_is_a_line_for_each_story_below_the_line() -> None:
    printed = edition(below=(below(), below("B" * 150, story="sbbb")))

    lines = rest(printed, Look(width=1000)).splitlines()

    assert lines == [
        "s9x1  A smaller thing  small.example · below the line by 0.40",
        f"sbbb  {'B' * 150}  small.example · below the line by 0.40",
    ]


def test_rest_of_an_edition_that_shows_all_says_so() -> None:
    assert rest(edition(brief()), Look()) == "Nothing is below the line.\n"


def test_an_article_is_read_in_paragraphs_at_the_readers_clock() -> None:
    entry = Entry("https://a.example/feed", "1", "https://a.example/1", "Title", "", NOON, authors=("Ann", "Bob"), publisher="a.example")
    expected = """\
Title
a.example · Ann, Bob · Sunday 22 November 2026, 13:00 CET · 2 min
https://a.example/1

One.

Two.
"""

    assert expected == article(Article(entry, "One.\nTwo.", Reading.FULL, words=460), Look(), timezone="Europe/Berlin")


def test_an_article_that_was_not_read_says_so() -> None:
    entry = Entry("", "", "", "", "", None, seen=datetime(2026, 1, 2, 3, 4, tzinfo=UTC))

    written = article(Article(entry, "Said.", Reading.BLOCKED, note="paywall"), Look())

    assert written == "Friday 2 January 2026, 03:04 UTC\n\nnot read: what follows is what the feed said (paywall)\n\nSaid.\n"


@given(text=words, width=st.integers(40, 120))
def test_no_view_is_wider_than_the_window(text: str, width: int) -> None:
    look = Look(width=width)
    entry = Entry("", "", "", text, "", NOON, authors=(text,), publisher=text)
    item = below(text, why=text, reasons=(Reason("interest", 120, text),))

    written = why(item, look) + rest(edition(below=(item,)), look) + article(Article(entry, text, Reading.FULL), look)

    assert all(cells(line) <= width for line in written.splitlines())
