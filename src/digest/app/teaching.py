"""Teaching the ranking: `more` and `less` on a story, what was learnt of it, and forgetting it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from digest.app.editions import why
from digest.app.lock import only_run
from digest.app.workspace import Workspace
from digest.errors import UsageError
from digest.lessons import Learnt, learn, telling_words
from digest.model import Article, Below, Brief, Edition, Entry, Kind, Lesson, Reading
from digest.store import Store


@dataclass(frozen=True, slots=True)
class Interest:
    """A line of what moves stories up or down."""

    words: tuple[str, ...]  # terms, a feed's name, or the patterns of a line of feeds.yaml
    points: int  # hundredths, as `why` prints them
    origin: str  # how and by what it came there


@dataclass(frozen=True, slots=True)
class Taught:
    """What a story taught just now."""

    story: str
    headline: str
    interests: tuple[Interest, ...]


def teach(workspace: Workspace, key: str, *, more: bool, cursor: str | None = None) -> Taught:
    """Learn from a story of the newest edition, in the place of what it taught before; raises `UsageError` if it has no telling word."""
    explained = why(workspace, key, cursor)
    edition, story = explained.edition, explained.story
    if story is None:
        raise UsageError(f'"{key}" is in no story of the edition of {edition.date}', hint=explained.verdict)
    with only_run(workspace.state), Store(workspace.state) as store:
        entries = store.entries.of(source.seq for source in story.sources)
        articles = [store.articles.of(entry) or Article(entry, "", Reading.HEADLINE) for entry in entries]
        terms = (*telling_words(articles, _beside(edition, story)), *_teaching_feed(entries, workspace))
        if not terms:
            raise UsageError(f'"{story.headline}" has no word to learn from', hint="write a line under interests: in feeds.yaml")
        with store.transaction(lasting=True):
            store.lessons.teach(Lesson(story.story, story.headline, more, terms, workspace.now))
        learnt = _interests(store.lessons.all(), workspace)
    return Taught(story.story, story.headline, tuple(learnt[term] for term in terms))


def interests(workspace: Workspace) -> list[Interest]:
    """Return what was learnt, the weightiest first, then what feeds.yaml says."""
    lessons: tuple[Lesson, ...] = ()
    if workspace.begun:
        with workspace.existing() as store:
            lessons = store.lessons.all()
    weight = workspace.config.rank.interest
    typed = [
        Interest(match.patterns, round(100 * match.weight * weight), f"feeds.yaml, line {match.line}")
        for match in workspace.config.interests
    ]
    return [*_together(_interests(lessons, workspace).values()), *typed]


def forget(workspace: Workspace, what: str) -> str:
    """Forget a term, the name of a feed, what a story taught (its id), or `all`; return what was forgotten."""
    nothing = UsageError(f'nothing was learnt of "{what}"', hint="'digest interests' lists what was")
    if not workspace.begun:
        raise nothing
    with only_run(workspace.state), Store(workspace.state) as store, store.transaction(lasting=True):
        lessons = store.lessons.all()
        terms = _terms_called(what, lessons, workspace)
        stories = [lesson for lesson in lessons if what in ("all", lesson.story)]
        for term in terms:
            store.lessons.forget_term(term)
        for lesson in () if terms else stories:
            store.lessons.forget(lesson.story)
    if terms:
        return f'"{what}"'
    if not stories:
        raise nothing
    return "all that was learnt" if what == "all" else f'what "{stories[0].headline}" taught'


def _terms_called(what: str, lessons: Iterable[Lesson], workspace: Workspace) -> list[str]:
    names = _names(workspace)
    return [term for term in learn(lessons) if what.casefold() in (term, names.get(term, term).casefold())]


def _beside(edition: Edition, story: Brief | Below) -> list[str]:
    """Return a headline of each other story of the edition."""
    headlines = {brief.story: brief.headline for brief in edition.briefs} | {below.story: below.headline for below in edition.below}
    return [headline for name, headline in headlines.items() if name != story.story]


def _teaching_feed(entries: Iterable[Entry], workspace: Workspace) -> tuple[str, ...]:
    """Return the feed that alone tells a story; an aggregator's is another publisher's each time."""
    told = {entry.feed for entry in entries}
    return tuple(feed.url for feed in workspace.config.feeds if told == {feed.url} and feed.kind is Kind.FEED)


def _interests(lessons: tuple[Lesson, ...], workspace: Workspace) -> dict[str, Interest]:
    names, weight = _names(workspace), workspace.config.rank.interest
    return {
        term: Interest((names.get(term, term),), round(100 * one.weight * weight), _origin(one, lessons, workspace))
        for term, one in learn(lessons).items()
    }


def _together(interests: Iterable[Interest]) -> list[Interest]:
    """Return one line for what came in one way, the weightiest first."""
    words: dict[tuple[int, str], list[str]] = {}
    for one in interests:
        words.setdefault((one.points, one.origin), []).extend(one.words)
    lines = [Interest(tuple(sorted(found)), points, origin) for (points, origin), found in words.items()]
    return sorted(lines, key=lambda line: (-abs(line.points), line.words))


def _origin(learnt: Learnt, lessons: Iterable[Lesson], workspace: Workspace) -> str:
    what = "feed: " if learnt.term in _names(workspace) else ""
    last = max((lesson for lesson in lessons if learnt.term in lesson.terms), key=lambda lesson: (lesson.at, lesson.story))
    return f'{what}{learnt.clicks}; last on {workspace.date_of(last.at)} by {last.story} "{last.headline}"'


def _names(workspace: Workspace) -> dict[str, str]:
    return {feed.url: feed.name for feed in workspace.config.feeds}
