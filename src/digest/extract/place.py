"""Where a line stands: before, amid or behind the text, how near its prose is, and what stands right beside it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from digest.extract.blocks import Block

BEFORE, AFTER = 12, 30  # blocks looked at outside the first opinion's
FAR = 99  # blocks, where there is no prose

# What weighs otherwise behind the last sentence of an article than within it.
_TRAILING = tuple(
    (fact, f"{fact}, no prose follows")
    for fact in (
        "words 1-2|words 3-5|words 6-12|words 13-24|words 25-60|ends as a sentence|a question|an exclamation|an address|a price|"
        "an ornament|"
        "a call with a link|a short call|a call to the reader|says reader|says promise|all a link|all bold|linked|words known|"
        "box|box linked|box prose|box with a button|box with a field|box is named|box says 0|box says 1|box says 2|box says 3|"
        "box of plain words|box is a list without links|made as the prose|beside the prose|"
        "calls before|calls after|a short link before|a short link after"
    ).split("|")
)


class Places:
    """The places of a page's blocks in relation to its prose."""

    def __init__(self, blocks: Sequence[Block], prose: Sequence[int]) -> None:
        self.blocks = blocks
        self.first, self.last = prose[0], prose[-1]  # of the first opinion's prose
        self.prose_at = [index for index, block in enumerate(blocks) if block.prose]

    def add(self, index: int, found: dict[str, float]) -> None:
        """Add what the place of a block says to the other facts about it."""
        if index < self.first:
            found["before the text"] = 1.0
            found["far before the text"] = min((self.first - index) / BEFORE, 1.0)
        elif index > self.last:
            found["after the text"] = 1.0
            found["far after the text"] = min((index - self.last) / AFTER, 1.0)
        position = bisect_right(self.prose_at, index)
        following = self.prose_at[position] - index if position < len(self.prose_at) else FAR
        previous = index - self.prose_at[bisect_left(self.prose_at, index) - 1] if self.prose_at and self.prose_at[0] < index else FAR
        found["prose is near"] = 1.0 / min(previous, 20) + 1.0 / min(following, 20)
        if following > 8:
            found["no prose follows"] = 1.0
            found.update([(trailing, found[name]) for name, trailing in _TRAILING if name in found])
            if any(is_link(other, 0.8) for other in self.blocks[index + 1 : index + 3]):
                found["a link follows, no prose follows"] = 1.0
        self._add_beside(index, found)

    def _add_beside(self, index: int, found: dict[str, float]) -> None:
        """Add whether a picture or a form stands beside a block: captions and calls to subscribe do."""
        pictures = self.blocks[index].pictures
        if index and self.blocks[index - 1].pictures != pictures:
            found["a picture before"] = 1.0
            found["a picture before, a sentence" if self.blocks[index].ends else "a picture before, no sentence"] = 1.0
        if index + 1 < len(self.blocks) and self.blocks[index + 1].pictures != pictures:
            found["a picture after"] = 1.0
        around = self.blocks[max(0, index - 3)].fields, self.blocks[min(len(self.blocks) - 1, index + 3)].fields
        if around[0] != around[1]:
            found["a form is near"] = 1.0


def is_link(block: Block, share: float) -> bool:
    """Say whether more than a share of a block is a link."""
    return block.linked > share * len(block.text)
