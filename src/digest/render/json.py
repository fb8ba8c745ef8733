"""The edition, and an article, as a JSON document, for programs: schema 1, described in docs/reference/json.md."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import UTC
from typing import cast

from digest.document import SCHEMA, to_document
from digest.model import Article, Edition, Verdict, reading_minutes
from digest.render.look import Look

# Allowed raw by JSON, but not on a terminal (controls, reordering marks), in JavaScript (line separators) or in UTF-8 (surrogates).
_UNSAFE = re.compile(r"[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def render(edition: Edition, look: Look) -> str:
    """Return the document, indented, its stories those the look asks for, under their own ranks."""
    document = to_document(edition)
    if look.only is not None:
        stories = cast("list[dict[str, object]]", document["stories"])
        document["stories"] = [story for story in stories if story["id"] in look.only]
    return _written(document, look)


def article(read: Article, look: Look, *, verdicts: Sequence[Verdict] | None = None) -> str:
    """Return an article as a document of its own; with verdicts, what became of each line of its page."""
    entry = read.entry
    document: dict[str, object] = {
        "schema": SCHEMA, "url": entry.url, "publisher": entry.publisher, "title": entry.title, "authors": entry.authors,
        "published": entry.date.astimezone(UTC).isoformat().replace("+00:00", "Z") if entry.date else None,
        "language": entry.language, "reading": read.reading.value, "note": read.note, "words": read.words,
        "minutes": reading_minutes(read.words) if read.words else 0, "standfirst": read.standfirst, "text": read.text,
    }  # fmt: skip
    if verdicts is not None:
        document["lines"] = [_judged(verdict) for verdict in verdicts]
    return _written(document, look)


def _judged(verdict: Verdict) -> dict[str, object]:
    reasons = [{"name": evidence.name, "amount": evidence.points / 100} for evidence in verdict.reasons]
    return {"text": verdict.text, "kept": verdict.stays, "score": verdict.score / 100, "reasons": reasons}


def _written(document: dict[str, object], look: Look) -> str:
    written = json.dumps(document, ensure_ascii=not look.unicode, indent=2)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", written) + "\n"
