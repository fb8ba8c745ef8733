"""What was kept: found again, followed over the days, copied, and forgotten in its time."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from digest.app.change import set_feed
from digest.app.cursors import forget_cursor, list_cursors
from digest.app.editions import find_edition, lead_link, list_editions, verify_edition, why
from digest.app.history import search, timeline
from digest.app.reading import note_read, read
from digest.app.upkeep import back_up, forget, vacuum
from digest.app.workspace import Workspace
from digest.errors import StateError, UsageError
from digest.model import Edition
from digest.store import Store
from tests.app.conftest import NOW
from tests.app.test_today import STORIES, made, titles
from tests.web import Answer, Web

Make = Callable[..., Workspace]
DAY = timedelta(days=1)
PROBE, PROBE_AGAIN = STORIES[1], ("/probe-2", "Neptune probe Petrel wakes up after 31 months and sends 400 pictures of Triton")


def dated(web: Web, path: str, *items: tuple[str, datetime]) -> str:
    """Let a path answer a feed of titles with their dates."""
    rows = "".join(
        f"<item><title>{title}</title><link>{web.url(f'{path}/{at:%d%H%M}')}</link>"
        f"<pubDate>{at:%a, %d %b %Y %H:%M:%S} GMT</pubDate><description>{title}, in a few words more.</description></item>"
        for title, at in items
    )
    web.answers[path] = Answer(f"<rss version='2.0'><channel><title>Dated</title>{rows}</channel></rss>".encode())
    return web.url(path)


def found(space: Workspace, line: str) -> list[str]:
    return [hit.entry.title for hit in search(space, line)]


def test_everything_that_is_kept_is_found_wherever_it_went(web: Web, workspace: Make) -> None:
    old = dated(web, "/old", ("Ancient Kiln history", NOW - 30 * DAY))
    space = workspace(web.feed("/feed", *STORIES), old, settings="mute: [court]\n")
    edition = made(space, max_stories=1)
    gone = workspace(web.feed("/other", ("/x", "Something else")))

    for _, title in STORIES:
        assert found(space, title) == found(gone, title) == [title]
    assert found(space, "kiln history") == ["Ancient Kiln history"]
    assert len(edition.briefs) == 1


def test_find_names_its_feed_its_story_and_itself(web: Web, workspace: Make) -> None:
    space = workspace(web.feed("/feed", *STORIES))
    edition = made(space)

    hit = search(space, "petrel")[0]

    assert hit.feed == "Feed 1"
    assert hit.story in {brief.story for brief in edition.briefs if "Petrel" in brief.headline}
    assert [hit.snippet.text[first:last] for first, last in hit.snippet.marks] == ["Petrel"]
    assert lead_link(space, hit.entry.id) == web.url("/probe")
    assert read(space, hit.entry.id).entry == hit.entry
    assert why(space, hit.entry.id).story == next(brief for brief in edition.briefs if brief.story == hit.story)
    assert timeline(space, hit.entry.id).story == hit.story


def test_find_of_an_old_entry_is_in_no_story_and_can_be_looked_up(web: Web, workspace: Make) -> None:
    space = workspace(dated(web, "/old", ("Ancient history", NOW - 30 * DAY)), web.feed("/feed", STORIES[0]))
    made(space)

    hit = search(space, "ancient")[0]

    assert hit.story == ""
    assert "already old" in why(space, hit.entry.id).verdict
    assert [source.title for source in timeline(space, hit.entry.id).sources] == ["Ancient history"]


def test_search_can_be_bounded_by_time_and_feed(web: Web, workspace: Make) -> None:
    space = workspace(web.feed("/feed", STORIES[0]), dated(web, "/old", ("Ancient Kiln", NOW - 30 * DAY)))
    made(space)

    assert [hit.feed for hit in search(space, "kiln", since="2 days ago")] == ["Feed 1"]
    assert [hit.feed for hit in search(space, "kiln", feeds=["Feed 2"])] == ["Feed 2"]
    assert len(search(space, "kiln", most=1)) == 1


@pytest.mark.parametrize(
    ("line", "wishes", "message"),
    [
        ("", {}, "no word to look for"),
        ("-kiln", {}, "no word to look for"),
        ("kiln", {"feeds": ["Fed 1"]}, 'did you mean "Feed 1"'),
        ("kiln", {"since": "last"}, 'no "last"'),
        ("kiln", {"since": "soon"}, "not a time"),
    ],
)
def test_search_for_what_cannot_be_is_a_usage_error(web: Web, workspace: Make, line: str, wishes: dict[str, object], message: str) -> None:
    space = workspace(web.feed("/feed", *STORIES))
    made(space)

    with pytest.raises(UsageError, match=message):
        search(space, line, **wishes)  # type: ignore[arg-type]


def told_twice(web: Web, workspace: Make) -> Workspace:
    """Let a story be told, and told again the next day with what a second feed adds."""
    first, second = web.feed("/one", PROBE), web.feed("/two")
    made(workspace(first, second))
    web.feed("/two", PROBE_AGAIN)
    later = workspace(first, second, now=NOW + DAY)
    made(later)
    return later


def test_course_of_a_story_has_all_its_sources_and_every_telling(web: Web, workspace: Make) -> None:
    space = told_twice(web, workspace)

    course = timeline(space, "1")

    assert [source.title for source in course.sources] == [PROBE[1], PROBE_AGAIN[1]]
    assert [(telling.edition, telling.rank) for telling in course.tellings] == [("2026-11-22.1@pipe", 1), ("2026-11-23.1@pipe", 1)]
    assert course.tellings[1].brief.update
    assert timeline(space, course.story) == timeline(space, web.url("/probe")) == course


def test_story_of_an_earlier_edition_is_still_looked_up_by_its_id(web: Web, workspace: Make) -> None:
    url = web.feed("/feed", *STORIES[:1])
    story = made(workspace(url)).briefs[0].story
    web.feed("/feed", *STORIES[:2])
    later = workspace(url, now=NOW + DAY)
    made(later)

    assert why(later, story).verdict == "told in 2026-11-22.1@pipe as 1"
    assert lead_link(later, story) == web.url("/kiln")
    assert read(later, story).entry.title == STORIES[0][1]


@pytest.mark.parametrize("key", ["s999", "a999", "https://elsewhere.example/", "99"])
def test_course_of_what_is_not_kept_is_a_usage_error(web: Web, workspace: Make, key: str) -> None:
    space = workspace(web.feed("/feed", *STORIES))
    made(space)

    with pytest.raises(UsageError):
        timeline(space, key)


def test_what_was_read_is_marked_so(web: Web, workspace: Make) -> None:
    space = workspace(web.feed("/feed", *STORIES))
    made(space)
    hit = search(space, "petrel")[0]

    note_read(space, read(space, hit.entry.id))

    assert hit.opened is None
    assert search(space, "petrel")[0].opened == NOW
    assert timeline(space, hit.entry.id).opened == {hit.entry.seq}


def test_two_stories_never_have_one_name_however_far_apart_they_are(web: Web, workspace: Make) -> None:
    url = web.feed("/feed", STORIES[0])
    first = made(workspace(url)).briefs[0].story
    with Store(workspace(url).state) as store, store.transaction():
        store._connection.execute("UPDATE story_entries SET seq = seq + 1000")  # of an entry out of sight
    web.feed("/feed", STORIES[0])

    second = made(workspace(url), cursor="other").briefs[0].story

    assert second != first
    assert second.startswith(first)


def test_editions_of_two_readers_have_names_of_their_own(web: Web, workspace: Make) -> None:
    space = workspace(web.feed("/feed", *STORIES))
    mine, theirs = made(space, cursor="tty"), made(space, cursor="mail", max_stories=1)

    assert [line.name for line in list_editions(space)] == ["2026-11-22.1@mail", "2026-11-22.1@tty"]
    assert find_edition(space, "2026-11-22.1@mail") == find_edition(space, "2026-11-22@mail") == find_edition(space, "last@mail") == theirs
    assert find_edition(space, "2026-11-22.1@tty") == find_edition(space, "last", "tty") == mine
    assert verify_edition(space, theirs.name).edition == theirs


def test_edition_of_a_date_is_the_whole_one_and_not_a_look_at_a_part(web: Web, workspace: Make) -> None:
    space = workspace(web.feed("/feed", *STORIES))
    whole = made(space)
    look = made(space, feeds=("Feed 1",))

    assert find_edition(space, "2026-11-22") == find_edition(space, "today") == whole
    assert find_edition(space, None) == find_edition(space, "last") == look
    assert find_edition(replace(space, now=NOW + DAY), "yesterday") == whole


@pytest.mark.parametrize("reference", ["2026-11-22.1@nobody", "2026-11-21", "2026-11-22.9", "soon", "2026-13-01", "@tty"])
def test_edition_that_is_not_there_is_a_usage_error(web: Web, workspace: Make, reference: str) -> None:
    space = workspace(web.feed("/feed", *STORIES))
    made(space)

    with pytest.raises(UsageError, match="edition"):
        find_edition(space, reference)


def test_cursors_say_what_each_had_and_how_much_is_new_to_it(web: Web, workspace: Make) -> None:
    url = web.feed("/feed", *STORIES[:2])
    made(workspace(url), cursor="mail")
    web.feed("/feed", *STORIES)
    space = workspace(url, now=NOW + DAY)
    made(space, cursor="tty")

    standing = {item.reader.name: (item.reader.edition, item.new) for item in list_cursors(space)}

    assert standing == {"mail": ("2026-11-22.1@mail", 3), "tty": ("2026-11-23.1@tty", 0)}


def test_cursor_that_is_forgotten_is_a_new_reader(web: Web, workspace: Make) -> None:
    space = workspace(web.feed("/feed", *STORIES))
    made(space, cursor="test")

    forget_cursor(space, "test")

    assert list_cursors(space) == []
    with pytest.raises(UsageError, match='no cursor "test"'):
        forget_cursor(space, "test")


def test_nothing_is_begun_to_forget_a_cursor_that_is_not_there(web: Web, workspace: Make) -> None:
    space = workspace(web.feed("/feed", *STORIES))

    with pytest.raises(UsageError, match='no cursor "test"'):
        forget_cursor(space, "test")

    assert not space.state.exists()


@pytest.mark.parametrize(
    ("days", "note"), [(1, ""), (2, "A missed day is folded in: 3 entries below"), (4, "3 missed days are folded in: 3")]
)
def test_gap_is_covered_within_the_budget_and_what_is_folded_is_said(web: Web, workspace: Make, days: int, note: str) -> None:
    url = web.feed("/feed", STORIES[0])
    made(workspace(url))
    web.feed("/feed", *STORIES)
    space = workspace(url, settings="digest: {max_stories: 1}\n", now=NOW + days * DAY)

    edition = made(space)

    assert (len(edition.briefs), len(edition.below)) == (1, 3)
    assert [line[: len(note)] for line in edition.notes] == ([note] if note else [])
    assert made(space) == edition


def gap_of(days: int, web: Web, workspace: Make) -> tuple[Edition, Workspace]:
    """Return the edition after a gap in which a feed posted once a day, and the workspace it was made in."""
    url = dated(web, "/daily", ("Day 0 begins", NOW - timedelta(hours=1)))
    made(workspace(url))
    posts = [(f"{title} on day {day}", NOW + day * DAY) for day, (_, title) in enumerate(STORIES * 3, 1) if day <= days]
    later = workspace(dated(web, "/daily", *reversed(posts)), now=NOW + days * DAY + timedelta(hours=1))
    return made(later), later


def test_gap_of_three_days_loses_nothing(web: Web, workspace: Make) -> None:
    edition, _ = gap_of(3, web, workspace)

    assert {title.rpartition(" ")[2] for title in titles(edition)} == {"1", "2", "3"}
    assert edition.notes == ()


def test_gap_of_twelve_days_shows_the_last_seven_and_search_finds_the_others(web: Web, workspace: Make) -> None:
    edition, space = gap_of(12, web, workspace)

    assert edition.counts.entries == 7
    assert edition.notes == ("11 missed days are folded in: 5 entries too old to be news (digest search).",)
    assert {title.rpartition(" ")[2] for title in found(space, "day*")} >= {str(day) for day in range(1, 13)}


def test_story_that_ran_its_course_in_a_gap_is_told_as_it_stood_in_the_end(web: Web, workspace: Make) -> None:
    course = (
        ("Cratewell registry outage begins after certificate expires", NOW + DAY),
        ("Cratewell registry outage goes on, certificate is replaced", NOW + 2 * DAY),
        ("Cratewell registry outage is over, certificate was to blame", NOW + 3 * DAY),
    )
    urls = [web.feed("/one", STORIES[4]), web.feed("/two"), web.feed("/three")]
    made(workspace(*urls))
    for path, entry in zip(("/one", "/two", "/three"), course, strict=True):
        dated(web, path, entry)

    edition = made(workspace(*urls, now=NOW + 3 * DAY + timedelta(hours=1)))

    assert [brief.headline for brief in edition.briefs] == [course[-1][0]]
    assert [source.title for source in edition.briefs[0].sources[1:]] == [course[0][0], course[1][0]]


def test_newer_news_of_a_gap_stands_before_older_that_is_otherwise_alike(web: Web, workspace: Make) -> None:
    edition, _ = gap_of(5, web, workspace)

    recency = [next(reason.points for reason in brief.reasons if reason.name == "recency") for brief in edition.briefs]
    by_day = sorted(zip((int(brief.headline.rpartition(" ")[2]) for brief in edition.briefs), recency, strict=True))
    assert [points for _, points in by_day] == sorted(recency)


def test_old_entries_are_forgotten_once_a_day_at_the_end_of_a_run_and_do_not_come_back(web: Web, workspace: Make) -> None:
    items = [(f"Post number {number} of many", NOW - timedelta(minutes=number)) for number in range(1, 31)]
    url = dated(web, "/feed", *items)
    made(workspace(url), max_stories=3)

    space = workspace(url)
    for day, expected in ((30, 30), (61, 20), (62, 20)):
        space = workspace(url, now=NOW + day * DAY)
        edition = made(space)
        assert edition.counts.entries == 0
        assert len(search(space, "post number many", most=99)) == expected
    verified = verify_edition(space, "2026-11-22")
    assert (verified.sentences, verified.missing) == (3, ())


def test_forgotten_entries_do_not_come_back_by_a_new_address_of_their_feed(web: Web, workspace: Make) -> None:
    posts = [(f"/post-{number}", f"Post number {number} of many") for number in range(1, 31)]  # without dates, so that each would be news
    made(workspace(web.feed("/old", *posts[:10])), max_stories=3)
    old, new, newer = (web.feed(path, *posts) for path in ("/old", "/new", "/newer"))
    later = NOW + 61 * DAY
    for now in (NOW + DAY, later):
        made(workspace(old, now=now))
    assert len(search(workspace(old, now=later), "post number many", most=99)) < 30

    set_feed(workspace(old, now=later), "Feed 1", [f"url={new}"])
    edition = made(workspace(new, now=later + DAY))
    set_feed(workspace(new, now=later), "Feed 1", [f"url={newer}"])

    assert edition.counts.entries == 0
    assert made(workspace(newer, now=later + 2 * DAY)).counts.entries == 0


def test_days_of_retention_are_those_of_the_configuration_but_never_so_few_that_living_stories_suffer(web: Web, workspace: Make) -> None:
    items = [(f"Post number {number} of many", NOW - timedelta(minutes=number)) for number in range(1, 31)]
    url = dated(web, "/feed", *items)
    made(workspace(url), max_stories=3)

    short = "retention: {items_days: 1, editions_days: 1}\n"
    kept = []
    for day in (20, 29):
        space = workspace(url, settings=short, now=NOW + day * DAY)
        made(space)
        kept.append(len(search(space, "post number many", most=99)))

    assert kept == [30, 20]


def test_forgetting_leaves_the_state_alone_while_another_run_is_at_work(web: Web, workspace: Make) -> None:
    from filelock import FileLock

    space = workspace(web.feed("/feed", *STORIES))
    made(space)
    before = space.state.stat().st_mtime_ns
    with FileLock(space.state.with_suffix(".lock")):
        forget(replace(space, now=NOW + 100 * DAY))

    assert space.state.stat().st_mtime_ns == before


def test_backup_is_a_whole_state_also_while_another_run_writes(web: Web, workspace: Make, tmp_path: Path) -> None:
    space = workspace(web.feed("/feed", *STORIES))
    edition = made(space)
    target = tmp_path / "copy.db"
    with Store(space.state) as writer, writer.transaction():
        writer.cursors.advance(replace(edition, cursor="half"))
        size = back_up(space.state, target)

    assert size == target.stat().st_size > 0
    copied = replace(space, state=target)
    assert found(copied, "petrel") == [PROBE[1]]
    assert [item.reader.name for item in list_cursors(copied)] == ["pipe"]
    back_up(space.state, target)
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith((".copy", "copy"))) == ["copy.db"]
    assert [item.reader.name for item in list_cursors(copied)] == ["half", "pipe"]


def test_backup_replaces_no_file_that_is_no_state(web: Web, workspace: Make, tmp_path: Path) -> None:
    space = workspace(web.feed("/feed", *STORIES))
    made(space)
    feeds = (tmp_path / "feeds.yaml").read_bytes()

    for target, error in ((tmp_path / "feeds.yaml", StateError), (tmp_path, StateError), (space.state, UsageError)):
        with pytest.raises(error):
            back_up(space.state, target)
    for place in ("nowhere/copy.db", "feeds.yaml/copy.db", "long" * 100):
        with pytest.raises(StateError):
            back_up(space.state, tmp_path / place)
    assert (tmp_path / "feeds.yaml").read_bytes() == feeds


def test_backup_replaces_no_pipe_and_what_a_link_leads_to_instead_of_the_link(web: Web, workspace: Make, tmp_path: Path) -> None:
    space = workspace(web.feed("/feed", *STORIES))
    made(space)
    pipe, link = tmp_path / "pipe", tmp_path / "link.db"
    os.mkfifo(pipe)
    link.symlink_to(tmp_path / "copy.db")

    with pytest.raises(StateError, match="is no state of digest"):
        back_up(space.state, pipe)
    back_up(space.state, link)

    assert link.is_symlink()
    assert [item.reader.name for item in list_cursors(replace(space, state=tmp_path / "copy.db"))] == ["pipe"]


def test_vacuum_gives_back_room_and_changes_nothing_else(web: Web, workspace: Make) -> None:
    space = workspace(web.feed("/feed", *((f"/{number}", f"Post {number} {'word ' * 60}") for number in range(60))))
    edition = made(space)
    with Store(space.state) as store, store.transaction():
        store._connection.execute(
            "CREATE TABLE filler AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 20000) SELECT * FROM n"
        )
        store._connection.execute("DROP TABLE filler")

    room = vacuum(space.state)

    assert room.after < room.before
    assert find_edition(space, None) == edition
    assert len(search(space, "post", most=99)) == 60
