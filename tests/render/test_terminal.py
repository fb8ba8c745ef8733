from __future__ import annotations

from dataclasses import replace
from xml.dom.minidom import parseString

import pytest

from digest.model import Counts, Edition, Problem, Reading
from digest.render import Look, render, terminal
from tests.render.factories import below, brief, edition, morning, sentence, source


def test_a_morning_in_eighty_columns() -> None:
    expected = """\
Sunday 22 November 2026 · 41 feeds → 212 new → 6 stories → 4 shown · 1 min

 1  OpenSSH 11.2 fixes pre-auth memory bug   ● 5 sources · 2 min read · security
    “Versions 9.8 to 11.1 are affected on 32-bit Linux.” [1]  “Exploitation
    needs about 10,000 attempts under default settings.” [3]
    openssh.com [1] · lwn.net [2] · qualys.com [3] · +2
    discuss: Hacker News 412

 2  ↻ day 3  Registry outage: cause named, 2 new sources
    ● 2 sources, 1 new · 2 min read · open source
    new: “A certificate renewal job removed the wrong key.” [1]
    registry.example [1] · status.example [2]

 3  The paywalled account of everything that happened at the large company on
    Monday and on Tuesday
    ○ 1 source · not read: paywall · news · must
    paper.example [1]

 4  日本語の見出し：新しい言語処理系が公開され、起動時間は半分になった
    ○ 1 source · ai
    “処理系の起動時間は、これまでの半分になった。メモリの使用量も三割ほど減って
    いる。” [1]
    blog.example.jp [1]

2 below the line, 1 of them muted: digest rest
failing: Old blog (403 Forbidden, 4 times in a row):
digest feeds pause "Old blog"
page: timed out (2 times)
These are the packaged feeds; digest init writes a list of your own.
"""

    assert expected == _plain(morning(), width=80)


def test_a_narrow_window_puts_the_marks_below_the_headline() -> None:
    expected = """\
 1  OpenSSH 11.2 fixes a bug
    ● 2 sources · 2 min read · security
    “Versions 9.8 to 11.1 are
    affected.” [1]
    openssh.com [1] · lwn.net [2]
"""

    assert expected in _plain(edition(brief(sources=(source(), source("lwn.net")))), width=40)


def test_a_wide_window_does_not_stretch_the_text() -> None:
    assert max(map(len, _plain(morning(), width=200).splitlines())) <= 100


def test_stories_stand_under_their_first_tag_and_keep_their_numbers() -> None:
    printed = edition(brief("First"), brief("Second", tags=("ai",)), brief("Third", tags=("security", "linux")), sections=True)

    lines = _plain(printed, width=100).splitlines()

    starts = [line.split("  ")[0 if line[0] != " " else 1] for line in lines[1:] if line and not line.startswith("    ")]
    assert starts == ["security", "First", "Third", "ai", "Second"]
    assert " 3  Third" in [line[:9] for line in lines]


def test_only_the_wanted_stories_are_printed_under_their_own_numbers() -> None:
    printed = edition(brief("First", story="a"), brief("Second", story="b"))

    written = render("terminal", printed, Look(only=frozenset({"b"})))

    assert " 2  Second" in written
    assert "First" not in written


@pytest.mark.parametrize(
    ("reading", "note", "expected"),
    [
        (Reading.EXCERPT, "", "excerpt"),
        (Reading.HEADLINE, "", "headline only"),
        (Reading.BLOCKED, "403 Forbidden", "not read: 403 Forbidden"),
        (Reading.BLOCKED, "", "not read"),
    ],
)
def test_what_was_not_read_is_said_once(reading: Reading, note: str, expected: str) -> None:
    unread = (source(reading=reading, note=note), source("lwn.net", reading=reading, note=note))

    written = _plain(edition(brief(sentences=(), sources=unread)))

    assert f"● 2 sources · {expected} · security\n    openssh.com [1] · lwn.net [2]\n" in written


def test_what_was_not_read_of_one_source_is_said_of_that_source() -> None:
    sources = (source(), source("lwn.net", reading=Reading.BLOCKED, note="paywall"), source("heise.de", reading=Reading.EXCERPT))

    assert "openssh.com [1] · lwn.net [2] (not read: paywall) · heise.de [3] (excerpt)\n" in _plain(edition(brief(sources=sources)))


