"""What can be asked of a line of text by itself: its words, whether it ends, whether it was cut off."""

from __future__ import annotations

import re

CUT = ("…", "...", "[…]", "[...]")  # how a text ends that was cut off

_ENDS = re.compile(r"[.!?…。！？।][\"'”’»)\]]*\s*$")
_WORD = re.compile(r"\w+")
_WIDE = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


# Most text is of 256 letters and a few signs of typography: bytes are ten times as quick as a pattern.
_SIGNS = "’“”–—…•"
_WORDS = bytes(byte if chr(byte).isalnum() or chr(byte) == "_" else ord(" ") for byte in range(256))
_NO_LETTERS = bytes(byte for byte in range(256) if not chr(byte).isalnum())


def squash(text: str) -> str:
    """Return the letters and digits of a text, lower case: the form in which two renderings of one line are equal."""
    text = text.lower()
    quick = _latin(text)
    return "".join(_WORD.findall(text)).replace("_", "") if quick is None else quick.translate(None, _NO_LETTERS).decode("latin-1")


def words_of(text: str) -> list[str]:
    """Return the words of a text, lower case; a run of wide characters is one."""
    text = text.lower()
    quick = _latin(text)
    return _WORD.findall(text) if quick is None else quick.translate(_WORDS).decode("latin-1").split()


def count_words(text: str) -> int:
    """Count words; two wide characters (Chinese, Japanese, Thai) are one."""
    quick = _latin(text)
    if quick is not None:
        return len(quick.translate(_WORDS).split())
    wide = len(_WIDE.findall(text))
    return len(_WORD.findall(_WIDE.sub(" ", text))) + (wide + 1) // 2 if wide else len(_WORD.findall(text))


def ends_sentence(text: str) -> bool:
    """Say whether a line ends as a sentence does."""
    return bool(_ENDS.search(text))


def _latin(text: str) -> bytes | None:
    """Return a text in Latin-1, a space for a sign of typography; nothing where it has other letters."""
    if not text.isascii():
        for sign in _SIGNS:
            text = text.replace(sign, " ")
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        return None
