from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.render.wrap import HOLD, cells, wrap

scripts = st.text("ab 日本語。「」é\u0301👍\ufe0f\u200d", max_size=60)


@pytest.mark.parametrize(
    ("text", "expected"), [("plain", 5), ("日本", 4), ("e\u0301", 1), ("👍", 2), ("✔\ufe0f", 2), ("a\u200db", 2), ("ｱ", 1), ("Ａ", 2)]
)
def test_cells_are_those_of_a_terminal(text: str, expected: int) -> None:
    assert cells(text) == expected


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 10, [""]),
        ("one two three", 8, ["one two", "three"]),
        ("one two", 7, ["one two"]),
        ("incomprehensible", 6, ["incomp", "rehens", "ible"]),
        ("a incomprehensible", 6, ["a", "incomp", "rehens", "ible"]),
        ("日本語の見出し", 6, ["日本語", "の見出", "し"]),
        ("日本語。見出し", 6, ["日本", "語。見", "出し"]),
        (f"three new{HOLD}[1]", 10, ["three", "new [1]"]),
        ("日本", 1, ["日", "本"]),
    ],
)
def test_lines_break_where_a_reader_expects_it(text: str, width: int, expected: list[str]) -> None:
    assert wrap(text, width) == expected


@given(text=scripts, width=st.integers(2, 30))
def test_no_line_is_too_wide_and_no_character_is_lost(text: str, width: int) -> None:
    lines = wrap(text, width)

    assert all(cells(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_every_line_has_the_indent() -> None:
    assert wrap("one two", 6, indent="  ") == ["  one", "  two"]
