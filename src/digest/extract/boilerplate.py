"""Take out of a page, and out of its text, what is not the article.

`prune` removes elements before a page is read, by structure: it needs no words. `strip` removes lines of a text that came without
a page around it, a feed's or a file's. Both leave prose alone, so that an article cannot go as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from digest.extract.blocks import Block
from digest.extract.lines import count_words, ends_sentence
from digest.extract.rules import cut_names, hits

MAX_FORM_WORDS = 70  # a subscribe block has 10 to 60 words
MAX_CALL_WORDS = 45  # a longer line is prose
MAX_TEASER_LINK = 120  # characters; WordPress puts the title into it
SHORT = 14  # words of a heading or a link
BARE = 6  # words of a call that is not a link: "Discover more from The Tower Post"; longer, it may be a headline

_UNREAD = tuple("style noscript template svg object embed canvas audio video iframe select textarea".split())
_ROLES = frozenset(("dialog", "alertdialog", "navigation", "contentinfo"))

# Alone, these make a short line furniture; the others need company.
_SHORT_CALLS = frozenset(("readmore", "related", "share", "ad", "copyright", "comment", "follow", "tags", "syndication"))
_ASKING = frozenset(("subscribe", "newsletter", "paywall", "follow", "support", "cookie", "comment", "copyright", "syndication", "share"))
_COMPANY = _ASKING | {"promise", "reader", "readmore"}
_FURNITURE = frozenset(("share", "related", "newsletter", "comment", "cookie", "paywall"))


@dataclass(frozen=True, slots=True)
class Written:
    """A line without a page around it."""

    text: str
    linked: float = 0.0  # share of it that is a link
    furnished: bool = False  # its markup calls it a share bar, a related list, ...


def prune(tree: HtmlElement) -> None:
    """Remove what is no article by its structure: platforms' own blocks, dialogs, consent banners, e-mail forms."""
    _drop_unread(tree)
    limit = _size(tree) // 3
    for element in [element for element in tree.iter("*") if _doomed(element)]:
        _remove(element, limit)
    for form in [form for form in tree.iter("form") if _asks_address(form)]:
        _remove(_block_around(form), limit)


def cut_teaser_link(tree: HtmlElement) -> None:
    """Remove "Continue reading" where it ends the last paragraph of a feed's excerpt."""
    for link in [link for link in tree.iter("a") if not (link.tail or "").strip()]:
        text = link.text_content()
        if 0 < len(text) < MAX_TEASER_LINK and "readmore" in hits(text, ""):
            link.drop_tree()


def strip(lines: Sequence[Written], *, language: str = "") -> list[str]:
    """Return the lines without calls to action, and without the links that follow one ("Related", and what is related).

    Where nothing would be left, plain lines stay: "Share prices fall" is all that some feeds say.
    """
    kept: list[str] = []
    under_call = False
    for line in lines:
        under_call = _is_call(line, language) or (under_call and line.linked > 0.8)
        if not under_call:
            kept.append(line.text)
    return kept or [line.text for line in lines if _says_something(line, language)]


def written(blocks: Sequence[Block]) -> Iterator[Written]:
    """Yield the blocks of a fragment as lines."""
    for block in blocks:
        marks = block.marks.union(*(node.marks for node in block.node.ancestors()))
        yield Written(block.text, block.linked / max(1, len(block.text)), not marks.isdisjoint(_FURNITURE))


def _is_call(line: Written, language: str) -> bool:
    words = count_words(line.text)
    if words > MAX_CALL_WORDS:
        return False
    found = hits(line.text, language).keys()
    if line.furnished and (found or line.linked > 0.5) and words <= 2 * SHORT:
        return True
    if (
        words <= (SHORT if line.linked > 0.3 else BARE)
        and not _SHORT_CALLS.isdisjoint(found)
        and (line.linked > 0.3 or not ends_sentence(line.text))
    ):
        return True
    if words <= 3 and not _ASKING.isdisjoint(found):
        return True
    company = len(_COMPANY & found)
    return "syndication" in found or company > 2 or (company > 1 and words <= 2 * SHORT and not _ASKING.isdisjoint(found))


def _says_something(line: Written, language: str) -> bool:
    return not line.linked and not line.furnished and count_words(line.text) > 2 and "syndication" not in hits(line.text, language)


def _drop_unread(tree: HtmlElement) -> None:
    """Drop what has no text to read, and a third of a page's elements; trafilatura looks into the scripts that describe the page."""
    for script in [script for script in tree.iter("script") if "ld+json" not in (script.get("type") or "")]:
        script.drop_tree()
    etree.strip_elements(tree, *_UNREAD, with_tail=False)


def _doomed(element: HtmlElement) -> bool:
    if element.tag in ("dialog", "nav", "footer"):
        return True
    names = ""
    for name, value in element.items():
        if name == "data-nosnippet" or (name == "role" and value in _ROLES):
            return True
        if name in ("class", "id", "data-component-name"):
            names += f" {value}"
    return bool(names) and not cut_names().isdisjoint(names.split())


def _asks_address(form: HtmlElement) -> bool:
    fields = (f"{field.get('type')} {field.get('name')} {field.get('placeholder')}" for field in form.iter("input"))
    return any("email" in field.lower() for field in fields)


def _block_around(form: HtmlElement) -> HtmlElement:
    """Return the largest element around a form that still holds only a few words."""
    block = form
    while (parent := block.getparent()) is not None and parent.tag not in ("body", "main", "article"):
        if len(parent) > MAX_FORM_WORDS or count_words(parent.text_content()) > MAX_FORM_WORDS:
            break
        block = parent
    return block


def _size(element: HtmlElement) -> int:
    return sum(len(text) for paragraph in element.iter("p") for text in paragraph.itertext())


def _remove(element: HtmlElement, limit: int) -> None:
    holds_article = _size(element) > max(limit, 200) or next(element.iter("h1", "article"), None) is not None
    if element.getparent() is not None and not holds_article:
        element.drop_tree()
