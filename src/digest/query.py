"""What a person searches for: a line of words, and where they stand in a text.

All words are wanted; "a phrase" stands as it is written, -word must not be there, word* takes any ending. Whatever is typed is a
query: nothing in it is an error. Scripts that write no spaces are cut into pairs of characters, in the index as in the query.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass

from digest.clean import clean
from digest.model import Snippet

MOST_CHARACTERS, MOST_TERMS = 1_000, 40  # of a query; what is beyond them is left out
SNIPPET = 160  # characters
LEAD_IN = 40  # characters of a snippet before what was found
MOST_PLACES = 500  # of a text that are looked at for the best snippet

# Han, kana, Hangul, Thai, Lao, Burmese, Khmer: words are not set apart by spaces, or run on into their endings.
_RUN = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30fa\u30fc-\u30ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]+"
)
_QUOTES = str.maketrans("“”„‟«»", '""""""')
_PIECE = re.compile(r'(?P<minus>-?)"(?P<phrase>[^"]*)(?:"(?P<any>\*)?|$)|(?P<word>\S+)')
_WORD = re.compile(r"[^\W_]+")
_BETWEEN = r"[\W_]{1,3}"  # what may stand between the words of a phrase


@dataclass(frozen=True, slots=True)
class Term:
    """A word or a phrase."""

    text: str  # as the index takes it
    open: bool = False  # its last word may go on


@dataclass(frozen=True, slots=True)
class Query:
    """What must be in a text, and what must not."""

    wanted: tuple[Term, ...]
    unwanted: tuple[Term, ...] = ()


def parse_query(line: str) -> Query:
    """Return what a line asks for; with nothing wanted in it, it asks for nothing."""
    found: dict[bool, list[Term]] = {False: [], True: []}
    for piece in _PIECE.finditer(clean(line, limit=MOST_CHARACTERS).translate(_QUOTES)):
        term, minus = _term(piece)
        if _WORD.search(term.text) and len(found[True]) + len(found[False]) < MOST_TERMS:
            found[minus].append(term)
    return Query(tuple(dict.fromkeys(found[False])), tuple(dict.fromkeys(found[True])))


def _term(piece: re.Match[str]) -> tuple[Term, bool]:
    word = piece["word"]
    if word is None:
        return _found(piece["phrase"], open_=bool(piece["any"])), bool(piece["minus"])
    return _found(word.strip("-*"), open_=word.endswith("*")), word.startswith("-")


def _found(text: str, *, open_: bool) -> Term:
    """Return a term; its last character without spaces around it is said by the last pair, or begins one wherever it stands."""
    *pairs, last = indexed(text).replace('"', " ").split() or [""]
    if len(last) > 1 or not _RUN.match(last):
        return Term(" ".join((*pairs, last)), open_)
    return Term(" ".join(pairs)) if pairs and _RUN.match(pairs[-1]) else Term(" ".join((*pairs, last)), open=True)


def indexed(text: str) -> str:
    """Return a text as the index takes it: compatible characters as one, and runs without spaces as pairs and their last character."""
    if text.isascii():
        return text
    return _RUN.sub(_paired, unicodedata.normalize("NFKC", text))


def _paired(run: re.Match[str]) -> str:
    characters = run[0]
    return f" {' '.join(characters[at : at + 2] for at in range(len(characters)))} "


def snippet(text: str, query: Query) -> Snippet:
    """Return the piece of a text in which most of the query stands, on one line; its beginning where nothing does."""
    line = text.replace("\n", " ")
    places = _places(line, query)
    first, last = _window(line, _best(places))
    before, after = "…" if first else "", "…" if last < len(line) else ""
    shift = len(before) - first
    marks = tuple((start + shift, end + shift) for start, end, _ in _apart(places) if first <= start and end <= last)
    return Snippet(f"{before}{line[first:last]}{after}", marks)


def _places(line: str, query: Query) -> list[tuple[int, int, int]]:
    """Return where the terms stand: first character, the one after the last, which term."""
    folded = _folded(line)
    found = [
        (place.start(), place.end(), which)
        for which, term in enumerate(query.wanted)
        for place, _ in zip(_pattern(term).finditer(folded), range(MOST_PLACES), strict=False)
    ]
    return sorted(found)


def _pattern(term: Term) -> re.Pattern[str]:
    parts: list[str] = []
    for word in _WORD.findall(_folded(term.text)):
        if parts and _RUN.match(word) and _RUN.match(parts[-1][-1]):
            parts[-1] += word[1:]  # pairs overlap
        else:
            parts.append(word)
    before = "" if _RUN.match(parts[0]) else r"(?<![^\W_])"
    after = "" if _RUN.match(parts[-1][-1]) else r"[^\W_]*" if term.open else r"(?![^\W_])"
    joined = "".join(
        part if at == 0 else (r"[\W_]{0,3}" if _RUN.match(part) or _RUN.match(parts[at - 1][-1]) else _BETWEEN) + part
        for at, part in enumerate(parts)
    )
    return re.compile(before + joined + after)


def _best(places: list[tuple[int, int, int]]) -> int:
    """Return where the place begins behind which most terms stand near each other."""
    starts = [start for start, _, _ in places]

    def terms(at: int) -> int:
        return len({which for _, _, which in places[at : bisect_left(starts, starts[at] + SNIPPET - LEAD_IN)]})

    return starts[max(range(len(places)), key=lambda at: (terms(at), -at))] if places else 0


def _window(line: str, begin: int) -> tuple[int, int]:
    """Return the bounds of a snippet, at spaces where there are some near."""
    first = max(0, begin - LEAD_IN)
    if first:
        first = max(first, line.find(" ", first, begin) + 1)
    last = min(len(line), first + SNIPPET)
    if last < len(line):
        space = line.rfind(" ", last - LEAD_IN, last)
        last = space if space > begin else last
    return first, last


def _apart(places: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Return the places without those that lie in an earlier one."""
    kept: list[tuple[int, int, int]] = []
    for place in places:
        if not kept or place[0] >= kept[-1][1]:
            kept.append(place)
    return kept


def _folded(text: str) -> str:
    """Return the text as the index compares it, character by character."""
    return text.lower() if text.isascii() else text.translate(_FOLDED)


class _Folds(dict[int, str]):
    """What each character is compared as, by its code point; looked up once each."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold(chr(code))
        return folded


def _fold(character: str) -> str:
    """Return one character for one: lower case, without its accents, in its usual width."""
    usual = unicodedata.normalize("NFKC", character)
    if len(usual) != 1 or _RUN.match(usual):
        return usual if len(usual) == 1 else character
    apart = unicodedata.normalize("NFD", usual)
    lower = (apart[0] if all(map(unicodedata.combining, apart[1:])) else usual).lower()
    return lower if len(lower) == 1 else character


_FOLDED = _Folds()
