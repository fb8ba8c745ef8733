"""The edition on a terminal: a header, numbered stories with their quotes and sources, and a footer that hides nothing."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from digest.model import Brief, Discussion, Edition, Sentence
from digest.render import phrases
from digest.render.look import Look
from digest.render.phrases import Cited, Numbered, Remark
from digest.render.terminal.paper import Paper
from digest.render.wrap import HOLD

NAMED = 3  # publishers named under a story; more only when they are quoted


def render(edition: Edition, look: Look) -> str:
    """Return the edition for a terminal of the look's width."""
    paper = Paper(look)
    return paper.print(_page(edition, paper))


def svg(edition: Edition, look: Look, title: str) -> str:
    """Return a picture of the edition on a terminal, the same bytes each time."""
    paper = Paper(look)
    return paper.picture(_page(edition, paper), title)


def _page(edition: Edition, paper: Paper) -> list[Text]:
    lines = _header(edition, paper)
    sections = phrases.sections(edition, paper.look)
    for section in sections:
        if section.name:
            lines += [Text(), *paper.lines(paper.write(section.name, "section"))]
        for item in section.stories:
            lines += [Text(), *_story(item, section.name, paper)]
    if not sections:
        style = "failure" if phrases.is_failed(edition) else "strong"
        lines += [Text(), *paper.lines(paper.write(phrases.emptiness(edition), style))]
    footer = list(_footer(edition, paper))
    return [*lines, Text(), *footer] if footer else lines


def _header(edition: Edition, paper: Paper) -> list[Text]:
    day = paper.write(phrases.day(edition), "strong")
    funnel = paper.join((paper.held(step, "quiet") for step in phrases.funnel(edition)), " → ")
    numbers = paper.join([funnel, paper.held(phrases.length(edition), "quiet")]) if edition.minutes else funnel
    whole = paper.lines(paper.join([day, numbers]))
    return whole if len(whole) == 1 else [*paper.lines(day), *paper.lines(numbers)]


def _story(item: Numbered, section: str, paper: Paper) -> list[Text]:
    brief = item.brief
    gutter = paper.write(f"{item.number:>2}  ", "number")
    indent = len(gutter)
    headline = paper.write(brief.headline, "strong", url=brief.lead.url)
    if brief.update:
        headline = paper.held(phrases.update_mark(brief), "mark") + Text(HOLD * 2) + headline
    lines = paper.hang(gutter, paper.apart(headline, _marks(item, section, paper), indent=indent))
    lines += paper.lines(_quotes(brief, paper), indent=indent) if brief.sentences else []
    lines += paper.apart(_sources(brief, paper), _discussions(brief, paper), indent=indent)
    if paper.look.explain:
        lines += paper.lines(paper.write(phrases.arithmetic(brief.reasons), "quiet"), indent=indent)
    return lines


def _marks(item: Numbered, section: str, paper: Paper) -> Text:
    found = phrases.marks(item.brief, section, item.day)
    return paper.join(paper.held(mark.words, "warning" if mark.warns else "quiet") for mark in found)


def _quotes(brief: Brief, paper: Paper) -> Text:
    quotes = Text("  ").join(_quote(sentence, brief, paper) for sentence in brief.sentences)
    return paper.write("new: ", "mark") + quotes if brief.update else quotes


def _quote(sentence: Sentence, brief: Brief, paper: Paper) -> Text:
    return paper.write(phrases.quote(sentence)) + Text(HOLD) + _number(sentence.source, brief, paper)


def _number(number: int, brief: Brief, paper: Paper) -> Text:
    return paper.write(f"[{number}]", "quiet", url=brief.sources[number - 1].url)


def _sources(brief: Brief, paper: Paper) -> Text:
    publishers = phrases.cited(brief)
    named = _named(publishers, brief)
    pieces = [_publisher(cited, brief, paper) for cited in named]
    if len(publishers) > len(named):
        pieces.append(paper.write(f"+{len(publishers) - len(named)}", "quiet"))
    return paper.join(pieces)


def _named(publishers: tuple[Cited, ...], brief: Brief) -> list[Cited]:
    """Return the lead's publisher and those that are quoted, and of the others as many as there is a place for."""
    quoted = {sentence.source for sentence in brief.sentences} | {1}
    needed = [cited for cited in publishers if any(number in quoted for number, _ in cited.sources)]
    others = [cited for cited in publishers if cited not in needed]
    wanted = [*needed, *others[: max(0, NAMED - len(needed))]]
    return [cited for cited in publishers if cited in wanted]


def _publisher(cited: Cited, brief: Brief, paper: Paper) -> Text:
    name = paper.write(cited.publisher, "quiet", url=cited.sources[0][1].url)
    numbers = (_number(number, brief, paper) for number, _ in cited.sources)
    caveat = [paper.held(f"({cited.caveat})", "warning" if cited.refused else "quiet")] if cited.caveat else []
    return paper.hold(Text(" ").join([name, *numbers, *caveat]))


def _discussions(brief: Brief, paper: Paper) -> Text:
    if not brief.discussions:
        return Text()
    return paper.write("discuss: ", "quiet") + paper.join(_discussion(discussion, paper) for discussion in brief.discussions)


def _discussion(discussion: Discussion, paper: Paper) -> Text:
    points = "" if discussion.points is None else f" {discussion.points}"
    return paper.held(f"{discussion.name}{points}", "quiet", url=discussion.url)


def _footer(edition: Edition, paper: Paper) -> Iterator[Text]:
    for remark in phrases.footer(edition):
        yield from paper.lines(_remark(remark, paper))


def _remark(remark: Remark, paper: Paper) -> Text:
    said = paper.write(remark.words, "warning" if remark.warns else "quiet")
    return said + paper.write(": ", "quiet") + paper.held(remark.command, "command") if remark.command else said
