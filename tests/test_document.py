from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.document import from_document, to_document
from digest.errors import StateError
from digest.model import Below, Brief, Counts, Discussion, Edition, Problem, Reading, Reason, Sentence, Source
from tests.render.factories import below, brief, edition, morning

REFERENCE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "json.md"

texts = st.text(max_size=12)
numbers = st.integers(0, 10**9)
times = st.datetimes(timezones=st.just(UTC))
sources = st.builds(Source, numbers, texts, texts, texts, texts, st.sampled_from(Reading), st.none() | times, texts, st.booleans())
reasons = st.builds(Reason, texts, st.integers(-(10**9), 10**9), texts)


def some(items: st.SearchStrategy[Any], least: int = 0) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(items, min_size=least, max_size=2).map(tuple)


briefs = st.builds(
    Brief,
    texts,
    texts,
    some(st.builds(Sentence, texts, numbers, numbers, numbers)),
    some(sources, least=1),
    some(reasons),
    some(st.builds(Discussion, texts, texts, st.none() | numbers, st.none() | numbers)),
    some(texts),
    numbers,
    numbers,
    st.booleans(),
    st.booleans(),
    texts,
)
editions = st.builds(
    Edition,
    st.dates(),
    texts,
    numbers,
    texts,
    st.tuples(numbers, numbers),
    some(briefs),
    some(st.builds(Below, texts, texts, some(sources, least=1), some(reasons), texts)),
    some(st.builds(Problem, texts, texts, texts, texts, texts, texts, numbers)),
    st.builds(Counts, numbers, numbers, numbers, numbers, numbers, numbers, numbers),
    times,
    texts,
    some(texts),
    st.booleans(),
)


@given(kept=editions)
def test_an_edition_comes_back_from_its_document_as_it_was(kept: Edition) -> None:
    assert kept == from_document(json.loads(json.dumps(to_document(kept))))


def test_the_document_is_what_programs_rely_on() -> None:
    """Adding a key is allowed; changing or removing one needs a new schema."""
    kept = edition(brief(), below=(below(),))
    lead = {
        "number": 1,
        "seq": 7,
        "publisher": "openssh.com",
        "feed": "A feed",
        "url": "https://openssh.com/story",
        "title": "A title",
        "reading": "full",
        "published": "2026-11-22T12:00:00Z",
        "note": "",
        "fresh": True,
    }

    document: dict[str, Any] = to_document(kept)

    assert document["schema"] == 1
    assert document["date"] == "2026-11-22"
    assert document["made_at"] == "2026-11-22T12:00:00Z"
    assert document["window"] == {"after": 10, "upto": 222}
    assert document["stories"] == [
        {
            "rank": 1,
            "id": "s7k2",
            "score": 3.61,
            "title": "OpenSSH 11.2 fixes a bug",
            "lead": lead,
            "update": False,
            "day": 1,
            "must": False,
            "tags": ["security"],
            "words": 460,
            "minutes": 2,
            "publishers": ["openssh.com"],
            "sentences": [{"text": "Versions 9.8 to 11.1 are affected.", "source": 1, "offset": 0, "length": 34}],
            "writer": "extractive",
            "sources": [lead],
            "discussions": [],
            "reasons": [
                {"name": "sources", "amount": 2.4, "text": "5 independent publishers"},
                {"name": "recency", "amount": 1.21, "text": "first seen 3 h ago"},
            ],
        }
    ]
    assert document["below"][0]["why"] == "below the line by 0.40"


def test_the_counts_of_the_document_add_up() -> None:
    document: dict[str, Any] = to_document(morning())

    counts = document["counts"]
    assert counts["entries"] == counts["shown_entries"] + counts["below_entries"]
    assert counts["shown"] == len(document["stories"])
    assert counts["stories"] == len(document["stories"]) + len(document["below"])
    assert counts["failed"] == sum(bool(problem["feed"]) for problem in document["problems"])


def test_scores_are_the_sum_of_their_reasons_to_the_last_digit() -> None:
    document: dict[str, Any] = to_document(morning())

    for story in (*document["stories"], *document["below"]):
        assert story["score"] == round(sum(reason["amount"] for reason in story["reasons"]), 2)


def test_a_score_is_written_as_a_decimal() -> None:
    written = json.dumps(to_document(edition(brief(reasons=(Reason("sources", 742, ""),)))))

    assert '"score": 7.42,' in written


@pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not here")
def test_jq_reads_the_line_of_the_manual() -> None:
    program = ".stories[] | [.rank,.score,.title,.lead.url] | @tsv"

    finished = subprocess.run(
        ["jq", "-r", program], input=json.dumps(to_document(edition(brief()))), check=True, capture_output=True, text=True
    )

    assert finished.stdout == "1\t3.61\tOpenSSH 11.2 fixes a bug\thttps://openssh.com/story\n"


def test_every_key_is_explained_in_the_reference_and_no_other() -> None:
    explained = set(re.findall(r"^\| `([\w.\[\]]+)` \|", REFERENCE.read_text(encoding="utf-8"), re.MULTILINE))

    assert explained == set(_keys(to_document(morning()), ""))


def test_a_document_of_another_schema_is_refused() -> None:
    with pytest.raises(StateError, match="schema 2, not 1"):
        from_document({"schema": 2})


def test_a_document_that_is_no_edition_is_refused() -> None:
    with pytest.raises(StateError, match="not an edition"):
        from_document({"schema": 1, "date": "yesterday"})


def _keys(value: object, place: str) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            path = f"{place}.{key}".removeprefix(".")
            yield path
            if key not in ("lead", "sources", "reasons"):
                yield from _keys(inner, path)
        if place in ("stories[]", "below[]"):
            yield from _keys(value["sources"], "sources")
            yield from _keys(value["reasons"], "reasons")
    elif isinstance(value, list):
        for inner in value:
            yield from _keys(inner, f"{place}[]")
