"""The values that travel down the street, each made by one stage.

Everything is immutable and plain: text is clean text (no markup, no control characters), times are aware UTC,
collections are tuples. Only `Entry.content` and `Response.body` hold what a stranger wrote, for `extract` and `parse` to read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Kind(StrEnum):
    """What sort of feed a line of feeds.yaml is."""

    FEED = "feed"
    AGGREGATOR = "aggregator"  # its entries are other publishers' articles, with a discussion attached


class Reading(StrEnum):
    """How much of an article was read."""

    FULL = "full"  # the whole text, from the page or from a feed that carries it
    EXCERPT = "excerpt"  # what the feed said, and no more
    BLOCKED = "blocked"  # the page refused, or showed a wall; text is what the feed said
    HEADLINE = "headline"  # nothing but a title


@dataclass(frozen=True, slots=True)
class Feed:
    """A line of feeds.yaml, validated."""

    name: str
    url: str
    tags: tuple[str, ...] = ()
    weight: float = 1.0
    cap: int | None = None  # most stories of this feed in one edition; only reorders; None: no cap
    kind: Kind = Kind.FEED
    must: bool = False  # never ranked away
    paused: bool = False  # neither asked nor shown; what is stored of it stays
    line: int = 0  # in feeds.yaml


@dataclass(frozen=True, slots=True)
class Match:
    """A line of `interests` or `mute`: patterns, any of which is enough."""

    patterns: tuple[str, ...]  # words or phrases; a trailing * matches any ending; /.../ is a regular expression
    name: str  # as `why` prints it: "interests[2]"
    weight: float = 1.0  # of an interest; negative pushes down
    until: date | None = None  # of a mute: the last day it holds
    line: int = field(default=0, compare=False)  # in feeds.yaml; 0: typed at a command


@dataclass(frozen=True, slots=True)
class Problem:
    """An expected failure, as a value: what happened, to whom, what to do."""

    stage: str  # fetch, parse, page, extract, summarize
    subject: str  # the feed's name, or an address
    message: str  # for a person: "403 Forbidden", "not a feed: an HTML page"
    code: str = ""  # machine word: timeout, status, refused, not-a-feed, ...
    fix: str = ""  # the command or step that mends it
    feed: str = ""  # the feed's address, when a feed failed
    failures: int = 1  # in a row, this one included

    @property
    def counts(self) -> bool:
        """Whether it is a failure; what a feed or its server says of itself is worth a line, and is none."""
        return self.code not in ("waiting", "paused", "silent", "empty feed")


class Level(StrEnum):
    """How bad a finding is."""

    OK = "ok"
    WARNING = "warning"  # it works, and not as it might
    ERROR = "error"  # it does not work


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one part of an installation."""

    subject: str  # feeds.yaml, feeds, state, mail, clock, ...
    level: Level
    about: str  # the file, program, zone or feed that was looked at; empty when there is none
    text: str  # for a person
    fix: str = ""  # the command or step that mends it


@dataclass(frozen=True, slots=True)
class Response:
    """An answer from a server; 304 is a Response too."""

    url: str  # as asked
    final_url: str  # after redirects
    status: int
    headers: tuple[tuple[str, str], ...]  # names in lower case
    body: bytes
    fetched_at: datetime
    permanent_url: str = ""  # where every hop was permanent (RFC 9110, section 15.4.2 and 15.4.9)

    def header(self, name: str) -> str:
        """Return the first value of a header, or the empty string."""
        return next((value for key, value in self.headers if key == name), "")


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is remembered of a feed between runs."""

    url: str
    title: str = ""  # as the feed calls itself
    etag: str = ""  # byte for byte as sent
    last_modified: str = ""
    body_hash: str = ""  # of the last body that was parsed
    permanent_url: str = ""  # where it moved for good
    wait_until: datetime | None = None  # not asked again before
    problem: str = ""  # of the last time it was asked; empty when that went well
    problem_code: str = ""
    ttl: int = 0  # minutes for which its document asks not to be asked again
    skip_hours: tuple[int, ...] = ()  # of the day, UTC, at which its document asks not to be asked
    gone: bool = False  # answered 410
    failures: int = 0  # in a row
    failing_since: datetime | None = None
    first_success: datetime | None = None
    last_success: datetime | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed said of one article."""

    feed: str  # the feed's address in feeds.yaml
    uid: str  # what tells it from the feed's other entries: its guid, else its link, else a hash of its words
    url: str  # the article's address; empty when the feed has none that may be followed
    title: str
    content: str  # HTML as the feed sent it, the longest of its content and summary; hostile
    published: datetime | None  # as the feed dates it, never later than first seen
    authors: tuple[str, ...] = ()
    language: str = ""  # BCP 47, lower case, empty when unknown
    publisher: str = ""  # registrable domain (or IP) of `url`
    discussion: str = ""  # address of the comments
    points: int | None = None
    comments: int | None = None
    seq: int = 0  # order of arrival in the state, from 1; 0 until stored
    seen: datetime | None = None  # first seen; None until stored
    old: bool = False  # too old to be news when it was first seen

    @property
    def id(self) -> str:
        """What it is called on the command line: a1234."""
        return f"a{self.seq}"

    @property
    def date(self) -> datetime | None:
        """When it became news: as the feed dates it, else when it was first seen."""
        return self.published or self.seen


