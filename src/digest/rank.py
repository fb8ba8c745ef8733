"""Order stories by a sum of named signals.

A signal is a function from a story to a `Reason` with its unit in words; the score is the exact sum of the reasons, in hundredths,
and nothing else orders the stories. The choice says of every story it leaves out why.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from digest.lessons import Learnt
from digest.matching import first_match
from digest.model import MUTED, WORDS_A_MINUTE, Article, Feed, Kind, Match, Ranked, Reading, Reason, Story, score_text
from digest.sentences import sentences
from digest.text import facts, language_of, words

HALF_LIFE = 2.0  # days after which a story is worth half as much as news
RARE = 3.5  # entries a week from which a feed is not rare: every other day
RAREST = 0.25  # entries a week from which a feed is not rarer: once a month
LONG = 600  # words of a text that tells everything
RICH = 20  # numbers and names in the beginning of a text full of them
CROWD = 1_000  # points and comments of a discussion that everybody has seen
OPENING = 1_000  # characters of a text that say what it is about
HEADLINE = 12  # words of a story in the edition beside its summary
LEARNT = 3  # learnt terms that count for one story: many weak hints make no strong one
COPY = 0.5  # share of its sentences found in others, from which a text is theirs


@dataclass(frozen=True, slots=True)
class Taste:
    """What a reader asked for, and how often each feed posts."""

    feeds: Mapping[str, Feed]  # address -> line of feeds.yaml
    interests: tuple[Match, ...] = ()
    learnt: Mapping[str, Learnt] = field(default_factory=dict)  # word or feed's address -> what `more` and `less` taught of it
    weights: Mapping[str, float] = field(default_factory=dict)  # signal -> weight; 1 when not given
    pace: Mapping[str, float] = field(default_factory=dict)  # feed's address -> entries a week; a feed not given is too young to tell


def rank(stories: Sequence[Story], *, taste: Taste, now: datetime) -> list[Ranked]:
    """Return the stories with their reasons, the best first; equals by the latest, then by name."""
    ranked = [_ranked(story, taste, now) for story in stories]
    return sorted(ranked, key=lambda one: (-one.score, -_begun(one.story, now).timestamp(), one.story.id))


def _ranked(story: Story, taste: Taste, now: datetime) -> Ranked:
    reasons = (
        sources(story, taste),
        *interests(story, taste),
        *learnt(story, taste),
        recency(story, taste, now),
        rarity(story, taste),
        substance(story, taste),
        discussion(story, taste),
        feed_weight(story, taste),
    )
    must = any(taste.feeds[feed].must for feed in _feeds(_news(story), taste))
    return Ranked(story, tuple(reason for reason in reasons if reason.points), must)


def sources(story: Story, taste: Taste) -> Reason:
    """Count the publishers that tell the story in their own words."""
    count = len(_voices(story))
    return _reason("sources", math.sqrt(count - 1), taste, f"{count} independent publishers")


def _voices(story: Story) -> set[str]:
    """Return the publishers, without those that only copied another's text."""
    publishers = {article.entry.publisher for article in story.articles}
    if len(publishers) == 1:
        return publishers
    told: set[str] = set()
    voices: set[str] = set()
    for article in sorted(story.articles, key=lambda article: article.reading is Reading.HEADLINE):
        said = {" ".join(words(article.text[start:end])) for start, end in sentences(article.text[:OPENING])}
        if not said or len(said & told) < COPY * len(said):
            voices.add(article.entry.publisher)
        told |= said
    return voices


def interests(story: Story, taste: Taste) -> list[Reason]:
    """Name every interest that the headlines or the beginnings of the texts meet."""
    text = "\n".join(f"{article.entry.title}\n{article.text[:OPENING]}" for article in story.articles)
    found = [(match, hit[1]) for match in taste.interests if (hit := first_match([match], text))]
    return [_reason("interest", match.weight, taste, f'"{pattern}" ({match.name})') for match, pattern in found]


