"""What can be asked of a line of text by itself: its words, whether it ends, whether it was cut off."""

from __future__ import annotations

import re

CUT = ("…", "...", "[…]", "[...]")  # how a text ends that was cut off

_ENDS = re.compile(r"[.!?…。！？।][\"'”’»)\]]*\s*$")
_WORD = re.compile(r"\w+")
_WIDE = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


def squash(text: str) -> str:
    """Return the letters and digits of a text, lower case: the form in which two renderings of one line are equal."""
    return "".join(_WORD.findall(text.lower())).replace("_", "")


def count_words(text: str) -> int:
    """Count words; two wide characters (Chinese, Japanese, Thai) are one."""
    wide = 0 if text.isascii() else len(_WIDE.findall(text))
    return len(_WORD.findall(_WIDE.sub(" ", text))) + (wide + 1) // 2 if wide else len(_WORD.findall(text))


def ends_sentence(text: str) -> bool:
    """Say whether a line ends as a sentence does."""
    return bool(_ENDS.search(text))
