"""The one door for foreign strings that are shown: titles, names, addresses, sentences.

What comes out is plain text: no control or format characters that move a cursor or reorder a line, no tower of combining
marks, no line break unless asked for. Escaping for a format (Markdown, HTML) is the renderer's work, not done here.
"""

from __future__ import annotations

import re
import unicodedata

MAX_TITLE = 300  # characters; the longest real headline seen has 246
MAX_MARKS = 4  # combining marks on one base; Vietnamese needs 2, vocalised Hebrew 3, Thai 3

# Joiners are kept between letters: Persian, Hindi and emoji sequences need them (UAX 31, section 2.3).
_JOINERS = "\u200c\u200d"
# Where combining marks can stand at all: Latin, Cyrillic and most CJK text need no closer look.
_MARKED = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u1dff\u20d0-\u20ff\u2cef-\u2d7f\u2de0-\u2dff\u302a-\u302f\u3099\u309a\ua66f-\uabff\ufb1e\ufe20-\ufe2f\U00010000-\U0010ffff]"
)
_SPACES = re.compile(r"[^\S\n]+")
_BLOCKS = re.compile(r"\s*\n\s*")


def clean(text: str, *, limit: int = MAX_TITLE) -> str:
    """Return one line of plain text, cut at `limit` characters with an ellipsis."""
    return _cut(" ".join(_printable(text).split()), limit)


def clean_text(text: str) -> str:
    """Return plain text whose lines are its blocks: no empty line, single spaces."""
    return _BLOCKS.sub("\n", _SPACES.sub(" ", _printable(text))).strip()


def _printable(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    shown = unicodedata.normalize("NFC", text)
    if not shown.isprintable():  # all else than letters, marks, signs and the plain space
        shown = shown.translate(_CHARACTERS)
    return _bounded_marks(shown) if _MARKED.search(shown) else shown


def _character(character: str) -> str:
    if character in _JOINERS:
        return character
    category = unicodedata.category(character)
    if category[0] != "C" and category not in ("Zl", "Zp"):
        return character
    if character in "\t\r\v\f\x85 \u2028\u2029":
        return " "
    if character == "\n":
        return "\n"
    return "\N{REPLACEMENT CHARACTER}" if category == "Cs" else ""


class _Characters(dict[int, str]):
    """What becomes of each character, by its code point; looked up once each."""

    def __missing__(self, code: int) -> str:
        self[code] = shown = _character(chr(code))
        return shown


_CHARACTERS = _Characters()


def _bounded_marks(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= MAX_MARKS:
            kept.append(character)
    return "".join(kept)


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
