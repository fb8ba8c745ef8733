"""Feeds paused, changed, checked, counted, taken over from elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from digest.app.change import pause_feeds, remove_feeds, set_feed
from digest.app.feeds import Checked, check_feeds, list_feeds
from digest.app.lists import export_feeds, import_feeds, init
from digest.app.teaching import interests, teach
from digest.app.today import Wishes, today
from digest.app.workspace import Workspace
from digest.config import read
from digest.errors import ConfigError, UsageError
from digest.model import Edition, Feed, Kind
from digest.paths import Found
from digest.store import Store
from tests.app.conftest import NOW
from tests.web import Answer, Web

Make = Callable[..., Workspace]

KILN, PROBE, CHIP = ("/kiln", "Kiln 4.2 fixes a heap overflow"), ("/probe", "Neptune probe wakes up"), ("/chip", "Harrier makes a chip")


def again(workspace: Workspace, *, days: int = 0) -> Workspace:
    """Return the workspace as the next command opens it."""
    config = read(workspace.found.path.read_bytes(), name="feeds.yaml")
    return Workspace(workspace.found, config, workspace.state, NOW + timedelta(days=days), "UTC")


def made(workspace: Workspace, **wishes: object) -> Edition:
    with today(workspace, Wishes(**wishes), progress=lambda *_: None) as result:  # type: ignore[arg-type]
        result.delivered()
        return result.edition


def titles(edition: Edition) -> set[str]:
    return {brief.headline for brief in edition.briefs}


def checked(workspace: Workspace, *keys: str) -> list[Checked]:
    return check_feeds(workspace, keys, progress=lambda *_: None)


def test_paused_feed_is_neither_asked_nor_shown_and_resuming_loses_nothing(web: Web, workspace: Make) -> None:
    space = workspace(web.feed("/a", KILN), web.feed("/b", PROBE))
    pause_feeds(space, ["Feed 2"], paused=True)
    first = made(again(space))
    asked = web.paths().count("/b")

    pause_feeds(again(space), ["feed 2"], paused=False)
    second = made(again(space, days=1))

    assert (titles(first), asked) == ({KILN[1]}, 0)
    assert titles(second) == {PROBE[1]}


def test_what_a_feed_brought_before_it_was_paused_is_shown_after_it_was_resumed(web: Web, workspace: Make) -> None:
    space = workspace(web.feed("/a", KILN), web.feed("/b"))
    made(space)
    web.feed("/b", PROBE)
    made(again(space, days=1), keep=True, feeds=("Feed 2",))  # a look, which stores what it finds
    pause_feeds(again(space), ["Feed 2"], paused=True)
    paused = made(again(space, days=1))
    pause_feeds(again(space), ["Feed 2"], paused=False)

    assert titles(paused) == set()
    assert titles(made(again(space, days=2))) == {PROBE[1]}


def test_entries_of_a_removed_feed_stay_stored(web: Web, workspace: Make) -> None:
    space = workspace(web.feed("/a", KILN), web.feed("/b", PROBE))
    made(space)

    remove_feeds(space, [web.url("/b")])

    with Store.look(space.state) as store:
        assert [entry.title for entry in store.entries.of_feed(web.url("/b"))] == [PROBE[1]]


def test_last_feed_is_not_removed_and_several_are_removed_all_or_none(web: Web, workspace: Make) -> None:
    space = workspace(web.url("/a"), web.url("/b"))
    before = space.found.path.read_bytes()

    with pytest.raises(UsageError, match="is the last feed"):
        remove_feeds(space, ["Feed 1", "Feed 2"])

    assert space.found.path.read_bytes() == before


@pytest.mark.parametrize("key", ["Feed 1", "feed 1", "https://www.a.example/rss/", "a.example/rss"])
def test_feed_is_meant_by_its_name_or_its_address_however_it_is_written(workspace: Make, key: str) -> None:
    space = workspace("http://a.example/rss", "http://b.example/rss")

    pause_feeds(space, [key], paused=True)

    assert [feed.paused for feed in again(space).config.feeds] == [True, False]


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("Fed 1", 'did you mean "Feed 1"'),
        ("Twin", '"Twin" is the name of 2 feeds, on lines 3, 4; give the address'),
        ("https://nowhere.example/", "is no feed of feeds.yaml"),
    ],
)
def test_feed_that_is_not_there_or_not_the_only_one_is_told(tmp_path: Path, key: str, message: str) -> None:
    path = tmp_path / "feeds.yaml"
    path.write_text(
        "feeds:\n- {name: Feed 1, url: https://a.example/}\n- {name: Twin, url: https://b.example/}\n- {name: Twin, url: https://c.example/}\n"
    )
    space = Workspace(Found(path, "--config"), read(path.read_bytes(), name="feeds.yaml"), tmp_path / "digest.db", NOW, "UTC")

    with pytest.raises(UsageError, match=message):
        remove_feeds(space, [key])


def test_keys_of_a_feed_are_set_and_removed(web: Web, workspace: Make) -> None:
    space = workspace(web.url("/a"), web.url("/b"))

    set_feed(space, "Feed 1", ["weight=1.5", "tags=news, two words,", "kind=aggregator", "must=yes", "name=It's: new"])
    set_feed(again(space), web.url("/a"), ["weight="])

    assert again(space).config.feeds[0] == Feed("It's: new", web.url("/a"), ("news", "two words"), kind=Kind.AGGREGATOR, must=True, line=2)


def test_feed_with_another_address_tells_nothing_twice(web: Web, workspace: Make) -> None:
    space = workspace(web.feed("/a", KILN, PROBE))
    made(space)
    web.feed("/b", KILN, PROBE, CHIP)

    set_feed(space, "Feed 1", [f"url={web.url('/b')}"])

    assert titles(made(again(space, days=1))) == {CHIP[1]}


def test_what_was_taught_of_a_feed_goes_with_it_to_another_address(web: Web, workspace: Make) -> None:
    space = workspace(web.feed("/a", KILN))
    made(space)
    taught = teach(space, "1", more=True).interests

    set_feed(space, "Feed 1", [f"url={web.url('/b')}"])

    assert ("Feed 1",) in [one.words for one in taught]
    assert {word for line in interests(again(space)) for word in line.words} == {word for one in taught for word in one.words}


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("weight=99", "out of range; write a number from 0 to 10"),
        ("weigth=2", "did you mean weight"),
        ("weight", "write key=value"),
        ("url=", "a feed needs its url"),
        ("url=nonsense", "is not a web address"),
        ("url=http://127.0.0.1:1/b", 'already in feeds.yaml, line 3; it is called "Feed 2"'),
        ("name=Feed 2", "is the name of another feed"),
        ("kind=agregator", "did you mean aggregator"),
        ("must=maybe", "write true or false"),
    ],
)
def test_key_that_cannot_be_set_so_is_told_and_nothing_is_changed(workspace: Make, setting: str, message: str) -> None:
    space = workspace("http://127.0.0.1:1/a", "http://127.0.0.1:1/b")
    before = space.found.path.read_bytes()

    with pytest.raises(UsageError, match=message):
        set_feed(space, "Feed 1", ["cap=2", setting])

    assert space.found.path.read_bytes() == before


def test_feed_that_is_paused_already_is_told(workspace: Make) -> None:
    space = workspace("http://127.0.0.1:1/a")
    pause_feeds(space, ["Feed 1"], paused=True)

    with pytest.raises(UsageError, match="already paused"):
        pause_feeds(again(space), ["Feed 1"], paused=True)
    with pytest.raises(UsageError, match=r'"Feed 1" is paused; .digest feeds resume'):
        made(again(space), feeds=("Feed 1",))


def test_check_says_how_each_feed_answers_and_stores_nothing(web: Web, workspace: Make) -> None:
    web.answers["/old"] = Answer(status=301, headers=(("Location", "/a?x=1&y=2"),))
    web.feed("/a?x=1&y=2", KILN, PROBE)
    web.answers["/page"] = Answer(b"<html>no</html>")
    space = workspace(web.feed("/a", KILN), web.url("/gone"), web.url("/old"), web.url("/page"), web.feed("/empty"))

    well, gone, moved, page, empty = checked(space)

    assert (well.problem, well.status, well.entries, well.size > 100) == ("", 200, 1, True)
    assert (gone.problem, gone.status) == ("404 Not Found", 404)
    assert moved.fix == f"digest feeds set \"Feed 3\" url='{web.url('/a?x=1&y=2')}'"
    assert page.problem == "not a feed: an HTML page"
    assert (empty.problem, empty.entries) == ("", 0)
    assert not space.begun


def test_check_asks_those_that_are_named_and_without_names_none_that_is_paused(web: Web, workspace: Make) -> None:
    space = workspace(web.feed("/a", KILN), web.feed("/b", PROBE))
    pause_feeds(space, ["Feed 2"], paused=True)

    assert [item.feed.name for item in checked(again(space))] == ["Feed 1"]
    assert [item.feed.name for item in checked(again(space), "Feed 2")] == ["Feed 2"]


def test_feeds_own_pace_is_told_by_the_dates_of_its_document(web: Web, workspace: Make) -> None:
    dates = [(NOW - timedelta(days=number)).strftime("%a, %d %b %Y %H:%M:%S GMT") for number in (0, 3, 7, 14, 400)]
    items = "".join(f"<item><title>{day}</title><pubDate>{day}</pubDate></item>" for day in dates)
    web.answers["/a"] = Answer(f"<rss version='2.0'><channel><title>A</title>{items}</channel></rss>".encode())

    (item,) = checked(workspace(web.url("/a")))

    assert item.weekly == 1.0  # four in the last four weeks
    assert item.newest == NOW


def test_stats_count_what_was_stored_and_what_a_delivered_edition_showed(web: Web, workspace: Make) -> None:
    space = workspace(web.feed("/a", KILN, PROBE), web.feed("/b", CHIP))
    made(space, max_stories=1, feeds=("Feed 2",))  # a look is no edition
    edition = made(space, max_stories=2)

    one, other = (item.tally for item in list_feeds(again(space)))

    assert (one.entries, other.entries) == (2, 1)
    assert one.shown + other.shown == len(edition.briefs) == 2
    assert {tally.last_shown for tally in (one, other) if tally.shown} == {date(2026, 11, 22)}


def test_import_adds_what_is_not_there_under_its_names_without_asking_anybody(web: Web, workspace: Make) -> None:
    space = workspace(web.url("/a"))

    done = import_feeds(space, f'{web.url("/a")}\n{web.url("/b")} x "~Bee"\nquery:all\n'.encode())

    assert ([feed.name for feed in done.added], len(done.known), len(done.remarks)) == (["Bee"], 1, 1)
    assert [(feed.name, feed.tags) for feed in again(space).config.feeds] == [("Feed 1", ()), ("Bee", ("x",))]
    assert web.paths() == []


def test_imported_feed_does_not_flood_the_next_edition(web: Web, workspace: Make) -> None:
    old = (NOW - timedelta(days=3)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    web.answers["/b"] = Answer(
        f"<rss version='2.0'><channel><item><title>Old</title><pubDate>{old}</pubDate></item></channel></rss>".encode()
    )
    space = workspace(web.feed("/a", KILN))
    made(space)

    import_feeds(space, web.url("/b").encode())

    assert titles(made(again(space, days=1))) == set()


def test_list_without_a_feed_is_refused(workspace: Make) -> None:
    with pytest.raises(UsageError, match=r"no feed in it \(line 1: exec:x\)"):
        import_feeds(workspace("http://127.0.0.1:1/a"), b"exec:x\n")


def test_file_that_became_wrong_meanwhile_is_not_changed(workspace: Make) -> None:
    space = workspace("http://127.0.0.1:1/a", "http://127.0.0.1:1/b")
    space.found.path.write_text("feeds:\n- {name: Feed 1, url: http://127.0.0.1:1/a, wieght: 2}\n")

    with pytest.raises(ConfigError, match="wieght"):
        pause_feeds(space, ["Feed 1"], paused=True)

    assert "paused" not in space.found.path.read_text()


def test_export_tells_of_feeds_that_have_more_to_them() -> None:
    plain, more = Feed("A", "https://a.example/", ("x",)), Feed("B", "https://b.example/", cap=2)

    document, short = export_feeds((plain, more))

    assert short == (more,)
    assert '<outline type="rss" text="B" title="B" xmlUrl="https://b.example/"/>' in document


def test_file_of_ones_own_can_begin_with_the_feeds_of_another_reader(tmp_path: Path) -> None:
    path, listed = init(tmp_path / "new" / "feeds.yaml", b'https://a.example/feed x "~A"\nhttps://b.example/feed\n')

    assert len(listed.feeds) == 2
    assert [(feed.name, feed.tags) for feed in read(path.read_bytes(), name="feeds.yaml").feeds] == [("A", ("x",)), ("b.example", ())]
    assert "#digest:" in path.read_text()
    with pytest.raises(UsageError, match="is there already"):
        init(path)
