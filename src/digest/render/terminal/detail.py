"""What other commands print: what stayed below the line, the score of one story, the text of one article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.text import Text

from digest.model import Article, Below, Brief, Edition, Verdict, score_text
from digest.render import phrases
from digest.render.look import Look
from digest.render.reading import facts, how_read
from digest.render.terminal.paper import Paper
from digest.render.wrap import cells

MARGIN = 4  # columns before what belongs to a story, as in the edition
_KEY = "A line above zero is kept; a reason without a number overrules. Named is what counted most."
WIDEST_WORDS = 28  # columns of the words of a row; longer ones push what is said of them to the right


def rest(edition: Edition, look: Look, *, opened: frozenset[int] = frozenset()) -> str:
    """Return the stories below the line: id, title, publisher and why, on one line each where the window is wide enough.

    `opened` are the seqs of the leads whose text the person has read.
    """
    paper = Paper(look)
    lines = [line for below in edition.below for line in _left_out(below, paper, opened=below.lead.seq in opened)]
    return paper.print(lines or [paper.write("Nothing is below the line.")])


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list: what stands before the words, the words, and what is said of them."""

    mark: str
    words: str
    remark: str


def rows(listed: Sequence[Row], look: Look) -> str:
    """Return a list in columns; a remark that does not fit beside its words goes on below them."""
    paper = Paper(look)
    gutter = max((cells(row.mark) for row in listed), default=0)
    column = min(max((cells(row.words) for row in listed), default=0), WIDEST_WORDS)
    lines: list[Text] = []
    for row in listed:
        mark = paper.write(f"{row.mark:>{gutter}}  " if gutter else "", "number")
        words = paper.write(row.words) + paper.write(" " * max(2, column + 2 - cells(row.words)))
        lines += paper.hang(mark, paper.lines(words + paper.write(row.remark, "quiet"), indent=len(mark), width=look.width))
    return paper.print(lines)


def why(story: Brief | Below, look: Look, *, number: int | None = None, remarks: Sequence[str] = (), timezone: str = "UTC") -> str:
    """Return the score of a story as a sum, of when it is, for one not shown the reason why not, and what the reader did to it."""
    paper = Paper(look)
    gutter = paper.write(f"{number or '–':>2}  ", "number")
    headline = paper.write(story.headline, "strong", url=story.lead.url)
    lines = _row(gutter, headline, paper.write(score_text(story.score), "strong"), paper)
    dated = phrases.local_time(story.lead.published, timezone) if story.lead.published else ""
    lines += paper.lines(paper.write(phrases.joined((phrases.publisher(story.lead), dated)), "quiet"), indent=MARGIN)
    if isinstance(story, Below):
        lines += paper.lines(paper.write(f"not shown: {story.why}", "warning"), indent=MARGIN)
    lines += [line for remark in remarks for line in paper.lines(paper.write(remark, "quiet"), indent=MARGIN)]
    widest = max((cells(reason.name) for reason in story.reasons), default=0)
    for reason in story.reasons:
        name = paper.write(f"{'':{MARGIN}}{reason.name:<{widest}}  ", "quiet")
        lines += _row(name, paper.write(reason.text), paper.write(phrases.signed(reason.points)), paper)
    return paper.print(lines)


def article(read: Article, look: Look, *, timezone: str = "UTC") -> str:
    """Return an article to read: what it is, how much of it was read, and its paragraphs."""
    paper = Paper(look)
    entry = read.entry
    lines = paper.lines(paper.write(entry.title, "strong", url=entry.url)) if entry.title else []
    if known := [paper.held(fact, "quiet") for fact in facts(read, timezone)]:
        lines += paper.lines(paper.join(known))
    if entry.url:
        lines.append(paper.write(entry.url, "quiet", url=entry.url))
    paragraphs = [paper.write(paragraph) for paragraph in read.text.splitlines()]
    if unread := how_read(read):
        paragraphs.insert(0, paper.write(unread, "warning"))
    for paragraph in paragraphs:
        lines += [paper.write(""), *paper.lines(paragraph)]
    return paper.print(lines if entry.title or known or entry.url else lines[1:])


def verdicts(lines: Sequence[Verdict], look: Look) -> str:
    """Return the lines of a page, each with whether it was taken for the article, and what counted most."""
    paper = Paper(look)
    if not lines:
        return paper.print([paper.write("There is no text on it.")])
    key = paper.lines(paper.write(_KEY, "quiet"))
    return paper.print([*key, Text(), *(line for verdict in lines for line in _judged(verdict, paper))])


def _judged(verdict: Verdict, paper: Paper) -> list[Text]:
    gutter = paper.write("keep  ", "mark") if verdict.stays else paper.write("cut   ", "failure")
    lines = paper.lines(paper.write(verdict.text, "" if verdict.stays else "quiet"), indent=len(gutter))
    counted = (f"{evidence.name} {phrases.signed(evidence.points)}" if evidence.points else evidence.name for evidence in verdict.reasons)
    why = f"{phrases.signed(verdict.score)}: {' · '.join(counted)}" if verdict.reasons else ""
    return [*paper.hang(gutter, lines), *(paper.lines(paper.write(why, "quiet"), indent=len(gutter)) if why else [])]


def _left_out(below: Below, paper: Paper, *, opened: bool) -> list[Text]:
    gutter = paper.write(f"{below.story}  ", "number")
    title = paper.write(below.headline, url=below.lead.url)
    read = [paper.write(phrases.READ, "quiet")] if opened else []
    facts = paper.join((paper.held(phrases.publisher(below.lead), "quiet"), paper.write(below.why, "quiet"), *read))
    return paper.hang(gutter, paper.lines(title + paper.write("  ") + facts, indent=len(gutter), width=paper.look.width))


def _row(first: Text, words: Text, amount: Text, paper: Paper) -> list[Text]:
    """Return three columns: the first hangs, the words wrap, the amount stands at the right edge of their last line."""
    *lines, last = paper.lines(words, indent=len(first), width=paper.width - len(amount) - 2)
    room = paper.width - cells(last.plain) - len(amount)
    return paper.hang(first, [*lines, last + paper.write(" " * room) + amount])
