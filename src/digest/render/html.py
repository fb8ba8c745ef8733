"""The edition as one HTML page that stands alone: no script, nothing loaded, light or dark as the reader's system is.

Every foreign string is escaped, and the page's own policy forbids what would slip through.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from digest.model import Brief, Discussion, Edition, Sentence
from digest.render import phrases
from digest.render.look import Look
from digest.render.phrases import Cited, Numbered, Remark, Section, spell
from digest.urls import web_address

STYLE = """
:root { color-scheme: light dark; --ink: #1c1e21; --quiet: #646a73; --line: #e3e5e8; --paper: #fff;
  --warn: #9a3412; --new: #1a7f37 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e3e5e8; --quiet: #9aa1ab; --line: #33373d; --paper: #17191c; --warn: #f0a373; --new: #6cc784 }
}
* { box-sizing: border-box }
body { margin: 0 auto; padding: 2rem 1rem 3rem; max-width: 44rem; color: var(--ink); background: var(--paper);
  font: 1rem/1.55 system-ui, sans-serif; overflow-wrap: anywhere }
h1 { margin: 0; font-size: 1.6rem; line-height: 1.25 }
header { padding-bottom: 1rem; border-bottom: 1px solid var(--line) }
p { margin: .35rem 0 0 }
a { text-decoration: none }
a:hover { text-decoration: underline }
.quiet, .cite { color: var(--quiet); font-size: .875rem }
.section { margin: 2.25rem 0 0; font-size: .875rem; text-transform: uppercase; letter-spacing: .08em; color: var(--quiet) }
article { position: relative; margin: 1.6rem 0 0; padding-left: 2.4rem }
article > :first-child { margin: 0; font-size: 1.15rem; line-height: 1.35 }
.title { color: inherit }
.number { position: absolute; left: 0; width: 1.6rem; text-align: right; color: var(--quiet); font-weight: 400; font-size: 1rem }
.update { color: var(--new); font-weight: 600; font-size: .875rem }
blockquote { margin: .35rem 0 0; padding: 0 }
.warn { color: var(--warn) }
.empty { margin-top: 1.6rem; font-size: 1.15rem }
footer { margin-top: 2.25rem; padding-top: 1rem; border-top: 1px solid var(--line) }
code { font: .9em ui-monospace, monospace; color: var(--ink) }
@media (max-width: 30rem) { body { padding-top: 1.25rem } article { padding-left: 1.9rem } .number { width: 1.3rem } }
@media print { body { max-width: none } a { color: inherit } }
""".strip()


def render(edition: Edition, look: Look) -> str:
    """Return the page; without Unicode the same page in ASCII, by character references."""
    page = document(_head(edition), ("<body>", *body(edition, look), "</body>"))
    return page if look.unicode else page.encode("ascii", "xmlcharrefreplace").decode("ascii")


def document(head: Iterable[str], content: Iterable[str]) -> str:
    """Return a whole page, of the lines of its head and its body with its tags."""
    lines = (
        "<!DOCTYPE html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        *head,
        "</head>",
        *content,
        "</html>",
    )
    return "\n".join(lines) + "\n"


def _head(edition: Edition) -> tuple[str, ...]:
    return (
        '<meta name="referrer" content="no-referrer">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>Digest · {_escaped(phrases.day(edition))}</title>",
        f"<style>\n{STYLE}\n</style>",
    )


def body(edition: Edition, look: Look) -> Iterator[str]:
    """Return the lines of markup between the page's body tags; the look of each element is a matter of its name and class alone."""
    yield from ("<header>", f"<h1>{_escaped(phrases.day(edition))}</h1>", f'<p class="quiet">{_numbers(edition)}</p>', "</header>")
    yield "<main>"
    yield from _stories(edition, look)
    yield from ("</main>", '<footer class="quiet">')
    yield from _footer(edition)
    yield "</footer>"


def _numbers(edition: Edition) -> str:
    funnel = " → ".join(_held(step) for step in phrases.funnel(edition))
    return phrases.joined((funnel, _held(phrases.length(edition))))


