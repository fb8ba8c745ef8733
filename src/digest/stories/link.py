"""Average link: join the two most alike clusters until none are alike enough.

Only the pairs that share something are held; every other pair counts as nothing alike.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterator, Mapping, Sequence

Links = Mapping[int, Mapping[int, float]]  # sums of likeness between the members of two clusters, both ways
Pair = tuple[float, int, int]  # how unlike two clusters are, from -1 down when alike enough to join; their names, the lesser first


def average_link(sizes: Sequence[int], links: Links, *, fixed: Collection[int] = ()) -> list[int]:
    """Return for each cluster the one it ends in; two `fixed` clusters never meet, directly or through others.

    Clusters join when their members are alike by 1 on average. Ties are broken by position.
    """
    joining = _Joining(sizes, links, fixed)
    waiting = [pair for left in links for pair in joining.pairs(left) if pair[1] == left]
    heapq.heapify(waiting)
    while waiting:
        pair = heapq.heappop(waiting)
        if joining.holds(pair):
            for renewed in joining.join(pair[1], pair[2]):
                heapq.heappush(waiting, renewed)
    return [joining.root(at) for at in range(len(sizes))]


class _Joining:
    """The clusters while they are being joined."""

    def __init__(self, sizes: Sequence[int], links: Links, fixed: Collection[int]) -> None:
        self._sizes = list(sizes)
        self._links = {at: dict(row) for at, row in links.items()}
        self._fixed = set(fixed)
        self._parents = list(range(len(sizes)))

    def root(self, at: int) -> int:
        while self._parents[at] != at:
            at = self._parents[at]
        return at

    def pairs(self, at: int) -> Iterator[Pair]:
        """Yield the pairs of a cluster that may join."""
        sizes, size, is_fixed = self._sizes, self._sizes[at], at in self._fixed
        for other, total in self._links[at].items():
            if total >= size * sizes[other] and not (is_fixed and other in self._fixed):
                yield (-total / (size * sizes[other]), at, other) if at < other else (-total / (size * sizes[other]), other, at)

    def holds(self, pair: Pair) -> bool:
        """Say whether a pair is still what it was when it began to wait."""
        unlike, left, right = pair
        total = self._links.get(left, {}).get(right)
        may_meet = left not in self._fixed or right not in self._fixed
        return total is not None and may_meet and unlike == -total / (self._sizes[left] * self._sizes[right])

    def join(self, left: int, right: int) -> Iterator[Pair]:
        """Make two clusters one, named by the left, and return its pairs."""
        self._parents[right] = left
        self._sizes[left] += self._sizes[right]
        if right in self._fixed:
            self._fixed.add(left)
        row = self._links[left]
        for other, total in self._links.pop(right).items():
            del self._links[other][right]
            if other != left:
                row[other] = self._links[other][left] = row.get(other, 0.0) + total
        return self.pairs(left)
