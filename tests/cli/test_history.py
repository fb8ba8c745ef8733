"""What was kept, as a person asks for it."""

from __future__ import annotations

import json
import os
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from digest.render.wrap import cells
from tests.cli.conftest import Run
from tests.cli.test_editions import SEQUENCES, STORIES
from tests.web import Web

Feeds = Callable[..., str]
JAPANESE = ("/tokyo", "東京都が新しい図書館を開館する")


@pytest.fixture
def made(web: Web, feeds: Feeds, run: Run) -> None:
    feeds(web.feed("/feed", *STORIES, JAPANESE))
    assert run("today", "--max", "2").code == 0


@pytest.mark.usefixtures("made")
def test_search_prints_id_title_date_feed_address_and_the_words_in_their_place(web: Web, run: Run) -> None:
    done = run("search", "petrel", "wak*")

    lines = [line.strip() for line in done.out.splitlines()]
    assert (done.code, done.err, len(lines)) == (0, "", 4)
    assert re.fullmatch(r"a\d+  Neptune probe Petrel wakes up after 31 months", lines[0])
    assert re.fullmatch(r"\d{4}-\d\d-\d\d · Feed 1 · story s\w{3}", lines[1])
    assert lines[2:] == [web.url("/probe"), "Neptune probe Petrel wakes up after 31 months in a few words more."]


@pytest.mark.usefixtures("made")
def test_search_marks_the_words_on_a_terminal_and_not_in_a_pipe(run: Run, terminal: Run) -> None:
    shown = terminal("search", "petrel", "probe").out

    assert len(re.findall(r"\x1b\[1m(?:probe|Petrel)\x1b\[0m", shown)) == 2
    assert "\x1b" not in run("search", "petrel").out
    assert run("--color", "always", "search", "petrel").out.count("\x1b[1m") == 2


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("columns", [40, 80])
def test_history_fits_the_terminal_but_for_addresses(terminal: Run, columns: int) -> None:
    for command in (("search", "図書館"), ("search", "probe"), ("story", "1")):
        lines = SEQUENCES.sub("", terminal(*command, columns=columns).out).splitlines()
        assert max(cells(line) for line in lines if "http" not in line) <= columns


@pytest.mark.usefixtures("made")
def test_search_as_json_has_what_a_program_needs(web: Web, run: Run) -> None:
    rows = json.loads(run("search", "図書館", "--json").out)

    assert [(row["title"], row["url"], row["feed"], row["read"]) for row in rows] == [(JAPANESE[1], web.url("/tokyo"), "Feed 1", False)]
    first, last = rows[0]["marks"][0]
    assert rows[0]["snippet"][first:last] == "図書館"
    assert json.loads(run("search", "nosuchword", "--json").out) == []


@pytest.mark.usefixtures("made")
def test_word_behind_a_minus_is_left_out_and_not_taken_for_options(run: Run) -> None:
    with_it, without = run("search", "in", "few", "-n", "9"), run("search", "in", "-petrel", "few", "-n", "9")

    assert (with_it.out.count("http"), without.out.count("http")) == (4, 3)
    assert run("search", "few", "-x").code == 2


@pytest.mark.usefixtures("made")
def test_search_without_a_find_says_so_and_is_no_failure(run: Run) -> None:
    done = run("search", "nosuchword")

    assert (done.code, done.out, done.err) == (0, "nothing that is kept has all of these words: try fewer, or a beginning*\n", "")


@pytest.mark.usefixtures("made")
def test_hostile_query_is_a_query_or_wrong_use_and_never_a_defect(run: Run) -> None:
    for words in ('"', "a OR", "NEAR(", "title:x", "x' --", "^ {} *", "\x1b[2J", "\udcff"):
        done = run("search", words)
        assert done.code in (0, 2)
        assert "\x1b" not in done.out + done.err
        assert not {"traceback", "defect", "fts"} & set(re.findall(r"\w+", done.err.lower()))


@pytest.mark.usefixtures("made")
def test_ids_of_a_find_are_taken_by_read_why_story_and_open(web: Web, run: Run) -> None:
    hit = json.loads(run("search", "battery", "--json").out)[0]

    assert "Sodium battery" in run("read", hit["id"]).out
    assert "Sodium battery" in run("why", hit["id"]).out
    assert run("story", hit["id"]).out == run("story", hit["story"]).out == run("story", web.url("/battery")).out
    assert run("open", hit["id"], "--print").out == f"{web.url('/battery')}\n"


