"""Entries to an edition: articles, stories, order, words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import chain
from zoneinfo import ZoneInfo

from digest.extract.page import article
from digest.lessons import learn
from digest.model import Article, Below, Brief, Counts, Edition, Entry, Problem, Ranked, Source, Story
from digest.pipeline.frame import Frame
from digest.pipeline.pages import read_pages
from digest.pipeline.tools import Tools
from digest.rank import Taste, choose, rank
from digest.stories.follow import follow
from digest.stories.group import group
from digest.stories.lead import lead_first, twins_last
from digest.summarize import below, brief, named

PACE_DAYS = 28
SPARE = 1.5  # candidates for each place: some fall below the line once their pages are read
PAGES_OF_A_STORY = 4  # the lead and three others say what there is to say


def assemble(frame: Frame, tools: Tools, *, fetch_pages: bool = True) -> Edition:
    """Return the edition of a frame, its stories remembered, its revision still to be given."""
    known = _known(frame, tools)
    articles = [_article(entry, tools) for entry in frame.entries]
    if fetch_pages and tools.config.fetch.pages != "none":
        better, problems = read_pages(_candidates(articles, known, frame, tools), tools)
        frame = replace(frame, problems=(*frame.problems, *problems))
        articles = [better.get(member.entry.seq, member) for member in articles]
    tools.progress("stories", 0, 0)
    stories = _stories(articles, known, frame, tools)
    if not frame.view:  # a look at a part must not decide for good what belongs together
        with tools.store.transaction():
            tools.store.stories.save(stories)
    return _edition(stories, frame, tools)


def _known(frame: Frame, tools: Tools) -> list[Article]:
    """Return the articles of living stories that are not in the window themselves; those of other feeds too, for they told them."""
    since = tools.now - timedelta(days=tools.config.stories.window_days)
    inside = {entry.seq for entry in frame.entries}
    recent = tools.store.entries.told_since(since, frame.window[1])
    return [_article(entry, tools) for entry in recent if entry.seq not in inside]


def _article(entry: Entry, tools: Tools) -> Article:
    return tools.store.articles.of(entry) or article(entry, said="")


def _stories(articles: Sequence[Article], known: Sequence[Article], frame: Frame, tools: Tools) -> list[Story]:
    """Return the stories with at least one article of the window."""
    everything = [*known, *articles]
    belongs = tools.store.stories.of(member.entry.seq for member in everything)
    inside = {entry.seq for entry in frame.entries}
    window = timedelta(days=tools.config.stories.window_days)
    stories = group(everything, known=belongs, is_taken=tools.store.stories.has, window=window)
    return [story for story in stories if any(member.entry.seq in inside for member in story.articles)]


def _followed(stories: Sequence[Story], frame: Frame) -> tuple[list[Story], list[Story]]:
    """Return the stories to show and those kept silent, with what the feeds that are looked at have said of them."""
    telling, silent = follow(stories, frame.told, after=frame.after, missed=frame.behind)
    return [_at_last(_seen(story, frame), frame) for story in telling], [_seen(story, frame) for story in silent]


def _seen(story: Story, frame: Frame) -> Story:
    articles = [member for member in story.articles if member.entry.feed in frame.feeds]
    return replace(story, articles=lead_first(articles)) if len(articles) < len(story.articles) else story


def _at_last(story: Story, frame: Frame) -> Story:
    """Return a story, when dates were missed, as it stood in the end: what came on its last date leads."""
    dates = [member.entry.date for member in story.articles if member.entry.date]
    if not frame.missed or not dates:
        return story
    zone = ZoneInfo(frame.zone)
    last = max(dates).astimezone(zone).date()
    latest = [member for member in story.articles if member.entry.date and member.entry.date.astimezone(zone).date() == last]
    earlier = (member for member in story.articles if member not in latest)
    return replace(story, articles=twins_last((*lead_first(latest), *earlier))) if len(latest) < len(story.articles) else story


def _candidates(articles: Sequence[Article], known: Sequence[Article], frame: Frame, tools: Tools) -> list[Article]:
    """Return the articles worth reading: of the stories that would be shown, judged by what the feeds said, and some to spare.

    Substance does not count yet: a feed that sends whole articles would else be read for that alone.
    """
    if tools.config.fetch.pages == "all":
        return list(articles)
    telling, _ = _followed(_stories(articles, known, frame, tools), frame)
    taste = _taste(frame, tools)
    ranked = rank(telling, taste=replace(taste, weights={**taste.weights, "substance": 0.0}), now=tools.now)
    first = ranked[: int(frame.max_stories * SPARE) + 1]
    chosen = [*first, *(item for item in ranked[len(first) :] if item.must)]
    inside = {entry.seq for entry in frame.entries}
    members = chain.from_iterable(item.story.articles[:PAGES_OF_A_STORY] for item in chosen)
    return [member for member in members if member.entry.seq in inside]


def _taste(frame: Frame, tools: Tools) -> Taste:
    config = tools.config
    weights = {name: getattr(config.rank, name) for name in config.rank.__slots__} | {"learnt": config.rank.interest}
    pace = tools.store.entries.pace(tools.now, days=PACE_DAYS)
    return Taste(feeds=frame.feeds, interests=config.interests, learnt=learn(frame.lessons), weights=weights, pace=pace)


def _edition(stories: Sequence[Story], frame: Frame, tools: Tools) -> Edition:
    config = tools.config
    telling, silent = _followed(stories, frame)
    shown, rest = choose(
        rank(telling, taste=_taste(frame, tools), now=tools.now),
        max_stories=frame.max_stories,
        minutes=frame.minutes,
        words=config.digest.words,
        reserve_rare=config.digest.reserve_rare,
        mutes=frame.mutes,
        today=frame.date,
        feeds=frame.feeds,
    )
    briefs, problems = _briefs(shown, frame, tools)
    quiet = [below(Ranked(story, ()), _told_before(story), feeds=frame.feeds) for story in silent]
    unshown = (*(below(item, why, feeds=frame.feeds) for item, why in rest), *quiet)
    counts = _counts(briefs, unshown, frame)
    return Edition(
        date=frame.date,
        cursor=frame.cursor,
        revision=0,
        timezone=frame.zone,
        window=frame.window,
        briefs=briefs,
        below=unshown,
        problems=(*frame.problems, *problems),
        counts=counts,
        made_at=tools.now,
        view=frame.view,
        notes=(*frame.notes, *_folded(counts, frame)),
        sections=config.digest.sections == "tags",
        fingerprint=frame.fingerprint,
    )


def _briefs(shown: Sequence[Ranked], frame: Frame, tools: Tools) -> tuple[tuple[Brief, ...], tuple[Problem, ...]]:
    """Return the stories in words; where a stranger's engine fails, ours serves and it is said."""
    words, engine = tools.config.digest.words, tools.config.summary.engine
    named(engine)  # a name that nobody knows is a mistake of the configuration, and ends the run
    briefs, problems = [], []
    for item in shown:
        try:
            briefs.append(brief(item, words=words, feeds=frame.feeds, engine=engine))
        except Exception as error:  # noqa: BLE001 - a plug-in may do anything
            problems.append(Problem("summarize", item.story.lead.entry.title, f"the summary engine failed: {error!r}", "plugin"))
            briefs.append(brief(item, words=words, feeds=frame.feeds))
    return tuple(briefs), tuple(problems)


