"""What speaks for and against a line being the article: named facts with a number each.

A first opinion (trafilatura's text) is one witness; the others are the line's words, its markup, its box, its neighbours and its place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from digest.extract.blocks import Block, Node
from digest.extract.boxes import Boxes, facts_of_link
from digest.extract.lines import squash, words_of
from digest.extract.place import AFTER, BEFORE, Places, is_link
from digest.extract.rules import hits
from digest.extract.wording import CALLS, PROSE_WORDS, SHORT, facts_of_words

MAX_KEYS = 200_000  # characters that are searched for a line which stands within another; a hostile page has more
LITTLE, SHARE = 3000, 0.2  # characters, and of the page's; a first opinion of less than both may have missed the article
LONG = 4  # letters of a word that tells the subject

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_TELLING = {"aside", "figure", "nav", "footer", "header", "table", "blockquote", "form", "ul", "ol", "details"}
_HEADING_KINDS = {"related", "readmore", "newsletter", "share", "comment", "follow", "tags", "byline", "bio"}
_CALLS = frozenset(CALLS)
_NONE: frozenset[str] = frozenset()

# The names of the facts about one side of a line, and about a container.
_OF_SIDE = ("linked", "prose", "same element", "a short link", "a button", "calls", "kept 1", "kept 2")
_SIDES = tuple((tuple(f"{fact} {side}" for fact in _OF_SIDE), step) for side, step in (("before", -1), ("after", 1)))
_FAMILIES = tuple(tuple(f"family {rank} {fact}" for fact in ("kept", "is the article", "linked", "prose")) for rank in (1, 2, 3))


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A block and the facts about it."""

    block: Block
    kept: bool  # by the first opinion
    facts: dict[str, float]
    box: Node  # the container of a few words that it stands in


@dataclass(frozen=True, slots=True)
class Said:
    """What the page's head says, as keys to compare blocks with."""

    titles: frozenset[str] = frozenset()  # the page's and the feed's
    description: str = ""
    body: str = ""
    language: str = ""
    words: frozenset[str] = frozenset()  # of the titles, the long ones


def exhibits(blocks: Sequence[Block], opinion: str, said: Said) -> list[Exhibit]:
    """Return the blocks in and around the first opinion's text, each with its facts."""
    kept = _kept(blocks, opinion)
    if len(opinion) < min(LITTLE, SHARE * sum(len(block.text) for block in blocks)):
        kept = [is_kept or block.prose for block, is_kept in zip(blocks, kept, strict=True)]  # ask every paragraph of the page
    if not any(kept):
        return []
    for block, is_kept in zip(blocks, kept, strict=True):
        if is_kept:
            for node in block.node.ancestors():
                node.kept += block.words
    return _Witness(blocks, kept, said).exhibits()


def _kept(blocks: Sequence[Block], opinion: str) -> list[bool]:
    keys = [squash(line) for line in opinion.split("\n")]
    whole = "".join(keys)
    lines = {*keys, *(squash(part) for line in opinion.split("\n") if "|" in line for part in line.split("|"))} - {""}
    return [block.key in lines or (len(block.key) > 24 and block.key in whole) for block in blocks]


