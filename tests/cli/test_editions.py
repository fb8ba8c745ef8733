"""What a person sees: formats, streams, widths, and the same bytes again."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from digest.render.wrap import cells
from tests.cli.conftest import Run
from tests.web import Answer, Web

Feeds = Callable[..., str]
STORIES = (
    ("/kiln", "Kiln 4.2 fixes a heap overflow in its archive reader"),
    ("/probe", "Neptune probe Petrel wakes up after 31 months"),
    ("/battery", "Sodium battery survives 6,000 charges in Ravensholm"),
)
CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")
SEQUENCES = re.compile(r"\x1b\[[0-9;]*[mK]|\x1b\]8;[^\x1b]*\x1b\\|\r")


@pytest.mark.parametrize("name", ["markdown", "text", "html", "json", "terminal"])
def test_show_prints_the_bytes_of_the_first_print_with_the_network_away(web: Web, feeds: Feeds, run: Run, name: str) -> None:
    feeds(web.feed("/feed", *STORIES))
    first = run("today", "--format", name)
    web.answers.clear()
    web.asked.clear()

    again = run("show", "--format", name)

    assert (again.code, again.out) == (0, first.out)
    assert web.asked == []


@pytest.mark.parametrize("name", ["markdown", "text", "html", "json", "terminal"])
def test_off_a_terminal_there_is_no_control_character_and_nothing_on_standard_error(web: Web, feeds: Feeds, run: Run, name: str) -> None:
    feeds(web.feed("/feed", *STORIES, ("/evil", "\x1b[2J evil \u202e title")))

    done = run("today", "--format", name, "--explain")

    assert (done.code, done.err) == (0, "")
    assert not CONTROLS.search(done.out)
    assert "\u202e" not in done.out


def test_format_is_the_terminals_on_a_terminal_and_markdown_in_a_pipe(web: Web, feeds: Feeds, run: Run, terminal: Run) -> None:
    feeds(web.feed("/feed", *STORIES))

    assert run("today").out.startswith("# Digest")
    assert " 1  " in SEQUENCES.sub("", terminal("today").out)


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_no_line_is_wider_than_the_terminal(web: Web, feeds: Feeds, terminal: Run, columns: int) -> None:
    feeds(
        web.feed(
            "/feed",
            *STORIES,
            ("/long", "Ein sehr langer Titel mit Donaudampfschifffahrtsgesellschaftskapitänsmützen 日本語のとても長い見出し"),
        )
    )

    done = terminal("today", columns=columns)

    lines = [line.split("\r")[-1] for line in re.sub(r"\x1b\[[0-9;]*[mK]|\x1b\]8;[^\x1b]*\x1b\\", "", done.out).splitlines()]
    assert done.code == 0
    assert max(cells(line) for line in lines) <= columns


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_terminal_without_colour_gets_none(web: Web, feeds: Feeds, terminal: Run, environment: dict[str, str]) -> None:
    feeds(web.feed("/feed", *STORIES))

    done = terminal("today", "--quiet", **environment)

    assert "\x1b[" not in done.out
    assert "Petrel" in done.out


def test_links_are_there_where_the_terminal_has_them(web: Web, feeds: Feeds, terminal: Run) -> None:
    feeds(web.feed("/feed", *STORIES))

    assert f"\x1b]8;;{web.url('/kiln')}" not in terminal("today").out
    assert "/kiln" in terminal("today", VTE_VERSION="7003").out


def test_options_of_the_program_are_taken_before_the_command_and_after_it(web: Web, feeds: Feeds, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "other.yaml"
    Path(feeds(web.feed("/feed", *STORIES))).rename(path)

    before, after = run("--config", str(path), "today"), run("today", "--config", str(path))

    assert (before.code, after.code) == (0, 0)
    assert before.out == after.out


def test_output_file_gets_markdown_and_html_when_asked(web: Web, feeds: Feeds, run: Run, tmp_path: Path) -> None:
    feeds(web.feed("/feed", *STORIES))

    run("today", "-o", "a.md")
    run("show", "-o", "a.html", "-f", "html")

    assert (tmp_path / "a.md").read_text().startswith("# Digest")
    assert (tmp_path / "a.html").read_text().startswith("<!")


def test_terms_of_why_add_up_to_the_printed_score(web: Web, feeds: Feeds, run: Run) -> None:
    feeds(web.feed("/feed", *STORIES))
    document = json.loads(run("today", "--format", "json").out)

    for story in document["stories"]:
        numbers = [float(number) for number in re.findall(r"([+-]?\d+\.\d\d)$", run("why", str(story["rank"])).out, re.MULTILINE)]
        assert round(sum(numbers[1:]), 2) == numbers[0] == story["score"]


def test_why_of_an_address_that_is_not_shown_says_the_reason(web: Web, feeds: Feeds, run: Run) -> None:
    feeds(web.feed("/feed", *STORIES))
    run("today", "--max", "1")

    verdicts = [run("why", web.url(path)).out for path, _ in STORIES]

    assert sum("not shown: below the line" in verdict for verdict in verdicts) == 2
    assert "never fetched" in run("why", "https://elsewhere.example/").out


def test_every_sentence_is_verified_and_a_changed_source_is_found_out(web: Web, feeds: Feeds, run: Run) -> None:
    import os
    import sqlite3

    feeds(web.feed("/feed", *STORIES))
    run("today")
    good = run("verify")
    with sqlite3.connect(Path(os.environ["XDG_STATE_HOME"]) / "digest" / "digest.db") as state:
        state.execute("UPDATE articles SET text = 'Something else entirely.'")
    state.close()

    bad = run("verify")

    assert good.code == 0
    assert re.match(r"([1-9]\d*) of \1 sentences found", good.out)
    assert bad.code == 1
    assert "not found in" in bad.out


def test_article_is_read_by_number_address_file_and_from_standard_input(web: Web, feeds: Feeds, run: Run, tmp_path: Path) -> None:
    page = (
        "<html><body><article><h1>Kiln</h1>"
        + "<p>The maintainers closed the hole on Saturday evening in Turku.</p>" * 12
        + "</article></body></html>"
    )
    web.answers["/kiln"] = Answer(page.encode(), headers=(("Content-Type", "text/html"),))
    feeds(web.feed("/feed", STORIES[0]))
    run("today")
    (tmp_path / "page.html").write_text(page)

    keys = ("1", web.url("/kiln"), "page.html", "-")
    read = [run("read", what, stdin=page.encode()) for what in keys]
    explained = [run("read", what, "--explain", stdin=page.encode()) for what in keys]

    assert [done.code for done in (*read, *explained)] == [0] * 8
    assert all("closed the hole on Saturday" in done.out for done in read)
    assert all("\n\ncut   Kiln\n" in done.out and "\nkeep  The maintainers closed" in done.out for done in explained)


def test_link_of_a_story_is_printed_instead_of_opened_when_asked(web: Web, feeds: Feeds, run: Run) -> None:
    feeds(web.feed("/feed", STORIES[0]))
    run("today")

    assert run("open", "1", "--print").out == f"{web.url('/kiln')}\n"


def test_feed_is_added_to_a_file_of_ones_own_and_the_packaged_one_stays(web: Web, run: Run, tmp_path: Path) -> None:
    first = run("feeds", "add", web.feed("/feed", *STORIES), "--tag", "x")
    listed = run("feeds", "list")
    again = run("feeds", "add", web.url("/feed"))
    wrong = run("feeds", "add", web.url("/nothing"))

    assert first.code == 0
    assert "3 entries" in first.out
    assert web.url("/feed") in listed.out
    assert (again.code, wrong.code) == (2, 2)
    assert run("init").code == 2


def test_help_of_every_command_begins_with_what_it_does_and_an_example(run: Run) -> None:
    for command in ("today", "since", "show", "editions", "rest", "why", "verify", "read", "open", "init"):
        done = run(command, "--help")
        assert done.code == 0
        assert f"      digest {command}" in done.out.partition("Options:")[0]


def test_number_means_the_terminals_edition_at_a_terminal_and_the_pipes_off_it(web: Web, feeds: Feeds, run: Run, terminal: Run) -> None:
    feeds(web.feed("/feed", *STORIES))
    terminal("today", "--max", "1")
    run("today", "--max", "3", "--cursor", "mail")

    assert terminal("why", "2").code == 2  # the terminal's edition has one story
    assert run("why", "2").code == 0  # nobody's in a pipe: the newest of any


def test_file_that_comes_before_ones_own_is_said_when_one_is_written(web: Web, feeds: Feeds, run: Run, tmp_path: Path) -> None:
    feeds(web.feed("/feed", *STORIES))

    done = run("init")

    assert done.code == 0
    assert f"{tmp_path / 'feeds.yaml'} (./feeds.yaml) comes before it here" in done.err
    assert str(tmp_path / "feeds.yaml") in run("config", "check").out


def test_list_of_commands_says_what_each_does_in_a_line_that_is_not_cut(run: Run) -> None:
    commands = run("--help").out.partition("Commands:")[2]

    assert "today" in commands
    assert "..." not in commands
    assert max(map(cells, commands.splitlines())) <= 80


def test_when_is_taken_in_words_as_a_person_says_it(web: Web, feeds: Feeds, run: Run) -> None:
    feeds(web.feed("/feed", *STORIES))

    done = run("since", "3", "days", "ago", "--max", "1")

    assert done.code == 0
    assert "since 3 days ago" in done.out


def test_page_that_is_not_there_is_no_defect_of_the_program(web: Web, feeds: Feeds, run: Run) -> None:
    feeds(web.feed("/feed", *STORIES))

    done = run("read", web.url("/gone"))

    assert (done.code, done.out) == (75, "")
    assert "404 Not Found; look at it in a browser" in done.err


def test_edition_that_is_not_there_points_to_the_list_only_where_there_is_one(web: Web, feeds: Feeds, run: Run) -> None:
    feeds(web.feed("/feed", *STORIES))
    run("mute", "something")  # begins a state

    before = run("show")
    run("today")
    done = run("show", "2020-01-01")

    assert before.err == "digest: no edition yet; 'digest today' makes one\n"
    assert done.err == "digest: no edition \"2020-01-01\"; 'digest editions' lists those there are, 'digest today' makes one\n"
