"""The one door for foreign strings."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.clean import MAX_MARKS, clean, clean_text

FORBIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@given(st.text())
def test_whatever_goes_in_nothing_comes_out_that_moves_a_cursor_or_reorders_a_line(text: str) -> None:
    cleaned = clean(text, limit=10_000)

    assert not {unicodedata.category(character) for character in cleaned if character not in "\u200c\u200d"} & FORBIDDEN


@given(st.text())
def test_blocks_keep_their_line_breaks_and_nothing_else_of_the_controls(text: str) -> None:
    cleaned = clean_text(text)

    assert not {unicodedata.category(character) for character in cleaned if character not in "\n\u200c\u200d"} & FORBIDDEN
    assert "\n\n" not in cleaned


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    ("dirty", "expected"),
    [
        ("\x1b[2Jcleared", "[2Jcleared"),
        ("two\r\nlines", "two lines"),
        ("file\u202efdp.exe", "filefdp.exe"),
        ("tag\U000e0041s", "tags"),
        ("non\u00a0breaking  and   more", "non breaking and more"),
        ("soft\u00adhyphen and zero\u200bwidth", "softhyphen and zerowidth"),
        ("cafe\u0301", "café"),
    ],
)
def test_known_tricks_leave_the_words(dirty: str, expected: str) -> None:
    assert clean(dirty) == expected


def test_tower_of_marks_is_cut() -> None:
    assert clean("a" + "\u0335" * 50) == "a" + "\u0335" * MAX_MARKS


def test_long_title_is_cut_with_an_ellipsis() -> None:
    assert clean("x" * 400) == "x" * 299 + "…"


def test_tower_of_every_mark_there_is_is_cut() -> None:
    marks = [chr(code) for code in range(0x110000) if unicodedata.combining(chr(code))]

    assert [mark for mark in marks if len(clean("x" + mark * 50, limit=1000)) > MAX_MARKS + 1] == []
