from datetime import date

from digest.model import Story, Told
from digest.stories.follow import adds_something, follow
from tests.news import article, story

YESTERDAY = Told(first=date(2026, 11, 20), last=date(2026, 11, 21), upto=10)
OUTAGE = article("Registry outage hits packages", "The registry of packages went down at noon. Nobody could install anything.", seq=5)


def followed(*stories: Story, after: int = 10) -> tuple[list[str], list[str]]:
    shown, silent = follow(stories, {"s2ab": YESTERDAY}, after=after)
    return [one.id for one in shown], [one.id for one in silent]


def test_story_nobody_was_told_is_shown() -> None:
    assert followed(story(article(seq=11), name="snew")) == (["snew"], [])


def test_told_story_comes_back_when_something_is_added() -> None:
    cause = article("Registry outage: cause named", "The company said Redis and Cloudflare failed after 14 hours.", seq=12)

    shown, silent = follow([story(OUTAGE, cause)], {"s2ab": YESTERDAY}, after=10)

    assert not silent
    assert (date(2026, 11, 21), date(2026, 11, 20), frozenset({12})) == (shown[0].told, shown[0].first_told, shown[0].fresh)


def test_told_story_stays_silent_when_the_new_report_is_a_copy() -> None:
    assert followed(story(OUTAGE, article(OUTAGE.entry.title, OUTAGE.text, seq=12))) == ([], ["s2ab"])


def test_told_story_stays_silent_when_the_new_report_adds_nothing() -> None:
    assert followed(story(OUTAGE, article("Package registry is down", "Installing anything was impossible for hours.", seq=12))) == (
        [],
        ["s2ab"],
    )


def test_told_story_stays_silent_when_another_headline_only_says_it_in_capitals() -> None:
    assert followed(story(OUTAGE, article("Registry Failure Leaves Developers Without Packages", seq=12))) == ([], ["s2ab"])


def test_story_without_a_later_entry_is_in_neither_list() -> None:
    assert followed(story(OUTAGE), story(article(seq=9), name="sold")) == ([], [])


def test_entries_of_the_edition_that_told_it_are_not_fresh() -> None:
    assert followed(story(OUTAGE, article("Redis and Cloudflare failed for 14 hours", seq=8)), after=3) == ([], [])


def test_report_with_numbers_and_names_adds_something() -> None:
    assert adds_something(article("Outage", "It was caused by Redis after 14 hours."), [OUTAGE])
    assert not adds_something(OUTAGE, [OUTAGE])
