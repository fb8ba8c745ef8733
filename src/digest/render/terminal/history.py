"""What was kept: the finds of a search, and a story over the days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from rich.text import Text

from digest.model import Discussion, Hit, Snippet, Source, Telling, Timeline
from digest.render import phrases
from digest.render.look import Look
from digest.render.terminal.paper import Paper
from digest.render.wrap import HOLD
from digest.urls import web_address

INDENT = 4  # columns before what belongs to an entry
TIME = 7  # columns of a time and the space behind it


def hits(found: Sequence[Hit], look: Look, *, timezone: str) -> str:
    """Return what a search found: id, title, date, feed and story, then the address and where the words stand in the text."""
    paper = Paper(look)
    lines = [line for hit in found for line in (*_hit(hit, timezone, paper), Text())]
    return paper.print(lines[:-1] or [paper.write("nothing that is kept has all of these words: try fewer, or a beginning*")])


def _hit(hit: Hit, timezone: str, paper: Paper) -> Iterator[Text]:
    entry = hit.entry
    gutter = paper.write(entry.id, "number") + Text(HOLD * 2)
    title = paper.write(entry.title, "strong", url=entry.url)
    day = f"{phrases.local(entry.date, timezone):%Y-%m-%d}" if entry.date else ""
    facts = (day, hit.feed, f"story {hit.story}" if hit.story else "", phrases.READ if hit.opened else "")
    yield from paper.lines(gutter + title)
    yield from paper.lines(paper.join(paper.held(fact, "quiet") for fact in facts if fact), indent=INDENT)
    if address := web_address(entry.url):
        yield _address(address, paper)
    if hit.snippet.text:
        yield from paper.lines(_marked(hit.snippet, paper), indent=INDENT)


def _address(address: str, paper: Paper) -> Text:
    """Return an address on a line of its own, whole whatever the width."""
    return paper.write(" " * INDENT) + paper.write(address, "quiet", url=address)


def _marked(piece: Snippet, paper: Paper) -> Text:
    line, end = Text(), 0
    for first, last in piece.marks:
        line += paper.write(piece.text[end:first]) + paper.write(piece.text[first:last], "strong")
        end = last
    return line + paper.write(piece.text[end:])


def timeline(story: Timeline, look: Look, *, timezone: str) -> str:
    """Return a story's course: for each day what was published and what a reader was told, then where it is discussed."""
    paper = Paper(look)
    gutter = paper.write(story.story, "number") + Text(HOLD * 2) if story.story else Text()
    lines = paper.lines(gutter + paper.write(story.headline, "strong"))
    published: dict[date, list[Source]] = defaultdict(list)
    for source in story.sources:
        published[phrases.local(source.published, timezone).date() if source.published else date.min].append(source)
    told = {telling.date: [other for other in story.tellings if other.date == telling.date] for telling in story.tellings}
    for day in sorted({*published, *told}):
        lines += [Text(), *paper.lines(paper.write("Without a date" if day == date.min else phrases.long_day(day), "section"))]
        lines += [line for source in published[day] for line in _source(source, story, timezone, paper)]
        lines += [line for telling in told.get(day, ()) for line in _telling(telling, paper)]
    places = paper.join(_discussion(discussion, paper) for discussion in story.discussions)
    return paper.print([*lines, Text(), *paper.lines(paper.write("discuss: ", "quiet") + places)] if story.discussions else lines)


def _source(source: Source, story: Timeline, timezone: str, paper: Paper) -> Iterator[Text]:
    """Say when who published what, and how much of it was read, by us and by the person."""
    time = f"{phrases.local(source.published, timezone):%H:%M}" if source.published else ""
    mark = phrases.READ if source.seq in story.opened else ""
    facts = (source.id, phrases.publisher(source), phrases.caveat(source), mark)
    gutter = paper.write(time.ljust(TIME), "number")
    yield from paper.hang(gutter, paper.lines(paper.write(source.title, url=source.url), indent=len(gutter)))
    yield from paper.lines(paper.join(paper.held(fact, "quiet") for fact in facts if fact), indent=len(gutter))
    if address := web_address(source.url):
        yield paper.write(" " * len(gutter)) + paper.write(address, "quiet", url=address)


def _telling(telling: Telling, paper: Paper) -> Iterator[Text]:
    """Say in which edition it was told, as which number, in which words."""
    brief = telling.brief
    said = paper.write(f"told in {telling.edition} as {telling.rank}", "mark")
    gutter = paper.write("→".ljust(TIME), "mark")
    yield from paper.hang(gutter, paper.lines(said, indent=len(gutter)))
    for sentence in brief.sentences:
        told_by = phrases.publisher(brief.sources[sentence.source - 1])
        quote = paper.write(phrases.quote(sentence)) + Text(HOLD) + paper.held(told_by, "quiet")
        yield from paper.lines(quote, indent=len(gutter))


def _discussion(discussion: Discussion, paper: Paper) -> Text:
    said = ", ".join(part for part in (discussion.name, phrases.interest(discussion)) if part)
    return paper.held(said, "quiet", url=discussion.url) + paper.write(f" {discussion.url}", "quiet", url=discussion.url)
