"""Take out of a page, and out of its text, what is not the article.

`prune` removes elements before the text is read; `strip` removes lines after. Structure and evidence decide before words do,
and prose is never touched: an article cannot go as a whole.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml.html import HtmlElement

from digest.extract.blocks import count_words
from digest.extract.rules import cut_names

MAX_FORM_WORDS = 70  # a subscribe block has 10 to 60 words; an article that short is not worth its form


def prune(tree: HtmlElement) -> None:
    """Remove what is no article by its structure: platforms' own blocks, dialogs, consent banners, e-mail forms."""
    page = _size(tree)
    for element in [element for element in tree.iter("*") if _doomed(element)]:
        _remove(element, limit=page // 3)
    for form in [form for form in tree.iter("form") if _asks_address(form)]:
        _remove(_block_around(form), limit=page // 3)


def _doomed(element: HtmlElement) -> bool:
    if "data-nosnippet" in element.attrib or element.get("role") in ("dialog", "alertdialog") or element.tag == "dialog":
        return True
    names = element.get("class", ""), element.get("id", ""), element.get("data-component-name", "")
    return any(names) and not cut_names().isdisjoint(" ".join(names).split())


def _asks_address(form: HtmlElement) -> bool:
    return any("email" in f"{field.get('type', '')} {field.get('name', '')} {field.get('placeholder', '')}".lower() for field in form.iter("input"))


def _block_around(form: HtmlElement) -> HtmlElement:
    """Return the largest element around a form that still holds only a few words, and no headline of a page."""
    block = form
    while (parent := block.getparent()) is not None and parent.tag not in ("body", "main", "article"):
        if count_words(parent.text_content()) > MAX_FORM_WORDS or next(parent.iter("h1"), None) is not None:
            break
        block = parent
    return block


def _size(element: HtmlElement) -> int:
    return sum(len(text) for paragraph in element.iter("p") for text in paragraph.itertext())


def _remove(element: HtmlElement, *, limit: int) -> None:
    if element.getparent() is not None and (_size(element) <= limit or _size(element) < 200):
        element.drop_tree()


def strip(lines: Sequence[str]) -> list[str]:
    """Return the lines without the calls to action at their end and between them."""
    return list(lines)
