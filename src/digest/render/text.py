"""The edition as plain text, for a mail, a file or a printer: no markup, every source with its address.

No line is longer than the look is wide, except one that holds an address and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator

from digest.model import Brief, Edition
from digest.render import phrases
from digest.render.look import Look
from digest.render.phrases import MOST_SOURCES, Numbered, spell
from digest.render.wrap import HOLD, cells, wrap
from digest.urls import web_address


def render(edition: Edition, look: Look) -> str:
    """Return the edition as paragraphs and lists of sources."""
    blocks = [list(_header(edition, look))]
    sections = phrases.sections(edition, look)
    for section in sections:
        if section.name:
            blocks.append(list(_heading(section.name, look)))
        blocks += [list(_story(item, section.name, look)) for item in section.stories]
    if not sections:
        blocks.append(_lines(phrases.emptiness(edition), look))
    blocks.append(list(_footer(edition, look)))
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _lines(words: str, look: Look, *, indent: str = "") -> list[str]:
    return wrap(spell(words, look), look.width, indent=indent)


def _header(edition: Edition, look: Look) -> Iterator[str]:
    yield from _lines(phrases.day(edition), look)
    yield from _lines(phrases.joined((" → ".join(phrases.funnel(edition)), phrases.length(edition))), look)


def _heading(name: str, look: Look) -> Iterator[str]:
    for line in _lines(name, look):
        yield line
        yield "-" * cells(line)


def _story(item: Numbered, section: str, look: Look) -> Iterator[str]:
    brief = item.brief
    number = f"{item.number:>2}. "
    indent = " " * len(number)
    headline = "  ".join(part for part in (phrases.update_mark(brief), brief.headline) if part)
    first, *others = _lines(headline, look, indent=indent)
    yield number + first[len(number) :]
    yield from others
    yield from _lines(phrases.joined(mark.words for mark in phrases.marks(brief, section, item.day)), look, indent=indent)
    for sentence in brief.sentences:
        quote = spell(f"{'new: ' if brief.update else ''}{phrases.quote(sentence)}", look)
        yield from wrap(f"{quote}{HOLD}[{sentence.source}]", look.width, indent=indent)
    yield from _references(brief, look, indent)
    if look.explain:
        yield from _lines(phrases.arithmetic(brief.reasons), look, indent=indent)


def _references(brief: Brief, look: Look, indent: str) -> Iterator[str]:
    said = bool(phrases.unread(brief))
    for number, source in phrases.listed(brief, most=MOST_SOURCES):
        address = web_address(source.url)
        name = "" if address else phrases.publisher(source)
        yield from _reference(
            f"[{number}] {name}", address, "" if said else phrases.caveat(source, quoted=number in phrases.quoted(brief)), look, indent
        )
    if more := phrases.unlisted(brief, most=MOST_SOURCES):
        yield from _lines(f"{more} sources", look, indent=indent)
    for discussion in brief.discussions:
        remark = ", ".join(part for part in (discussion.name, phrases.interest(discussion)) if part)
        yield from _reference("discuss:", web_address(discussion.url), remark, look, indent)


def _reference(mark: str, address: str, remark: str, look: Look, indent: str) -> Iterator[str]:
    """Give the address a line, whatever its length; a remark follows it, or stands below where there is no room."""
    *above, last = _lines(mark, look, indent=indent)
    said = spell(f"({remark})", look) if remark else ""
    whole = " ".join(part for part in (last, address, said) if part)
    yield from above
    if cells(whole) <= look.width:
        yield whole
    else:
        yield " ".join(part for part in (last, address) if part)
        yield from wrap(said, look.width, indent=indent + "    ") if said else []


def _footer(edition: Edition, look: Look) -> Iterator[str]:
    for remark in phrases.footer(edition):
        yield from _lines(remark.line, look)
