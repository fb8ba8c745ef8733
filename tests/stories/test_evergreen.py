"""A subject is no event: advice, lists and histories stay apart however alike they are."""

import pytest

from digest.stories.group import group
from tests.news import article
from tests.stories.evergreen import HEADLINES, PAIRS

LANGUAGES = {7: "de", 8: "fr", 9: "es"}


@pytest.mark.parametrize("subject", PAIRS)
def test_two_texts_on_one_subject_are_two_stories(subject: str) -> None:
    pair = [article(title, text, seq=seq) for seq, (title, text) in enumerate(PAIRS[subject], 1)]

    assert len(group(pair)) == 2


@pytest.mark.parametrize("subject", PAIRS)
def test_they_stay_apart_among_others_on_their_subjects(subject: str) -> None:
    texts = [text for pair in PAIRS.values() for text in pair]

    assert len(group([article(title, text, seq=seq) for seq, (title, text) in enumerate(texts, 1)])) == len(texts)


@pytest.mark.parametrize("subject", PAIRS)
def test_excerpts_of_them_stay_apart_too(subject: str) -> None:
    pair = [article(title, " ".join(text.split()[:40]), seq=seq) for seq, (title, text) in enumerate(PAIRS[subject], 1)]

    assert len(group(pair)) == 2


@pytest.mark.parametrize("number", range(len(HEADLINES)))
def test_two_pieces_of_advice_under_like_headlines_are_two_stories(number: int) -> None:
    pair = [article(title, seq=seq, language=LANGUAGES.get(number, "en")) for seq, title in enumerate(HEADLINES[number], 1)]

    assert len(group(pair)) == 2


@pytest.mark.parametrize("subject", PAIRS)
def test_same_text_at_two_outlets_is_one_story(subject: str) -> None:
    title, text = PAIRS[subject][0]

    assert len(group([article(title, text, seq=1), article(title, text, seq=2)])) == 1
