"""A reader's days by clocks that jump: summer time, days without a run, a clock that was set back. Nothing twice, nothing lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from digest.app.editions import list_editions
from digest.app.today import Wishes, today
from digest.app.workspace import Workspace
from digest.model import Edition
from tests.app.conftest import NOW
from tests.web import Answer, Web

Make = Callable[..., Workspace]

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TITLES = (
    "Kiln 4.2 fixes a heap overflow", "Neptune probe Petrel wakes up", "Sodium battery survives 6,000 charges",
    "Court orders Tollgate to open its store", "Harrier announces a server processor", "Glacier lake drains overnight",
    "Quorum votes down the telescope budget", "Marten compiler drops 32-bit targets", "Violin maker rebuilds a lost varnish",
    "Ferry line goes electric in Bergen", "Archive scans a million postcards", "Beekeepers map the lime trees",
    "Vaccine for sheep passes its trial", "Tram drivers strike in Porto", "Font renderer learns Tibetan",
    "Census counts fewer sparrows", "Orchestra tours by night train", "Satellite finds a buried river",
)  # fmt: skip


class Reader:
    """A reader who looks at given times, while a feed gets an entry before each look."""

    def __init__(self, web: Web, workspace: Make, zone: str = "UTC") -> None:
        self._web, self._workspace, self._zone = web, workspace, zone
        self._items: list[tuple[datetime, str]] = []
        self.shown: list[str] = []  # as new, over all looks

    def post(self, *dates: datetime) -> None:
        """Let the feed have an entry more for each date."""
        self._items += zip(dates, TITLES[len(self._items) :], strict=False)
        items = "".join(
            f"<item><title>{title}</title><guid>{title}</guid><pubDate>{_rfc(date)}</pubDate></item>" for date, title in self._items
        )
        self._web.answers["/feed"] = Answer(f"<rss version='2.0'><channel>{items}</channel></rss>".encode())

    def space(self, now: datetime) -> Workspace:
        return replace(self._workspace(self._web.url("/feed"), now=now), zone=self._zone)

    def look(self, now: datetime) -> Edition:
        """Print the edition of a moment, as cron does, and note which headlines were new."""
        with today(self.space(now), Wishes(cursor="mail", max_stories=100, minutes=600), progress=lambda *_: None) as made:
            made.delivered()
        self.shown += [brief.headline for brief in made.edition.briefs if brief.story in made.fresh]
        return made.edition

    def read(self, moments: Iterable[datetime]) -> list[Edition]:
        """Look at each moment, after the feed has got an entry."""
        editions = []
        for moment in moments:
            self.post(moment - timedelta(minutes=1))
            editions.append(self.look(moment))
        return editions


def _rfc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%a, %d %b %Y %H:%M:%S} GMT"


def each_once(titles: Sequence[str]) -> bool:
    return set(Counter(titles).values()) <= {1}


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("Europe/Berlin", "2026-03-29"),
        ("Europe/Berlin", "2026-10-25"),
        ("America/New_York", "2026-03-08"),
        ("America/New_York", "2026-11-01"),
    ],
)
def test_day_of_23_or_25_hours_is_one_date_with_everything_once(web: Web, workspace: Make, zone: str, day: str) -> None:
    midnight = datetime.fromisoformat(day).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    moments = [midnight + hours * HOUR for hours in (-1, 0, 2, 3, 22, 23, 25)]
    reader = Reader(web, workspace, zone)

    editions = reader.read(moments)

    assert [edition.date for edition in editions] == [moment.astimezone(ZoneInfo(zone)).date() for moment in moments]
    assert len({edition.date for edition in editions}) == 3
    assert sorted(reader.shown) == sorted(TITLES[: len(moments)])
    whole = {edition.date: edition for edition in editions}.values()  # the last of each date has all of it
    assert [edition.window[0] for edition in whole][1:] == [edition.window[1] for edition in whole][:-1]


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York"])
def test_hour_that_comes_twice_is_no_second_edition(web: Web, workspace: Make, zone: str) -> None:
    """What stands at 01:30 or 02:30 may be run twice by cron on the day when the clocks are set back."""
    day = {"Europe/Berlin": datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "America/New_York": datetime(2026, 11, 1, 5, 30, tzinfo=UTC)}[zone]
    reader = Reader(web, workspace, zone)
    first = reader.read([day])[0]

    again = reader.look(day + HOUR)

    assert (day.astimezone(ZoneInfo(zone)).hour, day.astimezone(ZoneInfo(zone)).minute) == (
        (day + HOUR).astimezone(ZoneInfo(zone)).hour,
        30,
    )
    assert again == first
    assert reader.shown == [TITLES[0]]


@pytest.mark.parametrize("days", [3, 12])
def test_days_without_a_run_fold_into_the_next_edition(web: Web, workspace: Make, days: int) -> None:
    reader = Reader(web, workspace)
    reader.read([NOW])
    back = NOW + days * DAY
    reader.post(*(NOW + number * DAY / 2 for number in range(1, days * 2)))

    edition = reader.look(back)
    reader.look(back + DAY)

    posted = {title: NOW + number * DAY / 2 for number, title in enumerate(TITLES[: days * 2])}
    recent = [title for title, date in posted.items() if date >= back - 7 * DAY]
    assert edition.date == back.date()
    assert each_once(reader.shown)
    assert set(reader.shown) == {TITLES[0], *recent}


def test_what_is_too_old_after_a_gap_is_still_found(web: Web, workspace: Make) -> None:
    reader = Reader(web, workspace)
    reader.read([NOW])
    reader.post(NOW + DAY)
    reader.look(NOW + 12 * DAY)

    with today(reader.space(NOW + 12 * DAY), Wishes(since="12 days ago", fetch=False), progress=lambda *_: None) as made:
        found = {brief.headline for brief in made.edition.briefs}

    assert reader.shown == [TITLES[0]]
    assert TITLES[1] in found


@pytest.mark.parametrize("hours", [1, 24, 30])
def test_clock_that_was_set_back_shows_nothing_twice_and_loses_nothing(web: Web, workspace: Make, hours: int) -> None:
    reader = Reader(web, workspace)
    moments = [NOW, NOW + DAY, NOW + DAY - hours * HOUR, NOW + DAY - (hours - 1) * HOUR, NOW + DAY + HOUR, NOW + 2 * DAY]

    editions = reader.read(moments)

    assert [edition.date for edition in editions] == [moment.date() for moment in moments]
    assert sorted(reader.shown) == sorted(TITLES[: len(moments)])


def test_clock_that_ran_ahead_for_a_run_shows_nothing_twice_and_loses_nothing(web: Web, workspace: Make) -> None:
    reader = Reader(web, workspace)

    reader.read([NOW, NOW + 400 * DAY, NOW + DAY, NOW + 2 * DAY])

    assert sorted(reader.shown) == sorted(TITLES[:4])


def test_run_at_the_same_second_again_is_the_same_edition(web: Web, workspace: Make) -> None:
    reader = Reader(web, workspace)
    reader.read([NOW])
    reader.look(NOW)

    assert len(list_editions(reader.space(NOW))) == 1
