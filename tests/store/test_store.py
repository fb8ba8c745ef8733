"""The state file: whole or not at all, and never somebody else's."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from digest.errors import StateError
from digest.model import Article, Counts, Edition, Entry, FeedState, Reading
from digest.query import parse_query
from digest.store import Store
from digest.store.owed import Debt
from digest.store.schema import APPLICATION_ID, MIGRATIONS
from tests.render.factories import brief, source

NOW = datetime(2026, 11, 22, 7, tzinfo=UTC)
ENTRY = Entry("https://a.example/feed", "1", "https://a.example/1", "One", "", NOW, ("Ada",), "en", "a.example", points=3)


def edition(day: int = 22, *, view: str = "", fingerprint: str = "f") -> Edition:
    return Edition(date(2026, 11, day), "tty", 0, "UTC", (0, 5), (), (), (), Counts(), NOW, view=view, fingerprint=fingerprint)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "folder" / "digest.db")


def test_entry_is_stored_once_and_read_back_as_it_was(store: Store) -> None:
    with store.transaction():
        stored = store.entries.add(ENTRY, seen=NOW, old=False)
        again = store.entries.add(ENTRY, seen=NOW, old=False)

    assert stored == replace(ENTRY, seq=1, seen=NOW)
    assert again is None
    assert store.entries.window(0, 1) == [stored]


def test_known_entry_gets_its_new_points_and_keeps_its_number(store: Store) -> None:
    with store.transaction():
        store.entries.add(ENTRY, seen=NOW, old=False)
        store.entries.add(replace(ENTRY, points=99, comments=7), seen=NOW, old=False)

    assert [(entry.seq, entry.points, entry.comments) for entry in store.entries.window(0, 9)] == [(1, 99, 7)]


def test_old_entries_are_in_no_window_and_still_found(store: Store) -> None:
    with store.transaction():
        store.entries.add(ENTRY, seen=NOW, old=True)

    assert store.entries.window(0, 9) == []
    assert [entry.seq for entry in store.entries.at("http://www.a.example/1/?utm_source=x")] == [1]


def test_transaction_that_breaks_leaves_nothing(store: Store) -> None:
    def broken() -> None:
        with store.transaction():
            store.entries.add(ENTRY, seen=NOW, old=False)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken()
    assert store.entries.newest() == 0


def test_copy_in_memory_leaves_the_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "digest.db"
    with Store.copy(path) as passing, passing.transaction():
        passing.entries.add(ENTRY, seen=NOW, old=False)
        assert passing.entries.newest() == 1
    assert not path.exists()

    with Store(path) as kept, kept.transaction():
        kept.entries.add(ENTRY, seen=NOW, old=False)
    with Store.copy(path) as passing, passing.transaction():
        passing.entries.add(replace(ENTRY, uid="2"), seen=NOW, old=False)
        assert passing.entries.newest() == 2

    with Store(path) as kept:
        assert kept.entries.newest() == 1


def test_looking_writes_nothing_and_refuses_to(tmp_path: Path) -> None:
    path = tmp_path / "digest.db"
    Store(path).close()
    with Store.look(path) as seen:
        assert seen.entries.newest() == 0

    with pytest.raises(StateError), Store.look(path) as seen, seen.transaction():
        seen.entries.add(ENTRY, seen=NOW, old=False)


def test_feed_state_is_read_back_byte_for_byte(store: Store) -> None:
    state = FeedState(
        "https://a.example/feed",
        "T",
        'W/"a \\"b"',
        "sun, 22 nov",
        "h",
        "https://b.example/",
        NOW,
        "404",
        "status",
        60,
        (3, 4),
        True,
        3,
        NOW,
        NOW,
        NOW,
    )
    with store.transaction():
        store.feeds.save(state)

    assert store.feeds.states([state.url, "https://new.example/"]) == {
        state.url: state,
        "https://new.example/": FeedState("https://new.example/"),
    }


def test_article_is_the_same_for_another_entry_of_the_same_address(store: Store) -> None:
    with store.transaction():
        first = store.entries.add(ENTRY, seen=NOW, old=False)
        other = store.entries.add(replace(ENTRY, feed="https://b.example/feed", url="http://www.a.example/1/"), seen=NOW, old=False)
        assert first is not None
        assert other is not None
        store.articles.save(Article(first, "One.\nTwo.", Reading.FULL, 2))

    assert store.articles.twin(other) == Article(other, "One.\nTwo.", Reading.FULL, 2)


def test_page_is_asked_again_after_its_time_or_never(store: Store) -> None:
    with store.transaction():
        store.articles.asked("https://a.example/read", note="", now=NOW, retry_at=None)
        store.articles.asked("https://a.example/refused", note="403", now=NOW, retry_at=datetime(2026, 11, 23, 7, tzinfo=UTC))

    later = datetime(2026, 11, 24, tzinfo=UTC)
    assert [store.articles.may_ask(f"https://a.example/{page}", NOW) for page in ("read", "refused", "new")] == [False, False, True]
    assert [store.articles.may_ask(f"https://a.example/{page}", later) for page in ("read", "refused")] == [False, True]


def test_revisions_of_a_date_are_counted_and_the_newest_is_found(store: Store) -> None:
    with store.transaction():
        first, second = store.editions.save(edition()), store.editions.save(edition(fingerprint="g"))

    assert (first.revision, second.revision) == (1, 2)
    assert store.editions.newest("tty") == second
    assert store.editions.find(date(2026, 11, 22), None, 1) == first
    assert store.editions.same(date(2026, 11, 22), "tty", "", ["f", "g"]) == second
    assert store.editions.same(date(2026, 11, 22), "tty", "", ["f"]) is None


def test_edition_that_is_printed_again_is_the_newest_again(store: Store) -> None:
    with store.transaction():
        first, look = store.editions.save(edition()), store.editions.save(edition(view="--tag x"))
    assert store.editions.newest() == look

    with store.transaction():
        store.editions.print_again(first)

    assert store.editions.newest() == first
    assert store.editions.is_newest(first)
    assert store.editions.same(date(2026, 11, 22), "tty", "--tag x", ["f"]) == look


def test_cursor_moves_forward_only_and_a_new_reader_has_none(store: Store) -> None:
    with store.transaction(lasting=True):
        store.cursors.advance(replace(edition(), window=(0, 40)))
        store.cursors.advance(replace(edition(), window=(0, 30)))

    assert (store.cursors.position("tty"), store.cursors.position("mail")) == (40, None)


def test_what_a_cursor_was_moved_past_for_another_list_of_feeds_stays_until_an_edition_takes_it_in(store: Store) -> None:
    today, tomorrow = date(2026, 11, 22), date(2026, 11, 23)
    with store.transaction():
        for feed in ("a", "b"):
            store.entries.add(replace(ENTRY, feed=feed), seen=NOW, old=False)
        store.cursors.advance(replace(edition(), briefs=(brief(sources=(source(seq=1),)),), window=(0, 2)))
    assert (store.cursors.pending("tty", today, {"a"}), store.cursors.pending("tty", today, {"b"})) == ([], [2])

    with store.transaction():
        store.cursors.advance(replace(edition(), briefs=(brief(sources=(source(seq=2),)),), window=(2, 2)))

    assert (store.cursors.pending("tty", today, {"b"}), store.cursors.pending("tty", tomorrow, {"b"})) == ([2], [])


def test_file_that_is_no_database_is_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "digest.db"
    path.write_bytes(b"a diary" * 1000)

    with pytest.raises(StateError, match=r"digest\.db"):
        Store(path)
    assert path.read_bytes() == b"a diary" * 1000


def test_database_of_another_program_is_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "digest.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    connection.close()

    with pytest.raises(StateError, match="belongs to another program"):
        Store(path)


@pytest.mark.parametrize("rescue", [False, True])
def test_state_of_a_newer_version_is_refused_and_never_set_aside(tmp_path: Path, rescue: bool) -> None:
    path = tmp_path / "digest.db"
    Store(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    connection.close()

    with pytest.raises(StateError, match="newer digest"):
        Store(path, rescue=rescue)
    assert [file.name for file in tmp_path.iterdir()] == ["digest.db"]


def test_nothing_that_a_morning_asks_looks_at_all_of_a_long_history(store: Store) -> None:
    asked: list[str] = []
    store._connection.set_trace_callback(asked.append)
    entries, day = store.entries, date(2026, 11, 22)
    entries.newest()
    entries.newest(seen_until=NOW)
    entries.window(5, 9)
    entries.since(NOW, NOW)
    entries.of([1])
    entries.at("https://a.example/1")
    entries.dates(ENTRY.feed)
    entries.identities(ENTRY.feed, last=9)
    entries.told_since(NOW, 9)
    entries.counted(5)
    entries.lapsed(5, 9, since=NOW)
    entries.pace(NOW, days=28)
    store.articles.texts([1])
    store.articles.twin(ENTRY)
    store.articles.opened([1])
    store.articles.lines_of("a.example", last=9)
    store.stories.of([1])
    store.stories.has("s7k2")
    store.stories.members("s7k2")
    store.cursors.pending("tty", day, {"a"})
    store.search.find(parse_query("one"), most=9, feeds=["a"], since=NOW)
    store._connection.set_trace_callback(None)

    ours = [statement for statement in asked if not statement.startswith("--")]  # and not what the index asks itself
    plans = {statement: store._connection.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall() for statement in ours}

    assert len(ours) > 20
    long = ("SCAN entries", "SCAN articles", "SCAN story_entries", "SCAN page")
    assert [statement for statement, plan in plans.items() if any(row[3].startswith(long) for row in plan)] == []


def damage(path: Path) -> None:
    with Store(path) as whole, whole.transaction():
        for number in range(500):
            whole.entries.add(replace(ENTRY, uid=str(number)), seen=NOW, old=False)
    data = bytearray(path.read_bytes())
    half = len(data) // 2  # the tables' names are in the first pages
    data[half:] = b"\xff" * (len(data) - half)
    path.write_bytes(data)


def test_damage_that_shows_only_later_is_told_as_damage(tmp_path: Path) -> None:
    path = tmp_path / "digest.db"
    damage(path)

    with pytest.raises(StateError, match="damaged"), Store(path) as damaged:
        damaged.entries.window(0, 999)


def test_damage_that_shows_only_later_is_kept_aside_for_the_next_run(tmp_path: Path) -> None:
    path = tmp_path / "digest.db"
    damage(path)

    with pytest.raises(StateError, match="aside-1"), Store(path, rescue=True) as damaged:
        damaged.entries.window(0, 999)
    with Store(path, rescue=True) as fresh:
        assert fresh.entries.newest() == 0


@pytest.mark.parametrize("content", [b"a diary" * 1000, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_rescue_keeps_what_cannot_be_read_under_new_names_and_begins_afresh(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "digest.db"
    for _ in range(2):
        path.write_bytes(content)
        with Store(path, rescue=True) as fresh:
            assert fresh.entries.newest() == 0

    assert [(tmp_path / f"digest.db.aside-{number}").read_bytes() for number in (1, 2)] == [content, content]


def test_pace_is_told_by_the_span_of_what_is_there_and_not_guessed(store: Store) -> None:
    hours = {"https://busy.example/": range(24), "https://weekly.example/": range(0, 21 * 24, 7 * 24), "https://unknown.example/": range(2)}
    with store.transaction():
        for feed, ages in hours.items():
            store.feeds.save(FeedState(feed, first_success=NOW))
            for age in ages:
                dated = replace(ENTRY, feed=feed, uid=str(age), published=NOW - timedelta(hours=age))
                store.entries.add(dated, seen=NOW, old=False)

    pace = store.entries.pace(NOW, days=28)

    assert pace["https://busy.example/"] == 24 * 7
    assert 1 <= pace["https://weekly.example/"] <= 2
    assert "https://unknown.example/" not in pace


def test_feed_that_was_followed_long_enough_has_a_pace_even_if_it_hardly_posts(store: Store) -> None:
    with store.transaction():
        store.feeds.save(FeedState(ENTRY.feed, first_success=NOW - timedelta(days=60)))
        store.entries.add(ENTRY, seen=NOW, old=False)

    assert store.entries.pace(NOW, days=28) == {ENTRY.feed: 0.25}


def test_what_is_owed_is_told_by_edition_with_what_of_it_was_to_be_sent(store: Store) -> None:
    older, newer = replace(edition(), revision=1), replace(edition(), revision=2)
    with store.transaction():
        store.owed.note(newer, {"s2", "s3"}, ["you@example.org", "me@example.org"])
        store.owed.note(older, {"s1"}, ["me@example.org"])

    assert store.owed.debts("tty") == [
        Debt(older.date, "tty", 1, ("me@example.org",), frozenset({"s1"})),
        Debt(newer.date, "tty", 2, ("me@example.org", "you@example.org"), frozenset({"s2", "s3"})),
    ]
    assert store.owed.debts("mail") == []


def test_acceptance_settles_for_who_accepted(store: Store) -> None:
    with store.transaction():
        store.owed.note(edition(), {"s1"}, ["me@example.org", "you@example.org"])
        store.owed.settle(edition(), ["me@example.org"])

    assert [debt.recipients for debt in store.owed.debts("tty")] == [("you@example.org",)]


def test_later_edition_outdates_what_nobody_had_and_not_what_some_had_or_a_look(store: Store) -> None:
    with store.transaction():
        nobody, some, look, newer = (store.editions.save(each) for each in (edition(), edition(), edition(view="--tag x"), edition(23)))
        store.editions.deliver(some, at=NOW)
        for each in (nobody, some, look):
            store.owed.note(each, {"s1"}, ["me@example.org"])

        store.owed.outdate(newer)

    assert [debt.revision for debt in store.owed.debts("tty")] == [some.revision, look.revision]


def test_state_of_the_first_version_is_brought_up_to_date_once_and_keeps_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "digest.db"
    with sqlite3.connect(path) as connection:
        MIGRATIONS[0](connection)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("PRAGMA user_version = 1")
        connection.execute("INSERT INTO cursors VALUES ('mail', 7)")
    connection.close()

    for _ in range(2):
        with Store(path) as upgraded:
            assert upgraded.cursors.position("mail") == 7
            assert upgraded.owed.debts("mail") == []
    assert (tmp_path / "digest.db.version-1").exists()


@pytest.mark.parametrize("opened", [Store.look, Store.copy])
def test_state_of_an_older_version_is_looked_at_without_being_changed(tmp_path: Path, opened: Callable[[Path], Store]) -> None:
    path = tmp_path / "digest.db"
    with contextlib.closing(sqlite3.connect(path)) as old:
        MIGRATIONS[0](old)
        old.execute("PRAGMA user_version = 1")
        old.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        old.commit()
    before = path.read_bytes()

    with opened(path) as store:
        assert store.entries.newest() == 0

    assert path.read_bytes() == before
    assert not list(tmp_path.glob("*version*"))
