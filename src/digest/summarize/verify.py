"""Find every sentence of a brief again in the text it is said to stand in."""

from __future__ import annotations

from collections.abc import Mapping

from digest.model import Brief, Sentence


def verify(brief: Brief, texts: Mapping[int, str]) -> list[Sentence]:
    """Return the sentences that do not stand at their offset; `texts` are the articles' texts by `seq`. Runs of whitespace are one."""
    return [sentence for sentence in brief.sentences if not _stands(sentence, _text(brief, sentence, texts))]


def _text(brief: Brief, sentence: Sentence, texts: Mapping[int, str]) -> str:
    return texts.get(brief.sources[sentence.source - 1].seq, "") if 0 < sentence.source <= len(brief.sources) else ""


def _stands(sentence: Sentence, text: str) -> bool:
    said = text[sentence.offset : sentence.offset + sentence.length].split() if sentence.offset >= 0 else []
    return bool(said) and said == sentence.text.split()
