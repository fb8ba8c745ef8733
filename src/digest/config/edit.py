"""Changing a person's feeds.yaml by lines: comments, order, indentation and line ends stay as they were."""

from __future__ import annotations

import json
import re

import yaml

from digest.config.load import read
from digest.errors import ConfigError
from digest.model import Feed, Kind

_PLAIN = re.compile(r"[\w][\w .&'()/-]*(?<! )")


def add_feed(data: bytes, feed: Feed, *, name: str) -> bytes:
    """Return the file with a feed added after its last one; raises `ConfigError` when the result would not say that."""
    before = read(data, name=name)
    text = data.decode("utf-8")  # with its byte order mark, if any
    feeds = _feeds_node(text)
    changed = (_into_flow if feeds.flow_style else _below_last)(text, feeds, feed).encode("utf-8")
    after = read(changed, name=name)
    if [other.url for other in after.feeds] != [*(other.url for other in before.feeds), feed.url]:
        raise ConfigError((f"{name}: cannot be changed safely",), hint=f"add by hand: - {_line(feed)}")
    return changed


def _feeds_node(text: str) -> yaml.SequenceNode:
    root = yaml.compose(text.removeprefix("\ufeff"), Loader=yaml.SafeLoader)
    assert isinstance(root, yaml.MappingNode)  # `read` accepted it
    found = next(value for key, value in root.value if key.value == "feeds")
    assert isinstance(found, yaml.SequenceNode)
    return found


def _below_last(text: str, feeds: yaml.SequenceNode, feed: Feed) -> str:
    """Insert a line under the last member, dash below dash."""
    last = feeds.value[-1]
    lines = text.splitlines(keepends=True)
    end = _last_line(last)
    newline = "\r\n" if lines[end].endswith("\r\n") else "\n"
    if not lines[end].endswith("\n"):
        lines[end] += newline
    indent = " " * feeds.start_mark.column
    return "".join([*lines[: end + 1], f"{indent}- {_line(feed)}{newline}", *lines[end + 1 :]])


def _last_line(node: yaml.Node) -> int:
    """Return the line on which a node's last character stands; a block's own end mark is where the next thing begins."""
    while isinstance(node, (yaml.MappingNode, yaml.SequenceNode)) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    mark = node.end_mark
    return mark.line if mark.column else mark.line - 1


def _into_flow(text: str, feeds: yaml.SequenceNode, feed: Feed) -> str:
    """Insert a member before the closing bracket of [a, b]."""
    shift = len(text) - len(text.removeprefix("\ufeff"))
    end = feeds.value[-1].end_mark.index + shift
    return f"{text[:end]}, {_line(feed)}{text[end:]}"


def _line(feed: Feed) -> str:
    parts = [f"name: {_scalar(feed.name)}", f"url: {_scalar(feed.url)}"]
    if feed.tags:
        parts.append(f"tags: [{', '.join(_scalar(tag) for tag in feed.tags)}]")
    if feed.kind is Kind.AGGREGATOR:
        parts.append("kind: aggregator")
    return "{" + ", ".join(parts) + "}"


def _scalar(value: str) -> str:
    if re.fullmatch(r"https?://[^\s,\[\]{}#\"'?]+", value) or (_PLAIN.fullmatch(value) and yaml.safe_load(value) == value):
        return value
    return json.dumps(value, ensure_ascii=False)
