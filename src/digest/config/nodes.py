"""Checked reading of YAML nodes: every value remembers its line, every mistake becomes one finding.

A check is a function from a node to a value; it raises `Wrong` with what is wrong and what to write instead.
"""

from __future__ import annotations

import difflib
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import TypeVar

import yaml

from digest.clean import clean
from digest.urls import host, web_address

Value = TypeVar("Value")
Check = Callable[[yaml.Node], Value]

_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*(k|M|G)?B?", re.IGNORECASE)
_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*(s|m|h)?")
_UNITS = {"": 1, "k": 1_000, "m": 1_000_000, "g": 1_000_000_000}
_SECONDS = {"": 1, "s": 1, "m": 60, "h": 3_600}
SHORTEST, LONGEST = 1, 24 * 3_600  # seconds: what may take less has no time to answer, what may take more never ends
SMALLEST, LARGEST = 10_000, 1_000_000_000  # bytes


class Wrong(Exception):
    """A value that cannot be used: the node, what is wrong, what to write."""

    def __init__(self, node: yaml.Node, message: str, fix: str = "") -> None:
        super().__init__(message)
        self.line = node.start_mark.line + 1
        self.message = f"{message}; {fix}" if fix else message


class Findings:
    """The mistakes of one file, in the order of its lines."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._found: list[tuple[int, str]] = []

    def add(self, line: int, key: str, message: str) -> None:
        """Note a mistake."""
        self._found.append((line, f"{self._name}:{line}: {key}: {message}" if key else f"{self._name}:{line}: {message}"))

    def lines(self) -> tuple[str, ...]:
        """Return one line per mistake."""
        return tuple(text for _, text in sorted(self._found))

    def check(self, key: str, node: yaml.Node, check: Check[Value], default: Value) -> Value:
        """Return the checked value, or note why not and return the default."""
        try:
            return check(node)
        except Wrong as wrong:
            self.add(wrong.line, key, wrong.message)
            return default


def members(node: yaml.Node, known: Iterable[str], findings: Findings, where: str) -> dict[str, yaml.Node]:
    """Return the values of a mapping by key; unknown and repeated keys become findings."""
    if not isinstance(node, yaml.MappingNode):
        findings.add(node.start_mark.line + 1, where, f"{described(node)} where keys and values belong; write {next(iter(known))}: ...")
        return {}
    found: dict[str, yaml.Node] = {}
    for key, value in pairs(node):
        _admit(key, value, found, tuple(known), findings, where)
    return found


def pairs(node: yaml.MappingNode) -> Iterator[tuple[yaml.Node, yaml.Node]]:
    """Yield the pairs; a merge key (<<) stands for the pairs of what it names, unless they are given here."""
    own = {key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)}
    for key, value in node.value:
        if not (isinstance(key, yaml.ScalarNode) and key.value == "<<"):
            yield key, value
            continue
        for merged in value.value if isinstance(value, yaml.SequenceNode) else (value,):
            if isinstance(merged, yaml.MappingNode):
                yield from (pair for pair in merged.value if not (isinstance(pair[0], yaml.ScalarNode) and pair[0].value in own))


def _admit(key: yaml.Node, value: yaml.Node, found: dict[str, yaml.Node], known: tuple[str, ...], findings: Findings, where: str) -> None:
    line = key.start_mark.line + 1
    name = clean(key.value) if isinstance(key, yaml.ScalarNode) else described(key)
    place = f"{where}.{name}" if where else name
    if name not in known:
        findings.add(line, place, f"no such key; {suggestion(name, known)}")
    elif name in found:
        findings.add(line, place, f"given twice, first on line {found[name].start_mark.line + 1}; keep one")
    else:
        found[name] = value


def suggestion(name: str, known: Iterable[str]) -> str:
    """Return "did you mean ...?" or the list of what there is."""
    names = tuple(known)
    near = difflib.get_close_matches(name.lower(), names, n=1, cutoff=0.6)
    return f"did you mean {near[0]}?" if near else f"there are {', '.join(names)}"


def described(node: yaml.Node) -> str:
    """Return what a node is, in a person's words."""
    if isinstance(node, yaml.MappingNode):
        return "keys and values"
    if isinstance(node, yaml.SequenceNode):
        return "a list"
    return f'"{clean(node.value)}"' if node.value else "nothing"


def text(node: yaml.Node) -> str:
    """Check for a non-empty word or phrase, on one line; numbers and dates are taken as written."""
    said = clean(node.value, limit=sys.maxsize) if isinstance(node, yaml.ScalarNode) else ""
    if not said:
        raise Wrong(node, f"{described(node)} where text belongs", 'write it in quotes: "..."')
    return said