@dataclass(frozen=True, slots=True)
class Article:
    """An entry with its clean text."""

    entry: Entry
    text: str  # body without the headline; one block a line; empty when there is only a headline
    reading: Reading
    words: int = 0  # of the text
    note: str = ""  # why no more was read: "403 Forbidden", "paywall"
    standfirst: str = ""  # the publisher's own deck, when the text begins with it


@dataclass(frozen=True, slots=True)
class Verdict:
    """A line of a page: whether it belongs to the article, and what spoke for and against it."""

    text: str
    stays: bool
    score: int  # hundredths
    reasons: tuple[Evidence, ...] = ()  # those that counted most, the strongest first


@dataclass(frozen=True, slots=True)
class Evidence:
    """A fact about a line, and what it counted."""

    name: str  # "share of links", "says subscribe"
    points: int  # hundredths; 0: it overruled the sum


@dataclass(frozen=True, slots=True)
class Told:
    """When a reader was shown a story on earlier dates, and up to where."""

    first: date
    last: date
    upto: int  # highest seq of the window of the last edition that showed it


@dataclass(frozen=True, slots=True)
class Story:
    """The articles about one event, the lead first."""

    id: str  # s7k2: kept for the story's life
    articles: tuple[Article, ...]
    told: date | None = None  # the last earlier date this reader was shown it
    first_told: date | None = None
    fresh: frozenset[int] = frozenset()  # seq of the entries this reader has not had

    @property
    def lead(self) -> Article:
        """The article the story is told by."""
        return self.articles[0]


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a reader taught with `more` or `less` on a story; a story teaches once."""

    story: str
    headline: str
    more: bool  # False: less
    terms: tuple[str, ...]  # words of its headlines, as `text.words` folds them; the address of the feed that alone told it
    at: datetime


@dataclass(frozen=True, slots=True)
class Move:
    """An entry that a reader's correction of the grouping moved to another story."""

    seq: int
    before: str  # the story it was in; empty when it was in none that was remembered
    after: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What a reader said of the grouping, with `merge` or `split`."""

    kind: str  # merge, split
    said: str  # 'merged "..." (s7k2) with "..." (s8b8)'
    at: datetime
    moves: tuple[Move, ...]
    number: int = 0  # by which it is undone; 0 until stored


@dataclass(frozen=True, slots=True)
class Reason:
    """One term of a score."""

    name: str  # sources, recency, interest, learnt, rarity, substance, discussion, weight
    points: int  # hundredths, so that sums are exact
    text: str  # "5 independent publishers"


@dataclass(frozen=True, slots=True)
class Ranked:
    """A story and the terms that add up to its score."""

    story: Story
    reasons: tuple[Reason, ...]
    must: bool = False

    @property
    def score(self) -> int:
        """The sum of the reasons, in hundredths."""
        return sum(reason.points for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class Source:
    """An article as an edition cites it; its number is its place in `Brief.sources`, from 1."""

    seq: int
    publisher: str
    feed: str  # the feed's name
    url: str
    title: str
    reading: Reading
    published: datetime | None
    note: str = ""
    fresh: bool = True  # not shown to this reader before

    @property
    def id(self) -> str:
        """What its entry is called on the command line: a1234."""
        return f"a{self.seq}"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that stands word for word in a source."""

    text: str
    source: int  # number of the source, from 1
    offset: int  # of its first character in the article's text
    length: int  # in the article's text; more than len(text) where a line break there is a space here


@dataclass(frozen=True, slots=True)
class Discussion:
    """A place where people talk about a story."""

    name: str  # the aggregator's name
    url: str
    points: int | None = None
    comments: int | None = None


@dataclass(frozen=True, slots=True)
class Brief:
    """A story in words for the reader."""

    story: str  # its id
    headline: str
    sentences: tuple[Sentence, ...]
    sources: tuple[Source, ...]  # the lead first
    reasons: tuple[Reason, ...]
    discussions: tuple[Discussion, ...] = ()
    tags: tuple[str, ...] = ()
    words: int = 0  # of the lead's text
    day: int = 1  # of the story's life, when it is an update
    update: bool = False  # told before, and something is new
    must: bool = False
    writer: str = "extractive"

    @property
    def score(self) -> int:
        """The sum of the reasons, in hundredths."""
        return sum(reason.points for reason in self.reasons)

    @property
    def lead(self) -> Source:
        """The source the headline comes from."""
        return self.sources[0]

    @property
    def publishers(self) -> tuple[str, ...]:
        """The distinct publishers, the lead's first."""
        return tuple(dict.fromkeys(source.publisher for source in self.sources))