def test_every_quoted_publisher_is_named() -> None:
    sources = tuple(source(f"p{number}.example") for number in range(1, 8))
    quotes = tuple(sentence(number=number) for number in (2, 5, 6, 7))

    written = _plain(edition(brief(sources=sources, sentences=quotes)), width=120)

    assert "p1.example [1] · p2.example [2] · p5.example [5] · p6.example [6] · p7.example [7] · +2" in written


def test_articles_of_one_publisher_are_one_source() -> None:
    written = _plain(edition(brief(sources=(source(), source("lwn.net"), source(url="https://openssh.com/notes")))))

    assert "● 2 sources" in written
    assert "openssh.com [1] [3] · lwn.net [2]" in written


def test_the_arithmetic_stands_under_each_story_when_asked_for() -> None:
    assert "    3.61 = sources +2.40, recency +1.21\n" in render("terminal", edition(brief()), Look(explain=True))


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        (Counts(feeds=41), "Nothing new in 41 feeds."),
        (Counts(feeds=41, failed=2), "Nothing new in the 39 feeds that could be read; 2 failed."),
        (Counts(feeds=41, failed=41), "Failed: not one of 41 feeds could be read, so what is new is not known."),
        (Counts(feeds=1), "Nothing new in 1 feed."),
        (Counts(), "No feed was asked."),
    ],
)
def test_an_empty_edition_and_a_failed_one_say_so(counts: Counts, expected: str) -> None:
    assert _plain(edition(counts=counts)).splitlines()[-1] == expected


def test_an_edition_with_all_below_the_line_points_there() -> None:
    written = _plain(edition(below=(below(),)))

    assert written.endswith("Nothing above the line.\n\n1 below the line: digest rest\n")


def test_failing_feeds_are_named_the_most_stubborn_first() -> None:
    problems = (
        Problem("fetch", "Young", "timed out", feed="https://y.example/"),
        Problem("fetch", "Polite", "asked to wait until noon", code="waiting", feed="https://z.example/", failures=2),
        Problem("fetch", "Old", "404 Not Found", feed="https://o.example/", failures=9, fix="digest feeds remove Old"),
    )

    lines = _plain(edition(brief(), problems=problems), width=100).splitlines()

    assert lines[-3:] == [
        "failing: Old (404 Not Found, 9 times in a row): digest feeds remove Old",
        "waiting: Polite (asked to wait until noon, 2 times in a row)",
        "failing: Young (timed out)",
    ]


def test_without_unicode_everything_is_ascii() -> None:
    written = render("terminal", morning(), Look(width=80, unicode=False))

    assert written.isascii()
    assert " 2  update, day 3  Registry outage: cause named, 2 new sources\n" in written
    assert '    "Versions 9.8 to 11.1 are affected on 32-bit Linux." [1]' in written


def test_colours_and_links_come_only_where_asked_for() -> None:
    printed = edition(brief())

    assert "\x1b" not in render("terminal", printed, Look())
    assert "\x1b[1mOpenSSH" in render("terminal", printed, Look(color=True))
    assert "\x1b]" not in render("terminal", printed, Look(color=True))
    linked = render("terminal", printed, Look(links=True))
    assert "\x1b]8;;https://openssh.com/story\x1b\\OpenSSH 11.2 fixes a bug\x1b]8;;\x1b\\" in linked
    assert "\x1b[" not in linked


def test_a_picture_is_an_svg_that_loads_nothing_and_is_always_the_same() -> None:
    picture = terminal.svg(morning(), Look(width=90), "digest today")

    assert picture == terminal.svg(morning(), Look(width=90), "digest today")
    assert "url(http" not in picture
    assert "@font-face" not in picture
    assert parseString(picture).getElementsByTagName("svg")  # noqa: S318 - our own picture


def test_a_view_says_what_it_is() -> None:
    written = _plain(replace(morning(), view="since 3 days ago"), width=100)

    assert written.startswith("Sunday 22 November 2026 · since 3 days ago · 41 feeds → 212 entries →")


def _plain(printed: Edition, width: int = 80) -> str:
    return render("terminal", printed, Look(width=width))