def truth(node: yaml.Node) -> bool:
    """Check for true or false."""
    value = str(node.value).lower() if isinstance(node, yaml.ScalarNode) else ""
    if value not in ("true", "false", "yes", "no", "on", "off"):
        raise Wrong(node, f"{described(node)} is neither true nor false", "write true or false")
    return value in ("true", "yes", "on")


def number(low: float, high: float) -> Check[float]:
    """Check for a number within bounds."""

    def check(node: yaml.Node) -> float:
        try:
            value = float(node.value)
        except (TypeError, ValueError):
            raise Wrong(node, f"{described(node)} is not a number", f"write one from {low:g} to {high:g}") from None
        if not low <= value <= high:
            raise Wrong(node, f"{value:g} is out of range", f"write a number from {low:g} to {high:g}")
        return value

    return check


def whole(low: int, high: int) -> Check[int]:
    """Check for a whole number within bounds."""

    def check(node: yaml.Node) -> int:
        value = number(low, high)(node)
        if value != int(value):
            raise Wrong(node, f"{value:g} is not a whole number", f"write {round(value)}")
        return int(value)

    return check


def one_of(*names: str) -> Check[str]:
    """Check for one of some words."""

    def check(node: yaml.Node) -> str:
        value = text(node)
        if value not in names:
            raise Wrong(node, f'"{value}" is not known here', suggestion(value, names))
        return value

    return check


def size(node: yaml.Node) -> int:
    """Check for a number of bytes: 8MB, 500 kB, 100000."""
    found = _SIZE.fullmatch(text(node))
    if not found:
        raise Wrong(node, f"{described(node)} is not a size", "write it as 8MB")
    value = float(found[1]) * _UNITS[(found[2] or "").lower()]
    if not SMALLEST <= value <= LARGEST:
        raise Wrong(node, f"{described(node)} is out of range", "write a size from 10kB to 1GB")
    return int(value)


def seconds(node: yaml.Node) -> float:
    """Check for a duration in seconds: 10, 90s, 2m."""
    try:
        return parse_seconds(text(node))
    except ValueError as error:
        raise Wrong(node, str(error)) from None


def parse_seconds(text: str) -> float:
    """Return a duration as a person writes it (10, 90s, 2m) in seconds; raises `ValueError` with what to write instead."""
    found = _DURATION.fullmatch(text.strip())
    if not found:
        raise ValueError(f'"{text}" is not a duration; write it as 90s or 2m')
    value = float(found[1]) * _SECONDS[found[2] or ""]
    if not SHORTEST <= value <= LONGEST:
        raise ValueError(f'"{text}" is out of range; write a duration from 1s to 24h')
    return value


def day(node: yaml.Node) -> date:
    """Check for a date: 2026-11-22."""
    try:
        return date.fromisoformat(text(node))
    except ValueError:
        raise Wrong(node, f"{described(node)} is not a date", "write it as 2026-11-22") from None


def texts(node: yaml.Node) -> tuple[str, ...]:
    """Check for a list of words; a single word counts as a list of one."""
    if isinstance(node, yaml.SequenceNode):
        return tuple(text(item) for item in node.value)
    return (text(node),)


def address(node: yaml.Node) -> str:
    """Check for an http(s) address; a mistyped one is met with what was probably meant."""
    written = text(node)
    found = web_address(written)
    if not found:
        raise Wrong(node, f'"{written}" is not a web address', _meant(written))
    return found


def _meant(written: str) -> str:
    """Return what a mistyped address was probably meant to be."""
    rest = re.sub(r"^[a-z]{0,8}(?::/{0,3}|/{2,3})", "", written, flags=re.IGNORECASE)
    guess = web_address(f"https://{rest}")
    return f"did you mean {guess}?" if guess and "." in host(guess) and " " not in rest else "write it as https://example.org/feed.xml"


def patterns(node: yaml.Node) -> tuple[str, ...]:
    """Check for a list of patterns of `interests` and `mute`."""
    from digest.matching import complaint

    found = texts(node)
    for pattern in found:
        if reason := complaint(pattern):
            raise Wrong(node, f'"{pattern}": {reason}')
    return found


def items(node: yaml.Node, findings: Findings, key: str) -> list[yaml.Node]:
    """Return the members of a list, or note that it is none."""
    if isinstance(node, yaml.SequenceNode):
        return list(node.value)
    findings.add(node.start_mark.line + 1, key, f"{described(node)} where a list belongs; begin each line with '- '")
    return []


def fields(node: yaml.Node, checks: Mapping[str, Check[object]], findings: Findings, where: str) -> dict[str, object]:
    """Return the checked values of a mapping; what is wrong becomes a finding and is left out."""
    found: dict[str, object] = {}
    for name, value in members(node, checks, findings, where).items():
        checked = findings.check(f"{where}.{name}", value, checks[name], None)
        if checked is not None:
            found[name] = checked
    return found
