"""The second look at a line: what the first look made of the lines around it.

Boilerplate comes in company, and so does an article: a heading is as good as what stands under it, and a sentence between
two calls to subscribe is one of them. (Stacked sequential learning: Cohen and Carvalho, IJCAI 2005.)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from itertools import accumulate
from math import fsum, log1p

SCORE = 5.0  # a line's score counts up to this, for or against
SURE, SURE_WORDS = 0.3, 12  # score and length of a line that is the article beyond doubt
REACH = 5  # lines to either side that are averaged
FAR = 50


def second_look(scores: Sequence[float], words: Sequence[int]) -> list[dict[str, float]]:
    """Return for each line, from all lines' first scores and lengths, what the others say of it."""
    own = [share(score) for score in scores]
    sure = [score > SURE and size >= SURE_WORDS for score, size in zip(own, words, strict=True)]
    before = _Side(own, words, sure)
    after = _Side(own[::-1], words[::-1], sure[::-1])
    count = len(own)
    return [_facts(own[at], before.facts(at, _BEFORE), after.facts(count - 1 - at, _AFTER)) for at in range(count)]


def _names(side: str) -> tuple[str, ...]:
    facts = ("scores", "all scores", "lowest since a sure line", "no sure line", "a sure line is near", "score 1", "score 2", "score 3")
    return tuple(f"{fact} {side}" for fact in facts)


_BEFORE, _AFTER = _names("before"), _names("after")
_OPEN = (_BEFORE[0], _BEFORE[2], _AFTER[0], _AFTER[2])  # weigh otherwise where no sure line follows


def company(scores: Sequence[float], boxes: Sequence[Hashable]) -> list[dict[str, float]]:
    """Return for each line, from all lines' first scores and the boxes they stand in, what the others in its box say of it."""
    own = [share(score) for score in scores]
    inside: dict[Hashable, list[float]] = defaultdict(list)
    for score, box in zip(own, boxes, strict=True):
        inside[box].append(score)
    return [_in_box(score, inside[box]) for score, box in zip(own, boxes, strict=True)]


def share(score: float) -> float:
    """Return a score as a share of what it counts at most, between -1 and 1."""
    return max(-SCORE, min(SCORE, score)) / SCORE


def _in_box(own: float, scores: list[float]) -> dict[str, float]:
    if len(scores) == 1:
        return {}
    return {"scores in its box": (fsum(scores) - own) / (len(scores) - 1), "least score in its box": min(scores)}


def _facts(own: float, before: dict[str, float], after: dict[str, float]) -> dict[str, float]:
    found = {"first look": own} | before | after  # weighed against the line: facts that all say the same count less together
    found["least score beside"] = min(before.get("score 1 before", 0.0), after.get("score 1 after", 0.0))
    if "no sure line after" in after:
        found.update({f"{name}, no sure line after": found[name] for name in _OPEN if name in found})
    return found


class _Side:
    """The scores on one side of each line, in one pass."""

    def __init__(self, own: Sequence[float], words: Sequence[int], sure: Sequence[bool]) -> None:
        self.own = own
        sizes = [log1p(size) for size in words]
        self.sum = [0.0, *accumulate(own)]
        self.weight = [0.0, *accumulate(sizes)]
        self.weighted = [0.0, *accumulate(score * size for score, size in zip(own, sizes, strict=True))]
        self.lowest, self.distance = _since(own, sure)

    def facts(self, at: int, names: tuple[str, ...]) -> dict[str, float]:
        mean, mean_of_all, lowest, none, near, *scores = names
        own, distance, start = self.own, self.distance[at], max(0, at - REACH)
        found = {
            mean_of_all: self.weighted[at] / self.weight[at] if self.weight[at] else -1.0,
            lowest: self.lowest[at],
            near: 1 / distance,
        }
        if at:
            found[mean] = (self.sum[at] - self.sum[start]) / (at - start)
            found.update(zip(scores, own[at - 1 : (at - 4 if at > 3 else None) : -1], strict=False))
        if distance >= FAR:
            found[none] = 1.0
        return found


def _since(own: Sequence[float], sure: Sequence[bool]) -> tuple[list[float], list[int]]:
    """Return the lowest score since the last sure line, and how far back that is."""
    lowest, distance = [], []
    least, back = 1.0, FAR
    for score, is_sure in zip(own, sure, strict=True):
        lowest.append(least)
        distance.append(back)
        least, back = (1.0, 1) if is_sure else (min(least, score), min(back + 1, FAR))
    return lowest, distance
