"""From a page, a text file or a feed's markup to clean text: the one door of this package.

What comes out is the article and nothing else: no headline, no byline, no call to subscribe, one block a line.
Nothing here raises for what a stranger wrote; a page that cannot be read is an empty `Page`.
"""

from __future__ import annotations

import codecs
import html
import re

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from digest.clean import clean, clean_text
from digest.extract.blocks import blocks_of
from digest.extract.body import Line, gather, judge
from digest.extract.boilerplate import Written, cut_teaser_link, prune, strip, written
from digest.extract.embedded import article_in_data
from digest.extract.evidence import Exhibit, Said, long_words
from digest.extract.head import Head, read_head
from digest.extract.lines import squash
from digest.extract.page import Page
from digest.extract.plain import read_plain
from digest.extract.wall import wall
from digest.model import Evidence, Verdict

MAX_PAGE = 8_000_000  # characters; the longest real page seen has 3,000,000

SHELL = 20  # words; a page that shows no more ("Please enable JavaScript") may have its article in its data

_MARKUP = re.compile(r"<(?:[a-zA-Z]+[\s/>]|!--|!doctype|/[a-zA-Z])", re.IGNORECASE)
# The names that browsers read as another (WHATWG Encoding, section 4.2).
_WEB_NAMES = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "gb2312": "gb18030",
    "shift_jis": "cp932",
    "euc-kr": "cp949",
}
_ONE_CLASS = etree.ElementDefaultClassLookup(element=HtmlElement)  # lxml.html's own asks Python for the class of each element
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)


def read_page(body: bytes, *, url: str, charset: str = "", title: str = "") -> Page:
    """Read a page, HTML or plain text; `title` is the feed's, to tell a repeated headline from the text."""
    text = _text_of(body, charset)
    if not _MARKUP.search(text):
        return read_text(text, title=title)
    head, lines = judged(text, url=url, title=title)
    kept = [line for line in lines if line.stays]
    plain = "\n".join(filter(None, (clean_text(line.text) for line in kept)))  # line by line: plain ones are passed through
    standfirst = clean(kept[0].text, limit=1000) if kept and kept[0].standfirst else ""
    blocked = wall(head, lines, plain)
    return Page(plain, head.title, standfirst, head.language, head.site, blocked, head.canonical, head.published, head.authors)


def explain_page(body: bytes, *, url: str, charset: str = "", title: str = "") -> tuple[Verdict, ...]:
    """Return the lines that `read_page` had to judge, each with its verdict; of a plain text, only which of them stay."""
    text = _text_of(body, charset)
    if not _MARKUP.search(text):
        kept = set(strip([Written(line) for line in read_plain(text, title=title).lines]))
        return tuple(Verdict(clean(line), line in kept, 0) for line in read_plain(text, title=title).lines)
    _, lines = judged(text, url=url, title=title)
    return tuple(Verdict(clean_text(line.text), line.stays, round(line.score * 100), _strongest(line)) for line in lines)


def judged(text: str, *, url: str, title: str = "") -> tuple[Head, list[Line]]:
    """Return what a page says of itself, and its lines with the verdict on each: what was cut, and why."""
    head, found = evidence(text, url=url, title=title)
    lines = judge(found)
    if sum(line.words for line in lines if line.stays) < SHELL:
        lines = _judged_data(text, head, title) or lines
    return head, lines


def evidence(text: str, *, url: str, title: str = "") -> tuple[Head, list[Exhibit]]:
    """Return what a page says of itself, and its lines with what speaks for and against each."""
    tree = _parsed(text)
    if tree is None:
        return Head(), []
    head = read_head(tree, url=url)
    return head, _gathered(tree, head, title)


def _judged_data(text: str, head: Head, title: str) -> list[Line]:
    """Return the lines of the article that a page would draw by its scripts."""
    markup = article_in_data(text, head.body)
    tree = _parsed(f"<article>{markup}</article>") if markup else None
    return judge(_gathered(tree, head, title)) if tree is not None else []


def _gathered(tree: HtmlElement, head: Head, title: str) -> list[Exhibit]:
    prune(tree)
    headlines = frozenset(filter(None, (squash(title), squash(head.title))))
    words = frozenset(long_words(f"{title} {head.title}"))
    return gather(tree, Said(headlines, squash(head.description), squash(head.body), head.language, words))


def read_text(text: str, *, title: str = "") -> Page:
    """Read an article saved as plain text."""
    plain = read_plain(text[:MAX_PAGE], title=title)
    lines = strip([Written(line) for line in plain.lines])
    return Page(clean_text("\n".join(lines)), clean(plain.title), clean(plain.standfirst, limit=1000))


def feed_text(content: str, *, title: str = "", url: str = "") -> str:
    """Return the clean text of what a feed said of an entry, markup or plain text, without its calls to action."""
    if not content:
        return ""
    told = {squash(title), squash(url)}  # an entry's own headline and address are no text
    if not _MARKUP.search(content):
        lines = [Written(line) for line in html.unescape(content).split("\n") if line.strip()]
    else:
        tree = _parsed(content[:MAX_PAGE])
        if tree is None:
            return ""
        prune(tree)
        cut_teaser_link(tree)
        lines = list(written(blocks_of(tree)))
    return clean_text("\n".join(strip([line for line in lines if squash(line.text) not in told])))


def _strongest(line: Line) -> tuple[Evidence, ...]:
    """Return what counted most, after what overruled the sum."""
    overruled = ""
    if line.standfirst:
        overruled = "the publisher's own deck"
    elif line.stays and line.score <= 0:
        overruled = "else hardly a line would stay"
    elif line.orphan:
        overruled = "a heading of what was cut"
    elif not line.stays and line.score > 0:
        overruled = "the headline" if "is the title" in line.facts else "asks to subscribe"
    counted = (Evidence(name, round(amount * 100)) for name, amount in line.reasons)
    return (*((Evidence(overruled, 0),) if overruled else ()), *(evidence for evidence in counted if evidence.points))


def _text_of(body: bytes, charset: str) -> str:
    return "" if _is_binary(body) else _decoded(body, charset)[:MAX_PAGE]


def _parsed(text: str) -> HtmlElement | None:
    """Return the tree of a page or fragment; nothing when there is none in it."""
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    parser.set_element_class_lookup(_ONE_CLASS)
    try:
        return document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def _is_binary(body: bytes) -> bool:
    """Say whether a body is an image, an archive or a PDF: no text has a NUL, but in UTF-16."""
    return body.startswith(b"%PDF") or (b"\0" in body[:1024] and not body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)))


def _decoded(body: bytes, charset: str) -> str:
    for mark, name in ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if body.startswith(mark):
            return body.decode(name, "replace")
    said = _CHARSET.search(body[:4096])
    for name in (charset, said[1].decode("ascii") if said else "", "utf-8"):
        try:
            return body.decode(_WEB_NAMES.get(name.lower(), name)) if name else body.decode("utf-8")
        except (UnicodeDecodeError, LookupError):
            continue
    return body.decode("cp1252", "replace")
