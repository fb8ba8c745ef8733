"""Seven days of invented feeds, read each morning: nothing twice, nothing lost."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from digest.model import Article, Ranked, Told
from digest.rank import Taste, choose, rank
from digest.stories.follow import follow
from digest.stories.group import group
from tests.news import NOON, article, feed

SUBJECTS = [
    "Plover",
    "Cratewell",
    "Saltmarsh",
    "Heron",
    "Petrel",
    "Nestling",
    "Orrery",
    "Libstow",
    "Corvane",
    "Triton",
    "Kestrel",
    "Marlowe",
]
THINGS = ["broker", "registry", "model", "processor", "probe", "monitor", "court", "archive", "firmware", "moon", "drone", "theatre"]
DEEDS = [
    "leaves licence",
    "restores index",
    "releases weights",
    "ships boards",
    "answers call",
    "pays fine",
    "cuts fees",
    "closes overflow",
]
OUTLETS = [f"outlet{number}.example" for number in range(10)]
FEEDS = {one.url: one for one in map(feed, [*OUTLETS, "firehose.example", "monthly.example"])}
PACE = dict.fromkeys(FEEDS, 20.0) | {"https://firehose.example/feed": 280.0, "https://monthly.example/feed": 0.25}


def week() -> list[list[Article]]:
    """Return the articles of each day: events told by several outlets, their developments, reposts, a firehose and a monthly blog."""
    chance = random.Random(7)  # noqa: S311 - the same week every time
    days: list[list[Article]] = []
    seq = 0
    for day in range(7):
        told: list[tuple[str, str, str]] = []
        subject, thing = SUBJECTS[day], THINGS[day]
        event = f"{subject} {thing} {DEEDS[day]}"
        told += [(outlet, event, f"{event}, Mira{day} told {outlet}.") for outlet in OUTLETS[:4]]
        if day:
            before, kind = SUBJECTS[day - 1], THINGS[day - 1]
            development = f"{before} {kind} inquiry names Qalandar{day} over {day}{day}7 failures"
            told += [(outlet, development, f"{development}. Then Oberth{day} resigned in Tartu{day}.") for outlet in OUTLETS[4:6]]
            told.append(
                (OUTLETS[7], f"{before} {kind} {DEEDS[day - 1]}", f"{before} {kind} {DEEDS[day - 1]}, Mira{day - 1} told {OUTLETS[0]}.")
            )  # a repost
        told += [("firehose.example", f"Deal {chance.randrange(10**6)}: gadget{chance.randrange(10**6)} reduced", "") for _ in range(30)]
        if day == 3:
            told.append(("monthly.example", "Notes on soldering antique radios", "I repaired a Philetta with three new capacitors."))
        chance.shuffle(told)
        days.append([])
        for publisher, title, text in told:
            seq += 1
            one = article(title, text, seq=seq, publisher=publisher, hours_ago=24 * (6 - day) + chance.random() * 12)
            days[-1].append(replace(one, entry=replace(one.entry, seen=NOON - timedelta(days=6 - day))))
    return days


def read() -> list[list[Ranked]]:
    """Return what a reader is shown each morning."""
    kept: list[Article] = []
    known: dict[int, str] = {}
    told: dict[str, Told] = {}
    mornings: list[list[Ranked]] = []
    for number, arrived in enumerate(week()):
        today, now = date(2026, 11, 16) + timedelta(days=number), NOON - timedelta(days=6 - number)
        after = len(kept)
        kept += arrived
        stories = group(kept, known=known)
        known = {member.entry.seq: story.id for story in stories for member in story.articles}
        news, _ = follow(stories, told, after=after)
        ranked = rank(news, taste=Taste(feeds=FEEDS, pace=PACE), now=now)
        shown, _ = choose(ranked, max_stories=6, minutes=None, words=60, reserve_rare=1, today=today, feeds=FEEDS)
        told |= {one.story.id: Told(one.story.first_told or today, today, len(kept)) for one in shown}
        mornings.append(shown)
    return mornings


def test_nothing_is_told_again_unless_something_is_added() -> None:
    mornings = read()

    again = [one.story for morning in mornings for one in morning if one.story.told]
    assert len(again) == 6
    assert all(
        any("inquiry names" in member.entry.title for member in story.articles if member.entry.seq in story.fresh) for story in again
    )


def test_every_event_is_one_story_on_its_day() -> None:
    for number, morning in enumerate(read()):
        assert sum(SUBJECTS[number] in one.story.lead.entry.title for one in morning) == 1


def test_monthly_post_is_shown_on_its_day_beside_a_firehose() -> None:
    assert any(one.story.lead.entry.publisher == "monthly.example" for one in read()[3])
