"""Which sentences may stand alone in a summary."""

from __future__ import annotations

import re
from collections.abc import Sequence

from digest.text import is_cjk

SHORTEST = 7  # words; less is a fragment
LONGEST = 50  # words; more is a list or a run-on

_CUT_OFF = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\])[\"'”’)\]]*$")
_ENDS = re.compile(r"[.!。！][\"'”’»)\]」』）]*$")
_QUOTE = re.compile(r'(?<!\d)"|[“”„]')  # in pairs, whichever a language opens with
_CAPTION = re.compile(r"(?:figure|fig\.|table|abb(?:ildung|\.)|tabelle|foto|photo|hinweis|note|tl;dr)\b[^.]{0,12}:", re.IGNORECASE)
_OPENS = re.compile(r"^[\"'“‘«(\[「『（¿¡]*[\w$€£¥#]")

# How a sentence begins that needs the one before it, in the languages we read.
_LEANING = {
    "en": """he she they it this that these those his her their its but and or so also however moreover meanwhile instead then here there
        yet still nor such below above my""",
    "de": "er sie es diese dieser dieses dies aber und doch auch dabei damit dann zudem dagegen dazu",
    "fr": "il elle ils elles ce cela cette ces mais et aussi alors ainsi",
    "es": "él ella ellos esto eso esta este pero y también además",
    "it": "egli ella lui lei essi questo questa ma e anche inoltre",
    "pt": "ele ela eles isto isso esta este mas e também além",
    "nl": "hij zij ze het dit deze maar en ook dan daarnaast",
    "ru": "он она они оно это эта этот эти но и а также однако",
}
_LEANS = {language: re.compile(rf"[\"'“‘«„]?(?:{'|'.join(listed.split())})\b", re.IGNORECASE) for language, listed in _LEANING.items()}

_BOILERPLATE = re.compile(
    r"""\b(?:click\ here|read\ more|sign\ up|subscri(?:be|ption|bers?)|newsletter|follow\ (?:us|me)|all\ rights\ reserved|cookies?\ polic
    |advertis(?:ement|ing)|photo(?:graph)?\ by|image\ credit|share\ this|watch\ the\ video|scroll\ down|terms\ of\ (?:use|service)
    |this\ (?:article|story)\ (?:was|has|is)|in\ this\ (?:article|post|guide|tutorial)|in\ diesem\ (?:Artikel|Beitrag|Blogbeitrag)
    |weiterlesen|abonnieren|lire\ la\ suite|abonnez|suscr[íi]b|leer\ más|iscriviti|leggi\ (?:anche|tutto)|assine|leia\ mais
    |lees\ (?:meer|verder)|подпис(?:ывайтесь|аться))""",
    re.IGNORECASE | re.VERBOSE,
)


def is_fit(text: str, tokens: Sequence[str], language: str) -> bool:
    """Say whether a sentence is whole, tells something, and can be understood without the one before."""
    longest = LONGEST * 2 if language in ("zh", "ja") else LONGEST  # there a token is a character
    return (
        SHORTEST <= len(tokens) <= longest
        and _ENDS.search(text) is not None
        and _OPENS.search(text) is not None
        and not _CUT_OFF.search(text)
        and not _CAPTION.match(text)
        and not (language in _LEANS and _LEANS[language].match(text))
        and not _BOILERPLATE.search(text)
        and _begins_like_a_sentence(text)
        and _is_balanced(text)
    )


def _begins_like_a_sentence(text: str) -> bool:
    first = next(character for character in text if character.isalnum())
    return not first.islower() or is_cjk(first)


def _is_balanced(text: str) -> bool:
    """Say whether no bracket or quotation is cut through; a straight quote after a digit is an inch."""
    return len(_QUOTE.findall(text)) % 2 == 0 and all(text.count(opening) == text.count(closing) for opening, closing in ("()", "[]", "«»"))
