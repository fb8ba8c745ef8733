"""Members between brackets or braces: `[a, b]`, `{key: value}`, on one line or one to a line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from digest.config.edit.tree import line_end, line_start, newline

Span = tuple[int, int]

_COMMA = re.compile(r"(?:\s|#[^\n\r]*+)*+,")
_REST = re.compile(r"[ \t]*(?:#.*)?\s*")


def insert(text: str, spans: Sequence[Span], rows: Sequence[str]) -> str:
    """Return the text with members after the last one: in its line, or below it where it has one of its own."""
    start, end = spans[-1]
    indent = text[line_start(text, start) : start]
    if indent.strip():
        return f"{text[:end]}, {', '.join(rows)}{text[end:]}"
    comma = _COMMA.match(text, end)
    after = comma.end() if comma else end
    wrap, stop = newline(text, start), line_end(text, after)
    if not _REST.fullmatch(text, after, stop):  # the bracket stands behind it
        return text[:end] + "".join(f",{wrap}{indent}{row}" for row in rows) + text[end:]
    lines = f",{wrap}".join(indent + row for row in rows) + ("," if comma else "") + wrap
    return text[:end] + ("" if comma else ",") + text[end:stop] + lines + text[stop:]


def remove(text: str, spans: Sequence[Span], place: int) -> str:
    """Return the text without a member and one comma beside it; a line of its own goes with it."""
    start, end = spans[place]
    comma = _COMMA.match(text, end)
    after = comma.end() if comma else end
    first, stop = line_start(text, start), line_end(text, after)
    if not text[first:start].strip() and _REST.fullmatch(text, after, stop):
        return text[:first] + text[stop:]
    if comma:
        return text[:start] + text[after:].lstrip(" \t")
    before = spans[place - 1][1] if place else start
    return text[:before] + text[end:] if re.fullmatch(r"[ \t]*,[ \t]*", text[before:start]) else text[:start] + text[end:]
