"""Which sentences are whole, and tell something."""

from __future__ import annotations

import re

from digest.text import is_cjk

SHORTEST = 7  # words; less is a fragment
LONGEST = 60  # words; more is a list or a run-on

_CUT_OFF = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\])[\"'”’)\]]*$")
_ENDS = re.compile(r"[.!。！][\"'”’»)\]」』）]*$")
# Quotation marks in pairs, whichever a language opens with; not an inch, but a closing mark that an old encoding made a question mark.
_QUOTE = re.compile(r'(?<!\d)"|[“”„]|(?<=\w)\?(?=[,.]|,? [(a-zß-öø-ÿа-я])')
_PAIRS = (("(", ")"), ("[", "]"), ("«", "»"), ("「", "」"), ("『", "』"), ("（", "）"))
_CLOSED = r"['’](?=[\s,.!?;:]|$)"
_OPENED = r"(?:^|[\s(])['‘](?=\w)"
_HALF = re.compile(rf"(?=['‘])(?!'[snt]\s)(?!.+{_CLOSED})|(?!.*{_OPENED}).*[.!?]['’]$")  # of a quotation in single marks
_NUMBER = re.compile(r"(?:^|\s)[$€£¥(]?\d")
NUMBERS = 0.3  # share of words that are numbers, from which it is a table or a list
_SHOUTED = re.compile(r"(?:[A-ZÀ-ÖØ-ÞА-ЯЁ]{3,}[^\w.]+){3}")  # a heading run into the sentence
_CAPTION = re.compile(
    r"(?:figure|fig\.|table|abb(?:ildung|\.)|tabelle|fotos?|photos?|image|bild|hinweis|note|tl;dr|stand|updated?|published|posted|author"
    r"|aktualisiert|veröffentlicht|mis à jour|publié|actualizado|publicado|aggiornato|pubblicato|atualizado|bijgewerkt|gepubliceerd"
    r"|обновлено|опубликовано)\b[^.]{0,20}:",
    re.IGNORECASE,
)
_OPENS = re.compile(r"^[\"'“‘«(\[「『（¿¡]*[\w$€£¥#]")

# How a sentence begins that tells the reader what to do.
_ADDRESSES = re.compile(
    r"""(?:Try|Ask|Learn|Discover|Find\ out|Check\ out|Explore|Join|Visit|Download|Meet|Welcome\ to|Don['’]t|Let['’]s|Simply|Listen\ to
    |Stay\ tuned|Tune\ in|Imagine|Remember|[A-ZÄÖÜ][a-zäöüß]+en\ Sie|Willkommen|Erfahre|Entdecke
    |Découvrez|Retrouvez|Lisez|Cliquez|Partagez|Suivez
    |Descubr[ea]|Conozca|Consult[ae]|Scopri|Leggi|Clicca|Confira|Saiba|Veja|Leia|Clique|Lees|Bekijk|Ontdek|Klik|Читайте|Смотрите|Узнайте
    )\b""",
    re.VERBOSE,
)

_BOILERPLATE = re.compile(
    r"""\b(?:click\ here|read\ more|sign\ up|subscri(?:be|ption|bers?)|newsletter|follow\ (?:us|me)|all\ rights\ reserved|cookies?\ polic
    |advertis(?:ement|ing)|photo(?:graph)?\ by|image\ credit|share\ this|watch\ the\ video|scroll\ down|terms\ of\ (?:use|service)
    |file\ photo|need\ your\ help|donate\ (?:now|today)|archivbild|symbol(?:bild|foto)|stay\ up\ to\ date
    |in\ the\ (?:following|next)\ (?:section|example|chapter|article|post)s?
    |this\ (?:article|story)\ (?:was|has|is)|in\ this\ (?:article|post|guide|tutorial)|in\ diesem\ (?:Artikel|Beitrag|Blogbeitrag)
    |weiterlesen|abonnieren|lire\ la\ suite|abonnez|suscr[íi]b|leer\ más|iscriviti|leggi\ (?:anche|tutto)|assine|leia\ mais
    |lees\ (?:meer|verder)|подпис(?:ывайтесь|аться))""",
    re.IGNORECASE | re.VERBOSE,
)


def is_fit(text: str, length: int) -> bool:
    """Say whether a sentence of so many words is whole, and tells something."""
    return (
        SHORTEST <= length <= LONGEST
        and _ENDS.search(text) is not None
        and _OPENS.search(text) is not None
        and not any(found.match(text) for found in (_CAPTION, _ADDRESSES, _SHOUTED))
        and not _CUT_OFF.search(text)
        and not _BOILERPLATE.search(text)
        and len(_NUMBER.findall(text)) < NUMBERS * length
        and not is_open(text)
        and _begins_like_a_sentence(text)
    )


def is_open(text: str) -> bool:
    """Say whether a bracket or a quotation is cut through."""
    uneven = any(text.count(opening) != text.count(closing) for opening, closing in _PAIRS)
    return uneven or len(_QUOTE.findall(text)) % 2 == 1 or _HALF.match(text) is not None


def _begins_like_a_sentence(text: str) -> bool:
    first = next(character for character in text if character.isalnum())
    return not first.islower() or is_cjk(first)
