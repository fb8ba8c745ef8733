from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from digest.extract.article import evidence
from digest.extract.blocks import Node
from digest.extract.body import pairs_of, second_facts
from digest.extract.relatives import relatives
from tests.extract.pages import page


def test_lines_of_one_make_speak_for_each_other_wherever_they_stand() -> None:
    body = Node("body", None, names="body None")
    figures = [Node("figure", body, names="figure None") for _ in range(2)]
    captions = [Node("p", figure, names="p caption-text") for figure in figures]
    text = Node("p", body, names="p None")

    first, told, second = relatives([-5.0, 5.0, 2.5], [10, 40, 10], [captions[0], text, captions[1]])

    assert (first["scores made alike"], second["scores made alike"]) == (0.5, -1.0)
    assert "scores made alike" not in told


def test_a_make_of_more_than_three_lines_is_a_pattern() -> None:
    parent = Node("ul", None, names="ul None")
    items = [Node("li", parent, names="li None") for _ in range(4)]

    four = relatives([1.0] * 4, [5] * 4, items)
    three = relatives([1.0] * 3, [5] * 3, items[:3])

    assert all(facts["many made alike"] == facts["many in its parent"] == 1.0 for facts in four)
    assert all(facts["scores of many made alike"] == facts["scores made alike"] for facts in four)
    assert not any("many made alike" in facts for facts in three)


def test_larger_containers_are_asked_in_turn() -> None:
    body = Node("body", None, names="body None")
    section = Node("section", body, names="section None")
    lines = [Node("p", section, names="p None"), Node("h2", section, names="h2 None"), Node("p", body, names="p intro")]

    found = relatives([0.0, 5.0, -5.0], [20, 20, 20], lines)

    assert found[0]["family 1 scores"] == 1.0
    assert found[0]["family 2 scores"] == 0.0
    assert "family 2 scores" not in found[2]


@given(st.lists(st.tuples(st.floats(-9, 9), st.integers(1, 60), st.integers(0, 3)), max_size=12))
def test_what_relatives_say_stays_within_one(lines: list[tuple[float, int, int]]) -> None:
    parents = [Node("div", None, names=f"div {number}") for number in range(4)]
    nodes = [Node("p", parents[number], names="p None") for _, _, number in lines]

    found = relatives([score for score, _, _ in lines], [size for _, size, _ in lines], nodes)

    assert all(-1.000001 <= value <= 1.000001 for facts in found for value in facts.values())


def test_two_facts_together_are_one_more_fact_where_both_are_there() -> None:
    pairs = pairs_of({"kept & linked": -1.0, "always": 0.5})

    assert pairs == {"kept": [("linked", "kept & linked")]}

    _, found = evidence(page("<p>It rained in <a href='/x'>Harbour Street</a> all day.</p>").decode(), url="https://gazette.example/x")
    facts = second_facts(found, {}, pairs)

    assert all(line.get("kept & linked", 0) == line.get("kept", 0) * line.get("linked", 0) for line in facts)
    assert any("kept & linked" in line for line in facts)
