from dataclasses import replace
from datetime import date

import pytest

from digest.errors import UsageError
from digest.model import Discussion, Kind, Ranked, Reading, Reason
from digest.summarize import below, brief
from tests.news import article, feed, story

FEEDS = {one.url: one for one in (feed("outlet1.example", tags=("security",)), feed("outlet2.example", tags=("linux", "security")))}
BODY = "Qualys says versions 9.8 to 11.1 of the server are affected. Exploits need about 10,000 attempts on Debian."


def ranked(*articles: object, **fields: object) -> Ranked:
    return Ranked(replace(story(*articles), **fields), (Reason("sources", 120, "2 independent publishers"),))  # type: ignore[arg-type]


def test_brief_numbers_its_sources_the_lead_first() -> None:
    found = brief(ranked(article(text=BODY, seq=1), article("Second", seq=2)), words=60, feeds=FEEDS)

    assert [(s.seq, s.feed, s.reading) for s in found.sources] == [
        (1, "outlet1.example", Reading.FULL),
        (2, "outlet2.example", Reading.HEADLINE),
    ]
    assert found.headline == "OpenSSH 11.2 fixes a memory bug"
    assert found.tags == ("security", "linux")
    assert found.score == 120
    assert {sentence.source for sentence in found.sentences} == {1}


def test_discussions_are_named_after_their_feed_and_never_twice() -> None:
    hn = feed("talk.example", name="Hacker News", kind=Kind.AGGREGATOR)
    linked = [article(seq=seq, feed=hn.url, discussion="https://talk.example/1", points=9, comments=seq) for seq in (2, 3)]

    found = brief(ranked(article(), *linked), words=60, feeds=FEEDS | {hn.url: hn})

    assert found.discussions == (Discussion("Hacker News", "https://talk.example/1", 9, 3),)


def test_update_tells_its_day_and_quotes_only_what_is_fresh() -> None:
    old = article(text="The old report said that everything was fine at Qualys.", seq=1, hours_ago=50)
    new = article("Cause named", BODY, seq=2, hours_ago=1)

    found = brief(ranked(old, new, told=date(2026, 11, 21), first_told=date(2026, 11, 20), fresh=frozenset({2})), words=60, feeds=FEEDS)

    assert (found.update, found.day) == (True, 3)
    assert {sentence.source for sentence in found.sentences} == {2}
    assert [source.fresh for source in found.sources] == [False, True]


def test_headline_only_story_is_not_summarised() -> None:
    assert brief(ranked(article()), words=60, feeds=FEEDS).sentences == ()


def test_below_keeps_the_sources_the_reasons_and_why() -> None:
    found = below(ranked(article()), "below the line by 0.40", feeds=FEEDS)

    assert (found.why, found.score, found.lead.url) == ("below the line by 0.40", 120, "https://outlet1.example/1")


def test_engine_nobody_knows_is_refused_by_name() -> None:
    with pytest.raises(UsageError, match='no summary engine "crystal-ball"; known: extractive'):
        brief(ranked(article()), words=60, feeds=FEEDS, engine="crystal-ball")
