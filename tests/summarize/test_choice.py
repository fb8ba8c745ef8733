from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.summarize.choice import Offer, choose


def offer(worth: list[float], lengths: list[int], budget: int, *, needs: list[int | None] | None = None, same: float = 0.0) -> Offer:
    return Offer(worth, lengths, needs or [None] * len(worth), lambda one, other: same if one != other else 1.0, budget)


def test_two_good_sentences_that_fill_the_budget_beat_the_best_one() -> None:
    assert choose(offer([10.0, 7.0, 7.0], [50, 29, 29], 60)) == (1, 2)


def test_sentence_too_poor_to_pay_for_its_words_is_left_out() -> None:
    assert choose(offer([10.0, 0.5], [20, 20], 60)) == (0,)


def test_what_another_says_already_is_not_said_again() -> None:
    assert choose(offer([10.0, 9.0], [20, 20], 60, same=1.0)) == (0,)


@pytest.mark.parametrize(("budget", "expected"), [(60, (0, 1)), (30, (2,))])
def test_sentence_that_leans_is_said_with_the_one_it_needs_or_not_at_all(budget: int, expected: tuple[int, ...]) -> None:
    assert choose(offer([1.0, 20.0, 2.0], [20, 20, 20], budget, needs=[None, 0, None], same=0.5)) == expected


def test_nothing_is_chosen_of_nothing_or_for_no_words() -> None:
    assert choose(offer([], [], 60)) == ()
    assert choose(offer([1.0], [10], 0)) == ()


sentences = st.lists(st.tuples(st.floats(0.0, 10.0), st.integers(1, 40)), max_size=7)


@given(sentences, st.integers(0, 90))
def test_few_sentences_are_chosen_as_if_every_set_had_been_tried(given_sentences: list[tuple[float, int]], budget: int) -> None:
    worth, lengths = [one for one, _ in given_sentences], [length for _, length in given_sentences]
    sets = [chosen for size in range(len(worth) + 1) for chosen in combinations(range(len(worth)), size)]
    fitting = [chosen for chosen in sets if sum(lengths[at] for at in chosen) <= budget]

    def rate(chosen: tuple[int, ...]) -> float:
        return sum(worth[at] for at in chosen) / max(1, sum(lengths[at] for at in chosen) + budget)

    found = choose(offer(worth, lengths, budget))

    assert found in fitting
    assert rate(found) >= 0.9 * max(map(rate, fitting))
