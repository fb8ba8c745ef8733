from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.extract.article import evidence
from digest.extract.blocks import Block, Node
from digest.extract.body import second_facts
from digest.extract.boxes import facts_of_link
from digest.extract.neighbours import company, second_look
from digest.extract.wording import facts_of_words
from tests.extract.pages import BODY, page

URL = "https://gazette.example/2026/ferry"


def facts(inner: str, line: str, *, body: str | None = None) -> dict[str, float]:
    _, found = evidence(page(inner, body=body).decode(), url=URL)
    return next(exhibit.facts for exhibit in found if exhibit.block.text == line)


def test_line_of_a_small_container_knows_what_else_stands_in_it() -> None:
    found = facts("<div class='k3'><p>Zwölf Leute machen das.</p><p><a href='/x'>Her damit</a></p></div>", "Zwölf Leute machen das.")

    assert found["box"] == found["box with a link among words"] == 1.0
    assert found["box linked"] > 0.2


def test_list_without_links_is_told_from_a_list_of_links() -> None:
    plain = facts("<ul><li>The quay sank.</li><li>Nobody saw it.</li></ul>", "Nobody saw it.")
    linked = facts("<ul><li><a href='/a'>The quay sank</a></li><li><a href='/b'>Nobody saw it</a></li></ul>", "Nobody saw it")

    assert "box is a list without links" in plain
    assert "box is a list without links" not in linked
    assert "box is a list" in linked


def test_paragraphs_of_the_article_have_no_box_and_are_made_alike() -> None:
    found = facts("", BODY[1])

    assert "box" not in found
    assert found["made as the prose"] == found["beside the prose"] == 1.0


def test_line_of_other_words_than_the_article_is_less_known() -> None:
    known = facts("<p>Engineers called the mooring posts sound in March.</p>", "Engineers called the mooring posts sound in March.")
    strange = facts("<p>Unlimited puzzles, recipes and crosswords await.</p>", "Unlimited puzzles, recipes and crosswords await.")

    assert known["words known"] > 0.6
    assert strange["words known"] == 0


def test_link_that_leads_to_a_sign_up_says_so_and_the_address_of_an_article_says_nothing() -> None:
    def link(target: str) -> dict[str, float]:
        return facts_of_link(Block("Go", Node("p", None), linked=2, target=target))

    assert link("https://a.example/newsletter/join") == {"leads to newsletter": 1.0}
    assert link("mailto:desk@a.example") == {"leads to mail": 1.0}
    assert link("/2026/how-to-share-a-newsletter-with-friends") == {}


def test_what_stands_beside_a_picture_says_so() -> None:
    found = facts("<div><img src='/quay.jpg'><p>The east quay in May</p></div><p>It rained.</p>", "The east quay in May")

    assert "a picture before" in found
    assert "a picture after" not in found
    assert "a picture before" not in facts("<div><img src='/quay.jpg'><p>The east quay in May</p></div><p>It rained.</p>", "It rained.")


def test_picture_within_a_sentence_parts_it_not() -> None:
    assert "kept" in facts("<p>The old ferry <img src='/smile.png'> will keep running.</p>", "The old ferry will keep running.")


def test_line_says_how_far_it_stands_from_the_articles_container() -> None:
    assert "0 steps below the container" not in facts("<p>It rained.</p>", "It rained.")
    assert "1 steps below the container" in facts("<p>It rained.</p>", "It rained.")
    assert "2 steps below the container" in facts("<div><p>It rained.</p></div>", "It rained.")


def test_line_that_a_longer_one_holds_says_so() -> None:
    assert "stands within another" in facts(f"<p>{BODY[1][:60]}</p>", BODY[1][:60])


def test_line_that_shares_words_with_the_headline_says_so() -> None:
    assert "words of the title" in facts("<p>The ferry was late.</p>", "The ferry was late.")
    assert "no word of the title, short" in facts("<p>Buy our almanac.</p>", "Buy our almanac.")


def test_price_and_arrow_are_seen_in_any_language() -> None:
    for text in ("ab 4,99 € im Monat", "tylko 9 zł", "$1 a month", "R$ 5"):
        assert "a price" in facts_of_words(Block(text, Node("p", None), words=4), {})
    for text in ("Weiter →", "📩 Brief", "✓ immer dabei"):
        assert "an ornament" in facts_of_words(Block(text, Node("p", None), words=2), {})
    for text in ("“Never,” she said.", "- and then it rained", "¿Quién?", "#harbour", "4 eggs"):
        assert "an ornament" not in facts_of_words(Block(text, Node("p", None), words=2), {})


@given(st.lists(st.tuples(st.floats(-20, 20), st.integers(0, 80)), max_size=30))
def test_second_look_sees_the_same_from_either_end(lines: list[tuple[float, int]]) -> None:
    scores, words = [score for score, _ in lines], [size for _, size in lines]

    forward = second_look(scores, words)
    backward = second_look(scores[::-1], words[::-1])[::-1]

    for one, other in zip(forward, backward, strict=True):
        for name in ("score 1", "score 2", "score 3", "scores", "all scores", "lowest since a sure line", "no sure line"):
            assert one.get(f"{name} before", 0) == pytest.approx(other.get(f"{name} after", 0))


def test_line_between_two_sure_ones_is_seen_to_be_inside() -> None:
    first, inside, last, tail = second_look([9.0, -1.0, 9.0, -1.0], [40, 3, 40, 3])

    assert not {"no sure line before", "no sure line after"} & inside.keys()
    assert tail["no sure line after"] == first["no sure line before"] == 1.0
    assert last["lowest since a sure line before"] == -0.2
    assert inside["lowest since a sure line before"] == 1.0


def test_lines_of_a_box_know_each_other_and_a_line_alone_knows_nobody() -> None:
    first, alone, last = company([5.0, 2.0, -2.5], ["box", "paragraph", "box"])

    assert first == {"scores in its box": -0.5, "least score in its box": -0.5}
    assert alone == {}
    assert last == {"scores in its box": 1.0, "least score in its box": -0.5}


def test_heading_is_seen_with_what_it_leads_to_and_a_paragraph_is_not() -> None:
    _, found = evidence(page("<h3>The week on the quay</h3><p>Two reporters talk.</p>").decode(), url=URL)
    facts = second_facts(found, {"always": -1.0, "in <h3>": 4.0})

    heading = next(one for one, exhibit in zip(facts, found, strict=True) if exhibit.block.text == "The week on the quay")
    paragraph = next(one for one, exhibit in zip(facts, found, strict=True) if exhibit.block.text == "Two reporters talk.")

    assert heading["a heading, score 1 after"] == -0.2
    assert "a heading, score 1 after" not in paragraph
