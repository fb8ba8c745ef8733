"""A table fits its window."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from digest.clean import clean
from digest.render.look import Look
from digest.render.terminal import Cell, Column, table
from digest.render.wrap import cells

COLUMNS = (Column("name", 8), Column("state"), Column("many", right=True), Column("address", 12))

words = st.text(max_size=30).map(clean)
rows = st.lists(st.tuples(words, st.sampled_from(["ok", "failing 3"]), st.integers(0, 9999).map(str), words), max_size=5)


def lines(said: list[tuple[str, str, str, str]], width: int, *, unicode: bool = True) -> list[str]:
    return table(COLUMNS, [tuple(Cell(word) for word in row) for row in said], Look(width=width, unicode=unicode)).splitlines()


@given(rows, st.integers(20, 100), st.booleans())
def test_no_line_is_wider_than_the_window_and_each_row_is_one(said: list[tuple[str, str, str, str]], width: int, unicode: bool) -> None:
    printed = lines(said, width, unicode=unicode)

    assert len(printed) == len(said) + 1
    assert all(cells(line) <= width for line in printed)


def test_columns_that_have_no_room_are_left_out_from_the_right_and_the_last_is_cut_first() -> None:
    row = ("A name of a feed", "ok", "12", "https://a.example/feed")

    assert lines([row], 80) == [
        "name              state  many  address",
        "A name of a feed  ok       12  https://a.example/feed",
    ]
    assert lines([row], 46)[1] == "A name of a feed  ok       12  https://a.exam…"
    assert lines([row], 30)[1] == "A name of a feed  ok       12"
    assert lines([row], 22)[1] == "A name o…  ok       12"
    assert lines([row], 46, unicode=False)[1] == "A name of a feed  ok       12  https://a.exam."
