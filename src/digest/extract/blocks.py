"""The text blocks of a page, in reading order, with what the markup says about each.

A block is a run of text between two block-level boundaries. It remembers the element it stands in and, through its parents,
the names ("marks") that platforms give to share bars, related lists and the like. Nothing is judged here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from digest.extract.lines import count_words, ends_sentence, squash
from digest.extract.rules import marks_of

MAX_BLOCKS = 20_000  # the longest real page seen has 6,000
MAX_BLOCK = 50_000  # characters; the longest real paragraph seen has 9,000

_INLINE = frozenset(
    "a abbr acronym b bdi bdo big button cite code data del dfn em font i ins kbd label mark meter nobr output q rb rp rt ruby s samp "
    "small span strike strong sub sup time tt u var wbr".split()
)
_SILENT = frozenset(  # their text is not for reading
    "script style noscript template svg math select option textarea input iframe object embed canvas audio video head title".split()
)
_CELLS = frozenset(("td", "th"))
_EMPHASIS = frozenset(("b", "strong", "em", "i"))
_NAMED = frozenset(("class", "id", "role", "itemprop", "data-testid", "data-component", "data-component-name", "data-type", "data-test"))
_NO_MARKS: frozenset[str] = frozenset()
_FIELDS = frozenset(("", "email", "text", "password", "tel"))
_GONE = re.compile(r"display\s*:\s*none")


@dataclass(slots=True, eq=False)
class Node:
    """A block-level element, with sums over its subtree."""

    tag: str
    parent: Node | None
    marks: frozenset[str] = frozenset()
    names: str = ""  # its tag and class, as written
    row: bool = False  # a table row whose cells are one line together
    words: int = 0
    characters: int = 0
    linked: int = 0  # characters in links
    prose: int = 0  # words in prose blocks
    kept: int = 0  # words in the blocks that the first opinion keeps
    blocks: int = 0
    fields: int = 0  # that a person types into
    buttons: int = 0  # blocks that are or hold a button

    def ancestors(self) -> Iterator[Node]:
        """Yield the node itself and the nodes around it, the nearest first."""
        node: Node | None = self
        while node is not None:
            yield node
            node = node.parent

    @property
    def make(self) -> tuple[str, str]:
        """What it is made of: lines of one make share one fate."""
        return self.names, self.parent.names if self.parent is not None else ""


@dataclass(slots=True, eq=False)
class Block:
    """A run of text."""

    text: str
    node: Node
    linked: int = 0  # characters in links
    bold: int = 0  # characters in bold or italic
    button: bool = False
    marks: frozenset[str] = frozenset()  # of the inline elements in it
    words: int = 0
    key: str = ""
    ends: bool = False  # as a sentence does
    prose: bool = False
    fields: int = 0  # fields a person types into, up to the block: the difference of two is what stands between them
    pictures: int = 0  # up to the block
    target: str = ""  # where its first link leads


def blocks_of(tree: HtmlElement) -> list[Block]:
    """Return the blocks of a page or fragment, with the sums of their nodes."""
    walk = _Walk()
    events = etree.iterwalk(tree, events=("start", "end"))
    for event, element in events:
        tag = element.tag
        if not isinstance(tag, str):
            continue
        if event == "start":
            if tag in _SILENT:
                walk.field(element)
                events.skip_subtree()
            else:
                walk.open(tag, element)
        else:
            if tag not in _SILENT:
                walk.close(tag)
            if element is not tree:
                walk.write(element.tail)
        if len(walk.blocks) > MAX_BLOCKS:
            break
    walk.flush()
    walk.add_up()
    return walk.blocks


class _Walk:
    """The state of one pass over a tree."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.nodes = [Node("", None)]
        self.node = self.nodes[0]
        self.inline: list[frozenset[str]] = []
        self.links = self.emphases = self.buttons = self.fields = self.pictures = 0
        self._clear()

    def _clear(self) -> None:
        self.parts: list[str] = []
        self.linked = self.bold = 0
        self.button = False
        self.marks = _NO_MARKS
        self.target = ""

    def open(self, tag: str, element: HtmlElement) -> None:
        if tag == "br":
            self.line_break(element)
        elif tag == "img":
            self.pictures += 1
        elif tag in _INLINE:
            if tag == "a":
                self.links += 1
                self.target = self.target or element.get("href") or ""
            self.emphases += tag in _EMPHASIS
            self.buttons += tag == "button"
            self.inline.append(_marks(element))
        elif tag in _CELLS and self.node.tag == "tr" and self.node.row:
            self.parts.append(" | " if self.parts else "")
        else:
            self.flush()
            self.node = Node(tag, self.node, _marks(element), f"{tag} {element.get('class')}", tag == "tr" and _is_row(element))
            self.nodes.append(self.node)
        self.write(element.text)

    def close(self, tag: str) -> None:
        if tag in ("br", "img"):
            return
        if tag in _INLINE:
            self.links -= tag == "a"
            self.emphases -= tag in _EMPHASIS
            self.buttons -= tag == "button"
            self.inline.pop()
        elif not (tag in _CELLS and self.node.tag == "tr" and self.node.row):
            self.flush()
            self.node = self.node.parent or self.node

    def line_break(self, element: HtmlElement) -> None:
        # One break inside a sentence is layout; two, or one after a full stop, is a paragraph of old pages.
        following = element.getnext()
        double = following is not None and following.tag == "br" and not (element.tail or "").strip()
        if double or ends_sentence("".join(self.parts[-2:])[-80:]):
            self.flush()
        else:
            self.parts.append(" ")

    def field(self, element: HtmlElement) -> None:
        if element.tag == "input" and (element.get("type") or "").lower() in _FIELDS:
            self.fields += 1
            self.node.fields += 1

    def write(self, text: str | None) -> None:
        if not text:
            return
        self.parts.append(text)
        size = len(text) if not text.isspace() else 0
        if size:
            self.linked += size if self.links else 0
            self.bold += size if self.emphases else 0
            self.button = self.button or self.buttons > 0
            for marks in self.inline:
                self.marks |= marks

    def flush(self) -> None:
        if not self.parts:
            return
        text = " ".join("".join(self.parts).split())[:MAX_BLOCK]
        if text:
            words = count_words(text)
            ends = ends_sentence(text)
            prose = ends and words >= 20 and self.linked * 2 < len(text)
            linked, key = min(self.linked, len(text)), squash(text)
            passed = self.fields, self.pictures
            self.blocks.append(
                Block(text, self.node, linked, self.bold, self.button, self.marks, words, key, ends, prose, *passed, self.target)
            )
        self._clear()

    def add_up(self) -> None:
        for block in self.blocks:
            node = block.node
            node.words += block.words
            node.characters += len(block.text)
            node.linked += block.linked
            node.prose += block.words if block.prose else 0
            node.blocks += 1
            node.buttons += block.button
        for node in reversed(self.nodes):  # children stand after their parents
            if node.parent is not None:
                parent = node.parent
                parent.words += node.words
                parent.characters += node.characters
                parent.linked += node.linked
                parent.prose += node.prose
                parent.blocks += node.blocks
                parent.fields += node.fields
                parent.buttons += node.buttons


def _is_row(row: HtmlElement) -> bool:
    """Say whether a table row is data: cells of a few words, not columns of a layout."""
    return all(len(cell.text_content()) < 200 and all(child.tag in _INLINE or child.tag == "br" for child in cell) for cell in row)


def _marks(element: HtmlElement) -> frozenset[str]:
    attributes = element.items()
    if not attributes:
        return _NO_MARKS
    marks = _NO_MARKS
    for name, value in attributes:
        if name in _NAMED:
            marks |= marks_of(value)
        elif name == "hidden" or (name, value) == ("aria-hidden", "true") or (name == "style" and _GONE.search(value)):
            marks |= {"hidden"}
    return marks
