"""What is said of an article besides its text, in every format."""

from __future__ import annotations

from digest.model import Article, Reading
from digest.render.phrases import local_time, reading_time


def facts(read: Article, timezone: str) -> tuple[str, ...]:
    """Return what is known of an article besides its headline: publisher, authors, date, length."""
    entry = read.entry
    date = local_time(entry.date, timezone) if entry.date else ""
    return tuple(filter(None, (entry.publisher, ", ".join(entry.authors), date, reading_time(read.words))))


def how_read(read: Article) -> str:
    """Return how much of an article was read, and why no more; nothing when it was read in full."""
    match read.reading:
        case Reading.FULL:
            return ""
        case Reading.HEADLINE:
            said = "only the headline is known"
        case Reading.EXCERPT:
            said = "an excerpt: what the feed said of it"
        case _:
            said = "not read: what follows is what the feed said" if read.text else "not read"
    return f"{said} ({read.note})" if read.note else said
