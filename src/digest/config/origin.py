"""Every setting in use with where it comes from: a line of feeds.yaml, or the program's own default."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from digest.config.describe import described, document
from digest.config.nodes import pairs
from digest.config.settings import Config

_MARGIN = 44  # columns before the origins: wider than most settings


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting in use."""

    key: str  # "digest.minutes", "feeds[2].tags"
    value: Any  # as JSON has it
    line: int | None  # of feeds.yaml; None: it is not said there


def settings(config: Config, data: bytes) -> list[Setting]:
    """Return every setting of a configuration that was read from these bytes, in the order of `described`."""
    given = dict(_lines(_composed(data)))
    return [Setting(key, value, _line(key, given)) for key, value in _flat(document(config), "")]


def annotated(config: Config, data: bytes) -> str:
    """Return `described` with the origin of each value behind it, as a comment."""
    text, given = described(config), dict(_lines(_composed(data)))
    keys = {line: key for key, line in _lines(_composed(text.encode()))}
    return "\n".join(_row(row, keys.get(number), given) for number, row in enumerate(text.splitlines(), 1))


def _row(row: str, key: str | None, given: Mapping[str, int]) -> str:
    if key is None:
        return row
    line = _line(key, given)
    return f"{row:<{_MARGIN}}  # {f'line {line}' if line else 'default'}"


def _composed(data: bytes) -> yaml.Node | None:
    return yaml.compose(data.decode("utf-8-sig"), Loader=yaml.SafeLoader)


def _lines(node: yaml.Node | None, key: str = "") -> Iterator[tuple[str, int]]:
    """Yield on which line each value stands, by its key; lists count from 1."""
    if isinstance(node, yaml.MappingNode) and node.value:
        for name, value in pairs(node):
            yield from _lines(value, f"{key}.{name.value}".lstrip("."))
    elif isinstance(node, yaml.SequenceNode) and node.value:
        for number, value in enumerate(node.value, 1):
            yield from _lines(value, f"{key}[{number}]")
    elif node is not None:
        yield key, node.start_mark.line + 1


def _line(key: str, given: Mapping[str, int]) -> int | None:
    """Return where a value is given: by itself, as a word for a list, as the first of one, or as an item that is nothing but itself."""
    alone = re.sub(r"\[\d+\]$", "", key)
    item = re.sub(r"\.(url|match)$", "", alone)
    return next((given[name] for name in (key, alone, f"{key}[1]", item) if name in given), None)


def _flat(value: Any, key: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _flat(inner, f"{key}.{name}".lstrip("."))
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for number, inner in enumerate(value, 1):
            yield from _flat(inner, f"{key}[{number}]")
    else:
        yield key, value
