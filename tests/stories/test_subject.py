"""One action of two, or two doings of one, are two events; one event is one however it is told."""

import pytest

from digest.stories.group import group
from digest.stories.subject import subject
from digest.text import LANGUAGES
from tests.news import article
from tests.stories.events import REPORTS, STRANGERS


def stories_of(*headlines: str, language: str) -> int:
    return len(group([article(title, seq=seq, language=language) for seq, title in enumerate(headlines, 1)]))


@pytest.mark.parametrize(("language", "first", "second"), STRANGERS)
def test_two_events_under_like_headlines_are_two_stories(language: str, first: str, second: str) -> None:
    assert stories_of(first, second, language=language) == 2


@pytest.mark.parametrize(("language", "first", "second"), REPORTS)
def test_one_event_under_two_headlines_is_one_story(language: str, first: str, second: str) -> None:
    assert stories_of(first, second, language=language) == 1


def test_every_language_has_both_kinds() -> None:
    assert set(LANGUAGES) == {language for language, _, _ in STRANGERS} == {language for language, _, _ in REPORTS}


def test_strangers_stay_apart_among_all_others() -> None:
    every = [article(title, seq=seq, language=language) for seq, (language, title) in enumerate(_titles(), 1)]

    together = [{member.entry.title for member in story.articles} for story in group(every)]

    assert not [pair for _, *pair in STRANGERS if any(set(pair) <= titles for titles in together)]


def _titles() -> list[tuple[str, str]]:
    return [(language, title) for language, *pair in STRANGERS for title in pair]


def test_opening_name_is_who_acts() -> None:
    found = subject("Boeing hires pilots from Alitalia", "en")

    assert (found.opening, set(found.names)) == ("boeing", {"boeing", "alital"})


def test_exact_number_names_an_event_and_neither_a_round_one_nor_a_year_does() -> None:
    assert set(subject("A jet with 239 aboard and 10,000 bags vanishes in 2026", "en").names) == {"239"}
