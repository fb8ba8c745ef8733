"""Members of a list: one below the last, one gone, a list of texts brought to what it should be."""

from __future__ import annotations

from collections.abc import Sequence

import yaml

from digest.config.edit import brackets
from digest.config.edit.tree import below, dash_of, end_of, line_end, line_start, start_of
from digest.config.edit.words import scalar


class Unclear(Exception):
    """The text is written in a way that no line of it can be changed by itself."""


def append(text: str, node: yaml.SequenceNode, items: Sequence[str]) -> str:
    """Return the text with members after the last one, dash below dash; an item may have several rows."""
    if node.flow_style:
        return brackets.insert(text, _spans(text, node), items)
    last = node.value[-1]
    dash = dash_of(text, last)
    indent = text[line_start(text, dash) : dash]
    gap = text[dash + 1 : start_of(last)]
    gap = gap if gap and not gap.strip(" ") else " "  # the member may begin on a line below its dash
    within = indent + " " + gap
    rows = [f"{indent}-{gap}{row}" if first else within + row for item in items for first, row in _rows(item)]
    return below(text, end_of(text, last), rows)


def remove(text: str, node: yaml.SequenceNode, place: int) -> str:
    """Return the text without a member."""
    if node.flow_style:
        return brackets.remove(text, _spans(text, node), place)
    item = node.value[place]
    dash = dash_of(text, item)
    start = line_start(text, dash)
    if text[start:dash].strip():
        raise Unclear
    return text[:start] + text[line_end(text, end_of(text, item)) :]


def update(text: str, node: yaml.SequenceNode, wanted: Sequence[str]) -> str:
    """Return the text with a list of texts made the wanted one; what is in both stays as it is written, where the order allows."""
    had = [item.value for item in node.value]
    kept = [value for value in had if value in wanted]
    if kept != list(wanted[: len(kept)]):
        kept = []
    text = append(text, node, [scalar(value) for value in wanted[len(kept) :]]) if len(wanted) > len(kept) else text
    for place in reversed(range(len(had))):  # from the end: what stands before stays where it was
        if had[place] not in kept:
            text = remove(text, node, place)
    return text


def _rows(item: str) -> list[tuple[bool, str]]:
    return [(number == 0, row) for number, row in enumerate(item.split("\n"))]


def _spans(text: str, node: yaml.SequenceNode) -> list[brackets.Span]:
    return [(start_of(item), end_of(text, item)) for item in node.value]
