"""The text of a post as HTML: paragraphs, headings, quotations, lists and listings, with links, emphasis and code inside."""

from __future__ import annotations

import re
from html import escape

_LINK = re.compile(r"\[([^\]]+)\]\((http[^)]+)\)")
_CODE = re.compile(r"`([^`]+)`")
_EMPHASIS = re.compile(r"\*([^*]+)\*")


def html_of(paragraphs: list[str]) -> str:
    """Return the blocks of a post as HTML, one a line."""
    return "\n".join(_block(paragraph) for paragraph in paragraphs)


def plain(text: str) -> str:
    """Return one block without its marks."""
    return _EMPHASIS.sub(r"\1", _CODE.sub(r"\1", _LINK.sub(r"\1", text)))


def _block(text: str) -> str:
    if text.startswith("## "):
        return f"<h2>{_inline(text[3:])}</h2>"
    if text.startswith("> "):
        return f"<blockquote><p>{_inline(text[2:])}</p></blockquote>"
    if text.startswith("- "):
        items = "".join(f"<li>{_inline(line[2:])}</li>" for line in text.splitlines())
        return f"<ul>{items}</ul>"
    if text.startswith("    "):
        listing = "\n".join(line[4:] for line in text.splitlines())
        return f"<pre><code>{escape(listing, quote=False)}</code></pre>"
    return f"<p>{_inline(text)}</p>"


def _inline(text: str) -> str:
    marked = _LINK.sub(r'<a href="\2">\1</a>', escape(text, quote=False))
    return _EMPHASIS.sub(r"<em>\1</em>", _CODE.sub(r"<code>\1</code>", marked))