def _folded(counts: Counts, frame: Frame) -> Iterator[str]:
    """Say that dates were missed, and where what there was on them and is not shown can be found."""
    below = f"{_entries(counts.below_entries)} below the line (digest rest)" if counts.below_entries else ""
    lapsed = f"{_entries(frame.lapsed)} too old to be news (digest search)" if frame.lapsed else ""
    if frame.missed and (below or lapsed):
        days = "A missed day is" if frame.missed == 1 else f"{frame.missed} missed days are"
        yield f"{days} folded in: {', '.join(filter(None, (below, lapsed)))}."


def _entries(count: int) -> str:
    return f"{count} {'entry' if count == 1 else 'entries'}"


def _told_before(story: Story) -> str:
    return f"told on {story.told}, and nothing new in it" if story.told else "nothing new in it"


def _counts(briefs: Sequence[Brief], unshown: Sequence[Below], frame: Frame) -> Counts:
    inside = {entry.seq for entry in frame.entries}

    def entries(groups: Sequence[tuple[Source, ...]]) -> int:
        return sum(source.seq in inside for sources in groups for source in sources)

    return Counts(
        feeds=len(frame.feeds),
        failed=len({problem.feed for problem in frame.problems if problem.feed and problem.counts}),
        entries=len(inside),
        stories=len(briefs) + len(unshown),
        shown=len(briefs),
        shown_entries=entries([item.sources for item in briefs]),
        below_entries=entries([item.sources for item in unshown]),
    )
