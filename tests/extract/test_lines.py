from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from digest.extract.lines import count_words, squash, words_of

LETTERS = st.text("aZé_ß’“–…•  9,.Жσ-—»", max_size=40) | st.text(max_size=40)


@given(LETTERS)
def test_squashed_text_has_its_letters_and_digits_alone(text: str) -> None:
    assert squash(text) == "".join(re.findall(r"[^\W_]+", text.lower()))


@given(LETTERS)
def test_words_are_runs_of_letters_and_digits_in_every_script(text: str) -> None:
    assert words_of(text) == re.findall(r"\w+", text.lower())


@given(st.text("aZé_ß’“–…•  9,.Жσ-—»", max_size=40))
def test_words_of_spaced_scripts_are_counted_one_by_one(text: str) -> None:
    assert count_words(text) == len(re.findall(r"\w+", text))


def test_two_wide_characters_count_as_a_word() -> None:
    assert count_words("東京で news") == 3
