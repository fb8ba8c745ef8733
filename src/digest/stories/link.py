"""Average link: join the two most alike clusters until none are alike enough.

Only the pairs that share something are held; every other pair counts as nothing alike.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Mapping, Sequence

Links = Mapping[int, Mapping[int, float]]  # sums of likeness between the members of two clusters, both ways


def average_link(sizes: Sequence[int], links: Links, *, threshold: float, fixed: Collection[int] = ()) -> list[int]:
    """Return for each cluster the one it ends in; two `fixed` clusters never meet, directly or through others.

    Ties are broken by position, so that the result depends on the order of the input alone.
    """
    joined = _Joining(sizes, links, fixed)
    waiting = [joined.candidate(left, right) for left in links for right in links[left] if left < right]
    waiting = [candidate for candidate in waiting if candidate[0] <= -threshold]
    heapq.heapify(waiting)
    while waiting:
        candidate = heapq.heappop(waiting)
        if candidate == joined.candidate(*candidate[1:]):
            for renewed in joined.join(*candidate[1:]):
                if renewed[0] <= -threshold:
                    heapq.heappush(waiting, renewed)
    return [joined.root(at) for at in range(len(sizes))]


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

    def candidate(self, left: int, right: int) -> tuple[float, int, int]:
        """Return the pair as the queue orders it: the most alike first; a pair that may not meet is not alike at all."""
        total = self._links.get(left, {}).get(right, 0.0)
        if left in self._fixed and right in self._fixed:
            total = 0.0
        return -total / (self._sizes[left] * self._sizes[right]), left, right

    def join(self, left: int, right: int) -> list[tuple[float, int, int]]:
        """Make two clusters one, named by the left, and return its pairs with the others."""
        self._parents[right] = left
        self._sizes[left] += self._sizes[right]
        if right in self._fixed:
            self._fixed.add(left)
        row = self._links[left]
        for other, total in self._links.pop(right).items():
            del self._links[other][right]
            if other != left:
                row[other] = self._links[other][left] = row.get(other, 0.0) + total
        return [self.candidate(min(left, other), max(left, other)) for other in row]
