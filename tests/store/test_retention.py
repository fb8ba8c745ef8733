"""What is old is forgotten, and what somebody still needs is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from digest.model import Article, Brief, Counts, Edition, Entry, Reading, Sentence, Source, Story
from digest.query import parse_query
from digest.store import Store
from digest.store.retention import LAST_OF_A_FEED

NOW = datetime(2026, 11, 22, 7, tzinfo=UTC)
FEED = "https://a.example/feed"
LIMIT = NOW - timedelta(days=60)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "digest.db")


def keep(store: Store, number: int, *, days: float, old: bool = False) -> Entry:
    moment = NOW - timedelta(days=days)
    url = f"https://a.example/{number}"
    with store.transaction():
        entry = store.entries.add(Entry(FEED, str(number), url, f"Title {number}", "", moment), seen=moment, old=old)
        assert entry is not None
        article = Article(entry, f"text{number}", Reading.FULL, 1)
        store.articles.save(article)
        store.articles.keep_lines(entry, ["m"])
        store.articles.asked(url, note="", now=moment, retry_at=None)
        store.stories.save([Story(f"s{number}", (article,))])
    return entry


def recent(store: Store) -> None:
    """Give the feed so many later entries that no earlier one is among its last."""
    for number in range(LAST_OF_A_FEED):
        keep(store, 1_000 + number, days=1)


def deliver(store: Store, cursor: str, upto: int, *, days: int, quoted: Sequence[Entry] = ()) -> Edition:
    sources = tuple(Source(entry.seq, "a.example", "A", entry.url, entry.title, Reading.FULL, None) for entry in quoted)
    briefs = tuple(Brief(f"s{source.seq}", source.title, (Sentence("x", 1, 0, 1),), (source,), ()) for source in sources)
    made = NOW - timedelta(days=days)
    with store.transaction():
        edition = store.editions.save(Edition(made.date(), cursor, 0, "UTC", (0, upto), briefs, (), (), Counts(), made))
        store.editions.deliver(edition, at=made)
        store.cursors.advance(replace(edition, window=(upto, upto)))  # what came before was told in earlier ones
    return edition


def forget(store: Store, *, most: int = 100) -> list[int]:
    """Forget a batch and return what is kept."""
    with store.transaction():
        store.retention.forget_entries(LIMIT, after=0, most=most)
        store.retention.forget_pages(LIMIT)
    return [entry.seq for entry in store.entries.since(NOW - timedelta(days=999), NOW)][:-LAST_OF_A_FEED]


def test_old_entry_is_forgotten_with_all_that_was_known_of_it(store: Store) -> None:
    gone, kept = keep(store, 1, days=61), keep(store, 2, days=59)
    recent(store)
    deliver(store, "tty", store.entries.newest(), days=0)

    assert forget(store) == [kept.seq]
    assert store.articles.of(gone) is None
    assert store.search.find(parse_query("text1"), most=9) == []
    assert store.search.find(parse_query("text2"), most=9) == [kept.seq]
    assert store.stories.members("s1") == []
    assert gone.seq not in store.articles.lines_of("a.example", last=99)
    assert store.articles.may_ask(gone.url, NOW)
    assert not store.articles.may_ask(kept.url, NOW)


def test_forgotten_entry_that_its_feed_still_carries_does_not_come_back(store: Store) -> None:
    gone = keep(store, 1, days=61)
    recent(store)
    deliver(store, "tty", store.entries.newest(), days=0)
    forget(store)

    with store.transaction():
        again = store.entries.add(gone, seen=NOW, old=False)
        other = store.entries.add(Entry("https://b.example/feed", gone.uid, "", "B", "", None), seen=NOW, old=False)

    assert again is None
    assert other is not None
    assert other.seq > gone.seq


def test_what_a_cursor_has_not_had_is_kept_until_it_has(store: Store) -> None:
    first, second = keep(store, 1, days=70), keep(store, 2, days=65)
    recent(store)
    deliver(store, "tty", store.entries.newest(), days=0)
    deliver(store, "mail", first.seq, days=66)

    assert forget(store) == [second.seq]
    deliver(store, "mail", store.entries.newest(), days=0)
    assert forget(store) == []


def test_old_entries_wait_for_no_cursor(store: Store) -> None:
    keep(store, 1, days=70, old=True)
    recent(store)
    deliver(store, "mail", 0, days=1)

    assert forget(store) == []


def test_what_another_list_of_feeds_has_still_to_show_is_kept(store: Store) -> None:
    waiting = keep(store, 1, days=70)
    recent(store)
    with store.transaction():
        store.cursors.advance(Edition(NOW.date(), "tty", 1, "UTC", (0, store.entries.newest()), (), (), (), Counts(), NOW))

    assert forget(store) == [waiting.seq]


def test_quoted_source_stays_as_long_as_the_edition_that_quotes_it(store: Store) -> None:
    quoted, _ = keep(store, 1, days=70), keep(store, 2, days=70)
    recent(store)
    deliver(store, "tty", 2, days=70, quoted=[quoted])
    deliver(store, "tty", store.entries.newest(), days=0)

    assert forget(store) == [quoted.seq]
    with store.transaction():
        store.retention.forget_editions(LIMIT)
    assert forget(store) == []
    assert [line.date for line in store.editions.lines()] == [NOW.date()]


def test_reader_who_had_no_edition_for_so_long_is_forgotten_and_waits_for_nothing(store: Store) -> None:
    keep(store, 1, days=500)
    recent(store)
    deliver(store, "test", 0, days=500)
    deliver(store, "tty", store.entries.newest(), days=0)

    with store.transaction():
        store.retention.forget_editions(NOW - timedelta(days=400))

    assert [reader.name for reader in store.cursors.listed()] == ["tty"]
    assert forget(store) == []


def test_last_entries_of_a_feed_stay_whatever_their_age(store: Store) -> None:
    for number in range(LAST_OF_A_FEED + 5):
        keep(store, number, days=100 - number / 10)
    deliver(store, "tty", store.entries.newest(), days=0)

    forget(store)

    assert [int(entry.uid) for entry in store.entries.of_feed(FEED)] == list(range(5, LAST_OF_A_FEED + 5))


def test_batches_go_on_where_the_last_one_ended(store: Store) -> None:
    for number in range(1, 8):
        keep(store, number, days=70)
    recent(store)
    deliver(store, "tty", store.entries.newest(), days=0)

    counts, after = [], 0
    for _ in range(3):
        with store.transaction():
            count, after = store.retention.forget_entries(LIMIT, after=after, most=3)
        counts.append(count)

    assert counts == [3, 3, 1]
    assert len(store.entries.of_feed(FEED)) == LAST_OF_A_FEED


def test_it_is_due_once_a_date(store: Store) -> None:
    assert store.retention.is_due(date(2026, 11, 22))
    with store.transaction():
        store.retention.finish(date(2026, 11, 22))

    assert not store.retention.is_due(date(2026, 11, 22))
    assert store.retention.is_due(date(2026, 11, 23))


def test_index_is_whole_and_empty_of_what_is_forgotten(store: Store) -> None:
    for number in range(1, 8):
        entry = keep(store, number, days=70)
        with store.transaction():
            store.articles.save(Article(entry, f"{number} again 東京都", Reading.FULL, 1))
    recent(store)
    deliver(store, "tty", store.entries.newest(), days=0)

    forget(store)

    store._connection.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab (main, search, row)")
    words = {row[0] for row in store._connection.execute("SELECT term FROM words")}
    store._connection.execute("INSERT INTO search (search) VALUES ('integrity-check')")
    assert "text1000" in words
    assert not words & {"again", "東京", "text1", "1"}
