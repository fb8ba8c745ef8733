from __future__ import annotations

from digest.extract.template import fingerprints, without_template

FOOT = "Write to us at the old customs house"
TOP = "From our correspondent in the harbour"


def sibling(number: int, *extra: str) -> tuple[str, ...]:
    return fingerprints(
        "\n".join((TOP, f"Article {number} begins.", f"Article {number} goes on.", f"Article {number} ends.", *extra, FOOT))
    )


LINES = [TOP, "The ferry is late.", "It will sail in May.", "Nobody knows why.", FOOT]


def test_line_at_head_or_tail_that_stands_on_three_other_articles_is_template() -> None:
    assert LINES[1:-1] == without_template(LINES, [sibling(number) for number in range(3)])


def test_two_articles_are_no_witness() -> None:
    assert without_template(LINES, [sibling(number) for number in range(2)]) == LINES


def test_without_template_line_within_the_text_stays() -> None:
    within = [*LINES[:2], "A phrase of the house.", *LINES[2:4]]

    assert "A phrase of the house." in without_template(within, [sibling(number, "A phrase of the house.") for number in range(5)])


def test_long_sentence_within_the_text_that_stands_on_three_other_articles_is_template() -> None:
    refrain = "The Gazette is owned by its printers and gives a tenth of what it earns to the lifeboat."
    within = [*LINES[:2], refrain, *LINES[2:4]]

    assert refrain not in without_template(within, [sibling(number, refrain) for number in range(3)])
    assert refrain in without_template(within, [sibling(number, refrain) for number in range(2)])


def test_copy_of_the_same_article_is_no_template() -> None:
    assert without_template(LINES, [fingerprints("\n".join(LINES))] * 5) == LINES


def test_case_and_punctuation_do_not_matter() -> None:
    assert fingerprints("Write to us!") == fingerprints("write to us")


def test_nothing_has_nothing_to_lose() -> None:
    assert without_template([], [sibling(1)] * 3) == []