def learnt(story: Story, taste: Taste) -> list[Reason]:
    """Name what the reader taught of words in the headlines, and of the feed that alone tells the story: the strongest few."""
    if not taste.learnt:
        return []
    feeds = {article.entry.feed for article in story.articles}
    found = {word for article in story.articles for word in words(article.entry.title)} | (feeds if len(feeds) == 1 else set())
    met = sorted((taste.learnt[term] for term in found & taste.learnt.keys()), key=lambda one: (-abs(one.weight), one.term))
    named = [(one, taste.feeds[one.term].name if one.term in taste.feeds else f'"{one.term}"') for one in met[:LEARNT]]
    return [_reason("learnt", one.weight, taste, f"{name} ({one.clicks})") for one, name in named]


def recency(story: Story, taste: Taste, now: datetime) -> Reason:
    """Weigh how long ago the news began: half as much after each `HALF_LIFE`."""
    hours = max(0.0, (now - _begun(story, now)).total_seconds() / 3600)
    ago = "less than 1 h" if hours < 1 else f"{hours:.0f} h" if hours < 48 else f"{hours / 24:.0f} days"
    return _reason("recency", 0.5 ** (hours / 24 / HALF_LIFE), taste, f"first seen {ago} ago")


def rarity(story: Story, taste: Taste) -> Reason:
    """Lift what only feeds tell that seldom speak: nothing from every other day on, all for once a month."""
    feeds = [feed for feed in _feeds(story.articles, taste) if taste.feeds[feed].kind is Kind.FEED]
    if not feeds or any(feed not in taste.pace for feed in feeds):
        return Reason("rarity", 0, "")
    busiest = max(feeds, key=lambda feed: (taste.pace[feed], feed))
    pace = max(taste.pace[busiest], RAREST)
    often = f"{pace:.0f} a week" if pace >= 1.5 else f"{max(1, pace * 52 / 12):.0f} a month"
    value = max(0.0, math.log(RARE / pace) / math.log(RARE / RAREST))
    return _reason("rarity", value, taste, f"{taste.feeds[busiest].name} posts {often}")


def substance(story: Story, taste: Taste) -> Reason:
    """Weigh what there is to read: the length of a full text, and the numbers and names in its beginning."""
    if not taste.weights.get("substance", 1.0):
        return Reason("substance", 0, "")
    lead = story.lead
    beginning = lead.text[:OPENING]
    count = len(set(facts(beginning, language_of(beginning, lead.entry.language))))
    length = min(1.0, lead.words / LONG) if lead.reading is Reading.FULL else 0.0
    read = f"{lead.words} words read" if lead.reading is Reading.FULL else lead.reading.value
    return _reason("substance", (length + min(1.0, count / RICH)) / 2, taste, f"{read}, {count} numbers and names")


def discussion(story: Story, taste: Taste) -> Reason:
    """Weigh how many people vote and talk, at the place where most do."""
    entries = [article.entry for article in story.articles if article.entry.discussion]
    points, comments = max(((entry.points or 0, entry.comments or 0) for entry in entries), key=sum, default=(0, 0))
    value = math.log1p(points + comments) / math.log1p(CROWD)
    return _reason("discussion", value, taste, f"{points} points, {comments} comments")


def feed_weight(story: Story, taste: Taste) -> Reason:
    """Add what the reader gave to a feed of the story, the highest of them; a weight of 1 adds nothing."""
    feeds = [taste.feeds[feed] for feed in _feeds(story.articles, taste)]
    if not feeds:
        return Reason("weight", 0, "")
    heaviest = max(feeds, key=lambda feed: (feed.weight, feed.url))
    return _reason("weight", heaviest.weight - 1, taste, f"weight {heaviest.weight:g} of {heaviest.name}")


def _reason(name: str, value: float, taste: Taste, text: str) -> Reason:
    return Reason(name, round(100 * value * taste.weights.get(name, 1.0)), text)


def _news(story: Story) -> list[Article]:
    """Return the articles the reader has not had; all of them before that is known."""
    return [article for article in story.articles if article.entry.seq in story.fresh] or list(story.articles)


def _begun(story: Story, now: datetime) -> datetime:
    return min(article.entry.date or now for article in _news(story))


