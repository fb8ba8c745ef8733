"""Words, sentences and languages: what every stage that reads prose shares.

Works for English, German, French, Spanish, Italian, Portuguese, Dutch, Russian, Chinese and Japanese; any other language
is read like English without stop words. Nothing here decides what is news.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "ru", "zh", "ja")

_CJK = "\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_TOKEN = re.compile(
    rf"[{_CJK}]+"
    r"|\d+(?:[.,]\d+)+"  # 11.2, 10,000
    r"|(?:[^\W\d_]\.){2,}"  # U.S.
    rf"|[^\W_{_CJK}]+(?:['’][^\W_{_CJK}]+)*"
)
_POSSESSIVE = re.compile(r"['’]s$")
_ELISION = re.compile(r"^(?:[cdjlmnst]|qu|dell|nell|all|un|sull|dall)['’]")

# Where a sentence may end: a stop, what closes with it, then space and no lower-case letter; in CJK the stop is enough.
_END = re.compile(r"(?P<stop>[.!?…]+)(?P<close>[\"'”’»)\]]*)\s+(?=[^\sa-zß-öø-ÿа-я])|[。！？]+[」』”）]*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:。！？\n])[\s\"'“”‘’«»()\[\]]*\Z")
NEAR = 12  # characters before a word or a stop that say what it is: brackets, an abbreviation
_LAST_WORD = re.compile(r"[^\s(\[\"'“‘«]+$")
_INITIALS = re.compile(r"^(?:[^\W\d_]\.)*[^\W\d_]$")
_ABBREVIATIONS = frozenset(
    """
    mr mrs ms dr prof sr jr st gen col lt sgt capt cmdr maj adm rev hon gov sen rep pres supt no nos vs etc inc ltd co corp bros dept univ
    est approx fig ca cf e.g i.e eg ie al vol ed eds jan feb mar apr jun jul aug sept sep oct nov dec mon tue wed thu fri sat ave blvd rd ft mt
    bzw ggf usw evtl hr fr nr str tel abs ing dipl z.b d.h u.a m me mme mlle av sra dra dña ud uds pág núm art sig sigg dott ecc bijv drs mevr dhr
    г гг ул им тыс млн млрд руб см др т.е т.д
    """.split()
)

# The function words of each language: they say what language it is, and nothing about the event.
_STOP_WORDS = {
    "en": """a about after again all also am an and any are as at be been before being but by can could did do does for from had has have he
        her here him his how i if in into is it its just me more most my no not now of off on one only or other our out over own she so some such
        than that the their them then there these they this those through to too under until up very was we were what when where which while who
        whom why will with would you your""",
    "de": """aber alle als also am an auch auf aus bei beim bin bis bist da dann das dass dein dem den der des die dies diese dieser doch dort du
        durch ein eine einem einen einer eines er es euch für hat hatte ich ihr ihre im in ist ja kann kein keine man mehr mein mit nach nicht noch
        nur ob oder ohne sehr sein seine sich sie sind so über um und uns unter vom von vor war waren was weil wenn wer wie wieder wir wird wurde
        wurden zu zum zur zwischen""",
    "fr": """au aux avec ce ces cet cette comme contre dans de des du elle en entre est et été être eux il ils je la le les leur leurs lui ma mais
        me même mes moi mon ne nos notre nous on ont ou où par pas plus pour qu que qui sa sans se ses si son sont sous sur ta te tes toi ton tous
        tout très tu un une vos votre vous y""",
    "es": """a al algo como con contra cual cuando de del desde donde dos el ella ellas ellos en entre era es esa ese eso esta está este esto
        estos fue ha han hasta hay la las le les lo los más me mi muy ni no nos nosotros o os otra otro para pero por porque que qué quien se sea
        ser si sí sin sobre son su sus también tan te tiene todo tu tus un una uno y ya yo""",
    "it": """a ad al alla alle agli anche ai che chi ci come con contro cui da dal dalla degli dei del della delle di dopo dove e è ed era essere
        fra gli ha hanno ho i il in io l la le lei lo loro lui ma mi mia mio ne nei nel nella non noi o per perché più poi quale quando quella
        quello questa questo se sei si sia sono su sua sue sui sul sulla suo suoi ti tra tu tutti un una uno vi""",
    "pt": """a à ao aos as às até com como da das de dela dele delas deles depois do dos e é ela elas ele eles em entre era essa esse esta está
        este eu foi for há isso já lhe mais mas me mesmo meu minha muito na não nas nem no nos nós o os ou para pela pelas pelo pelos por quando
        que quem são se sem ser seu sua seus suas só também te tem tu um uma umas uns você""",
    "nl": """aan al alles als altijd andere ben bij daar dan dat de der deze die dit doch doen door dus een eens en er ge geen geweest haar had
        heb hebben heeft hem het hier hij hoe hun iemand iets ik in is ja je kan kon kunnen maar me meer men met mij mijn moet na naar niet niets
        nog nu of om omdat onder ons ook op over reeds te tegen toch toen tot u uit uw van veel voor want waren was wat we werd wezen wie wij wil
        worden wordt zal ze zelf zich zij zijn zo zonder zou""",
    "ru": """а без был была были было быть в вам вас весь во вот все всех вы где да даже для до его ее если есть еще же за и из или им их к как
        ко когда кто ли между меня мне много может мы на над надо нас не него нее нет ни них но ну о об он она они от по под после потому при про с
        со так также такой там то того тоже только ты у уже чем что чтобы эта эти это этого этой я""",
}


def words(text: str) -> list[str]:
    """Return the words in order, case folded, without possessive or elided article; Chinese and Japanese as pairs of characters."""
    return [word for token in _TOKEN.findall(text) for word in _folded(token)]


def _folded(token: str) -> Iterator[str]:
    if is_cjk(token[0]):
        yield from (token[at : at + 2] for at in range(max(1, len(token) - 1)))
    else:
        folded = token.casefold()
        if not folded.isalnum():
            folded = _ELISION.sub("", _POSSESSIVE.sub("", folded)).replace(".", "" if folded[0].isalpha() else ".")
        yield folded


def is_cjk(character: str) -> bool:
    """Say whether a character belongs to a script that writes no spaces between words."""
    return "\u3005" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff"


NAME = 5.0  # Zipf value from which a capital letter makes no name: "President", "January"
RARE_PAIR = 3.6  # Zipf value up to which two Chinese or Japanese characters are as telling as a name


def facts(text: str, language: str) -> list[str]:
    """Return the numbers and names of a text as folded words, in order: what one report can add to another."""
    return [word for found in _TOKEN.finditer(text) for word in _folded(found[0]) if _is_fact(text, found, word, language)]


def _is_fact(text: str, found: re.Match[str], word: str, language: str) -> bool:
    first = found[0][0]
    if first.isdigit():
        return True
    if is_cjk(first):
        return len(word) == 2 and commonness(word, language) <= RARE_PAIR
    return first.isupper() and len(word) > 1 and commonness(word, language) < NAME and not _SENTENCE_START.search(text, max(0, found.start() - NEAR), found.start())


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
        if not _is_abbreviated(line[max(start, found.start() - NEAR) : found.start()], found["stop"]):
            yield from _trimmed(line, start, found.end())
            start = found.end()
    yield from _trimmed(line, start, len(line))


def _is_abbreviated(before: str, stop: str | None) -> bool:
    """Say whether a single full stop belongs to the word before it: "Mr.", "J. K.", "No."."""
    last = _LAST_WORD.search(before)
    if stop != "." or last is None:
        return False
    return last[0].casefold() in _ABBREVIATIONS or (_INITIALS.match(last[0]) is not None and last[0] != "I")


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
    return {language: frozenset(listed.split()) for language, listed in _STOP_WORDS.items()}


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
    for line in (files("digest") / "words" / f"{language}.txt").read_text(encoding="utf-8").splitlines():
        zipf, *members = line.split(" ")
        table |= dict.fromkeys(members, float(zipf))
    return table
