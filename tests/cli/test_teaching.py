"""Teaching by one word, as a person types it: what is said, what moves, and that it can be taken back."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable

import pytest

from digest.render.wrap import cells
from tests.cli.conftest import Done, Run
from tests.web import Web

Feeds = Callable[..., str]
STORIES = (
    ("/kiln", "Kiln 4.2 fixes a heap overflow in its archive reader"),
    ("/probe", "Neptune probe Petrel wakes up after 31 months"),
    ("/battery", "Sodium battery survives 6,000 charges in Ravensholm"),
    ("/cup", "World Cup draw: who plays whom"),
)
MUTE = "mute:\n  - {match: [giveaway, sponsored], until: 2099-12-31}\n"


@pytest.fixture
def printed(web: Web, feeds: Feeds, run: Run) -> Callable[..., dict[str, float]]:
    """Return a printer of today's edition: the headlines with their scores, the best first."""
    feeds(web.feed("/feed", *STORIES), more=MUTE)

    def today() -> dict[str, float]:
        done = run("today", "--format", "json")
        assert (done.code, done.err) == (0, "")
        return {story["title"]: story["score"] for story in json.loads(done.out)["stories"]}

    return today


Printed = Callable[..., dict[str, float]]


def said(done: Done) -> str:
    assert (done.code, done.err) == (0, "")
    assert done.out.count("\n") == 1
    return done.out.rstrip("\n")


def undoing(line: str) -> list[str]:
    """Return the command that a line names as the way back."""
    return shlex.split(line.rpartition("undo: digest ")[2])


def place(headlines: dict[str, float], word: str) -> str:
    return next(str(number) for number, headline in enumerate(headlines, 1) if word in headline)


def test_more_lifts_the_story_less_lowers_it_and_why_names_the_words(printed: Printed, run: Run) -> None:
    before = printed()

    assert "petrel +0.24" in said(run("more", place(before, "Petrel")))
    assert "kiln -0.24" in said(run("less", place(before, "Kiln")))
    after = printed()

    assert next(iter(after)) == STORIES[1][1]
    assert list(after)[-1] == STORIES[0][1]
    assert re.search(r'learnt +"petrel" \(more, once\) +\+0\.24\n', run("why", "1").out)
    assert after[STORIES[1][1]] - before[STORIES[1][1]] < 1.5  # less than an interest that was typed


def test_same_story_teaches_once_however_often_it_is_clicked(printed: Printed, run: Run) -> None:
    story = place(printed(), "Petrel")
    first = said(run("more", story))

    assert said(run("more", story)) == first


def test_what_was_taught_is_listed_and_the_named_way_back_leaves_nothing(printed: Printed, run: Run) -> None:
    before = printed()
    line = said(run("more", place(before, "Petrel")))
    listed = run("interests").out

    forgotten = said(run(*undoing(line)))

    assert "+0.24  neptune, petrel, probe, wakes  more, once; last on 20" in listed
    assert STORIES[1][1] in listed
    assert forgotten == f'forgot what "{STORIES[1][1]}" taught'
    assert printed() == before
    assert run("interests").out == "nothing learnt yet: digest more N and digest less N teach\n"


def test_one_word_of_a_lesson_is_forgotten_by_its_name(printed: Printed, run: Run) -> None:
    run("more", place(printed(), "Petrel"))

    assert said(run("interests", "--forget", "Wakes")) == 'forgot "Wakes"'
    assert said(run("interests", "--forget", "Feed 1")) == 'forgot "Feed 1"'
    assert "+0.24  neptune, petrel, probe  more, once" in run("interests").out
    assert run("interests", "--forget", "sqlite").code == 2


def test_mute_hides_from_the_next_print_and_nothing_is_lost(printed: Printed, web: Web, run: Run) -> None:
    assert len(printed()) == 4

    line = said(run("mute", "world", "cup", "--until", "2 weeks"))

    assert "takes 1 story off the next print" in line
    assert len(printed()) == 3
    assert "1 below the line, 1 of them muted" in run("show", "--format", "text").out
    assert STORIES[3][1] in run("rest").out
    assert "not shown: muted by your mute of" in run("why", web.url("/cup")).out
    assert said(run(*undoing(line))) == 'unmuted "world cup"'
    assert len(printed()) == 4


