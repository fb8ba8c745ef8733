"""What speaks for and against a block being the article: named facts with a number each.

A first opinion (trafilatura's text) is one witness; the others are the block's words, its markup, its neighbours and its place.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from digest.extract.blocks import Block, Node
from digest.extract.lines import ends_sentence, squash
from digest.extract.rules import hits

SHORT = 14  # words of a heading or a link
PROSE_WORDS = 45  # a line longer than this is prose: no phrase in it speaks against it
BOX_WORDS = 60  # of a container of several lines that is not the article's own
BEFORE, AFTER = 12, 30  # blocks looked at outside the first opinion's

CALLS = ("subscribe", "newsletter", "promise", "readmore", "related", "share", "follow", "paywall", "cookie", "comment", "support")

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))

_TELLING = {"aside", "figure", "nav", "footer", "header", "table", "blockquote", "form", "ul", "ol", "details"}
_SIZES = ((2, "1-2"), (5, "3-5"), (12, "6-12"), (24, "13-24"), (60, "25-60"))
_HEADING_KINDS = {"related", "readmore", "newsletter", "share", "comment", "follow", "tags", "byline", "bio"}
# What comes after the last sentence of an article more often than within it.
_TRAILING = (
    "a call with a link",
    "a short call",
    "a call to the reader",
    "all a link",
    "says reader",
    "says promise",
    "a question",
    "an exclamation",
    "words 1-2",
    "words 3-5",
    "words 6-12",
    "words 13-24",
    "words 25-60",
    "an address",
    "all bold",
    "ends as a sentence",
    "in a small box",
    "in a small box with a link",
)
_DATE = re.compile(r"\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b(?:19|20)\d\d\b|\b\d{1,2}:\d\d\b|\d年")
_NAME = re.compile(r"^(?:\W*[^\W\d_a-zà-ÿ][\w.'’-]*\W*){2,5}$")
_OPENING = re.compile(r"^[\"'“”‘’„«»(\[]*[a-zà-ÿ]")
_ADDRESS = re.compile(r"@|https?://|www\.")
_SEPARATOR = re.compile(r"[|·•›»/→►▶]")


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A block and the facts about it."""

    block: Block
    kept: bool  # by the first opinion
    facts: dict[str, float]


@dataclass(frozen=True, slots=True)
class Said:
    """What the page's head says, as keys to compare blocks with."""

    titles: frozenset[str] = frozenset()  # the page's and the feed's
    description: str = ""
    body: str = ""
    language: str = ""


def exhibits(blocks: Sequence[Block], opinion: str, said: Said) -> list[Exhibit]:
    """Return the blocks in and around the first opinion's text, each with its facts."""
    kept = _kept(blocks, opinion)
    if not any(kept):
        kept = [block.prose for block in blocks]  # the first opinion found no article: ask every paragraph
    if not any(kept):
        return []
    for block, is_kept in zip(blocks, kept, strict=True):
        if is_kept:
            for node in block.node.ancestors():
                node.kept += block.words
    return _Witness(blocks, kept, said).exhibits()


def _kept(blocks: Sequence[Block], opinion: str) -> list[bool]:
    whole = squash(opinion)
    lines = {squash(part) for line in opinion.split("\n") for part in (line, *line.split("|"))} - {""}
    return [block.key in lines or (len(block.key) > 24 and block.key in whole) for block in blocks]


