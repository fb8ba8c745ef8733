"""Find the words of `interests` and `mute` in what a stranger wrote.

A pattern is a word or a phrase, found on word boundaries whatever the case; a trailing * stands for any ending; /.../ is a regular
expression. Expressions are a person's own, but the text is not: they see few characters, and those that could take for ever are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from digest.model import Match
from digest.text import is_cjk

MAX_EXPRESSION_TEXT = 300  # characters an expression may see: with two open repeats in it, some milliseconds at the worst

# A repeated group may hold a repeat or a choice, and then a search takes exponential time.
_REPEATED_GROUP = re.compile(r"(?<!\\)\)(?:[*+]|\{)")
_OPEN_REPEAT = re.compile(r"(?<!\\)(?:[*+]|\{\d*,\d*\})")
_SET = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]")
MAX_OPEN_REPEATS = 2


def first_match(matches: Iterable[Match], text: str) -> tuple[Match, str] | None:
    """Return the first line that matches a text, with the pattern that did."""
    for match in matches:
        for pattern in match.patterns:
            if finds(pattern, text):
                return match, pattern
    return None


def finds(pattern: str, text: str) -> bool:
    """Say whether a pattern is in a text."""
    expression = _compiled(pattern)
    return expression.search(text[:MAX_EXPRESSION_TEXT] if _is_expression(pattern) else text) is not None


def same(pattern: str, other: str) -> bool:
    """Say whether two patterns are one as a person types it, in any case; but capitals mean something in an expression."""
    if _is_expression(pattern) or _is_expression(other):
        return pattern == other
    return pattern.casefold().split() == other.casefold().split()


def complaint(pattern: str) -> str:
    """Return why a pattern cannot be used, or the empty string."""
    if not pattern.strip().strip("*"):
        return "an empty pattern matches everything"
    if not _is_expression(pattern):
        return ""
    bare = _SET.sub("x", pattern[1:-1])
    if _REPEATED_GROUP.search(bare):
        return "a repeated group can take for ever; repeat a single character or a [set] instead"
    if len(_OPEN_REPEAT.findall(bare)) > MAX_OPEN_REPEATS:
        return f"more than {MAX_OPEN_REPEATS} open repeats can take for ever"
    try:
        _compiled(pattern)
    except re.error as error:
        return f"not a regular expression: {error}"
    return ""


def _is_expression(pattern: str) -> bool:
    return len(pattern) > 2 and pattern.startswith("/") and pattern.endswith("/")


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    if _is_expression(pattern):
        return re.compile(pattern[1:-1], re.IGNORECASE)
    phrase = pattern.strip()
    words = phrase.rstrip("*").split()
    before = "" if is_cjk(words[0][0]) else r"(?<!\w)"
    after = r"\w*" if phrase.endswith("*") else "" if is_cjk(words[-1][-1]) else r"(?!\w)"
    return re.compile(before + r"[^\S\n]+".join(re.escape(word) for word in words) + after, re.IGNORECASE)