MUTED = "muted by "  # what the reason begins with that keeps a muted story out


@dataclass(frozen=True, slots=True)
class Below:
    """A story that is not shown, and why."""

    story: str
    headline: str
    sources: tuple[Source, ...]
    reasons: tuple[Reason, ...]
    why: str  # "below the line by 0.40", "muted by mute[1] \"sponsored\"", "told on 2026-11-21, nothing new"

    @property
    def score(self) -> int:
        """The sum of the reasons, in hundredths."""
        return sum(reason.points for reason in self.reasons)

    @property
    def lead(self) -> Source:
        """The source the headline comes from."""
        return self.sources[0]

    @property
    def muted(self) -> bool:
        """Whether the reader wants none of it, whatever its score."""
        return self.why.startswith(MUTED)


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a text around what was searched for in it."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()  # what was found: its first character, and the one after its last


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that a search found."""

    entry: Entry
    feed: str  # the feed's name
    snippet: Snippet
    story: str = ""  # its id, when it is in one
    opened: datetime | None = None  # when its text was read last


@dataclass(frozen=True, slots=True)
class Counts:
    """The bookkeeping of an edition; every new entry is in exactly one of shown and below."""

    feeds: int = 0  # asked for by the configuration, after --tag and --feed
    failed: int = 0  # of them, in this run
    entries: int = 0  # in the window
    stories: int = 0  # made of them
    shown: int = 0  # stories
    shown_entries: int = 0  # entries of the window in shown stories
    below_entries: int = 0  # entries of the window in the others


@dataclass(frozen=True, slots=True)
class Edition:
    """What one reader gets for one date: ranked, summarised, complete."""

    date: date
    cursor: str
    revision: int  # from 1 for each date and reader; 0: not kept
    timezone: str
    window: tuple[int, int]  # seq: after the first, up to and with the second
    briefs: tuple[Brief, ...]
    below: tuple[Below, ...]
    problems: tuple[Problem, ...]
    counts: Counts
    made_at: datetime
    view: str = ""  # "since 3 days ago", "--tag security": a look that moves no cursor; empty for the edition itself
    notes: tuple[str, ...] = ()  # to the reader: first run, folded days
    sections: bool = False  # show the briefs under the first of their tags
    fingerprint: str = field(default="", compare=False)  # of what it was made from

    @property
    def seqs(self) -> frozenset[int]:
        """The entries it tells of, and those it leaves below the line."""
        briefs = {source.seq for brief in self.briefs for source in brief.sources}
        return frozenset(briefs | {source.seq for below in self.below for source in below.sources})

    @property
    def name(self) -> str:
        """What it is called among all: 2026-11-22.1@tty."""
        return f"{self.date}.{self.revision}@{self.cursor}"

    @property
    def minutes(self) -> int:
        """Reading time of the edition itself, in minutes, at 230 words a minute."""
        words = sum(len(b.headline.split()) + sum(len(s.text.split()) for s in b.sentences) for b in self.briefs)
        return max(1, round(words / WORDS_A_MINUTE)) if self.briefs else 0


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who sends a mail, and who gets it: addresses as `mailbox` returns them."""

    sender: str = ""
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Telling:
    """An edition's showing of a story."""

    edition: str  # its name
    date: date
    delivered_at: datetime
    rank: int
    brief: Brief


@dataclass(frozen=True, slots=True)
class Timeline:
    """What is kept of a story, from its first entry to its last telling."""

    story: str  # its id; empty for an entry that is in none
    headline: str
    sources: tuple[Source, ...]  # in the order of their dates
    discussions: tuple[Discussion, ...]
    tellings: tuple[Telling, ...]  # in the order of their dates, the revision that was delivered last of each
    opened: frozenset[int] = frozenset()  # seqs of the sources whose text was read


WORDS_A_MINUTE = 230  # silent reading of English non-fiction: 238 (Brysbaert 2019), a little less on a screen


def reading_minutes(words: int) -> int:
    """Return how long a text of so many words is read, in whole minutes, at least one."""
    return max(1, round(words / WORDS_A_MINUTE))


def score_text(points: int) -> str:
    """Return hundredths as a decimal: 742 is "7.42"."""
    sign = "-" if points < 0 else ""
    return f"{sign}{abs(points) // 100}.{abs(points) % 100:02d}"
