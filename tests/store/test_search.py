"""What is kept is found by its words; what is typed is never an error."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.model import Article, Entry, Reading
from digest.query import parse_query
from digest.store import Store
from digest.store.schema import APPLICATION_ID, MIGRATIONS

NOW = datetime(2026, 11, 22, 7, tzinfo=UTC)
Keep = Callable[..., int]


@pytest.fixture(scope="module")
def memory() -> Iterator[Store]:
    with Store.copy(Path("nowhere.db")) as store:
        yield store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "digest.db")


@pytest.fixture
def keep(store: Store) -> Keep:
    """Return a keeper of entries: title, text, what else matters; gives the seq."""

    def kept(title: str, text: str = "", *, feed: str = "https://a.example/feed", days: int = 0, old: bool = False) -> int:
        moment = NOW - timedelta(days=days)
        entry = Entry(feed, f"{title}{days}", "https://a.example/1", title, "", moment, (), "en", "a.example")
        with store.transaction():
            stored = store.entries.add(entry, seen=moment, old=old)
            assert stored is not None
            store.articles.save(Article(stored, text, Reading.FULL, 1))
        return stored.seq

    return kept


def found(store: Store, line: str, **wishes: object) -> list[int]:
    return store.search.find(parse_query(line), **{"most": 20, **wishes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("line", "is_found"),
    [
        ("kiln", True),
        ("kiln overflow", True),
        ("kiln nowhere", False),
        ('"heap overflow"', True),
        ('"overflow heap"', False),
        ("kiln -heap", False),
        ("kiln -windows", True),
        ('kiln -"overflow heap"', True),
        ("over*", True),
        ("over", False),
        ("cafe muller", True),
        ("CAFÉ", True),
        ("4.2", True),
    ],
)
def test_words_phrases_beginnings_and_exclusions(store: Store, keep: Keep, line: str, is_found: bool) -> None:
    seq = keep("Kiln 4.2", "A heap overflow in the Café Müller's reader.")

    assert found(store, line) == ([seq] if is_found else [])


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("新製品が東京都で発表された", "東京"),
        ("新製品が東京都で発表された", "京都で"),
        ("新製品が東京都で発表された", "都"),
        ("新製品が東京都で発表された", "た"),
        ("アップルがiPhone発売", "iphone発売"),
        ("アップルがiPhone発売", "がiPhone"),
        ("データ・センターの電力", "センター"),
        ("ﾃﾞｰﾀの電力", "データ"),
        ("人工智能正在改变世界。", "智能"),
        ("서울은 큰 도시다", "서울"),
        ("กรุงเทพมหานครเมืองหลวง", "มหานคร"),
        ("Москва объявила о планах", "москва"),
    ],
)
def test_scripts_without_spaces_are_found_by_any_part(store: Store, keep: Keep, text: str, line: str) -> None:
    keep("Something else", "Entirely. 世界 は 広い")
    in_text, in_title = keep("One", text), keep(text)

    assert set(found(store, line)) == {in_text, in_title}


def test_two_characters_that_only_stand_apart_are_not_found_together(store: Store, keep: Keep) -> None:
    keep("京と東の都")

    assert found(store, "東京") == []


def test_word_of_the_title_counts_more_than_one_of_the_text(store: Store, keep: Keep) -> None:
    filler = "and so on " * 20
    in_text = keep("Something", f"Harrier {filler}")
    in_title = keep("Harrier", f"Nothing {filler}")

    assert found(store, "harrier") == [in_title, in_text]


def test_newest_of_equally_good_finds_comes_first(store: Store, keep: Keep) -> None:
    weeks, today, days = (keep("Harrier ships", days=days) for days in (20, 0, 2))

    assert found(store, "harrier") == [today, days, weeks]


def test_finds_can_be_of_some_feeds_or_since_a_time(store: Store, keep: Keep) -> None:
    old, new = keep("Harrier", days=9), keep("Harrier", days=1)
    other = keep("Harrier", feed="https://b.example/feed", days=2)

    assert found(store, "harrier", since=NOW - timedelta(days=3)) == [new, other]
    assert found(store, "harrier", feeds=["https://b.example/feed"]) == [other]
    assert found(store, "harrier", feeds=[]) == []
    assert old in found(store, "harrier")
    assert len(found(store, "harrier", most=1)) == 1


def test_text_that_replaces_another_is_found_instead_of_it(store: Store, keep: Keep) -> None:
    seq = keep("Kiln", "an excerpt")
    entry = store.entries.of([seq])[0]
    with store.transaction():
        store.articles.save(Article(entry, "the whole page", Reading.FULL, 3))

    assert found(store, "excerpt") == []
    assert found(store, "page") == found(store, "kiln") == [seq]


def test_transaction_that_breaks_leaves_nothing_to_be_found(store: Store, keep: Keep) -> None:
    entry = store.entries.of([keep("Kiln")])[0]

    def broken() -> None:
        with store.transaction():
            store.articles.save(Article(entry, "half", Reading.FULL, 1))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken()
    assert found(store, "half") == []


@given(st.one_of(st.text(max_size=60), st.text(alphabet='"*-()^:+{}ab東京 ANDORNEAR\x00\ud800', max_size=60)))
def test_no_query_is_an_error(memory: Store, line: str) -> None:
    assert len(memory.search.find(parse_query(line), most=5)) <= 5


QUOTES = '"“”„‟«»'  # end a phrase


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "Zs"], exclude_characters=QUOTES), min_size=1, max_size=12))
def test_title_is_found_by_itself(memory: Store, title: str) -> None:
    query = parse_query(f'"{title}"')
    with memory.transaction():
        stored = memory.entries.add(Entry("f", str(memory.entries.newest()), "", title, "", NOW), seen=NOW, old=False)
        assert stored is not None
        memory.articles.save(Article(stored, "", Reading.HEADLINE))

    assert not query.wanted or stored.seq in memory.search.find(query, most=10_000)


def test_state_of_the_first_version_becomes_searchable(tmp_path: Path) -> None:
    path = tmp_path / "digest.db"
    connection = sqlite3.connect(path)
    MIGRATIONS[0](connection)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute("PRAGMA user_version = 1")
    row = ("https://a.example/feed", "1", "", "Kiln 東京都", None, "[]", "", "", "", "", 1, 0, 1)
    connection.execute(
        "INSERT INTO entries (feed, uid, url, title, published, authors, language, publisher, discussion, canonical, seen, old, moment)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        row,
    )
    connection.execute("INSERT INTO articles VALUES (1, 'A heap overflow.', 'full', 3, '', '')")
    story = '{"sentences": [{"source": 2}], "sources": [{"number": 1, "seq": 1}, {"number": 2, "seq": 7}, {"number": 3, "seq": 8}]}'
    connection.execute(
        "INSERT INTO editions VALUES (1, '2026-11-22', 'tty', 1, '', '', 1, 1, 0, 1, 1, 1, 1, ?)", (f'{{"stories": [{story}]}}',)
    )
    connection.commit()
    connection.close()

    with Store(path) as store:
        assert [found(store, line) for line in ("overflow", "京都", "nothing")] == [[1], [1], []]
        cited = store._connection.execute("SELECT edition, seq FROM citations ORDER BY seq").fetchall()
    assert cited == [(1, 1), (1, 7)]


def test_entry_with_the_same_words_elsewhere_is_another_find(store: Store, keep: Keep) -> None:
    seqs = {keep("Kiln", days=days) for days in range(5)}
    entry = store.entries.of([min(seqs)])[0]
    with store.transaction():
        store.articles.save(replace(Article(entry, "", Reading.HEADLINE), text="now with a text"))

    assert set(found(store, "kiln")) == seqs
