"""The extractor's knowledge as data: names in markup, words of calls to action by language, and the weights of evidence."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple, cast

_NAME_WORD = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")
_MAX_NAMES = 400  # characters; generated utility classes run on
_TOKEN = re.compile(r"\w+|[:©]")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
_NO_MARKS: frozenset[str] = frozenset()
_FAMILY = {"nb": "no", "nn": "no", "sr": "hr", "bs": "hr"}


class _Phrase(NamedTuple):
    kind: str
    text: str  # its tokens, a space between
    start: bool  # only at the start of a line
    open: bool  # the last word may go on


class _Lexicon(NamedTuple):
    by_word: dict[str, tuple[_Phrase, ...]]  # by the first word
    by_start: dict[str, tuple[_Phrase, ...]]  # by the first three characters of a word that may go on
    unspaced: dict[str, str]  # phrase -> kind
    unspaced_pattern: re.Pattern[str]


def marks_of(names: str) -> frozenset[str]:
    """Return what the class, id and role of an element say about its content."""
    return _marks_of(names[:_MAX_NAMES])


def cut_names() -> frozenset[str]:
    """Return the names that platforms give to blocks which are never the article."""
    return _markup()[2]


def hits(line: str, language: str) -> dict[str, int]:
    """Count the phrases of each kind in a line: those of its language and of English, or of all when the language may be wrong."""
    lexicon = _lexicon(language)
    by_word, by_start = lexicon.by_word, lexicon.by_start
    tokens = _TOKEN.findall(line.lower())
    spaced = " ".join(tokens)
    found: dict[str, int] = {}
    at = 0
    for token in tokens:
        if token in by_word or token[:3] in by_start:
            for kind, text, start, is_open in (*by_word.get(token, ()), *by_start.get(token[:3], ())):
                whole = is_open or spaced[at + len(text) : at + len(text) + 1] in ("", " ")
                if whole and (at == 0 or not start) and spaced.startswith(text, at):
                    found[kind] = found.get(kind, 0) + 1
        at += len(token) + 1
    if _UNSPACED.search(line):
        for phrase_text in lexicon.unspaced_pattern.findall(line):
            kind = lexicon.unspaced[phrase_text]
            found[kind] = found.get(kind, 0) + 1
    return found


def wall_phrases() -> dict[str, list[str]]:
    """Return what pages say instead of their article, by kind of wall."""
    return cast(dict[str, list[str]], _read("walls.toml"))


@lru_cache(maxsize=1)
def weights() -> dict[str, dict[str, float]]:
    """Return the weights of evidence, of the first look at a line and of the second."""
    return cast(dict[str, dict[str, float]], _read("weights.toml"))


@lru_cache(maxsize=4096)
def _marks_of(names: str) -> frozenset[str]:
    return _NO_MARKS.union(*map(_marks_of_name, names.split()))


@lru_cache(maxsize=16384)
def _marks_of_name(name: str) -> frozenset[str]:
    stems, marks, _ = _markup()
    found = _NO_MARKS
    for part in _NAME_WORD.findall(name):
        word = part.lower()
        stem = stems.match(word)
        found |= marks.get(word, _NO_MARKS) | (marks[stem[0] + "*"] if stem else _NO_MARKS)
    return found


@lru_cache(maxsize=1)
def _markup() -> tuple[re.Pattern[str], dict[str, frozenset[str]], frozenset[str]]:
    document = cast(dict[str, dict[str, str]], _read("markup.toml"))
    marks: dict[str, set[str]] = defaultdict(set)
    for mark, words in document["marks"].items():
        for word in words.split():
            marks[word].add(mark)
    stems = sorted((word.removesuffix("*") for word in marks if word.endswith("*")), key=lambda stem: (-len(stem), stem))
    names = frozenset(document["cut"]["names"].split())
    return re.compile("|".join(map(re.escape, stems))), {word: frozenset(found) for word, found in marks.items()}, names


def _lexicon(language: str) -> _Lexicon:
    primary = language.split("-", 1)[0].lower()
    primary = _FAMILY.get(primary, primary)
    return _lexicon_of("" if primary == "en" else primary)  # a template's lang="en" is often wrong, another one seldom


@lru_cache(maxsize=64)
def _lexicon_of(language: str) -> _Lexicon:
    document = cast(dict[str, dict[str, list[str]]], _read("lexicon.toml"))
    known = any(language in languages for languages in document.values())
    by_word: dict[str, list[_Phrase]] = defaultdict(list)
    by_start: dict[str, list[_Phrase]] = defaultdict(list)
    unspaced: dict[str, str] = {}
    for kind, languages in document.items():
        wanted = [phrases for name, phrases in languages.items() if not known or name in (language, "en")]
        for phrase in sorted({phrase for phrases in wanted for phrase in phrases}):
            text = " ".join(_TOKEN.findall(phrase.lower()))
            if _UNSPACED.search(phrase):
                unspaced[phrase.strip("^* ")] = kind
            else:
                found = _Phrase(kind, text, phrase.startswith("^"), phrase.endswith("*"))
                goes_on = found.open and " " not in text
                (by_start[text[:3]] if goes_on else by_word[text.split(" ", 1)[0]]).append(found)
    pattern = re.compile("|".join(map(re.escape, sorted(unspaced, key=lambda text: (-len(text), text)))) or r"(?!)")
    return _Lexicon(
        {word: tuple(phrases) for word, phrases in by_word.items()},
        {start: tuple(phrases) for start, phrases in by_start.items()},
        unspaced,
        pattern,
    )


@lru_cache(maxsize=8)
def _read(name: str) -> dict[str, object]:
    return tomllib.loads(files(__package__).joinpath(name).read_text("utf-8"))
