"""What a click teaches, and that forgetting it leaves nothing behind."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.lessons import CEILING, Learnt, learn, telling_words
from digest.model import Lesson
from tests.news import NOON, article

TERMS = st.sampled_from(("sqlite", "kiln", "petrel", "https://a.example/feed"))
LESSONS = st.lists(
    st.builds(
        Lesson, st.sampled_from(("sa", "sb", "sc", "sd")), st.just("A headline"), st.booleans(), st.sets(TERMS).map(tuple), st.just(NOON)
    ),
    unique_by=lambda lesson: lesson.story,
)


def told(*titles: str, beside: tuple[str, ...] = (), language: str = "en", text: str = "") -> tuple[str, ...]:
    return telling_words([article(title, text, language=language) for title in titles], beside)


def test_words_that_name_the_subject_are_learnt_and_numbers_and_ordinary_words_are_not() -> None:
    assert told("SQLite 4.2 is now in the world of 31 servers")[0] == "sqlite"
    assert set(told("SQLite 4.2 is now in the world of 31 servers")) <= {"sqlite", "servers"}


def test_words_that_the_headlines_share_come_first() -> None:
    assert told("Kiln overflow fixed by Dana", "Patch for the Kiln overflow", "An overflow hits Kiln users")[:2] == ("kiln", "overflow")


def test_words_that_many_other_stories_have_too_are_not_learnt() -> None:
    beside = tuple(f"Show HN: Gadgetron number {number}" for number in range(40))

    assert "gadgetron" in told("Show HN: Gadgetron for Vim")
    assert "gadgetron" not in told("Show HN: Gadgetron for Vim", beside=beside)


@pytest.mark.parametrize(
    ("title", "language", "word"),
    [
        ("Hackerangriff auf die Universität Greifswald", "de", "greifswald"),
        ("Séisme ressenti à Perpignan", "fr", "perpignan"),
        ("Роскомнадзор заблокировал сайт", "ru", "роскомнадзор"),
        ("中国发射新火箭", "zh", "火箭"),
        ("日本の探査機が月に着陸", "ja", "着陸"),
    ],
)
def test_words_are_learnt_in_other_languages(title: str, language: str, word: str) -> None:
    assert word in told(title, language=language)


def test_text_tells_the_language_of_a_headline_whose_feed_declares_none() -> None:
    title, text = (
        "Jetzt neuen Deich geplant",
        "Der Deich an der Oste wird nicht vor dem Winter fertig, und das ist auch gut so, sagt die Stadt.",
    )

    assert told(title, language="") == ("deich", "geplant", "jetzt", "neuen")
    assert told(title, language="", text=text) == ("deich", "geplant")


def test_headline_of_ordinary_words_teaches_nothing() -> None:
    assert told("What is new this week?") == ()


def test_each_further_click_adds_less_and_none_reaches_a_typed_interest() -> None:
    weights = [Learnt("sqlite", more=count).weight for count in range(1, 1000)]

    steps = [after - before for before, after in pairwise(weights)]
    assert weights[0] < 0.2
    assert all(step > 0 for step in steps)
    assert steps == sorted(steps, reverse=True)
    assert weights[-1] < CEILING < 1


def test_more_and_less_undo_each_other() -> None:
    assert Learnt("sqlite", more=2, less=2).weight == 0
    assert Learnt("sqlite", more=3).weight == -Learnt("sqlite", less=3).weight


def test_clicks_are_said_in_words() -> None:
    assert Learnt("sqlite", more=3, less=1).clicks == "more, 3 times; less, once"


@given(LESSONS)
def test_what_is_learnt_does_not_depend_on_the_order_of_the_lessons(lessons: list[Lesson]) -> None:
    assert learn(lessons) == learn(reversed(lessons))
    assert list(learn(lessons)) == list(learn(reversed(lessons)))


@given(LESSONS, st.data())
def test_forgetting_a_lesson_is_the_inverse_of_teaching_it(lessons: list[Lesson], data: st.DataObject) -> None:
    without = learn(lessons)
    taught = Lesson("snew", "Another headline", data.draw(st.booleans()), ("kiln", "sqlite"), NOON)

    changed = {term for term, one in learn([*lessons, taught]).items() if one != without.get(term)}

    assert changed == {"kiln", "sqlite"}
    assert learn([lesson for lesson in [*lessons, taught] if lesson.story != "snew"]) == without