class _Witness:
    """The page around the blocks: sums and memories that the facts are read from."""

    def __init__(self, blocks: Sequence[Block], kept: Sequence[bool], said: Said) -> None:
        self.blocks, self.kept, self.said = blocks, kept, said
        self.total = sum(block.words for block, is_kept in zip(blocks, kept, strict=True) if is_kept)
        at = [index for index, is_kept in enumerate(kept) if is_kept]
        prose = [index for index in at if blocks[index].prose] or at
        self.times = Counter(block.key for block in blocks)
        self.all_keys = "\n".join(block.key for block in blocks)[:MAX_KEYS]
        self.places = Places(blocks, prose)
        self.container = self.prose_container()
        self.coverage = min(1.0, self.total / self.container.prose) if self.container.prose else 1.0
        self.begin, self.end = self.range(at)
        self.says = {index: self.phrases(blocks[index]) for index in range(self.begin, self.end)}
        self.calls = {index: kinds for index, says in self.says.items() if (kinds := _CALLS.intersection(says))}
        self.boxes = Boxes(blocks, self.calls, prose, self.container, self.total)
        self.tokens = {index: long_words(blocks[index].text) for index in range(self.begin, self.end)}
        told = Counter(token for index in at if not is_link(blocks[index], 0.5) for token in self.tokens[index])
        self.known = set(told), {token for token, times in told.items() if times > 1}  # to others, and to others than a line that is kept
        self.inherited: dict[int, frozenset[str]] = {}
        self.markup: dict[int, dict[str, float]] = {}  # facts by element
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

    def range(self, at: Sequence[int]) -> tuple[int, int]:
        """Return which blocks are worth a look: around the first opinion's, and around the container's where it missed much."""
        begin, end = at[0], at[-1]
        if self.coverage < 0.7:
            inside = [index for index in self.places.prose_at if self.container in self.blocks[index].node.ancestors()]
            begin, end = min(begin, inside[0]), max(end, inside[-1])
        return max(0, begin - BEFORE), min(len(self.blocks), end + AFTER + 1)

    def phrases(self, block: Block) -> dict[str, int]:
        return hits(block.text, self.said.language) if block.words <= PROSE_WORDS else {}

    def exhibits(self) -> list[Exhibit]:
        worded = (index for index in range(self.begin, self.end) if self.blocks[index].key)
        return [self.exhibit(index) for index in worded]

    def exhibit(self, index: int) -> Exhibit:
        block = self.blocks[index]
        return Exhibit(block, self.kept[index], self.facts(index), self.boxes.box(block.node))

    def facts(self, index: int) -> dict[str, float]:
        block = self.blocks[index]
        found = {"always": 1.0}  # a fact that is zero is left out
        if self.kept[index]:
            found["kept"] = 1.0
        found.update(facts_of_words(block, self.says[index]))
        self.of_markup(block, found)
        found.update(self.boxes.facts(block))
        if block.words <= PROSE_WORDS:
            found.update(facts_of_link(block))
        self.of_neighbours(index, found)
        self.of_family(index, found)
        self.of_page(index, found)
        self.places.add(index, found)
        return found

    def of_markup(self, block: Block, found: dict[str, float]) -> None:
        found.update(self.around(block.node))
        if block.prose and "in the prose container, badly covered" in found:
            found["prose, badly covered"] = 1.0
        if block.linked:
            found["linked"] = block.linked / len(block.text)
            if is_link(block, 0.8):
                found["all a link"] = 1.0
                found["all a link, short" if block.words <= SHORT else "all a link, long"] = 1.0
        if block.bold * 10 > len(block.text) * 9:
            found["all bold"] = 1.0
        if block.button:
            found["a button"] = 1.0
        if block.marks:
            found.update({f"is {mark}": 1.0 for mark in block.marks})

    def around(self, node: Node) -> dict[str, float]:
        """Return what the elements around a block say, the same for all blocks in one element."""
        found = self.markup.get(id(node))
        if found is None:
            found = {f"in {mark}": 1.0 for mark in self.marks_around(node)}
            found[f"in <{node.tag}>"] = 1.0
            found[self.steps(node)] = 1.0
            if self.container in node.ancestors():
                found["in the prose container"] = 1.0
                if self.coverage < 0.7:
                    found["in the prose container, badly covered"] = 1.0
            self.markup[id(node)] = found
        return found

    def steps(self, node: Node) -> str:
        """Return how far an element stands from the prose's container."""
        for count, ancestor in enumerate(node.ancestors()):
            if ancestor is self.container:
                return f"{min(count, 5)} steps below the container"
            if id(ancestor) in self.boxes.trunk:
                return f"{min(count, 5)} steps beside the container"
        return "apart from the container"

    def marks_around(self, node: Node) -> frozenset[str]:
        """Return the marks of a node and of those around it, those left out that hold most of the article."""
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

    def of_neighbours(self, index: int, found: dict[str, float]) -> None:
        block, blocks, kept, end = self.blocks[index], self.blocks, self.kept, len(self.blocks)
        for (linked, prose, same, link, button, calls, *beside), step in _SIDES:
            near = range(index + step, max(-1, min(end, index + 4 * step)), step)
            if not near:
                continue
            neighbour = blocks[near[0]]
            if neighbour.linked:
                found[linked] = neighbour.linked / len(neighbour.text)
            if neighbour.prose:
                found[prose] = 1.0
            if neighbour.node is block.node:
                found[same] = 1.0
            for name, other in zip(beside, near, strict=False):
                if kept[other]:
                    found[name] = 1.0
                if blocks[other].linked and blocks[other].words <= 6 and is_link(blocks[other], 0.8):
                    found[link] = 1.0
                if blocks[other].button:
                    found[button] = 1.0
            kinds = [self.calls[other] for other in near if other in self.calls]
            if kinds:
                found[calls] = min(len(_NONE.union(*kinds)), 3) / 2
        around = sum(kept[max(0, index - 5) : index + 6]) - kept[index]
        if around:
            found["kept around"] = around / 10

    def of_family(self, index: int, found: dict[str, float]) -> None:
        """Note how much of what stands in the same containers is kept, the nearest three of growing size."""
        block = self.blocks[index]
        size = own = block.words
        kept, prose = own * self.kept[index], own * block.prose
        larger = iter(_FAMILIES)
        for node in block.node.ancestors():
            if node.words > size * 1.3 and node.words > own:
                names = next(larger, None)
                if names is None:
                    return
                size = node.words
                if node.kept > kept:
                    found[names[0]] = (node.kept - kept) / (size - own)
                if node.kept * 2 > self.total:
                    found[names[1]] = 1.0
                if node.linked > block.linked:
                    found[names[2]] = (node.linked - block.linked) / max(node.characters - len(block.text), 1)
                if node.prose > prose:
                    found[names[3]] = (node.prose - prose) / (size - own)

    def of_page(self, index: int, found: dict[str, float]) -> None:
        block, said = self.blocks[index], self.said
        key = block.key
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
        elif len(key) > 24 and self.all_keys.find(key, self.all_keys.find(key) + 1) >= 0:
            found["stands within another"] = 1.0
        self.of_vocabulary(index, found)
        self.under_heading(index, found)

    def of_vocabulary(self, index: int, found: dict[str, float]) -> None:
        """Note how many of a line's words the rest of the first opinion and the title have: an article stays with its subject."""
        tokens, short = self.tokens[index], self.blocks[index].words <= 24
        if len(tokens) > 1:
            share = len(tokens & self.known[self.kept[index]]) / len(tokens)
            found["words known"] = share
            if short:
                found["words known, short"] = share
        shared = len(tokens & self.said.words)
        if shared:
            found["words of the title"] = min(shared, 4) / 4
        elif short and self.said.words:
            found["no word of the title, short"] = 1.0

    def under_heading(self, index: int, found: dict[str, float]) -> None:
        """Note what the last heading said: it speaks for what follows, until the next or a paragraph of prose."""
        block = self.blocks[index]
        if block.node.tag in HEADINGS:
            self.heading = self.says[index].keys() & _HEADING_KINDS if block.words <= SHORT else set()
            self.heading_at = 0
            return
        self.heading_at += 1
        if block.prose or self.heading_at >= 25:
            self.heading = set()
        found.update({f"under a heading that says {kind}": 1.0 for kind in self.heading})


def long_words(text: str) -> set[str]:
    """Return the words of a text that tell its subject."""
    return {word for word in words_of(text) if len(word) >= LONG}