class _Witness:
    """The page around the blocks: sums and memories that the facts are read from."""

    def __init__(self, blocks: Sequence[Block], kept: Sequence[bool], said: Said) -> None:
        self.blocks, self.kept, self.said = blocks, kept, said
        self.total = sum(block.words for block, is_kept in zip(blocks, kept, strict=True) if is_kept)
        at = [index for index, is_kept in enumerate(kept) if is_kept]
        prose = [index for index in at if blocks[index].prose] or at
        self.first, self.last = prose[0], prose[-1]
        self.begin, self.end = max(0, at[0] - BEFORE), min(len(blocks), at[-1] + AFTER + 1)
        self.times = Counter(block.key for block in blocks)
        self.prose_at = [index for index, block in enumerate(blocks) if block.prose]
        self.container = self.prose_container()
        self.coverage = min(1.0, self.total / self.container.prose) if self.container.prose else 1.0
        if self.coverage < 0.7:
            inside = [index for index in self.prose_at if self.container in blocks[index].node.ancestors()]
            self.begin = min(self.begin, max(0, inside[0] - BEFORE))
            self.end = max(self.end, min(len(blocks), inside[-1] + AFTER + 1))
        self.inherited: dict[int, frozenset[str]] = {}
        self.heading: set[str] = set()  # kinds of phrases in the last heading
        self.heading_at = 0

    def prose_container(self) -> Node:
        """Return the element around most of the page's prose: the second opinion."""
        scores: dict[int, float] = {}
        nodes: dict[int, Node] = {}
        for block in self.blocks:
            if block.prose:
                for share, node in zip((1.0, 1.0, 0.8, 0.6), block.node.ancestors(), strict=False):
                    scores[id(node)] = scores.get(id(node), 0.0) + share * block.words
                    nodes[id(node)] = node
        best = max(scores, key=lambda number: scores[number], default=0)
        return nodes[best] if best else self.blocks[0].node

    def exhibits(self) -> list[Exhibit]:
        worded = (index for index in range(self.begin, self.end) if self.blocks[index].key)
        return [Exhibit(self.blocks[index], self.kept[index], self.facts(index)) for index in worded]

    def facts(self, index: int) -> dict[str, float]:
        block = self.blocks[index]
        found: dict[str, float] = {"always": 1.0}
        self.of_words(block, found)
        self.of_markup(block, found)
        self.of_place(index, found)
        self.of_neighbours(index, found)
        self.of_page(block, found)
        return found

    def of_words(self, block: Block, found: dict[str, float]) -> None:
        found[f"words {_size(block.words)}"] = 1.0
        if ends_sentence(block.text):
            found["ends as a sentence"] = 1.0
        elif block.text.endswith(":"):
            found["ends with a colon"] = 1.0
        if block.words > PROSE_WORDS:
            return
        length = "short" if block.words <= SHORT else "long"
        for kind, count in hits(block.text, self.said.language).items():
            found[f"says {kind}"] = 1.0
            found[f"says {kind}, {length}"] = min(count, 3) / 2
            if count > 1:
                found[f"says {kind} again"] = 1.0
        self.of_call(block, found)
        self.of_letters(block, found)

    def of_letters(self, block: Block, found: dict[str, float]) -> None:
        text, short = block.text, block.words <= SHORT
        signs = {
            "opens in lower case": _OPENING.match(text),
            "all capitals": text.isupper(),
            "an address": _ADDRESS.search(text),
            "separators": _SEPARATOR.search(text),
            "a date, short" if short else "a date": _DATE.search(text),
            "a name": short and _NAME.match(text),
            "a question": "?" in text,
            "an exclamation": "!" in text,
        }
        found.update({name: 1.0 for name, sign in signs.items() if sign})
        found["commas"] = min(text.count(",") / max(block.words, 4), 0.3)
        found["digits"] = sum(map(str.isdigit, text)) / len(text)

    def of_call(self, block: Block, found: dict[str, float]) -> None:
        """Note what makes words a call to act: several kinds of them together, a link to act on, capitals."""
        kinds = sum(f"says {kind}" in found for kind in CALLS)
        linked = block.linked * 3 > len(block.text)
        if kinds > 1:
            found["a call of two kinds"] = 1.0
        if kinds > 2:
            found["a call of three kinds"] = 1.0
        if kinds:
            signs = {
                "a call with a link": linked,
                "a call with a small link": block.linked and not linked,
                "a call in capitals": block.text[:12].isupper(),
                "a call to the reader": "says reader" in found,
                "a short call": block.words <= SHORT and not ends_sentence(block.text),
                "a call in bold": block.bold * 10 > len(block.text) * 9,
            }
            found.update({name: 1.0 for name, sign in signs.items() if sign})
        if linked and block.text.isupper():
            found["a link in capitals"] = 1.0

    def of_markup(self, block: Block, found: dict[str, float]) -> None:
        node = block.node
        found[f"in <{node.tag}>"] = 1.0
        if self.container in node.ancestors():
            found["in the prose container"] = 1.0
            if self.coverage < 0.7:
                found["in the prose container, badly covered"] = 1.0
                if block.prose:
                    found["prose, badly covered"] = 1.0
        size = len(block.text)
        share = block.linked / size
        found["linked"] = share
        if share > 0.8:
            found["all a link"] = 1.0
            found["all a link, short" if block.words <= SHORT else "all a link, long"] = 1.0
        if block.bold * 10 > size * 9:
            found["all bold"] = 1.0
        if block.button:
            found["a button"] = 1.0
        box = next((ancestor for ancestor in node.ancestors() if ancestor.blocks > 1), node)
        if box.words <= BOX_WORDS:
            found["in a small box with a link" if box.linked else "in a small box"] = 1.0
        for mark in block.marks:
            found[f"is {mark}"] = 1.0
        for mark in self.marks_around(node):
            found[f"in {mark}"] = 1.0

    def marks_around(self, node: Node) -> frozenset[str]:
        """Return the marks of the elements around a block, those left out that hold most of the article."""
        path: list[Node] = []
        for ancestor in node.ancestors():
            if id(ancestor) in self.inherited:
                break
            path.append(ancestor)
        for ancestor in reversed(path):
            above = self.inherited[id(ancestor.parent)] if ancestor.parent is not None else frozenset()
            small = ancestor.kept * 5 < self.total * 2
            tag = {ancestor.tag} & _TELLING
            self.inherited[id(ancestor)] = above | ancestor.marks | tag if small else above | (ancestor.marks & {"content"})
        return self.inherited[id(node)]

    def of_place(self, index: int, found: dict[str, float]) -> None:
        if index < self.first:
            found["before the text"] = 1.0
            found["far before the text"] = min((self.first - index) / BEFORE, 1.0)
        elif index > self.last:
            found["after the text"] = 1.0
            found["far after the text"] = min((index - self.last) / AFTER, 1.0)
        position = bisect_right(self.prose_at, index)
        following = self.prose_at[position] - index if position < len(self.prose_at) else 99
        previous = index - self.prose_at[bisect_left(self.prose_at, index) - 1] if self.prose_at and self.prose_at[0] < index else 99
        found["prose is near"] = 1.0 / min(previous, 20) + 1.0 / min(following, 20)
        if following > 8:
            found["no prose follows"] = 1.0
            found.update({f"{name}, no prose follows": 1.0 for name in _TRAILING if name in found})
            if any(other.linked > 0.8 * len(other.text) for other in self.blocks[index + 1 : index + 3]):
                found["a link follows, no prose follows"] = 1.0
        around = self.blocks[max(0, index - 3)].fields, self.blocks[min(len(self.blocks) - 1, index + 3)].fields
        if around[0] != around[1]:
            found["a form is near"] = 1.0

    def of_neighbours(self, index: int, found: dict[str, float]) -> None:
        block = self.blocks[index]
        for distance in (1, 2):
            for side, other in (("before", index - distance), ("after", index + distance)):
                if 0 <= other < len(self.blocks):
                    found[f"kept {distance} {side}"] = float(self.kept[other])
                    if distance == 1:
                        neighbour = self.blocks[other]
                        found[f"linked {side}"] = neighbour.linked / max(len(neighbour.text), 1)
                        found[f"prose {side}"] = float(neighbour.prose)
                        if neighbour.node is block.node:
                            found[f"same element {side}"] = 1.0
        window = self.kept[max(0, index - 5) : index + 6]
        found["kept around"] = (sum(window) - self.kept[index]) / 10
        self.of_family(index, found)

    def of_family(self, index: int, found: dict[str, float]) -> None:
        """Note how much of what stands in the same containers is kept, the nearest three of growing size."""
        block, kept = self.blocks[index], self.kept[index]
        own = block.words
        size = own
        rank = 1
        for node in block.node.ancestors():
            if node.words > size * 1.3 and node.words > own:
                others = node.words - own
                found[f"family {rank} kept"] = (node.kept - own * kept) / others
                found[f"family {rank} linked"] = (node.linked - block.linked) / max(node.characters - len(block.text), 1)
                found[f"family {rank} prose"] = (node.prose - own * block.prose) / others
                if node.kept * 2 > self.total:
                    found[f"family {rank} is the article"] = 1.0
                size = node.words
                rank += 1
                if rank > 3:
                    break

    def of_page(self, block: Block, found: dict[str, float]) -> None:
        key, said = block.key, self.said
        if key in said.titles:
            found["is the title"] = 1.0
        elif len(key) > 12 and any(key in title or title in key for title in said.titles):
            found["like the title"] = 1.0
        if len(key) > 24 and said.description and (key[:60] in said.description or said.description[:60] in key):
            found["is the description"] = 1.0
        if len(said.body) > 600:
            own = key in said.body or (len(key) > 60 and key[5:55] in said.body)
            found["in the page's own text" if own else "not in the page's own text"] = 1.0
        if self.times[key] > 1:
            found["stands twice"] = 1.0
        self.under_heading(block, found)

    def under_heading(self, block: Block, found: dict[str, float]) -> None:
        """Note what the last heading said: it speaks for what follows, until the next or a paragraph of prose."""
        if block.node.tag in HEADINGS:
            self.heading = hits(block.text, self.said.language).keys() & _HEADING_KINDS if block.words <= SHORT else set()
            self.heading_at = 0
            return
        self.heading_at += 1
        if block.prose or self.heading_at >= 25:
            self.heading = set()
        found.update({f"under a heading that says {kind}": 1.0 for kind in self.heading})


def _size(words: int) -> str:
    return next((name for most, name in _SIZES if words <= most), "60+")
