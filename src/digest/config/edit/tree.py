"""Where things stand in the text of feeds.yaml: its nodes, where they end, and their lines.

Positions are offsets into the text without its byte order mark, as the marks of PyYAML count them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import yaml

from digest.config.nodes import pairs

Plain = str | Sequence["Plain"] | Mapping[str, "Plain"]

_BREAK = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")  # YAML 1.1, section 4.2


class _Composer(yaml.SafeLoader):
    """Composes aliases as nodes of their own, with the marks of where they stand."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            event = self.get_event()  # type: ignore[no-untyped-call]
            return yaml.ScalarNode("alias", f"*{event.anchor}", event.start_mark, event.end_mark)
        return super().compose_node(parent, index)


def plain(node: yaml.Node) -> Plain:
    """Return what a node says, every scalar as text: how it is written makes no difference."""
    if isinstance(node, yaml.SequenceNode):
        return [plain(item) for item in node.value]
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): plain(value) for key, value in pairs(node)}
    return str(node.value)


def feeds_of(text: str) -> yaml.SequenceNode:
    """Return the list of feeds as it is written: an alias is an alias."""
    _, found = _feeds_pair(text)
    assert isinstance(found, yaml.SequenceNode)
    return found


def key_of(text: str) -> int:
    """Return where the key of the list of feeds stands."""
    return start_of(_feeds_pair(text)[0])


def _feeds_pair(text: str) -> tuple[yaml.Node, yaml.Node]:
    root = yaml.compose(_spaced(text), Loader=_Composer)
    assert isinstance(root, yaml.MappingNode)  # `read` accepted it
    return next((key, value) for key, value in root.value if key.value == "feeds")


def tied_lines(text: str, place: int) -> list[int]:
    """Return the lines, from 1, that share an anchor with a feed."""
    item = feeds_of(text).value[place]
    start, end = start_of(item), end_of(text, item)
    tokens = [token for token in yaml.scan(_spaced(text), Loader=yaml.SafeLoader) if isinstance(token, (yaml.AnchorToken, yaml.AliasToken))]
    own = {token.value for token in tokens if start <= token.start_mark.index < end}
    others = [token.start_mark for token in tokens if token.value in own and not start <= token.start_mark.index < end]
    return [mark.line + 1 for mark in others]


def _spaced(text: str) -> str:
    """Return the text with spaces for tabs: before a comment libyaml takes them and PyYAML's own scanner, which has the marks, does not."""
    return text.replace("\t", " ")


def start_of(node: yaml.Node) -> int:
    """Return where a node begins, its anchor included."""
    return int(node.start_mark.index)


def end_of(text: str, node: yaml.Node) -> int:
    """Return where a node's last character ends; a block's own end mark is where the next thing begins."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return len(text[: node.end_mark.index].rstrip())


def dash_of(text: str, item: yaml.Node) -> int:
    """Return where the dash of a block list's member stands."""
    start = start_of(item)
    tokens = yaml.scan(_spaced(text), Loader=yaml.SafeLoader)
    return max(at for token in tokens if isinstance(token, yaml.BlockEntryToken) and (at := int(token.start_mark.index)) < start)


def line_start(text: str, place: int) -> int:
    """Return where the line of a place begins."""
    return max((found.end() for found in _BREAK.finditer(text, 0, place)), default=0)


def line_end(text: str, place: int) -> int:
    """Return where the line of a place ends, its break included."""
    found = _BREAK.search(text, place)
    return found.end() if found else len(text)


def newline(text: str, place: int) -> str:
    """Return the line break in use around a place."""
    found = _BREAK.search(text, place) or _BREAK.search(text)
    return found[0] if found else "\n"


def below(text: str, place: int, rows: list[str]) -> str:
    """Return the text with rows under the line of a place."""
    end, wrap = line_end(text, place), newline(text, place)
    last = "" if _BREAK.search(text, place) else wrap  # the file's last line need not end with one
    return text[:end] + last + "".join(f"{row}{wrap}" for row in rows) + text[end:]
