"""Keys of one feed: set, replaced or removed, whichever way the feed is written."""

from __future__ import annotations

import yaml

from digest.config.edit import brackets, lists
from digest.config.edit.tree import below, end_of, line_end, line_start, newline, start_of
from digest.config.edit.words import line, scalar, written
from digest.config.load import Value


def put(text: str, item: yaml.Node, key: str, value: Value | None) -> str:
    """Return the text with a key of a feed set, or without it where the value is None."""
    if not isinstance(item, yaml.MappingNode):
        return _from_address(text, item, key, value)
    place = next((place for place, (name, _) in enumerate(item.value) if name.value == key), None)
    if value is None:
        return text if place is None else _without(text, item, place)
    if place is None:
        return _with(text, item, f"{key}: {written(value)}")
    return _replaced(text, item.value[place][1], value)


def _from_address(text: str, item: yaml.Node, key: str, value: Value | None) -> str:
    """Return the text with a bare address made a feed with keys, where it must be one."""
    if value is None:
        return text
    if isinstance(value, str) and key == "url":
        return _spliced(text, item, scalar(value))
    return _spliced(text, item, line({"name": value, "url": item.value} if key == "name" else {"url": item.value, key: value}))


def _replaced(text: str, node: yaml.Node, value: Value) -> str:
    if isinstance(value, tuple) and isinstance(node, yaml.SequenceNode) and node.value:
        return lists.update(text, node, value)
    if isinstance(node, yaml.CollectionNode) and not node.flow_style:
        raise lists.Unclear
    return _spliced(text, node, written(value, like=node.style if isinstance(node, yaml.ScalarNode) else None))


def _with(text: str, item: yaml.MappingNode, pair: str) -> str:
    if item.flow_style:
        return brackets.insert(text, _spans(text, item), [pair])
    first = start_of(item.value[0][0])
    return below(text, end_of(text, item), [" " * (first - line_start(text, first)) + pair])


def _without(text: str, item: yaml.MappingNode, place: int) -> str:
    if item.flow_style:
        return brackets.remove(text, _spans(text, item), place)
    key, value = item.value[place]
    start, rest = start_of(key), line_end(text, end_of(text, value))
    if not text[line_start(text, start) : start].strip():
        return text[: line_start(text, start)] + text[rest:]
    if place + 1 == len(item.value):
        raise lists.Unclear
    following = start_of(item.value[place + 1][0])  # it moves up to the dash, unless a comment stands between
    if text[rest:following].strip():
        return text[:start].rstrip() + newline(text, start) + text[rest:]
    return text[:start] + text[following:]


def _spliced(text: str, node: yaml.Node, new: str) -> str:
    return text[: start_of(node)] + new + text[end_of(text, node) :]


def _spans(text: str, item: yaml.MappingNode) -> list[brackets.Span]:
    return [(start_of(key), end_of(text, value)) for key, value in item.value]
