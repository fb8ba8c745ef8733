from __future__ import annotations

import re
from datetime import UTC, datetime
from json import loads
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from digest.model import Article, Entry, Evidence, Reading, Reason, Verdict
from digest.render import Look, json, markdown
from digest.render.terminal import article, rest, verdicts, why
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


def test_article_as_markdown_links_its_headline_and_escapes_what_it_says() -> None:
    entry = Entry("https://a.example/feed", "1", "https://a.example/1", "A [bad] *title*", "", NOON, publisher="a.example")
    expected = """\
# [A \\[bad\\] \\*title\\*](https://a.example/1)

a.example · Sunday 22 November 2026, 12:00 UTC · 2 min

*an excerpt: what the feed said of it (403 Forbidden)*

\\<b>First\\</b>.

1\\. Second.
"""

    assert expected == markdown.article(Article(entry, "<b>First</b>.\n1. Second.", Reading.EXCERPT, 400, "403 Forbidden"), Look())


def test_article_as_json_is_one_document_with_the_verdict_on_each_line_where_asked() -> None:
    entry = Entry("https://a.example/feed", "1", "https://a.example/1", "Title", "", NOON, publisher="a.example", language="de")
    judged = (Verdict("Kept.", True, 120, (Evidence("prose", 120),)), Verdict("Cut", False, -80))

    plain = loads(json.article(Article(entry, "Kept.", Reading.FULL, 1), Look()))
    explained = loads(json.article(Article(entry, "Kept.", Reading.FULL, 1), Look(), verdicts=judged))

    assert {
        "schema": 1,
        "url": "https://a.example/1",
        "published": "2026-11-22T12:00:00Z",
        "reading": "full",
        "text": "Kept.",
    }.items() <= plain.items()
    assert "lines" not in plain
    assert explained["lines"] == [
        {"text": "Kept.", "kept": True, "score": 1.2, "reasons": [{"name": "prose", "amount": 1.2}]},
        {"text": "Cut", "kept": False, "score": -0.8, "reasons": []},
    ]


def test_every_key_of_an_article_as_json_is_in_its_reference_and_no_other() -> None:
    entry = Entry("https://a.example/feed", "1", "https://a.example/1", "Title", "", NOON)
    document = loads(json.article(Article(entry, "", Reading.HEADLINE), Look(), verdicts=[Verdict("", False, 0)]))
    page = (Path(__file__).parents[2] / "docs/reference/json-article.md").read_text()

    said = re.findall(r"^\| `([\w.\[\]]+)` \|", page, re.MULTILINE)

    assert sorted(said) == sorted([*document, *(f"lines[].{key}" for key in document["lines"][0])])


def test_verdicts_stand_beside_their_lines_with_what_counted_most() -> None:
    lines = (
        Verdict("The harbour board met.", True, -71, (Evidence("the publisher's own deck", 0), Evidence("before the text", -139))),
        Verdict("Subscribe", False, -80, (Evidence("says subscribe", -80),)),
    )
    expected = """\
keep  The harbour board met.
      -0.71: the publisher's own deck · before the text -1.39
cut   Subscribe
      -0.80: says subscribe -0.80
"""

    assert expected == verdicts(lines, Look(width=80))
    assert verdicts((), Look()) == "There is no text on it.\n"
