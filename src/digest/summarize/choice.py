"""Choose what to say: the set of sentences that says most for its length.

A beam search over sets. A set is worth what its sentences are worth, each less what another says already; the best set has the most
worth for its words and the budget together. That is the F-measure of a summary against a reference as long as the budget, so a
sentence too poor to pay for its words is left out and no threshold is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

BREADTH = 6  # sets of a size that are looked at; with twice as many nothing was gained
POOL = 48  # sentences that are looked at, the best


@dataclass(frozen=True, slots=True)
class Offer:
    """Sentences to choose from, by position."""

    worth: Sequence[float]
    lengths: Sequence[int]  # words
    needs: Sequence[int | None]  # the sentence without which one is not said
    repeats: Callable[[int, int], float]  # how far one says what another does, from 0 to 1
    budget: int  # words


@dataclass(frozen=True, slots=True)
class _Set:
    """Sentences to say together."""

    chosen: tuple[int, ...]  # ascending
    worth: float
    words: int
    left: Mapping[int, float]  # what each other sentence would add


def choose(offer: Offer) -> tuple[int, ...]:
    """Return the positions of what to say, ascending: in no more words than the budget."""
    pool = sorted(range(len(offer.worth)), key=lambda at: (-offer.worth[at], at))[:POOL]
    best = _Set((), 0.0, 0, {at: offer.worth[at] for at in pool})
    sets = [best]
    while sets := _larger(sets, offer):
        best = max(best, sets[0], key=lambda one: _rate(one.worth, one.words, offer))
    return best.chosen


def _larger(sets: Sequence[_Set], offer: Offer) -> list[_Set]:
    """Return the best sets that have one sentence more, the best first."""
    steps: dict[tuple[int, ...], tuple[float, _Set, int]] = {}
    for one in sets:
        for at, worth in one.left.items():
            if worth > 0 and _may_say(at, one, offer):
                rate = _rate(one.worth + worth, one.words + offer.lengths[at], offer)
                chosen = tuple(sorted((*one.chosen, at)))
                if chosen not in steps or rate > steps[chosen][0]:
                    steps[chosen] = rate, one, at
    best = sorted(steps.items(), key=lambda step: (-step[1][0], step[0]))[:BREADTH]
    return [_with(one, at, chosen, offer) for chosen, (_, one, at) in best]


def _may_say(at: int, said: _Set, offer: Offer) -> bool:
    needed = offer.needs[at]
    return said.words + offer.lengths[at] <= offer.budget and (needed is None or needed in said.chosen)


def _with(said: _Set, at: int, chosen: tuple[int, ...], offer: Offer) -> _Set:
    left = {
        other: min(worth, offer.worth[other] * (1 - offer.repeats(at, other))) for other, worth in said.left.items() if other not in chosen
    }
    return _Set(chosen, said.worth + said.left[at], said.words + offer.lengths[at], left)


def _rate(worth: float, words: int, offer: Offer) -> float:
    return worth / (words + offer.budget) if words else 0.0
