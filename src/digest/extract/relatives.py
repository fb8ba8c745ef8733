"""The second look at a line, by its markup: what the first look made of the lines made alike, and of those in the same containers.

Lines of one list, captions of one class and teasers of one shelf stand apart on the page and share one fate.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from math import log1p

from digest.extract.blocks import Node
from digest.extract.neighbours import share

MANY = 3  # lines; more make a pattern of the page
LARGER = 1.3  # times the weight of the container before; what is hardly larger says the same again

_ALIKE = ("scores made alike", "many made alike", "scores of many made alike")
_SAME_PARENT = ("scores in its parent", "many in its parent", "scores of many in its parent")
_FAMILIES = ("family 1 scores", "family 2 scores", "family 3 scores")


def relatives(scores: Sequence[float], words: Sequence[int], nodes: Sequence[Node]) -> list[dict[str, float]]:
    """Return for each line, from all lines' first scores, lengths and elements, what its relatives say of it."""
    weights = [log1p(size) for size in words]
    weighted = [share(score) * weight for score, weight in zip(scores, weights, strict=True)]
    found: list[dict[str, float]] = [{} for _ in scores]
    _add_group(found, weighted, weights, [node.make for node in nodes], _ALIKE)
    _add_group(found, weighted, weights, [id(node.parent) for node in nodes], _SAME_PARENT)
    _add_families(found, weighted, weights, nodes)
    return found


def _add_group(
    found: list[dict[str, float]], weighted: Sequence[float], weights: Sequence[float], keys: Sequence[Hashable], names: Sequence[str]
) -> None:
    scores, many, scores_of_many = names
    members: dict[Hashable, list[int]] = defaultdict(list)
    for at, key in enumerate(keys):
        members[key].append(at)
    for group in members.values():
        total, weight = sum(weighted[at] for at in group), sum(weights[at] for at in group)
        for at in group:
            if weight > weights[at] and len(group) > 1:
                found[at][scores] = (total - weighted[at]) / (weight - weights[at])
                if len(group) > MANY:
                    found[at][many], found[at][scores_of_many] = 1.0, found[at][scores]


def _add_families(found: list[dict[str, float]], weighted: Sequence[float], weights: Sequence[float], nodes: Sequence[Node]) -> None:
    """Add what the nearest three containers of growing size say."""
    total: dict[int, float] = defaultdict(float)
    size: dict[int, float] = defaultdict(float)
    paths = [[id(ancestor) for ancestor in node.ancestors()] for node in nodes]
    for path, amount, weight in zip(paths, weighted, weights, strict=True):
        for node in path:
            total[node] += amount
            size[node] += weight
    for facts, path, amount, weight in zip(found, paths, weighted, weights, strict=True):
        largest = weight
        names = iter(_FAMILIES)
        for node in path:
            if size[node] > largest * LARGER and size[node] > weight:
                name = next(names, None)
                if name is None:
                    break
                largest = size[node]
                facts[name] = (total[node] - amount) / (largest - weight)
