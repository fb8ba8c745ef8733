"""Words, sentences and languages: what every stage that reads prose shares.

Works for English, German, French, Spanish, Italian, Portuguese, Dutch, Russian, Chinese and Japanese; any other language
is read like English without stop words. Nothing here decides what is news.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files

_WORDS = files("digest") / "words"  # a table of frequencies for each language, and the function words of all
LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "ru", "zh", "ja")

_CJK = "\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_TOKEN = re.compile(
    rf"[{_CJK}]+"
    r"|\d+(?:[.,]\d+)+"  # 11.2, 10,000
    r"|(?:[^\W\d_]\.){2,}"  # U.S.
    rf"|[^\W_{_CJK}]+(?:['’][^\W_{_CJK}]+)*"
)
STEM = 6  # characters
_POSSESSIVE = re.compile(r"['’]s$")
_ELISION = re.compile(r"^(?:[cdjlmnst]|qu|dell|nell|all|un|sull|dall)['’]")

# Where a sentence may end: a stop, what closes with it, then space and no lower-case letter; in CJK the stop is enough.
_END = re.compile(r"(?P<stop>[.!?…]+)[\"'”’»)\]]*\s+(?=[^\sa-zß-öø-ÿа-я])|[。！？]+[」』”）]*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:。！？\n])[\s\"'“”‘’«»()\[\]]*\Z")
NEAR = 12  # characters before a word or a stop that say what it is: brackets, an abbreviation
_LAST_WORD = re.compile(r"[^\s(\[\"'“‘«]+$")
_INITIALS = re.compile(r"^(?:[^\W\d_]\.)*[^\W\d_]$")
_NUMBER = re.compile(r"(?<![\w.,])(?:\d{1,2}|[IVX]+)$")
_COUNTED = re.compile(
    r"(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez|Jahr|Welt|UN|Geburts|Spiel|Minute|Platz|Runde|Mal|Auflage|Staffel|Klasse|Stock|Liga)"
)
_ABBREVIATIONS = frozenset(
    """
    mr mrs ms dr prof sr jr st gen col lt sgt capt cmdr maj adm rev hon gov sen rep pres supt no nos vs etc inc ltd co corp bros dept univ
    est approx fig ca cf e.g i.e eg ie al vol ed eds ave blvd rd ft mt
    jan feb mar apr jun jul aug sept sep oct nov dec mon tue wed thu fri sat
    bzw ggf usw evtl hr fr nr str tel abs ing dipl z.b d.h u.a u m me mme mlle av
    sra dra dña ud uds pág núm art sig sigg dott ecc bijv drs mevr dhr
    г гг ул им тыс млн млрд руб см др т.е т.д
    """.split()
)


def words(text: str) -> list[str]:
    """Return the words in order, case folded, without possessive or elided article; Chinese and Japanese as pairs of characters."""
    return [word for token in _TOKEN.findall(text) for word in _folded(token)]


def _folded(token: str) -> Iterator[str]:
    if is_cjk(token[0]):
        yield from (token[at : at + 2] for at in range(max(1, len(token) - 1)))
    elif token[0].isdecimal() or token.isalnum():
        yield token.casefold()
    else:
        yield _ELISION.sub("", _POSSESSIVE.sub("", token.casefold())).replace(".", "")


def stem(word: str) -> str:
    """Return the beginning under which the forms of a word meet: "trader", "traders" and "trading", in any language."""
    return word[:STEM] if word[0].isalpha() else word


def is_cjk(character: str) -> bool:
    """Say whether a character belongs to a script that writes no spaces between words."""
    return "\u3005" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff"


NAME = 5.0  # Zipf value from which a capital letter makes no name: "President", "January"
TITLED_NAME = 3.1  # the same where Every Word Has One, as in English headlines
RARE_PAIR = 3.6  # Zipf value up to which two Chinese or Japanese characters are as telling as a name


def facts(text: str, language: str) -> list[str]:
    """Return the numbers and names of a text as folded words, in order: what one report can add to another."""
    return [fact for line in text.splitlines() for fact in _facts_of_line(line, language)]


def _facts_of_line(line: str, language: str) -> Iterator[str]:
    tokens = list(_TOKEN.finditer(line))
    long = [found[0] for found in tokens if len(found[0]) > 3]
    titled = sum(token[0].isupper() for token in long) > 0.7 * len(long)
    for found in tokens:
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


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the sentences as (start, end) offsets; a line is a block, and no sentence spans two."""
    spans: list[tuple[int, int]] = []
    start = 0
    for line in text.splitlines(keepends=True):
        spans += ((start + first, start + last) for first, last in _in_line(line))
        start += len(line)
    return spans


def _in_line(line: str) -> Iterator[tuple[int, int]]:
    start = 0
    for found in _END.finditer(line):
        before, after = line[max(start, found.start() - NEAR) : found.start()], line[found.end() : found.end() + NEAR]
        if not (found["stop"] == "." and (_is_abbreviated(before) or _is_ordinal(before, after))):
            yield from _trimmed(line, start, found.end())
            start = found.end()
    yield from _trimmed(line, start, len(line))


def _is_abbreviated(before: str) -> bool:
    """Say whether a full stop belongs to the word before it: "Mr.", "J. K.", "No."."""
    last = _LAST_WORD.search(before)
    if last is None:
        return False
    return last[0].casefold() in _ABBREVIATIONS or (_INITIALS.match(last[0]) is not None and last[0] != "I")


def _is_ordinal(before: str, after: str) -> bool:
    """Say whether a full stop makes a number an ordinal, as in German: "am 3. Oktober", "das 19. Jahrhundert"."""
    return _NUMBER.search(before) is not None and _COUNTED.match(after) is not None


def _trimmed(line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = line[start:end]
    if kept := piece.strip():
        first = start + piece.index(kept)
        yield first, first + len(kept)


def stop_words(language: str) -> frozenset[str]:
    """Return the function words of a language; none when it has no list."""
    return _stop_sets().get(language, frozenset())


@lru_cache(maxsize=1)
def _stop_sets() -> Mapping[str, frozenset[str]]:
    lines = (_WORDS / "stop.txt").read_text(encoding="utf-8").splitlines()
    return {language: frozenset(listed) for language, *listed in (line.split(" ") for line in lines)}


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
