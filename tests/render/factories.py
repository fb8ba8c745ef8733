"""Editions for the renderers' tests, built from as little as a test wants to say."""

from __future__ import annotations

from datetime import UTC, date, datetime

from digest.model import Below, Brief, Counts, Discussion, Edition, Problem, Reading, Reason, Sentence, Source

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def source(publisher: str = "openssh.com", **fields: object) -> Source:
    values: dict[str, object] = {
        "seq": 7,
        "publisher": publisher,
        "feed": "A feed",
        "url": f"https://{publisher}/story",
        "title": "A title",
        "reading": Reading.FULL,
        "published": NOON,
    }
    return Source(**{**values, **fields})  # type: ignore[arg-type]


def sentence(text: str = "Versions 9.8 to 11.1 are affected.", number: int = 1) -> Sentence:
    return Sentence(text=text, source=number, offset=0, length=len(text))


def brief(headline: str = "OpenSSH 11.2 fixes a bug", **fields: object) -> Brief:
    values: dict[str, object] = {
        "story": "s7k2",
        "headline": headline,
        "sentences": (sentence(),),
        "sources": (source(),),
        "reasons": (Reason("sources", 240, "5 independent publishers"), Reason("recency", 121, "first seen 3 h ago")),
        "tags": ("security",),
        "words": 460,
    }
    return Brief(**{**values, **fields})  # type: ignore[arg-type]


def below(headline: str = "A smaller thing", **fields: object) -> Below:
    values: dict[str, object] = {
        "story": "s9x1",
        "headline": headline,
        "sources": (source("small.example"),),
        "reasons": (Reason("sources", 60, "1 publisher"), Reason("interest", -20, '"giveaway" (interests[1])')),
        "why": "below the line by 0.40",
    }
    return Below(**{**values, **fields})  # type: ignore[arg-type]


def edition(*briefs: Brief, **fields: object) -> Edition:
    values: dict[str, object] = {
        "date": date(2026, 11, 22),
        "cursor": "tty",
        "revision": 1,
        "timezone": "UTC",
        "window": (10, 222),
        "briefs": briefs,
        "below": (),
        "problems": (),
        "counts": Counts(feeds=41, entries=212, stories=96, shown=len(briefs), shown_entries=30, below_entries=182),
        "made_at": NOON,
    }
    return Edition(**{**values, **fields})  # type: ignore[arg-type]


def morning() -> Edition:
    """Return an edition with a bit of everything."""
    return edition(
        brief(
            "OpenSSH 11.2 fixes pre-auth memory bug",
            sentences=(
                sentence("Versions 9.8 to 11.1 are affected on 32-bit Linux."),
                sentence("Exploitation needs about 10,000 attempts under default settings.", 3),
            ),
            sources=(
                source("openssh.com", url="https://www.openssh.com/txt/release-11.2"),
                source("lwn.net", url="https://lwn.net/Articles/990001/"),
                source("qualys.com", url="https://blog.qualys.com/regression_(again)?a=1&copy=2"),
                source("heise.de", reading=Reading.EXCERPT),
                source("example.org", reading=Reading.BLOCKED, note="403 Forbidden"),
            ),
            discussions=(Discussion("Hacker News", "https://news.ycombinator.com/item?id=1", 412, 120),),
        ),
        brief(
            "Registry outage: cause named, 2 new sources",
            story="s1a2",
            update=True,
            day=3,
            tags=("open source",),
            sentences=(sentence("A certificate renewal job removed the wrong key."),),
            sources=(source("registry.example"), source("status.example", fresh=False)),
        ),
        brief(
            "The paywalled account of everything that happened at the large company on Monday and on Tuesday",
            story="s3c4",
            tags=("news",),
            sentences=(),
            sources=(source("paper.example", reading=Reading.BLOCKED, note="paywall"),),
            must=True,
        ),
        brief(
            "日本語の見出し：新しい言語処理系が公開され、起動時間は半分になった",
            story="s5e6",
            tags=("ai",),
            sentences=(sentence("処理系の起動時間は、これまでの半分になった。メモリの使用量も三割ほど減っている。"),),
            sources=(source("blog.example.jp"),),
            words=0,
        ),
        below=(below(), below("Giveaway: win a phone", story="s8b8", why='muted by mute[1] "giveaway"')),
        problems=(
            Problem(
                "fetch",
                "Old blog",
                "403 Forbidden",
                code="status",
                fix='digest feeds pause "Old blog"',
                feed="https://old.example/feed",
                failures=4,
            ),
            Problem("page", "https://x.example/1", "timed out", code="timeout"),
            Problem("page", "https://x.example/2", "timed out", code="timeout"),
        ),
        counts=Counts(feeds=41, failed=1, entries=212, stories=6, shown=4, shown_entries=30, below_entries=182),
        notes=("These are the packaged feeds; digest init writes a list of your own.",),
    )


HOSTILE = (
    "[click](https://evil.example)",
    "![pixel](https://evil.example/p.png)",
    "<script>alert(1)</script>",
    "<https://evil.example>",
    "# heading",
    "`code` *strong* __under__ ~~gone~~ a_b",
    "a | b",
    "--- | ---",
    "===",
    "1. one",
    "- item",
    "> quote",
    "&copy; &#60;b&#62;",
    "[1]: https://evil.example",
    "[x][1.1]",
    "\\",
    '" onmouseover="alert(1)',
    "</style></title><b>",
    "\x1b[31mred\x1b[0m\x1b]8;;https://evil.example\x1b\\",
    "line\nbreak\r\ttab\x00\x9b\u202e\u2028",
    "[bold]markup[/bold] :smile:",
    "日本語の見出しが長く続いていく、どこまでも。",
    "👩‍👩‍👧‍👦🇩🇪✔️",
    "e\u0301\u0301",
    "x" * 130,
)
