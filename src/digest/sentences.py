"""Where sentences begin and end.

A rule splitter for the ten languages of `digest.text`: a stop ends a sentence unless what is before or after it says otherwise. A
line is a block, and no sentence spans two; a dateline ("LONDON (Reuters) -") is a sentence of its own, so that what it opens can be
quoted without it. Nothing is lost: the sentences of a text hold each of its visible characters once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from digest.text import NEAR, function_words

# A stop, what closes with it, and space; in Chinese and Japanese the stop is enough, unless a quotation goes on into the sentence.
_END = re.compile(
    r"(?P<stop>[.!?…]+)(?:[\"'”’“‘»«)\]]|[ \u00a0\u202f]»(?=\s|\Z))*\s+(?=\S)"
    r"|[。！？]+(?:[」』”’）》]+(?!と|など|、|が|の|を|は|に)|(?![」』”’）》]))"
)
_LAST_WORD = re.compile(r"[^\s(\[\"'“‘«„]+$")
_NEXT_WORD = re.compile(r"[^\w]*([^\W\d_]+)(?=[\s,’'])")
_CLITIC = re.compile(r"['’][snt]\s")  # how a Dutch sentence may begin: "’s Avonds"
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")

# What a full stop belongs to: before a name or more of the phrase; before a number; and at the end of a phrase, where it may end
# the sentence as well.
_BEFORE_MORE = frozenset(
    """
    mr mrs ms messrs dr prof st gen col lt sgt capt cmdr maj adm rev hon gov sen rep pres supt vs cf approx e.g i.e dept univ mt
    bzw ggf evtl inkl zzgl sog geb gest ca z.b d.h hr fr dipl ing mme mlle mm mgr av bd
    sra srta dña dra ud uds exmo profa sig dott avv mons dhr mevr mw drs ir bijv d.w.z o.a ул им т.е проф акад обл св
    """.split()
)
_BEFORE_NUMBER = frozenset(
    """
    no nos nr núm art fig p pp pag pág s vol ed ch sec abs est rs tel str kap bl blz n стр рис
    jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur fri sat sun
    """.split()
)
_LAST_OF_PHRASE = frozenset(
    """
    inc ltd corp co bros plc jr sr etc al ft min max mio mrd usw u.a ecc enz p.ex ee ltda s.a
    г гг вв др тыс млн млрд руб чел т.д т.п
    """.split()
)
_PARTICLES = frozenset("van von de del della di da do dos la le den der ter".split())

# German ordinals: "am 3. Oktober", "das 19. Jahrhundert", "1. FC Köln".
_ORDINAL = re.compile(r"(?<![\w.,])(?:\d{1,2}|[IVX]+)$")
_AFTER_ARTICLE = re.compile(r"\b(?:der|die|das|den|dem|des|vom|zum|ihren?|ihrem|seinen?|seinem)\s(?:\d{1,2}|[IVX]+)$", re.IGNORECASE)
_COUNTED = re.compile(
    r"(?:Jan|Feb|März|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez|Jahr|Welt|UN|Geburts|Spiel|Minute|Platz|Runde|Mal|Auflage|Staffel|Klasse|Stock"
    r"|Liga|Bundes|Tag|Etappe|FC|SC|Advent|Kapitel|Lebensjahr)"
)

_CAPITAL = "A-ZÀ-ÖØ-ÞА-ЯЁ"
_PLACE = rf"(?:[{_CAPITAL}][\w.'’-]*|\d{{1,2}}\.?(?:\s(?:de\s)?[^\W\d_]{{3,9}}\b\.?)?|de|del|la|le|do|da|of|and|am)"
_DASH = r"\s?(?:--|[-–—]|\.-|:)"
_AGENCY = r"(?:CNN|AP|AFP|PTI|UPI|IANS|ANI|Reuters|REUTERS|dpa|EFE|ANSA|ANP|APA|SDA|TASS|Xinhua|Bloomberg)"
_DATELINE = re.compile(
    rf"(?:(?:{_PLACE}[\s,/]+){{0,8}}\((?:[^()\n]{{2,40}}\){_DASH}|{_AGENCY}\))"
    rf"|[{_CAPITAL}]{{3,}}[{_CAPITAL}.'’-]*(?:[\s,/]+{_PLACE}){{0,5}}(?:\s?(?:--|[–—])|\s-\s))"
    rf"\s*(?=[\"'“‘„«]?[{_CAPITAL}\d])"
    r"|【[^】\n]{2,30}】|［[^］\n]{2,30}］\s?[-－–—]?"
    r"|[（(]?(?:新华社|中新社|中新网|中央社|法新社|路透社|共同社)[^。\n]{0,24}?[电電](?:\s?[（(][^）)\n]{0,24}[）)])?"
)


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the sentences as (start, end) offsets, without the space around them."""
    spans: list[tuple[int, int]] = []
    start = 0
    for line in text.splitlines(keepends=True):
        spans += ((start + first, start + last) for first, last in _in_line(line))
        start += len(line)
    return spans


def _in_line(line: str) -> Iterator[tuple[int, int]]:
    start = 0
    if dateline := _DATELINE.match(line):
        yield from _trimmed(line, 0, dateline.end())
        start = dateline.end()
    for found in _END.finditer(line, start):
        before, after = line[max(start, found.start() - 2 * NEAR) : found.start()], line[found.end() : found.end() + NEAR]
        if found["stop"] is None or _ends(found["stop"], before, after):
            yield from _trimmed(line, start, found.end())
            start = found.end()
    yield from _trimmed(line, start, len(line))


def _ends(stop: str, before: str, after: str) -> bool:
    """Say whether a stop between the two ends a sentence."""
    first = next((character for character in _CLITIC.sub("", after, count=1) if character.isalnum()), "")
    if first.islower():
        return False
    return stop != "." or not (_is_abbreviated(before, after, first) or _is_ordinal(before, after))


def _is_abbreviated(before: str, after: str, first: str) -> bool:
    """Say whether a full stop belongs to the word before it, and ends nothing: "Mr.", "J. K.", "No. 5", "Inc. shares"."""
    found = _LAST_WORD.search(before)
    if found is None:
        return False
    last = found[0].casefold()
    if last in _BEFORE_MORE:
        return True
    if last in _BEFORE_NUMBER:
        return first.isdigit()
    if found[0] == "I" or not (last in _LAST_OF_PHRASE or _INITIALS.fullmatch(last)):
        return False
    return not _opens_a_sentence(after, name=len(last) == 1)


def _opens_a_sentence(after: str, *, name: bool) -> bool:
    """Say whether a sentence plainly begins: with a word like "The"; after an initial, particles belong to the name."""
    found = _NEXT_WORD.match(after)
    word = found[1].casefold() if found else ""
    return word in function_words() and not (name and word in _PARTICLES)


def _is_ordinal(before: str, after: str) -> bool:
    return _AFTER_ARTICLE.search(before) is not None or (_ORDINAL.search(before) is not None and _COUNTED.match(after) is not None)


def _trimmed(line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = line[start:end]
    if kept := piece.strip():
        first = start + piece.index(kept)
        yield first, first + len(kept)
