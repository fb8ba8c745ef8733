"""What a reader taught, muted and corrected is kept as it was said."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from digest.model import Correction, Lesson, Match, Move, Told
from digest.store import Store
from digest.store.schema import APPLICATION_ID, m001_the_first_tables
from tests.render.factories import brief, edition

NOW = datetime(2026, 11, 22, 7, tzinfo=UTC)
LESSON = Lesson("s7k2", "SQLite grows", True, ("sqlite", "https://a.example/feed"), NOW)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "digest.db")


def test_lesson_is_read_back_as_it_was_and_its_story_teaches_once(store: Store) -> None:
    store.lessons.teach(LESSON)
    store.lessons.teach(replace(LESSON, more=False))

    assert store.lessons.all() == (replace(LESSON, more=False),)


def test_forgotten_term_is_gone_from_every_lesson_and_an_empty_lesson_with_it(store: Store) -> None:
    for lesson in (LESSON, replace(LESSON, story="s8b8", terms=("sqlite",))):
        store.lessons.teach(lesson)

    store.lessons.forget_term("sqlite")

    assert store.lessons.all() == (replace(LESSON, terms=("https://a.example/feed",)),)


def test_mute_is_kept_once_with_its_last_day(store: Store) -> None:
    store.mutes.add("world cup", until=None, typed=date(2026, 11, 20))
    store.mutes.add("world cup", until=date(2026, 12, 20), typed=date(2026, 11, 22))

    assert store.mutes.all() == (Match(("world cup",), "your mute of 2026-11-22", until=date(2026, 12, 20)),)

    store.mutes.remove("world cup")

    assert store.mutes.all() == ()


def test_number_of_a_correction_is_never_given_again(store: Store) -> None:
    correction = Correction("merge", "merged", NOW, (Move(1, "", "s7k2"), Move(2, "s8b8", "s7k2")))
    first = store.corrections.add(correction)
    store.corrections.remove(first.number)
    second = store.corrections.add(correction)

    assert store.corrections.all() == (second,)
    assert second == replace(correction, number=first.number + 1)


def test_what_was_told_of_merged_stories_was_told_of_the_one_they_are(store: Store) -> None:
    for name, day, upto in (("sa", 20, 5), ("sb", 21, 9), ("sc", 19, 3)):
        shown = store.editions.save(edition(brief(story=name), date=date(2026, 11, day), window=(0, upto)))
        store.editions.deliver(shown, at=NOW)
    for before, after in (("sa", "sb"), ("sb", "sd")):
        store.corrections.add(Correction("merge", "merged", NOW, (Move(1, before, after),)))

    told = store.stories.told("tty", 9)

    assert told == {
        "sd": Told(date(2026, 11, 20), date(2026, 11, 21), 9),
        "sc": Told(date(2026, 11, 19), date(2026, 11, 19), 3),
    }


def test_state_from_before_there_was_teaching_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "digest.db"
    connection = sqlite3.connect(path, isolation_level=None)
    m001_the_first_tables(connection)
    connection.execute("INSERT INTO story_entries (seq, story) VALUES (1, 's7k2')")
    connection.execute("PRAGMA user_version = 1")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.close()

    with Store(path) as store:
        store.lessons.teach(LESSON)

        assert store.stories.of([1]) == {1: "s7k2"}
        assert store.lessons.all() == (LESSON,)
