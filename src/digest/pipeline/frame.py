"""What an edition is to be made of, decided before anything is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from digest.model import Entry, Feed, Lesson, Match, Problem, Told


@dataclass(frozen=True, slots=True)
class Frame:
    """Who looks at what: the frame of an edition, before there is one."""

    date: date
    zone: str
    cursor: str
    window: tuple[int, int]
    entries: tuple[Entry, ...]  # of the window and the feeds looked at
    feeds: Mapping[str, Feed]  # by address
    max_stories: int
    minutes: int | None
    told: Mapping[str, Told] = field(default_factory=dict)
    lessons: tuple[Lesson, ...] = ()
    mutes: tuple[Match, ...] = ()
    after: int = 0  # seq up to which the reader has had everything, or it was passed over
    behind: frozenset[int] = frozenset()  # but for these: of feeds that were not looked at then
    missed: int = 0  # dates since the reader's last edition, both left out
    lapsed: int = 0  # entries of these dates that were too old to be news when they were seen at last
    view: str = ""
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    fingerprint: str = ""
