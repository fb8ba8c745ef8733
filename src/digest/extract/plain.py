"""An article saved as plain text: its paragraphs, and which of the first lines is its headline."""

from __future__ import annotations

import re
from dataclasses import dataclass

from digest.extract.lines import count_words, ends_sentence, squash

DECK_WORDS = 45  # a deck is a sentence or two
WRAPPED = (45, 100)  # characters of a line broken by a mail program or an editor

_PARAGRAPH = re.compile(r"\n[ \t]*\n")


@dataclass(frozen=True, slots=True)
class PlainText:
    """A text file, taken apart."""

    title: str
    standfirst: str
    lines: tuple[str, ...]


def read_plain(text: str, *, title: str) -> PlainText:
    """Return the paragraphs of a text, its headline apart; a deck may stand before the headline."""
    lines = [line for paragraph in _PARAGRAPH.split(text.replace("\r\n", "\n").replace("\r", "\n")) for line in _lines(paragraph)]
    key = squash(title)
    named = next((number for number, line in enumerate(lines[:8]) if key and squash(line) == key), None)
    start, end = _headline(lines) if named is None else (named, named + 1)
    deck = lines[0] if start == 1 and end > start else ""
    while start and not _is_sentence(lines[start - 1]):
        start -= 1  # a kicker above the headline
    return PlainText(title or " ".join(lines[end - 1 : end]), deck, (*lines[:start], *lines[end:]))


def _headline(lines: list[str]) -> tuple[int, int]:
    """Return where the lines before the body that are no sentences begin and end; the last of them is the headline."""
    start = 1 if len(lines) > 2 and _is_sentence(lines[0]) and count_words(lines[0]) <= DECK_WORDS else 0
    end = start
    while end < len(lines) and end - start < 4 and not _is_sentence(lines[end]):
        end += 1
    return (start, end) if end < len(lines) and _is_sentence(lines[end]) and end > start else (0, 0)


def _is_sentence(line: str) -> bool:
    words = count_words(line)
    return words > DECK_WORDS or (words >= 6 and ends_sentence(line))


def _lines(paragraph: str) -> list[str]:
    lines = [line.strip() for line in paragraph.split("\n") if line.strip()]
    wrapped = len(lines) > 1 and all(WRAPPED[0] <= len(line) <= WRAPPED[1] for line in lines[:-1])
    return [" ".join(lines)] if wrapped else lines
