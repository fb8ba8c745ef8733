"""Words and languages: what every stage that reads prose shares.

Works for English, German, French, Spanish, Italian, Portuguese, Dutch, Russian, Chinese and Japanese; any other language
is read like English without stop words. Nothing here decides what is news.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

_WORDS = Path(__file__).parent / "words"  # a table of frequencies for each language, and the function words of all
LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "ru", "zh", "ja")

_CJK = "\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_TOKEN = re.compile(
    rf"[{_CJK}]+"
    r"|\d+(?:[.,]\d+)+"  # 11.2, 10,000
    r"|(?:[^\W\d_]\.){2,}"  # U.S.
    rf"|[^\W_{_CJK}]+(?:['’][^\W_{_CJK}]+)*"
)
_UNSPACED = re.compile("[\u3005-\u9fff\uf900-\ufaff]")
STEM = 6  # characters
_POSSESSIVE = re.compile(r"['’]s$")
_ELISION = re.compile(r"^(?:[cdjlmnst]|qu|dell|nell|all|un|sull|dall)['’]")

_SENTENCE_START = re.compile(r"(?:^|[.!?:。！？\n])[\s\"'“”‘’«»()\[\]]*\Z")
REMEMBERED = 2_000  # texts whose language and facts several stages ask for
NEAR = 12  # characters before a word or a stop that say what it is: brackets, an abbreviation


def words(text: str) -> list[str]:
    """Return the words in order, case folded, without possessive or elided article; Chinese and Japanese as pairs of characters."""
    found = _TOKEN.findall(text)
    if text.isascii() or not _UNSPACED.search(text):
        return [token.casefold() if token.isalnum() else _bare(token) for token in found]
    return [word for token in found for word in _folded(token)]


def tokens(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return what stands between spaces and signs, each as written and as the words that `words` makes of it."""
    return [(token, tuple(_folded(token))) for token in _TOKEN.findall(text)]


def _folded(token: str) -> Iterator[str]:
    if is_cjk(token[0]):
        yield from (token[at : at + 2] for at in range(max(1, len(token) - 1)))
    else:
        yield token.casefold() if token.isalnum() else _bare(token)


def _bare(token: str) -> str:
    """Return a word that has signs in it without what is not its own; a number keeps them."""
    word = token.casefold()
    return word if token[0].isdecimal() else _ELISION.sub("", _POSSESSIVE.sub("", word)).replace(".", "")


def stem(word: str) -> str:
    """Return the beginning under which the forms of a word meet: "trader", "traders" and "trading", in any language."""
    return word[:STEM] if word[0].isalpha() else word


def is_cjk(character: str) -> bool:
    """Say whether a character belongs to a script that writes no spaces between words."""
    return "\u3005" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff"  # as _UNSPACED


NAME = 5.0  # Zipf value from which a capital letter makes no name: "President", "January"
TITLED_NAME = 3.1  # the same where Every Word Has One, as in English headlines
RARE_PAIR = 3.6  # Zipf value up to which two Chinese or Japanese characters are as telling as a name


@lru_cache(maxsize=REMEMBERED)
def facts(text: str, language: str) -> tuple[str, ...]:
    """Return the numbers and names of a text as folded words, in order: what one report can add to another."""
    return tuple(fact for line in text.splitlines() for fact in _facts_of_line(line, language))


def _facts_of_line(line: str, language: str) -> Iterator[str]:
    tokens = list(_TOKEN.finditer(line))
    long = [found[0] for found in tokens if len(found[0]) > 3]
    titled = sum(token[0].isupper() for token in long) > 0.7 * len(long)
    for found in tokens:
        first = found[0][0]
        if not (first.isupper() or first.isdigit() or is_cjk(first)):
            continue
        for word in _folded(found[0]):
            if _is_fact(line, found, word, language, TITLED_NAME if titled else NAME):
                yield word


def _is_fact(line: str, found: re.Match[str], word: str, language: str, name: float) -> bool:
    first = found[0][0]
    if first.isdigit():
        return True
    if is_cjk(first):
        return len(word) == 2 and commonness(word, language) <= RARE_PAIR
    begins = _SENTENCE_START.search(line, max(0, found.start() - NEAR), found.start())
    return first.isupper() and len(word) > 1 and not begins and commonness(word, language) < name


def stop_words(language: str) -> frozenset[str]:
    """Return the function words of a language; none when it has no list."""
    return _stop_sets().get(language, frozenset())


@lru_cache(maxsize=1)
def function_words() -> frozenset[str]:
    """Return the function words of every language."""
    return frozenset().union(*_stop_sets().values())


@lru_cache(maxsize=1)
def _stop_sets() -> Mapping[str, frozenset[str]]:
    lines = (_WORDS / "stop.txt").read_text(encoding="utf-8").splitlines()
    return {language: frozenset(listed) for language, *listed in (line.split(" ") for line in lines)}


@lru_cache(maxsize=REMEMBERED)
def language_of(text: str, declared: str = "") -> str:
    """Return the primary language of a text; what was declared (BCP 47) holds unless the words plainly say another.

    Feeds often declare the language of their software, not of their words.
    """
    if script := _language_of_script(text):
        return script
    found = set(words(text))
    counts = {language: len(found & stops) for language, stops in _stop_sets().items()}
    hinted = declared.partition("-")[0] or "en"
    best = max(counts, key=lambda language: (counts[language], language == hinted, language == "en"))
    return best if counts[best] >= 3 and counts[best] > 2 * counts.get(hinted, 0) else hinted


def _language_of_script(text: str) -> str:
    han = kana = cyrillic = 0
    for character in text[:400]:
        kana += "\u3040" <= character <= "\u30ff"
        han += "\u4e00" <= character <= "\u9fff"
        cyrillic += "\u0400" <= character <= "\u04ff"
    if max(han + kana, cyrillic) * 4 < min(len(text), 400):
        return ""
    if cyrillic > han + kana:
        return "ru"
    return "ja" if kana * 5 > han else "zh"


UNLISTED = 2.6  # a word in no table: rarer than all that are


def commonness(word: str, language: str) -> float:
    """Return the Zipf value of a word: log10 of its occurrences in a billion words of general text."""
    return _table(language).get(word, UNLISTED)


@lru_cache(maxsize=len(LANGUAGES))
def _table(language: str) -> Mapping[str, float]:
    if language not in LANGUAGES:
        return {}
    table: dict[str, float] = {}
    for line in (_WORDS / f"{language}.txt").read_text(encoding="utf-8").splitlines():
        zipf, *members = line.split(" ")
        table |= dict.fromkeys(members, float(zipf))
    return table
