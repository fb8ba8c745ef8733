"""The edition as a JSON document, for programs: schema 1, described in docs/reference/json.md."""

from __future__ import annotations

import json
import re
from typing import cast

from digest.document import to_document
from digest.model import Edition
from digest.render.look import Look

# Allowed raw by JSON, but not on a terminal (controls, reordering marks), in JavaScript (line separators) or in UTF-8 (surrogates).
_UNSAFE = re.compile(r"[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def render(edition: Edition, look: Look) -> str:
    """Return the document, indented, its stories those the look asks for, under their own ranks."""
    document = to_document(edition)
    if look.only is not None:
        stories = cast("list[dict[str, object]]", document["stories"])
        document["stories"] = [story for story in stories if story["id"] in look.only]
    written = json.dumps(document, ensure_ascii=not look.unicode, indent=2)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", written) + "\n"
