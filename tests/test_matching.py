import pytest

from digest.matching import complaint, finds, first_match, same
from digest.model import Match


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("sqlite", "Why SQLite is everywhere"),
        ("postgres*", "PostgreSQL 19 is out"),
        ("world cup", "The World  Cup begins"),
        ("c++", "Modern C++ for all"),
        ("/v\\d+\\.0$/", "Release v3.0"),
        ("苹果", "今天苹果公司发布"),
        ("café", "The CAFÉ is open"),
    ],
)
def test_pattern_finds_its_words(pattern: str, text: str) -> None:
    assert finds(pattern, text)


@pytest.mark.parametrize(
    ("pattern", "text"), [("rust", "Trust in rusty cars"), ("world cup", "a world of cups"), ("go", "Google"), ("a.c", "abc")]
)
def test_pattern_keeps_to_word_boundaries(pattern: str, text: str) -> None:
    assert not finds(pattern, text)


def test_first_match_names_the_line_and_the_pattern() -> None:
    cars, data = Match(("cars",), "interests[0]"), Match(("mysql", "sqlite"), "interests[1]")

    assert first_match([cars, data], "SQLite in space") == (data, "sqlite")
    assert first_match([cars, data], "Nothing of the kind") is None


@pytest.mark.parametrize("pattern", ["", " * ", "/(a+)+$/", "/(a|aa)*b/", "/.*.*.*x/", "/[a/"])
def test_pattern_that_cannot_serve_is_refused_with_a_reason(pattern: str) -> None:
    assert complaint(pattern)


@pytest.mark.parametrize("pattern", ["sqlite", "postgres*", "/v[0-9.]+$/", "/(?:beta|rc)\\d*/", "/[(]+x/"])
def test_ordinary_pattern_is_welcome(pattern: str) -> None:
    assert complaint(pattern) == ""


def test_expression_sees_few_characters_of_a_long_text() -> None:
    assert not finds("/end$/", "x" * 100_000 + " end")


@pytest.mark.parametrize(("pattern", "other"), [("World  Cup", "world cup"), ("postgres*", "Postgres*"), ("/\\d/", "/\\d/")])
def test_patterns_are_one_in_any_case(pattern: str, other: str) -> None:
    assert same(pattern, other)


@pytest.mark.parametrize(("pattern", "other"), [("world cup", "worldcup"), ("postgres", "postgres*"), ("/\\d/", "/\\D/")])
def test_patterns_that_find_other_things_are_two(pattern: str, other: str) -> None:
    assert not same(pattern, other)


def test_phrase_does_not_reach_over_two_lines() -> None:
    assert not finds("world cup", "a changed world\ncup of tea")
