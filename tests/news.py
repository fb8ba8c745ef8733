"""Articles and stories for the tests of those who judge them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from digest.model import Article, Entry, Feed, Reading, Story

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def article(  # every argument a test may care for, and none that it must
    title: str = "OpenSSH 11.2 fixes a memory bug",
    text: str = "",
    *,
    seq: int = 1,
    publisher: str = "",
    feed: str = "",
    url: str = "",
    hours_ago: float = 1,
    reading: Reading | None = None,
    language: str = "en",
    discussion: str = "",
    points: int | None = None,
    comments: int | None = None,
) -> Article:
    publisher = publisher or f"outlet{seq}.example"
    entry = Entry(
        feed=feed or f"https://{publisher}/feed",
        uid=f"entry-{seq}",
        url=url or f"https://{publisher}/{seq}",
        title=title,
        content="",
        published=NOON - timedelta(hours=hours_ago),
        language=language,
        publisher=publisher,
        discussion=discussion,
        points=points,
        comments=comments,
        seq=seq,
        seen=NOON,
    )
    return Article(entry, text, reading or (Reading.FULL if text else Reading.HEADLINE), len(text.split()))


def story(*articles: Article, name: str = "s2ab") -> Story:
    return Story(name, articles or (article(),))


def feed(publisher: str = "outlet1.example", **fields: object) -> Feed:
    return Feed(**{"name": publisher, "url": f"https://{publisher}/feed", **fields})  # type: ignore[arg-type]
