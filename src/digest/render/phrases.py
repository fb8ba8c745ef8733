"""What every format says of an edition, in words: the same phrases, whatever markup goes around them.

Nothing here is escaped, coloured or wrapped. Glyphs are written as Unicode; `spell` turns all of them, and what came from
outside, into ASCII for a window that shows nothing else.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from digest.clean import clean
from digest.model import Brief, Discussion, Edition, Problem, Reading, Reason, Sentence, Source, reading_minutes, score_text
from digest.render.look import Look
from digest.urls import canonical

# What normalisation leaves: our own glyphs, typographic marks, and letters that are not a base and a mark.
_ASCII = str.maketrans("●○•·–—−“”„«»‘’‚⁄×øØłŁđ", '*o*----"""""\'\'\'/xoOlLd') | str.maketrans(
    {"→": "->", "↻": "update,", "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "€": "EUR", "£": "GBP"}
)

_MARKS = tuple('"“”„‟«»「」『』')  # double quotation marks

REST = "digest rest"  # the command that lists what stayed below the line
CHECK = "digest feeds check"  # the one that names every feed that fails
MOST_FAILING = 3  # feeds with a line of their own at the foot of an edition
MOST_NAMED = 9  # of the others, which share a line
READ = "read"  # the mark of what a person has read the text of


@dataclass(frozen=True, slots=True)
class Numbered:
    """A brief and its number in the edition, which stays when only some are printed."""

    number: int
    brief: Brief
    day: str = ""  # of its lead, when it is older than the day before the edition


@dataclass(frozen=True, slots=True)
class Section:
    """Stories under a heading; an edition without sections is one, with no name."""

    name: str
    stories: tuple[Numbered, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A short remark beside a headline."""

    words: str
    warns: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """A line at the foot of an edition, and the command that helps."""

    words: str
    command: str = ""
    warns: bool = False

    @property
    def line(self) -> str:
        """Both in one line of text."""
        return f"{self.words}: {self.command}" if self.command else self.words


@dataclass(frozen=True, slots=True)
class Cited:
    """A publisher and its sources, each with its number."""

    publisher: str
    sources: tuple[tuple[int, Source], ...]
    caveat: str  # what was not read, when nothing of this publisher's was read whole, and the story does not say so itself

    @property
    def refused(self) -> bool:
        """Whether the publisher let nothing be read."""
        return all(source.reading is Reading.BLOCKED for _, source in self.sources)


def spell(text: str, look: Look) -> str:
    """Return one line of what may be printed: text is clean already, and once more where it only seems so."""
    safe = text if text.isprintable() else clean(text, limit=2 * len(text) + 1)
    return safe if look.unicode or safe.isascii() else ascii_only(safe)


def ascii_only(text: str) -> str:
    """Return the text in ASCII: the nearest letters and marks, and a question mark where there is none."""
    folded = unicodedata.normalize("NFKD", text).translate(_ASCII)
    return "".join(character if character.isascii() else "?" for character in folded if not unicodedata.combining(character))


MOST_SOURCES = 12  # of a story in a mail or on a page; the rest are a number, and in the JSON


def sections(edition: Edition, look: Look) -> tuple[Section, ...]:
    """Return what is to be printed, by first tag if the edition wants that; the section of the best story comes first."""
    numbered = [Numbered(number, brief, _earlier_day(brief, edition)) for number, brief in enumerate(edition.briefs, start=1)]
    chosen = [item for item in numbered if look.only is None or item.brief.story in look.only]
    if not edition.sections:
        return (Section("", tuple(chosen)),) if chosen else ()
    names = dict.fromkeys(_section_name(item.brief) for item in chosen)
    return tuple(Section(name, tuple(item for item in chosen if _section_name(item.brief) == name)) for name in names)


def _earlier_day(brief: Brief, edition: Edition) -> str:
    """Return the day of news that is older than a morning expects; an update says by itself how old its story is."""
    if brief.update or brief.lead.published is None:
        return ""
    day = local(brief.lead.published, edition.timezone).date()
    return f"{day.day} {day:%b}" if (edition.date - day).days > 1 else ""


def _section_name(brief: Brief) -> str:
    return brief.tags[0] if brief.tags else "other"


def day(edition: Edition) -> str:
    """Return the edition's date, and the view when it is not the edition itself."""
    return joined((long_day(edition.date), edition.view))


def long_day(day: date) -> str:
    """Return a date in words: "Sunday 22 November 2026"."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def funnel(edition: Edition) -> tuple[str, ...]:
    """Return how the feeds became the stories that are shown: "41 feeds", "212 new", "96 stories", "12 shown"."""
    counts = edition.counts
    return (
        counted(counts.feeds, "feed"),
        counted(counts.entries, "entry", "entries") if edition.view else f"{counts.entries} new",
        counted(counts.stories, "story", "stories"),
        f"{counts.shown} shown",
    )


def length(edition: Edition) -> str:
    """Return how long the edition takes to read: "8 min"; nothing when it is empty."""
    return f"{edition.minutes} min" if edition.minutes else ""


def reading_time(words: int) -> str:
    """Return how long an article takes to read: "8 min read"; nothing when its words are not known."""
    return f"{reading_minutes(words)} min read" if words else ""


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def is_failed(edition: Edition) -> bool:
    """Tell whether not one feed could be read."""
    return edition.counts.failed > 0 and edition.counts.failed >= edition.counts.feeds


def emptiness(edition: Edition) -> str:
    """Return why there is no story to print; a failed edition does not read like an empty one."""
    counts = edition.counts
    if is_failed(edition):
        return f"Failed: not one of {counted(counts.feeds, 'feed')} could be read, so what is new is not known."
    if not counts.feeds:
        return "No feed was asked."
    if edition.briefs:
        return "Nothing new since the last print."
    if edition.below:
        return "Nothing above the line."
    if counts.failed:
        read = counts.feeds - counts.failed
        return f"Nothing new in the {counted(read, 'feed')} that could be read; {counts.failed} failed."
    return f"Nothing new in {counted(counts.feeds, 'feed')}."


def marks(brief: Brief, section: str = "", day: str = "") -> tuple[Mark, ...]:
    """Return what stands beside a headline: how many tell it, its day, whether it was read, how long it is, what it is about."""
    publishers = len(brief.publishers)
    fresh = sum(source.fresh for source in brief.sources)
    told = counted(publishers, "source") + (f", {fresh} new" if brief.update and fresh < len(brief.sources) else "")
    minutes = reading_time(brief.words) if brief.lead.reading is Reading.FULL else ""
    topic = next((tag for tag in brief.tags if tag != section), "")
    found = (
        Mark(f"{'●' if publishers > 1 else '○'} {told}"),
        Mark(day),
        Mark(unread(brief), warns=brief.lead.reading is Reading.BLOCKED),
        Mark(minutes),
        Mark(topic),
        Mark("must" if brief.must else ""),
    )
    return tuple(mark for mark in found if mark.words)


def update_mark(brief: Brief) -> str:
    """Return the mark of a story that was told before, or nothing."""
    return f"↻ day {brief.day}" if brief.update else ""


def caveat(source: Source, *, quoted: bool = False) -> str:
    """Return what was not read of a source, or nothing; what is quoted of a page that refused is what its feed said."""
    match source.reading:
        case Reading.FULL:
            return ""
        case Reading.EXCERPT:
            return "excerpt"
        case Reading.HEADLINE:
            return "headline only"
        case Reading.BLOCKED if quoted:
            return f"excerpt only: {source.note}" if source.note else "excerpt only"
        case Reading.BLOCKED:
            return f"not read: {source.note}" if source.note else "not read"


def unread(brief: Brief) -> str:
    """Return what was not read of any source, when that is the same for all; else each source says it of itself."""
    caveats = {caveat(source, quoted=number in quoted(brief)) for number, source in enumerate(brief.sources, start=1)}
    return caveats.pop() if len(caveats) == 1 else ""


def quoted(brief: Brief) -> frozenset[int]:
    """Return the numbers of the sources that the story's sentences come from."""
    return frozenset(sentence.source for sentence in brief.sentences)


def quote(sentence: Sentence) -> str:
    """Return a sentence in quotation marks; one that opens or closes with marks of its own stands in those."""
    text = sentence.text
    return text if text[:1] in _MARKS or text[-1:] in _MARKS else f"“{text}”"


def listed(brief: Brief, *, most: int | None = None) -> tuple[tuple[int, Source], ...]:
    """Return the sources worth a line, each with its number: of several entries with one address the first, and what is quoted.

    With `most` there are no more than so many, but for those that are quoted.
    """
    needed = quoted(brief)
    first = {canonical(source.url): number for number, source in reversed(tuple(enumerate(brief.sources, start=1)))}
    numbered = enumerate(brief.sources, start=1)
    distinct = [pair for pair in numbered if pair[0] in needed or not pair[1].url or first[canonical(pair[1].url)] == pair[0]]
    return tuple(pair for place, pair in enumerate(distinct) if most is None or place < most or pair[0] in needed)


def unlisted(brief: Brief, *, most: int) -> str:
    """Return how many sources are left out of a list of so many: "+46 more"; nothing when none are."""
    left_out = len(listed(brief)) - len(listed(brief, most=most))
    return f"+{left_out} more" if left_out else ""


def cited(brief: Brief, *, most: int | None = None) -> tuple[Cited, ...]:
    """Return the sources by publisher, in the order of their numbers."""
    numbered = listed(brief, most=most)
    groups = [group for name in brief.publishers if (group := tuple(pair for pair in numbered if pair[1].publisher == name))]
    said = bool(unread(brief))
    return tuple(Cited(publisher(group[0][1]), group, "" if said else _caveat(group, quoted(brief))) for group in groups)


def _caveat(group: tuple[tuple[int, Source], ...], needed: frozenset[int]) -> str:
    caveats = [caveat(source, quoted=number in needed) for number, source in group]
    return caveats[0] if all(caveats) else ""


def publisher(source: Source) -> str:
    """Return who published a source; one without an address is known by its feed alone."""
    return source.publisher or source.feed


def interest(discussion: Discussion) -> str:
    """Return how much a discussion is followed: "412 points, 120 comments"."""
    points = counted(discussion.points, "point") if discussion.points is not None else ""
    comments = counted(discussion.comments, "comment") if discussion.comments is not None else ""
    return ", ".join(part for part in (points, comments) if part)


def signed(points: int) -> str:
    """Return hundredths as a term of a sum: "+2.40"."""
    return f"{'' if points < 0 else '+'}{score_text(points)}"


def arithmetic(reasons: Sequence[Reason]) -> str:
    """Return a score as a sum in one line: "7.42 = sources +2.40, interest +1.50, ..."."""
    terms = ", ".join(f"{reason.name} {signed(reason.points)}" for reason in reasons)
    return f"{score_text(sum(reason.points for reason in reasons))} = {terms or 'no terms'}"


def below_line(edition: Edition) -> str:
    """Return how much stayed below the line and what of it is muted, or nothing."""
    muted = sum(below.muted for below in edition.below)
    said = f", {muted} of them muted" if muted else ""
    return f"{len(edition.below)} below the line{said}" if edition.below else ""


def failure(problem: Problem) -> str:
    """Return what is wrong with a feed: "failing: Old blog (403 Forbidden, 4 times in a row)"."""
    state = "failing" if problem.counts else problem.code
    often = f", {problem.failures} times in a row" if problem.failures > 1 else ""
    return f"{state}: {problem.subject} ({problem.message}{often})"


def trouble(edition: Edition) -> tuple[str, ...]:
    """Return the other problems, a line each; those that say the same of several pages are one line."""
    alike: dict[tuple[str, str, str], list[str]] = {}
    for problem in edition.problems:
        if not problem.feed:
            alike.setdefault((problem.stage, problem.message, problem.fix), []).append(problem.subject)
    return tuple(
        (f"{stage}: {subjects[0]}: {message}" if len(subjects) == 1 else f"{stage}: {message} ({len(subjects)} times)")
        + (f": {fix}" if fix else "")
        for (stage, message, fix), subjects in sorted(alike.items())
    )


def footer(edition: Edition) -> tuple[Remark, ...]:
    """Return what every edition ends with, a line each: what is below, what failed and its fix, notes.

    What is below the line of an edition that is not kept is no command away.
    """
    below = Remark(below_line(edition), REST if edition.revision else "")
    notes = (*trouble(edition), *edition.notes)
    return (*([below] if below.words else []), *_failing(edition), *map(Remark, notes))


def _failing(edition: Edition) -> tuple[Remark, ...]:
    """Return the feeds that failed, those with a fix and the most stubborn first; many are folded into a line."""
    failed = sorted(
        (problem for problem in edition.problems if problem.feed),
        key=lambda problem: (not problem.fix, -problem.failures, problem.subject, problem.feed),
    )
    lines = tuple(Remark(failure(problem), problem.fix, warns=True) for problem in failed[:MOST_FAILING])
    folded = [problem.subject for problem in failed[MOST_FAILING:]]
    if not folded:
        return lines
    names = ", ".join([*folded[:MOST_NAMED], *(["…"] if len(folded) > MOST_NAMED else [])])
    return (*lines, Remark(f"and {len(folded)} more ({names})", CHECK, warns=True))


def local_time(moment: datetime, timezone: str) -> str:
    """Return a moment as the reader's clock and calendar showed it."""
    there = local(moment, timezone)
    return f"{long_day(there)}, {there:%H:%M %Z}"


def local(moment: datetime, timezone: str) -> datetime:
    """Return a moment by the reader's clock."""
    return moment.astimezone(zone(timezone))


def zone(name: str) -> tzinfo:
    """Return a time zone; UTC for one that this machine does not know."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # made on a machine that knows zones this one does not
        return UTC


def joined(parts: Iterable[str]) -> str:
    """Return the parts that say something, with a dot between."""
    return " · ".join(part for part in parts if part)