def _stories(edition: Edition, look: Look) -> Iterator[str]:
    sections = phrases.sections(edition, look)
    for section in sections:
        yield from _section(section, look)
    if not sections:
        yield f'<p class="empty{" warn" if phrases.is_failed(edition) else ""}">{_escaped(phrases.emptiness(edition))}</p>'


def _section(section: Section, look: Look) -> Iterator[str]:
    if section.name:
        yield f'<h2 class="section">{_escaped(section.name)}</h2>'
    for item in section.stories:
        yield f'<article id="{_escaped(item.brief.story)}">'
        yield from _story(item, section.name, look)
        yield "</article>"


def _story(item: Numbered, section: str, look: Look) -> Iterator[str]:
    brief = item.brief
    heading = "h3" if section else "h2"
    update = f'<span class="update">{_escaped(phrases.update_mark(brief))}</span> ' if brief.update else ""
    title = f'<span dir="auto">{_link(brief.headline, brief.lead.url, kind="title")}</span>'
    yield f'<{heading}><span class="number">{item.number}</span>{update}{title}</{heading}>'
    yield f'<p class="quiet">{_marks(item, section)}</p>'
    if brief.sentences:
        new = '<span class="update">new:</span> ' if brief.update else ""
        yield f'<blockquote dir="auto">{new}{" ".join(_quote(sentence, brief) for sentence in brief.sentences)}</blockquote>'
    sources = [_publisher(cited) for cited in phrases.cited(brief, most=phrases.MOST_SOURCES)]
    more = phrases.unlisted(brief, most=phrases.MOST_SOURCES)
    yield f'<p class="quiet">{_dotted([*sources, more] if more else sources)}</p>'
    if brief.discussions:
        yield f'<p class="quiet">discuss: {_dotted(map(_discussion, brief.discussions))}</p>'
    if look.explain:
        yield f'<p class="quiet">{_escaped(phrases.arithmetic(brief.reasons))}</p>'


def _marks(item: Numbered, section: str) -> str:
    found = phrases.marks(item.brief, section, item.day)
    return _dotted(_warned(_held(mark.words)) if mark.warns else _held(mark.words) for mark in found)


def _quote(sentence: Sentence, brief: Brief) -> str:
    return f"{_escaped(phrases.quote(sentence))}\N{NO-BREAK SPACE}{_citation(sentence.source, brief.sources[sentence.source - 1].url)}"


def _citation(number: int, url: str) -> str:
    return _link(f"[{number}]", url, kind="cite")


def _publisher(cited: Cited) -> str:
    citations = " ".join(_citation(number, source.url) for number, source in cited.sources)
    named = f"{_escaped(cited.publisher)}\N{NO-BREAK SPACE}{citations}"
    caveat = f"({_held(cited.caveat)})"
    return f"{named} {_warned(caveat) if cited.refused else caveat}" if cited.caveat else named


def _discussion(discussion: Discussion) -> str:
    interest = phrases.interest(discussion)
    return _link(discussion.name, discussion.url, kind="quiet") + (f" ({interest})" if interest else "")


def _footer(edition: Edition) -> Iterator[str]:
    for remark in phrases.footer(edition):
        yield _remark(remark)
    made = f'<time datetime="{edition.made_at:%Y-%m-%dT%H:%M:%SZ}">{_escaped(phrases.local_time(edition.made_at, edition.timezone))}</time>'
    yield f"<p>Made {made}</p>"


def _remark(remark: Remark) -> str:
    written = _warned(_escaped(remark.words)) if remark.warns else _escaped(remark.words)
    return f"<p>{written}: <code>{_escaped(remark.command)}</code></p>" if remark.command else f"<p>{written}</p>"


def _warned(written: str) -> str:
    return f'<span class="warn">{written}</span>'


def _dotted(parts: Iterable[str]) -> str:
    return " · ".join(parts)


def _held(words: str) -> str:
    return _escaped(words).replace(" ", "\N{NO-BREAK SPACE}")


def _link(words: str, url: str, *, kind: str) -> str:
    address = web_address(url)
    if not address:
        return f'<span class="{kind}">{_escaped(words)}</span>'
    return f'<a class="{kind}" href="{escape(address)}">{_escaped(words)}</a>'


def _escaped(words: str) -> str:
    return escape(spell(words, Look()))
