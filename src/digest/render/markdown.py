"""The edition, and an article, as CommonMark that also reads well as it stands, because mail programs show it so.

Paragraphs are wrapped at 78 columns whatever the window, for the mail and for the same bytes everywhere. Quotes and sources
link by reference, so that an address stands once, below its story, and does not tear a sentence; their labels say story
and source: 2.1. Every foreign character that could mean something to a Markdown reader is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import wrap

from digest.model import Article, Brief, Edition, Sentence, Source
from digest.render import phrases
from digest.render.look import Look
from digest.render.phrases import MOST_SOURCES, Cited, Numbered, spell
from digest.render.reading import facts, how_read
from digest.render.wrap import HOLD
from digest.urls import web_address

LINE_BREAK = "\n  "  # before a link's title that does not fit beside its address
WIDTH = 78  # columns: RFC 5322, section 2.1.1

# Active anywhere in a line; an underscore only at the edge of a word, an ampersand only where it begins a character reference, a
# parenthesis only behind a bracket.
_ACTIVE = re.compile(r"[\\`*\[\]<|~]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)|(?<=\])\(")
# Active only where a line begins: numbered lists, and headings, quotes, lists, rules, underlines of headings and tables.
_LEADING = re.compile(r"^(?:[0-9]{1,9}(?=[.)](?:\s|$))|(?=[-#>+=:]))")
_REFERENCE = re.compile(r"&(?=#?\w+;)")
_QUOTED = re.compile(r"[\\\"<>\[\]()]|&(?=#?\w+;)")  # to be made inert within quotes, for the careless reader of Markdown too


def render(edition: Edition, look: Look) -> str:
    """Return the edition as headings, quotes and links."""
    blocks = [f"# Digest, {_heading(phrases.day(edition), look)}", _paragraph(_numbers(edition, look))]
    sections = phrases.sections(edition, look)
    for section in sections:
        if section.name:
            blocks.append(f"## {_heading(section.name, look)}")
        for item in section.stories:
            blocks += _story(item, section.name, look, level=3 if section.name else 2)
    if not sections:
        blocks.append(_paragraph(f"**{_escaped(phrases.emptiness(edition), look)}**"))
    footer = "\n".join(_paragraph(_escaped(remark.line, look), first="- ", prefix="  ") for remark in phrases.footer(edition))
    return "\n\n".join([*blocks, "---", footer] if footer else blocks) + "\n"


def article(read: Article, look: Look, *, timezone: str = "UTC") -> str:
    """Return an article to read: its headline, where it comes from, and its paragraphs."""
    entry = read.entry
    address = _address(entry.url)
    title = _escaped(entry.title, look)
    known = " · ".join(_escaped(fact, look) for fact in facts(read, timezone))
    unread = f"*{_escaped(how_read(read), look)}*" if how_read(read) else ""
    head = [f"# [{title}]({address})" if title and address else f"# {_heading(entry.title, look)}" if title else "", known, unread]
    return "\n\n".join(filter(None, [*head, *(_paragraph(_escaped(line, look)) for line in read.text.splitlines())])) + "\n"


def _numbers(edition: Edition, look: Look) -> str:
    return _escaped(phrases.joined((" → ".join(phrases.funnel(edition)), phrases.length(edition))), look)


def _story(item: Numbered, section: str, look: Look, *, level: int) -> Iterator[str]:
    number, brief = item.number, item.brief
    mark = f"{_escaped(phrases.update_mark(brief), look)}: " if brief.update else ""
    yield f"{'#' * level} {number}. {mark}{_title(brief, look)}"
    yield _paragraph(_escaped(phrases.joined(mark.words for mark in phrases.marks(brief, section, item.day)), look))
    if brief.sentences:
        yield _paragraph(_quotes(item, look), first="> ", prefix="> ")
    sources = [_publisher(cited, number, look) for cited in phrases.cited(brief, most=MOST_SOURCES)]
    more = phrases.unlisted(brief, most=MOST_SOURCES)
    yield _paragraph(f"Sources: {_dotted(iter([*sources, more] if more else sources), look)}")
    if brief.discussions:
        yield _paragraph(f"Discussion: {_dotted(_discussions(item, look), look)}")
    if look.explain:
        yield _paragraph(_escaped(phrases.arithmetic(brief.reasons), look))
    if definitions := "\n".join(_definitions(item, look)):
        yield definitions


def _title(brief: Brief, look: Look) -> str:
    address = _address(brief.lead.url)
    return f"[{_escaped(brief.headline, look)}]({address})" if address else _heading(brief.headline, look)


def _quotes(item: Numbered, look: Look) -> str:
    quotes = (_quote(sentence, item, look) for sentence in item.brief.sentences)
    return ("new: " if item.brief.update else "") + " ".join(quotes)


def _quote(sentence: Sentence, item: Numbered, look: Look) -> str:
    url = item.brief.sources[sentence.source - 1].url
    return f"{_escaped(phrases.quote(sentence), look)}{HOLD}{_citation(url, sentence.source, item.number)}"


def _citation(url: str, source: int, story: int) -> str:
    return f"[[{source}]][{story}.{source}]" if _address(url) else rf"\[{source}\]"


def _publisher(cited: Cited, story: int, look: Look) -> str:
    name = _escaped(cited.publisher, look)
    citations = " ".join(_citation(source.url, number, story) for number, source in cited.sources)
    return f"{name}{HOLD}{citations}" + (f" ({_escaped(cited.caveat, look)})" if cited.caveat else "")


def _discussions(item: Numbered, look: Look) -> Iterator[str]:
    for place, discussion in enumerate(item.brief.discussions):
        name = _escaped(discussion.name, look).replace(" ", HOLD)
        interest = phrases.interest(discussion)
        yield (f"[{name}][{_label(item, place)}]" if _address(discussion.url) else name) + (f" ({interest})" if interest else "")


def _label(item: Numbered, place: int) -> str:
    return f"{item.number}.d{place + 1}"


def _definitions(item: Numbered, look: Look) -> Iterator[str]:
    """Return where the references lead, and what a source called the story where that is not what stands above it."""
    links = [
        (f"{item.number}.{number}", source.url, _called(source, item, look))
        for number, source in phrases.listed(item.brief, most=MOST_SOURCES)
    ]
    links += [(_label(item, place), discussion.url, "") for place, discussion in enumerate(item.brief.discussions)]
    for label, url, title in links:
        if address := _address(url):
            line = f"[{label}]: {address}"
            yield line + (f"{' ' if len(line) + len(title) < WIDTH else LINE_BREAK}{title}" if title else "")


def _called(source: Source, item: Numbered, look: Look) -> str:
    """Return a headline as the title of a link (CommonMark 0.31, section 4.7): quoted, and inert but for quotes and references."""
    if not source.title or source.title == item.brief.headline:
        return ""
    return f'"{_QUOTED.sub(_inert, spell(source.title, look))}"'


def _inert(found: re.Match[str]) -> str:
    return "&amp;" if found[0] == "&" else f"\\{found[0]}"


def _address(url: str) -> str:
    address = _REFERENCE.sub("&amp;", web_address(url))
    return f"<{address}>" if "(" in address or ")" in address else address


def _dotted(parts: Iterator[str], look: Look) -> str:
    return spell(" · ", look).join(parts)


def _heading(words: str, look: Look) -> str:
    return _escaped(words, look).replace("#", r"\#")


def _escaped(words: str, look: Look) -> str:
    return _ACTIVE.sub(r"\\\g<0>", spell(words, look))


def _paragraph(written: str, *, first: str = "", prefix: str = "") -> str:
    """Wrap at spaces only: a cut word would break a link, and a line break between Chinese characters is shown as a space."""
    lines = wrap(written.strip(), WIDTH - len(prefix) - 1, break_long_words=False, break_on_hyphens=False)
    return "\n".join((prefix if place else first) + _LEADING.sub(r"\g<0>\\", line.replace(HOLD, " ")) for place, line in enumerate(lines))
