from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta
from json import loads
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from digest.model import Article, Discussion, Entry, Evidence, Hit, Reading, Reason, Snippet, Telling, Timeline, Verdict
from digest.render import Look, json, markdown
from digest.render.terminal import article, hits, rest, timeline, verdicts, why
from digest.render.wrap import cells
from tests.render.factories import NOON, below, brief, edition, source
from tests.render.test_hostile import words


def test_why_prints_a_sum_whose_terms_stand_in_line() -> None:
    expected = """\
 1  OpenSSH 11.2 fixes a bug                                    3.61
    openssh.com · Sunday 22 November 2026, 12:00 UTC
    sources  5 independent publishers                          +2.40
    recency  first seen 3 h ago                                +1.21
"""

    assert expected == why(brief(), Look(width=68), number=1)


def test_why_says_why_a_story_is_not_shown() -> None:
    expected = """\
 –  A smaller thing            0.40
    small.example · Sunday 22
    November 2026, 12:00 UTC
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
a.example · Ann, Bob · Sunday 22 November 2026, 13:00 CET · 2 min read
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

a.example · Sunday 22 November 2026, 12:00 UTC · 2 min read

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
A line above zero is kept; a reason without a number overrules. Named is what
counted most.

keep  The harbour board met.
      -0.71: the publisher's own deck · before the text -1.39
cut   Subscribe
      -0.80: says subscribe -0.80
"""

    assert expected == verdicts(lines, Look(width=80))
    assert verdicts((), Look()) == "There is no text on it.\n"


def test_find_is_its_title_with_id_day_feed_address_and_snippet_with_the_words_in_bold() -> None:
    entry = Entry("f", "1", "https://a.example/1", "Kiln 4.2", "", NOON, seq=12)
    hit = Hit(entry, "A feed", Snippet("a heap overflow in it", ((2, 6), (7, 15))), "s7k2", NOON)

    plain, colored = (hits([hit], Look(width=60, color=color), timezone="Asia/Tokyo") for color in (False, True))

    assert plain.splitlines() == [
        "a12  Kiln 4.2",
        "    2026-11-22 · A feed · story s7k2 · read",
        "    https://a.example/1",
        "    a heap overflow in it",
    ]
    assert "\x1b[1mheap\x1b[0m \x1b[1moverflow\x1b[0m" in colored
    assert hits([], Look(), timezone="UTC") == "nothing that is kept has all of these words: try fewer, or a beginning*\n"


def test_course_of_a_story_is_told_by_day_in_the_readers_time_zone() -> None:
    late = source("lwn.net", seq=8, title="Second", published=NOON + timedelta(hours=5), reading=Reading.EXCERPT)
    undated = source("old.example", seq=9, title="Third", published=None)
    telling = Telling("2026-11-22.1@tty", NOON.date(), NOON, 3, brief())
    course = Timeline(
        "s7k2", "A headline", (source(), late, undated), (Discussion("HN", "https://hn.example/1", 412),), (telling,), frozenset({8})
    )

    printed = timeline(course, Look(width=70), timezone="Asia/Tokyo")

    assert printed.splitlines() == [
        "s7k2  A headline",
        "",
        "Without a date",
        "       Third",
        "       a9 · old.example",
        "       https://old.example/story",
        "",
        "Sunday 22 November 2026",
        "21:00  A title",
        "       a7 · openssh.com",
        "       https://openssh.com/story",
        "→      told in 2026-11-22.1@tty as 3",
        "       “Versions 9.8 to 11.1 are affected.” openssh.com",
        "",
        "Monday 23 November 2026",
        "02:00  Second",
        "       a8 · lwn.net · excerpt · read",
        "       https://lwn.net/story",
        "",
        "discuss: HN, 412 points https://hn.example/1",
    ]


@given(words, words, st.integers(20, 100))
def test_nothing_hostile_in_a_find_or_a_course_reaches_the_terminal(title: str, text: str, width: int) -> None:
    entry = Entry("f", "1", "https://a.example/1", title, "", NOON, seq=1)
    course = Timeline("s7k2", title, (source(title=title, feed=text, publisher=text),), (), ())

    look = Look(width=width)
    printed = hits([Hit(entry, text, Snippet(text))], look, timezone="UTC") + timeline(course, look, timezone="UTC")

    lines = [line for line in printed.splitlines() if "https://a.example/1" not in line and "/story" not in line]
    assert not [character for character in printed if unicodedata.category(character) in ("Cc", "Cs") and character != "\n"]
    assert all(cells(line) <= width for line in lines)