def test_mutes_lists_what_was_typed_and_what_the_file_says(printed: Printed, run: Run) -> None:
    printed()
    run("mute", "/^(ad|promo):/")
    run("mute", "World Cup", "--until", "2099-01-02")
    run("mute", "world cup", "--until", "2099-01-01")

    lines = run("mutes").out.splitlines()

    assert len(lines) == 3
    assert re.fullmatch(r"/\^\(ad\|promo\):/ +your mute of \S+: digest unmute '/\^\(ad\|promo\):/'", lines[0])
    assert re.fullmatch(r"world cup +until 2099-01-01, your mute of \S+: digest unmute 'world cup'", lines[1])
    assert re.fullmatch(r"giveaway, sponsored +until 2099-12-31, feeds\.yaml, line 4", lines[2])


def test_unmute_of_what_the_file_mutes_names_the_line(printed: Printed, run: Run) -> None:
    refused = run("unmute", "Sponsored")
    run("mute", "giveaway")

    assert (refused.code, refused.out) == (2, "")
    assert "feeds.yaml:4" in refused.err
    assert said(run("unmute", "giveaway")) == 'unmuted "giveaway"; it stays muted by feeds.yaml, line 4'


def test_mute_that_cannot_serve_is_refused_with_the_reason(feeds: Feeds, web: Web, run: Run) -> None:
    feeds(web.feed("/feed"))

    done = run("mute", "/(a+)+$/")

    assert (done.code, done.out) == (2, "")
    assert "a repeated group can take for ever" in done.err


def test_merge_and_split_are_said_listed_and_undone_by_the_command_they_name(printed: Printed, run: Run) -> None:
    before = printed()

    line = said(run("merge", place(before, "Petrel"), place(before, "Kiln")))
    merged = printed()
    listed = run("merge").out
    why = run("why", place(merged, "Kiln" if any("Kiln" in title for title in merged) else "Petrel")).out
    undone = said(run(*undoing(line)))

    assert line.startswith(f'merged "{STORIES[1][1]}" (')
    assert len(merged) == 3
    assert listed.startswith(f'1  merged "{STORIES[1][1]}"')
    assert "you merged" in why
    assert undone == "undone: " + line.partition(";")[0]
    assert list(printed()) == list(before)
    assert run("merge").out == "nothing was merged: digest merge N M\n"
    assert run("split").out == "nothing was split: digest split N\n"


@pytest.mark.parametrize("command", [("more", "1"), ("merge", "1", "2")])
def test_before_the_first_edition_the_way_to_one_is_named(feeds: Feeds, web: Web, run: Run, command: tuple[str, ...]) -> None:
    feeds(web.feed("/feed"))

    done = run(*command)

    assert (done.code, done.out) == (2, "")
    assert "'digest today' makes one" in done.err


def test_lists_fit_a_narrow_terminal(printed: Printed, run: Run, terminal: Run) -> None:
    edition = printed()
    run("more", place(edition, "Petrel"), "--cursor", "pipe")
    run("merge", "1", "2", "--cursor", "pipe")
    run("mute", "a phrase that is longer than all the others")

    for command in ("interests", "merge", "mutes"):
        shown = re.sub(r"\x1b\[[0-9;]*m", "", terminal(command, columns=40).out).splitlines()
        assert max(cells(line.rstrip("\r")) for line in shown) <= 40


@pytest.mark.parametrize("words", ["-cup", "it's a cup", "/c.p/"])
def test_way_back_is_named_as_a_shell_reads_it(feeds: Feeds, web: Web, run: Run, words: str) -> None:
    feeds(web.feed("/feed"))

    line = said(run("mute", "--", words))

    assert said(run(*undoing(line))) == f'unmuted "{words}"'