def _feeds(articles: Iterable[Article], taste: Taste) -> list[str]:
    return [feed for feed in dict.fromkeys(article.entry.feed for article in articles) if feed in taste.feeds]


def choose(
    ranked: Sequence[Ranked],
    *,
    max_stories: int | None,
    minutes: int | None,
    words: int,
    reserve_rare: int = 0,
    mutes: Sequence[Match] = (),
    today: date,
    feeds: Mapping[str, Feed],
) -> tuple[list[Ranked], list[tuple[Ranked, str]]]:
    """Return the stories to show, in order, and the others with the reason; None is no limit.

    What `must` be shown is shown. Caps only reorder, so that while there is room nothing is dropped for them.
    """
    standing = [match for match in mutes if match.until is None or today <= match.until]
    muted = {one.story.id: why for one in ranked if not one.must and (why := _muted(one, standing))}
    willing = [one for one in ranked if one.story.id not in muted]
    above_cap = _above_cap(willing, feeds)
    willing.sort(key=lambda one: one.story.id in above_cap)
    stories = len(willing) if max_stories is None else max_stories
    places = min(stories, _fitting(minutes, words)) if minutes else stories
    must = [one for one in willing if one.must]
    others = [one for one in willing if not one.must]
    room = max(0, places - len(must))
    rare = _rarest(others, min(reserve_rare, room))
    best = [one for one in others if one not in rare][: room - len(rare)]
    kept = {one.story.id for one in (*must, *rare, *best)}
    line = _Line(min((one.score for one in best), default=None), room, places, stories, minutes)
    reasons = {one.story.id: _why_below(one, place, line, above_cap) for place, one in enumerate(others)} | muted
    return [one for one in willing if one.story.id in kept], [(one, reasons[one.story.id]) for one in ranked if one.story.id not in kept]


@dataclass(frozen=True, slots=True)
class _Line:
    """Where an edition ended, and what it had room for."""

    score: int | None  # the lowest that brought a story in; None when no place was left for a score
    room: int  # places beside the stories that must be shown
    places: int
    stories: int  # places if there were minutes enough
    minutes: int | None


def _why_below(one: Ranked, place: int, line: _Line, above_cap: Mapping[str, str]) -> str:
    """Return what kept a story out that had a place in the order."""
    if one.story.id in above_cap and (line.score is None or one.score >= line.score):
        return above_cap[one.story.id]
    if place < line.room:
        return "its place was kept for a feed that seldom posts"
    if place < line.places:
        return "its place went to a story that must be shown"
    if place < line.stories:
        return f"the edition is full: {line.minutes} minutes"
    if line.score is None:
        return "the edition is full"
    return f"below the line by {score_text(line.score - one.score)}" if one.score < line.score else "below the line: same score, later"


def _muted(ranked: Ranked, mutes: Sequence[Match]) -> str:
    found = next((hit for article in ranked.story.articles if (hit := first_match(mutes, article.entry.title))), None)
    return f'{MUTED}{found[0].name} "{found[1]}"' if found else ""


def _above_cap(ranked: Sequence[Ranked], feeds: Mapping[str, Feed]) -> dict[str, str]:
    """Return the stories that come after the cap of their lead's feed is reached, with the words that say so."""
    had: Counter[str] = Counter()
    above: dict[str, str] = {}
    for one in ranked:
        feed = feeds.get(one.story.lead.entry.feed)
        if feed is None or feed.cap is None or one.must:
            continue
        had[feed.url] += 1
        if had[feed.url] > feed.cap:
            above[one.story.id] = f"{feed.name} has its {feed.cap} already"
    return above


def _fitting(minutes: int, words: int) -> int:
    """Return how many stories are read in so many minutes, at least one."""
    return max(1, minutes * WORDS_A_MINUTE // (words + HEADLINE))


def _rarest(ranked: Sequence[Ranked], places: int) -> list[Ranked]:
    """Return the stories that only feeds tell that seldom speak, the most seldom first."""
    points = {one.story.id: sum(reason.points for reason in one.reasons if reason.name == "rarity") for one in ranked}
    return sorted((one for one in ranked if points[one.story.id] > 0), key=lambda one: -points[one.story.id])[:places]
