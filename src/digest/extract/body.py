"""Choose the lines of a page that are its article.

trafilatura gives a first opinion; every block in and around it is then judged by all the evidence, summed with fitted weights
(`rules/weights.toml`): once by itself, and once more with what the first sum made of its neighbours.
So boilerplate that trafilatura kept goes, and paragraphs it lost come back, by the same arithmetic.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import repeat
from math import fsum
from operator import mul

from lxml.html import HtmlElement

from digest.extract.blocks import blocks_of
from digest.extract.evidence import HEADINGS, Exhibit, Said, exhibits
from digest.extract.neighbours import company, second_look
from digest.extract.opinion import first_opinion
from digest.extract.relatives import relatives
from digest.extract.rules import hits, weights
from digest.extract.wording import CALLS

LEAST_SHARE = 0.3  # of the first opinion's words that must stay; below it, only its calls to action go (an article all of links)
CALL_WORDS = 30  # a longer line that says so is prose
ASKING_WORDS = 20
NEAR_TITLE = 8  # lines
LEAST_DECK = 8  # words

_LED = ("score 1 after", "score 2 after", "score 3 after")
_OF_OTHERS = frozenset({"is the title", "in comment", "is comment", "under a heading that says comment"})
_DECK = frozenset({"is standfirst", "in standfirst", "is the description"})

TOGETHER = " & "  # between the names of two facts that are one

Weights = dict[str, dict[str, float]]
Pairs = dict[str, list[tuple[str, str]]]  # of a fact: those it is paired with, and the name of the pair

NO_PAIRS: Pairs = {}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page, whether it is the article, and what spoke for and against it."""

    text: str
    stays: bool
    score: float
    facts: dict[str, float]
    weights: dict[str, float]  # of the facts; the score is the sum of their products
    words: int
    standfirst: bool = False
    orphan: bool = False  # a heading whose lines are all cut

    @property
    def reasons(self) -> tuple[tuple[str, float], ...]:
        """The terms that counted most, the strongest first."""
        terms = [(name, self.weights[name] * value) for name, value in self.facts.items() if name in self.weights]
        return tuple(sorted(terms, key=lambda term: (-abs(term[1]), term[0]))[:4])


def gather(tree: HtmlElement, said: Said) -> list[Exhibit]:
    """Return the lines of a pruned page with their evidence, for judging; the tree is used up."""
    blocks = blocks_of(tree)
    return exhibits(blocks, first_opinion(tree), said)


def judge(found: Sequence[Exhibit], table: Weights | None = None) -> list[Line]:
    """Return the lines with their verdicts, by the fitted weights or others."""
    table = table or weights()
    known = second_facts(found, table["first"], pairs_of(table["second"]))
    lines = _without_orphans(found, [_line(exhibit, facts, table["second"]) for exhibit, facts in zip(found, known, strict=True)])
    opinion = sum(exhibit.block.words for exhibit in found if exhibit.kept)
    if sum(line.words for line, exhibit in zip(lines, found, strict=True) if line.stays and exhibit.kept) < LEAST_SHARE * opinion:
        lines = [replace(line, stays=line.stays or _is_plain(exhibit)) for line, exhibit in zip(lines, found, strict=True)]
    deck = _standfirst(found, lines)
    if deck is not None:
        lines[deck] = replace(lines[deck], stays=True, standfirst=True)
    return lines


def second_facts(found: Sequence[Exhibit], first: dict[str, float], pairs: Pairs = NO_PAIRS) -> list[dict[str, float]]:
    """Return the facts about each line together with what the first look made of the lines around it.

    `pairs` are facts that tell more together than each by itself.
    """
    scores = [_score(exhibit.facts, first) for exhibit in found]
    words = [exhibit.block.words for exhibit in found]
    around = second_look(scores, words)
    beside = company(scores, [id(exhibit.box) for exhibit in found])
    kin = relatives(scores, words, [exhibit.block.node for exhibit in found])
    known = [
        {**exhibit.facts, **others, **boxed, **alike, **_leaning(exhibit, others)}
        for exhibit, others, boxed, alike in zip(found, around, beside, kin, strict=True)
    ]
    for facts in known:
        for one in facts.keys() & pairs.keys():
            for two, name in pairs[one]:
                if two in facts:
                    facts[name] = facts[one] * facts[two]
    return known


