"""What a person may type to find something, and what is shown of what was found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.query import MOST_TERMS, SNIPPET, parse_query, snippet

TEXT = (
    "The maintainers closed the hole on Saturday. " * 20
    + "A memory bug in Müller's parser was found in 東京都 by nobody. "
    + "The end. " * 30
)


def wanted(line: str) -> list[tuple[str, bool]]:
    return [(term.text, term.open) for term in parse_query(line).wanted]


@pytest.mark.parametrize(
    ("line", "terms"),
    [
        ("openssh Bug", [("openssh", False), ("Bug", False)]),
        ('"memory bug"', [("memory bug", False)]),
        ("“memory bug”", [("memory bug", False)]),
        ('"never closed', [("never closed", False)]),
        ("postgres*", [("postgres", True)]),
        ('"memory b"*', [("memory b", True)]),
        ("node.js don't", [("node.js", False), ("don't", False)]),
        ("ＮＴＴ", [("NTT", False)]),
        ("東京都", [("東京 京都", False)]),
        ("東", [("東", True)]),
        ("iPhone発売", [("iPhone 発売", False)]),
        ("発売iPhone", [("発売 売 iPhone", False)]),
        ("again again", [("again", False)]),
        ("AND OR NOT NEAR(", [("AND", False), ("OR", False), ("NOT", False), ("NEAR(", False)]),
    ],
)
def test_line_is_read_as_words_phrases_and_beginnings(line: str, terms: list[tuple[str, bool]]) -> None:
    assert wanted(line) == terms


def test_word_behind_a_minus_is_unwanted_and_a_hyphen_inside_a_word_is_none() -> None:
    query = parse_query('linux -windows -"blue screen" x-ray')

    assert [term.text for term in query.unwanted] == ["windows", "blue screen"]
    assert [term.text for term in query.wanted] == ["linux", "x-ray"]


@pytest.mark.parametrize("line", ["", " ", "-", '"', '""', "*", "-*", '"-"', "…", "🎉"])
def test_line_without_a_word_asks_for_nothing(line: str) -> None:
    assert parse_query(line).wanted == ()


def test_line_without_end_is_cut() -> None:
    assert len(wanted(" ".join(f"word{number}" for number in range(1_000)))) == MOST_TERMS


@pytest.mark.parametrize("line", ["memory", '"memory bug"', "MÜLLER", "muller", "mem*", "京都", "都"])
def test_snippet_shows_where_the_words_stand_and_marks_them(line: str) -> None:
    found = snippet(TEXT, parse_query(line))

    assert found.marks != ()
    assert "bug in Müller's" in found.text
    assert found.text.startswith("…")
    assert len(found.text) <= SNIPPET + 2


def test_snippet_is_taken_where_most_of_the_words_stand_together() -> None:
    text = "Kiln is old. " + "Nothing here. " * 40 + "Then Kiln had a heap overflow. " + "Nothing here. " * 40

    found = snippet(text, parse_query("kiln overflow"))

    assert [found.text[first:last] for first, last in found.marks] == ["Kiln", "overflow"]


def test_word_is_not_marked_inside_another_one() -> None:
    found = snippet("A category of cats, and a cat.", parse_query("cat"))

    assert [found.text[first:last] for first, last in found.marks] == ["cat"]
    assert found.marks[0][0] > 20


def test_snippet_of_a_text_without_the_words_is_its_beginning() -> None:
    assert snippet("One line.\nAnother.", parse_query("title")).text == "One line. Another."


@given(st.text(max_size=80), st.text(max_size=400))
def test_whatever_is_typed_is_a_query_and_marks_lie_in_the_snippet(line: str, text: str) -> None:
    found = snippet(text, parse_query(line))

    assert all(0 <= first < last <= len(found.text) for first, last in found.marks)
    assert all(before[1] <= after[0] for before, after in zip(found.marks, found.marks[1:], strict=False))
    assert len(found.text) <= SNIPPET + 2
