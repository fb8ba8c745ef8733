"""What the words of a line say by themselves: its length, its signs, and what makes it a call to act."""

from __future__ import annotations

import re
from collections.abc import Mapping

from digest.extract.blocks import Block

CALLS = tuple("subscribe newsletter promise readmore related share follow paywall cookie comment support consult feedback app".split())
SHORT = 14  # words of a heading or a link
PROSE_WORDS = 45  # a line longer than this is prose: no phrase in it speaks against it

_SIZES = ((2, "1-2"), (5, "3-5"), (12, "6-12"), (24, "13-24"), (60, "25-60"))
_DIGIT = re.compile(r"\d")
_DATE = re.compile(r"\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b(?:19|20)\d\d\b|\b\d{1,2}:\d\d\b|\d年")
_NAME = re.compile(r"^(?:\W*[^\W\d_a-zà-ÿ][\w.'’-]*\W*){2,5}$")
_OPENING = re.compile(r"^[\"'“”‘’„«»(\[]*[a-zà-ÿ]")
_ADDRESS = re.compile(r"@|https?://|www\.")
_SEPARATOR = re.compile(r"[|·•›»/→►▶]")
_PRICE = re.compile(
    r"[$€£¥₽₺₩₹]\s?\d|\d\s?(?:[€$£₽₺₩₹元円원]|(?:euros?|zł|kr|usd|eur|руб|tl|lei|ft|kč)\b)",
    re.IGNORECASE,
)
# An ornament that opens a line or an arrow that ends it, and pictures: not a bullet's dash, a quotation, a hashtag or an amount.
_ORNAMENT = re.compile(r"^[^\w\s\"'“”‘’„«»(\[¿¡*#@$€£+~-]|[→▶►»›❯⇒➜➔>✓✔❤♥]\s*$|[\U0001F300-\U0001FAFF]")


def facts_of_words(block: Block, says: Mapping[str, int]) -> dict[str, float]:
    """Return what speaks for and against a line in its words; `says` counts the phrases of each kind in it."""
    found = {f"words {_size(block.words)}": 1.0}
    if block.ends:
        found["ends as a sentence"] = 1.0
    elif block.text.endswith(":"):
        found["ends with a colon"] = 1.0
    if block.words <= PROSE_WORDS:
        length = "short" if block.words <= SHORT else "long"
        for kind, count in says.items():
            found[f"says {kind}"] = 1.0
            found[f"says {kind}, {length}"] = min(count, 3) / 2
            if count > 1:
                found[f"says {kind} again"] = 1.0
        _add_call(block, says, found)
        _add_signs(block, found)
    return found


def _add_call(block: Block, says: Mapping[str, int], found: dict[str, float]) -> None:
    """Note what makes words a call to act: several kinds of them together, a link to act on, capitals."""
    kinds = sum(kind in says for kind in CALLS)
    linked = block.linked * 3 > len(block.text)
    signs = {
        "a call of two kinds": kinds > 1,
        "a call of three kinds": kinds > 2,
        "a call with a link": kinds and linked,
        "a call with a small link": kinds and block.linked and not linked,
        "a call in capitals": kinds and block.text[:12].isupper(),
        "a call to the reader": kinds and "reader" in says,
        "a short call": kinds and block.words <= SHORT and not block.ends,
        "a call in bold": kinds and block.bold * 10 > len(block.text) * 9,
        "a link in capitals": linked and block.text.isupper(),
    }
    found.update({name: 1.0 for name, sign in signs.items() if sign})


def _add_signs(block: Block, found: dict[str, float]) -> None:
    text, short = block.text, block.words <= SHORT
    digits = len(_DIGIT.findall(text))
    signs = {
        "opens in lower case": _OPENING.match(text),
        "all capitals": text.isupper(),
        "an address": _ADDRESS.search(text),
        "separators": _SEPARATOR.search(text),
        "a date, short" if short else "a date": digits and _DATE.search(text),
        "a name": short and _NAME.match(text),
        "a question": "?" in text,
        "an exclamation": "!" in text,
        "a price": digits and _PRICE.search(text),
        "an ornament": _ORNAMENT.search(text),
    }
    found.update({name: 1.0 for name, sign in signs.items() if sign})
    if "," in text:
        found["commas"] = min(text.count(",") / max(block.words, 4), 0.3)
    if digits:
        found["digits"] = digits / len(text)


def _size(words: int) -> str:
    return next((name for most, name in _SIZES if words <= most), "60+")