@pytest.mark.usefixtures("made")
def test_story_has_its_days_sources_quotes_and_tellings(web: Web, run: Run) -> None:
    rank = next(story for story in json.loads(run("show", "--format", "json").out)["stories"] if story["sentences"])

    done = run("story", str(rank["rank"]))

    assert (done.code, done.err) == (0, "")
    assert rank["lead"]["url"] in done.out
    assert f"told in {run('editions').out.split()[0]} as {rank['rank']}" in done.out
    assert f"“{rank['sentences'][0]['text']}”" in " ".join(done.out.split())


@pytest.mark.usefixtures("made")
def test_article_that_was_read_is_marked_in_rest_search_and_story(run: Run) -> None:
    below = json.loads(run("show", "--format", "json").out)["below"][0]
    before = run("rest").out

    run("read", below["id"])

    marked = [line for line in run("rest").out.splitlines() if line.endswith("· read")]
    assert "· read" not in before
    assert [line.split()[0] for line in marked] == [below["id"]]
    assert "· read" in run("search", below["title"]).out
    assert "· read" in run("story", below["id"]).out


@pytest.mark.slow  # it waits for the lock as long as a run would
@pytest.mark.usefixtures("made")
def test_reading_does_not_fail_where_the_state_cannot_be_written(run: Run) -> None:
    state = Path(os.environ["XDG_STATE_HOME"]) / "digest" / "digest.db"
    with sqlite3.connect(state) as holder:
        holder.execute("BEGIN IMMEDIATE")
        done = run("read", "1")
    holder.close()

    assert done.code == 0
    assert "in a few words more" in done.out
    assert "it was not marked as read" in done.err


@pytest.mark.usefixtures("made")
def test_cursors_are_listed_and_forgotten(run: Run) -> None:
    listed, rows = run("cursors").out, json.loads(run("cursors", "--json").out)

    assert re.fullmatch(r"pipe +0 new  last had \d{4}-\d\d-\d\d\.1@pipe\n", listed)
    assert [(row["name"], row["new"]) for row in rows] == [("pipe", 0)]
    assert run("cursors", "--forget", "pipe").code == 0
    assert run("cursors", "--forget", "pipe").code == 2
    assert run("cursors").out == "no cursor yet: digest today makes the first\n"


@pytest.mark.usefixtures("made")
def test_state_is_found_copied_and_vacuumed(run: Run, tmp_path: Path) -> None:
    path = Path(run("state", "path").out.strip())

    backup = run("state", "backup", "copy.db")
    vacuumed = run("state", "vacuum")

    assert path.is_file()
    assert re.fullmatch(r"wrote copy\.db: \d+\.\d MB\n", backup.out)
    assert (
        run("state", "backup", "nowhere/copy.db").err
        == f'digest: there is no folder "{tmp_path / "nowhere"}"; make it, or give another place\n'
    )
    assert re.fullmatch(r"\d+\.\d MB before, \d+\.\d MB after\n", vacuumed.out)
    path.write_bytes((tmp_path / "copy.db").read_bytes())
    assert "Petrel" in run("search", "petrel").out


@pytest.mark.parametrize("command", [("search", "x"), ("story", "1"), ("state", "backup", "copy.db"), ("state", "vacuum")])
def test_before_there_is_a_state_it_is_said_how_to_begin_one(feeds: Feeds, run: Run, command: tuple[str, ...]) -> None:
    feeds("https://a.example/feed")

    done = run(*command)

    assert (done.code, done.out) == (2, "")
    assert "'digest today'" in done.err


def test_edition_is_shown_by_the_name_that_the_list_gives_it(web: Web, feeds: Feeds, run: Run) -> None:
    feeds(web.feed("/feed", *STORIES))
    first, second = run("today", "--cursor", "tty"), run("today", "--cursor", "mail", "--max", "1")

    names = [line.split()[0] for line in run("editions").out.splitlines()]

    assert [name.rpartition("@")[2] for name in names] == ["mail", "tty"]
    assert [run("show", name).out for name in names] == [second.out, first.out]