def pairs_of(weight: dict[str, float]) -> Pairs:
    """Return the facts with a weight that are two facts together."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name in weight:
        one, together, two = name.partition(TOGETHER)
        if together:
            found[one].append((two, name))
    return dict(found)


def _leaning(exhibit: Exhibit, others: dict[str, float]) -> dict[str, float]:
    """Return what follows a heading or a question again, as facts of their own: either is as good as what it leads to."""
    leads = {"a heading": exhibit.block.node.tag in HEADINGS, "a question": "a question" in exhibit.facts}
    return {f"{lead}, {name}": others[name] for lead, is_one in leads.items() if is_one for name in _LED if name in others}


def _without_orphans(found: Sequence[Exhibit], lines: list[Line]) -> list[Line]:
    """Return the lines, the headings cut under which nothing is left, though something was."""
    left = below = False  # whether a line stays, and whether there is one, up to the next heading
    deepest = ""  # the heading that stays next below: it is left to those of a higher level
    for number in range(len(lines) - 1, -1, -1):
        level = found[number].block.node.tag
        if level not in HEADINGS:
            left, below = left or lines[number].stays, True
            continue
        if below and not left and deepest <= level and lines[number].stays:
            lines[number] = replace(lines[number], stays=False, orphan=True)
        left = below = False
        deepest = level if lines[number].stays else deepest
    return lines


def _standfirst(found: Sequence[Exhibit], lines: Sequence[Line]) -> int | None:
    """Return where the publisher's own deck stands: a sentence beside the headline, so named by its markup or by the page's head."""
    title = next((number for number, exhibit in enumerate(found) if "is the title" in exhibit.facts), None)
    if title is None:
        return None
    after = range(title, len(lines))
    body = next((number for number in after if lines[number].stays and found[number].block.prose), len(lines) - 1)
    for number in range(max(0, title - NEAR_TITLE), min(body + 1, title + NEAR_TITLE)):
        key = found[number].block.key
        told = (exhibit.block.key for exhibit, line in zip(found[number + 1 :], lines[number + 1 :], strict=True) if line.stays)
        if _is_deck(found[number]) and not any(key in other for other in told):
            return number
    return None


def _is_deck(exhibit: Exhibit) -> bool:
    facts = exhibit.facts
    sentence = "ends as a sentence" in facts and exhibit.block.words >= LEAST_DECK and facts.get("linked", 0) < 0.3
    return sentence and not _DECK.isdisjoint(facts) and "a call of two kinds" not in facts and "is the title" not in facts


def _line(exhibit: Exhibit, facts: dict[str, float], weight: dict[str, float]) -> Line:
    score = _score(facts, weight)
    stays = score > 0 and "is the title" not in facts and not _asks(exhibit)
    return Line(exhibit.block.text, stays, score, facts, weight, exhibit.block.words)


def _asks(exhibit: Exhibit) -> bool:
    """Say whether a line asks to subscribe in so many words: it opens with it, and says what for."""
    facts, words = exhibit.facts, exhibit.block.words
    if words > ASKING_WORDS or "says subscribe" not in facts or "a call of two kinds" not in facts or "a price" in facts:
        return False
    return "subscribe" in hits(" ".join(exhibit.block.text.split()[:2]), "")


def _score(facts: dict[str, float], weight: dict[str, float]) -> float:
    return fsum(map(mul, map(weight.get, facts, repeat(0.0)), facts.values()))  # exact: the facts' order decides nothing


def _is_call(exhibit: Exhibit) -> bool:
    return exhibit.block.words <= CALL_WORDS and any(f"says {kind}" in exhibit.facts for kind in CALLS)


def _is_plain(exhibit: Exhibit) -> bool:
    return exhibit.kept and not _is_call(exhibit) and _OF_OTHERS.isdisjoint(exhibit.facts)
