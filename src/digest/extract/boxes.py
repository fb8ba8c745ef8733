"""The box of a line: the largest container around it that holds a few words and none of the article's trunk.

A call to subscribe is seldom one line. What its lines have in common (a form, a button, a link among words, a telling name,
several kinds of asking) speaks against each of them, in whatever language; a plain list without links is what articles have.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from digest.extract.blocks import Block, Node
from digest.extract.rules import marks_of

BOX = 110  # words; the longest box for subscribing seen has 90
TELLING = frozenset(
    "newsletter paywall promo share related comment cookie author modal sidebar nav meta caption tags embed".split()  # names of a box
)

_TRUNK = frozenset(("body", "main", "article", "html", ""))
_LISTS = frozenset(("ul", "ol", "dl", "table", "tbody"))


class Boxes:
    """The boxes of a page, and what the article's own paragraphs are made of, to compare a line with."""

    def __init__(self, blocks: Sequence[Block], calls: Mapping[int, frozenset[str]], prose: Sequence[int], trunk: Node, total: int) -> None:
        self.total = total
        self.trunk = {id(node) for node in trunk.ancestors()}
        self.found: dict[int, Node] = {}
        self.told: dict[int, dict[str, float]] = {}
        self.kinds: dict[int, set[str]] = {}
        for index, kinds in calls.items():
            self.kinds.setdefault(id(self.box(blocks[index].node)), set()).update(kinds)
        self.made = Counter(blocks[index].node.make for index in prose)
        self.beside = Counter(id(blocks[index].node.parent) for index in prose)
        self.paragraphs = len(prose)

    def box(self, node: Node) -> Node:
        """Return the box around a node; the node itself where there is none."""
        found = self.found.get(id(node))
        if found is None:
            found = node
            while found.parent is not None and self._is_small(found.parent):
                found = found.parent
            self.found[id(node)] = found
        return found

    def _is_small(self, node: Node) -> bool:
        return node.words <= BOX and node.kept * 4 < self.total and node.tag not in _TRUNK and id(node) not in self.trunk

    def facts(self, block: Block) -> dict[str, float]:
        """Return what a line's box says of it."""
        box = self.box(block.node)
        found = self.told.get(id(box))
        if found is None:
            found = self.told[id(box)] = self._facts(box)
        made, beside = self.made.get(block.node.make), self.beside.get(id(block.node.parent))
        own = found.copy()
        if made:
            own["made as the prose"] = made / self.paragraphs
        if beside:
            own["beside the prose"] = beside / self.paragraphs
        return own

    def _facts(self, box: Node) -> dict[str, float]:
        marks = box.marks & TELLING
        found = {f"box is {mark}": 1.0 for mark in marks}
        if marks:
            found["box is named"] = 1.0
        if box.fields:
            found["box with a field"] = 1.0
        return found | self._facts_of_several(box, named=bool(marks)) if box.blocks > 1 else found

    def _facts_of_several(self, box: Node, *, named: bool) -> dict[str, float]:
        kinds = len(self.kinds.get(id(box), ()))
        is_list = box.tag in _LISTS
        signs = {
            "box": True,
            f"box says {min(kinds, 4)}": True,
            "box with a button": box.buttons,
            "box with a link among words": 0 < box.linked < box.characters * 0.6 and not box.prose,
            "box named and says": named and kinds,
            "box of plain words": not kinds and not box.linked and not named,
            "box is a list": is_list,
            "box is a list without links": is_list and not box.linked,
        }
        shares = {"box linked": box.linked / max(1, box.characters), "box prose": box.prose / max(1, box.words)}
        return {name: share for name, share in shares.items() if share} | {name: 1.0 for name, sign in signs.items() if sign}


def facts_of_link(block: Block) -> dict[str, float]:
    """Return what the address of a line's link says: where one subscribes, shares, writes or goes on to."""
    if not block.target or block.linked * 4 <= len(block.text):
        return {}
    path = block.target.split("://", 1)[-1].split("#")[0]
    if path.startswith("mailto:"):
        return {"leads to mail": 1.0}
    is_slug = path.count("-") > 2 or len(path) > 80  # an article's headline, whose words are no names
    return {} if is_slug else {f"leads to {mark}": 1.0 for mark in marks_of(path) & TELLING}
