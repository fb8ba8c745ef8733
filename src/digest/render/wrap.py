"""Lines of a given width, measured in the cells of a terminal, not in characters.

Wide characters (CJK, emoji) take two cells, combining marks and joiners none. Where in doubt a character counts as wider
than it may be: a line that is short by a cell is better than one that breaks the window.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import pairwise

HOLD = "\N{NO-BREAK SPACE}"  # printed as a space, never broken at; text from outside has none after `spell`
_JOINER = "\N{ZERO WIDTH JOINER}"
_EMOJI_STYLE = "\N{VARIATION SELECTOR-16}"


def cells(text: str) -> int:
    """Return how many columns a text takes."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def wrap(text: str, width: int, *, indent: str = "") -> list[str]:
    """Return the lines of a text, each with the indent, none wider than `width`."""
    offsets = [0, *breaks(text, width - cells(indent)), len(text)]
    return [indent + text[start:end].strip(" ").replace(HOLD, " ") for start, end in pairwise(offsets)]


def breaks(text: str, width: int) -> list[int]:
    """Return the offsets at which a new line begins, so that no line is wider than `width` without the spaces at its end.

    Lines break after a space and between wide characters; a word longer than a line is cut.
    """
    offsets: list[int] = []
    start, column, last = 0, 0, 0  # of the line: its offset, its cells so far, where it may be broken
    for offset, character in enumerate(text):
        if offset > start and _may_break(text[offset - 1], character):
            last = offset
        size = _cells(character)
        while column + size > width and offset > start and character != " ":
            start = last if last > start else offset
            column = cells(text[start:offset])
            offsets.append(start)
        column += size
    return offsets


@lru_cache(maxsize=4096)
def _cells(character: str) -> int:
    if character == _EMOJI_STYLE:
        return 1  # makes the narrow character before it wide
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _may_break(before: str, after: str) -> bool:
    if before == " " or after == " ":
        return after != " "
    if _cells(after) == 0 or before == _JOINER or after == _EMOJI_STYLE or HOLD in (before, after):
        return False
    return _wide(before, after) and not _opens(before) and not _closes(after)


def _wide(before: str, after: str) -> bool:
    return _cells(before) == 2 or _cells(after) == 2


def _opens(character: str) -> bool:
    return unicodedata.category(character) in ("Ps", "Pi") or character in "\"'"


def _closes(character: str) -> bool:
    # Closing brackets, full stops, and the sound marks and small letters that Japanese never begins a line with.
    return unicodedata.category(character) in ("Pe", "Pf", "Po", "Lm", "Sk")
