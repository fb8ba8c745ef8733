from dataclasses import replace

from digest.model import Brief, Ranked
from digest.summarize import brief
from digest.summarize.verify import verify
from tests.news import article, story

TEXT = "Qualys says versions 9.8 to 11.1 of the server are affected.\nExploits need about 10,000 attempts on Debian."


def told() -> Brief:
    return brief(Ranked(story(article(text=TEXT, seq=7)), ()), words=60, feeds={})


def test_true_sentences_are_found_whatever_the_spaces() -> None:
    spaced = TEXT.replace("\n", " ")

    assert told().sentences
    assert verify(told(), {7: TEXT}) == []
    assert verify(told(), {7: spaced}) == []


def test_planted_sentence_is_reported() -> None:
    false = replace(told().sentences[0], text="Qualys says nothing is affected.")

    assert verify(replace(told(), sentences=(false,)), {7: TEXT}) == [false]


def test_edited_missing_or_unnumbered_source_is_reported() -> None:
    stray = replace(told().sentences[0], source=9)

    assert verify(told(), {7: TEXT.upper()}) == list(told().sentences)
    assert verify(told(), {}) == list(told().sentences)
    assert verify(replace(told(), sentences=(stray,)), {7: TEXT}) == [stray]
