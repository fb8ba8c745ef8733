"""An edition as a JSON document, and back: the public format, and how an edition is kept.

The document says everything the edition holds, so that the way back is exact. Some keys repeat what can be worked out
(`rank`, `lead`, `minutes`, `publishers`) for those who read it with jq; the way back ignores them. Scores are decimals,
times are ISO 8601 in UTC. Every key is explained in docs/reference/json.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any

from digest.errors import StateError
from digest.model import (
    Below,
    Brief,
    Counts,
    Discussion,
    Edition,
    Problem,
    Reading,
    Reason,
    Sentence,
    Source,
    reading_minutes,
)

SCHEMA = 1

# A JSON object whose keys and values are checked by the types it is made into.
Record = dict[str, Any]


def to_document(edition: Edition) -> dict[str, object]:
    """Return the edition as plain lists, dicts, strings and numbers."""
    after, upto = edition.window
    return {
        "schema": SCHEMA,
        "date": edition.date.isoformat(),
        "cursor": edition.cursor,
        "revision": edition.revision,
        "view": edition.view,
        "timezone": edition.timezone,
        "made_at": _time(edition.made_at),
        "window": {"after": after, "upto": upto},
        "minutes": edition.minutes,
        "sections": edition.sections,
        "counts": asdict(edition.counts),
        "stories": [_story(brief, rank) for rank, brief in enumerate(edition.briefs, start=1)],
        "below": [_below(below) for below in edition.below],
        "problems": [asdict(problem) for problem in edition.problems],
        "notes": list(edition.notes),
    }


def from_document(document: dict[str, object]) -> Edition:
    """Return the edition a document was made from; the fingerprint, which is not part of it, is empty."""
    if document.get("schema") != SCHEMA:
        raise StateError(f"an edition of schema {document.get('schema')!r}, not {SCHEMA}", hint="a newer digest wrote it: upgrade")
    try:
        return _edition(document)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise StateError(f"a document that is not an edition: {error!r}") from error


def _story(brief: Brief, rank: int) -> dict[str, object]:
    sources = _sources(brief.sources)
    return {
        "rank": rank,
        "id": brief.story,
        "score": brief.score / 100,
        "title": brief.headline,
        "lead": sources[0],
        "update": brief.update,
        "day": brief.day,
        "must": brief.must,
        "tags": list(brief.tags),
        "words": brief.words,
        "minutes": reading_minutes(brief.words) if brief.words else 0,
        "publishers": list(brief.publishers),
        "sentences": [asdict(sentence) for sentence in brief.sentences],
        "writer": brief.writer,
        "sources": sources,
        "discussions": [asdict(discussion) for discussion in brief.discussions],
        "reasons": _reasons(brief.reasons),
    }


def _below(below: Below) -> dict[str, object]:
    sources = _sources(below.sources)
    return {
        "id": below.story,
        "score": below.score / 100,
        "title": below.headline,
        "lead": sources[0],
        "why": below.why,
        "sources": sources,
        "reasons": _reasons(below.reasons),
    }


def _sources(sources: Iterable[Source]) -> list[dict[str, object]]:
    return [
        {
            "number": number,
            "seq": source.seq,
            "publisher": source.publisher,
            "feed": source.feed,
            "url": source.url,
            "title": source.title,
            "reading": source.reading.value,
            "published": _time(source.published) if source.published else None,
            "note": source.note,
            "fresh": source.fresh,
        }
        for number, source in enumerate(sources, start=1)
    ]


def _reasons(reasons: Iterable[Reason]) -> list[dict[str, object]]:
    return [{"name": reason.name, "amount": reason.points / 100, "text": reason.text} for reason in reasons]


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _edition(record: Record) -> Edition:
    return Edition(
        date=date.fromisoformat(record["date"]),
        cursor=record["cursor"],
        revision=record["revision"],
        timezone=record["timezone"],
        window=(record["window"]["after"], record["window"]["upto"]),
        briefs=tuple(_to_brief(story) for story in record["stories"]),
        below=tuple(_to_below(below) for below in record["below"]),
        problems=tuple(Problem(**problem) for problem in record["problems"]),
        counts=Counts(**record["counts"]),
        made_at=datetime.fromisoformat(record["made_at"]),
        view=record["view"],
        notes=tuple(record["notes"]),
        sections=record["sections"],
    )


def _to_brief(record: Record) -> Brief:
    return Brief(
        story=record["id"],
        headline=record["title"],
        sentences=tuple(Sentence(**sentence) for sentence in record["sentences"]),
        sources=tuple(_to_source(source) for source in record["sources"]),
        reasons=tuple(_to_reason(reason) for reason in record["reasons"]),
        discussions=tuple(Discussion(**discussion) for discussion in record["discussions"]),
        tags=tuple(record["tags"]),
        words=record["words"],
        day=record["day"],
        update=record["update"],
        must=record["must"],
        writer=record["writer"],
    )


def _to_below(record: Record) -> Below:
    return Below(
        story=record["id"],
        headline=record["title"],
        sources=tuple(_to_source(source) for source in record["sources"]),
        reasons=tuple(_to_reason(reason) for reason in record["reasons"]),
        why=record["why"],
    )


def _to_source(record: Record) -> Source:
    return Source(
        seq=record["seq"],
        publisher=record["publisher"],
        feed=record["feed"],
        url=record["url"],
        title=record["title"],
        reading=Reading(record["reading"]),
        published=datetime.fromisoformat(record["published"]) if record["published"] else None,
        note=record["note"],
        fresh=record["fresh"],
    )


def _to_reason(record: Record) -> Reason:
    return Reason(name=record["name"], points=round(record["amount"] * 100), text=record["text"])
