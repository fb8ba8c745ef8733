import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.summarize.extractive import quote
from tests.news import article, story

SENTENCES = [
    "OpenSSH 11.2 fixes a memory bug that can be used before authentication.",
    "Versions 9.8 to 11.1 are affected on 32-bit Linux.",
    "Exploitation needs about 10,000 attempts under default settings.",
    "Qualys found the bug in October and told the maintainers in private.",
    "Debian and Fedora have shipped packages with the fix.",
]
OTHER = ["Affected are versions 9.8 to 11.1 on 32-bit Linux.", "Administrators should update their servers today."]


def said(*texts: str, budget: int = 60) -> list[str]:
    return [sentence.text for sentence in quote(story(*(article(text=text, seq=seq) for seq, text in enumerate(texts, 1))), budget)]


def test_sentences_stand_word_for_word_at_their_offset() -> None:
    text = "\n".join([" ".join(SENTENCES[:3]), " ".join(SENTENCES[3:])])

    found = quote(story(article(text=text)), 60)

    assert found
    assert [text[one.offset : one.offset + one.length] for one in found] == [one.text for one in found]


@pytest.mark.parametrize("budget", [0, 8, 12, 30, 60, 200])
def test_budget_is_kept(budget: int) -> None:
    assert sum(len(text.split()) for text in said(" ".join(SENTENCES), budget=budget)) <= budget


def test_nothing_is_said_twice_across_articles() -> None:
    found = said(" ".join(SENTENCES), " ".join(OTHER), budget=30)

    assert not {SENTENCES[1], OTHER[0]} <= set(found)


@pytest.mark.parametrize(
    "unfit",
    [
        "OpenSSH 11.2 fixes a memory bug",  # the headline itself, below
        "But it will take the servers of OpenSSH days to update.",
        "He told the OpenSSH maintainers about the bug in private.",
        "Sollten Sie OpenSSH auf dem Server sofort aktualisieren?",
        "The OpenSSH memory bug is in versions 9.8 to …",
        "The OpenSSH memory bug is in versions 9.8 to [...]",
        "Subscribe to our newsletter for more OpenSSH memory bugs.",
        "and the fix for the OpenSSH memory bug in 11.2.",
        "OpenSSH memory bug fixed.",
        "Figure 1: The OpenSSH memory bug in a debugger at work.",
        'The fix for OpenSSH costs us a lot", said the maintainers.',
        "The OpenSSH maintainers said “the fix for the memory bug is out.",
        "OpenSSH " + "memory bug " * 40 + "fixes.",
    ],
)
def test_sentence_that_cannot_stand_alone_is_not_quoted(unfit: str) -> None:
    assert unfit not in said(f"{unfit}\n{SENTENCES[3]}")


def test_other_languages_are_left_to_stories_of_their_own() -> None:
    german = article(
        "OpenSSH 11.2 schließt Lücke", "Die Lücke in OpenSSH betrifft auch die Versionen ab 9.8 auf Servern.", seq=2, language="de"
    )

    found = quote(story(article(text=" ".join(SENTENCES)), german), 60)

    assert {one.source for one in found} == {1}


def test_page_that_came_twice_is_quoted_once() -> None:
    text = " ".join(SENTENCES)

    assert {one.source for one in quote(story(article(text=text), article(text=text, seq=2)), 60)} == {1}


def test_headline_is_never_repeated_as_a_sentence() -> None:
    headline = "OpenSSH 11.2 fixes a memory bug"

    found = quote(story(article(headline, f"{headline}. {SENTENCES[2]}")), 60)

    assert [SENTENCES[2]] == [one.text for one in found]


@given(st.lists(st.sampled_from([*SENTENCES, *OTHER, "", "Und?", "中文新闻报道说明了一切。"]), max_size=8), st.integers(0, 80))
def test_whatever_the_articles_every_quotation_is_found_again(lines: list[str], budget: int) -> None:
    texts = ["\n".join(lines[::2]), " ".join(lines[1::2])]

    for one in quote(story(*(article(text=text, seq=seq) for seq, text in enumerate(texts, 1))), budget):
        assert texts[one.source - 1][one.offset :].startswith(one.text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Die Regierung in Berlin hat am Montag 40 neue Züge bestellt. Das kostet Geld."),
        ("fr", "Le gouvernement français a commandé lundi 40 nouveaux trains. Ils coûtent cher."),
        ("ru", "Правительство заказало в понедельник сорок новых поездов. Они стоят дорого."),
        ("zh", "政府星期一在北京订购了四十列新火车。这很贵。"),
        ("ja", "政府は月曜日に新しい列車を四十両発注した。"),
    ],
)
def test_other_languages_are_quoted_too(language: str, text: str) -> None:
    (found,) = quote(story(article("x", text, language=language)), 60)

    assert text.startswith(found.text)


def test_hostile_text_is_read_in_reasonable_time() -> None:
    noise = "".join(random.Random(1).choices("aA .!?(\"'“\n…", k=200_000))  # noqa: S311

    assert isinstance(quote(story(article(text=noise), article(text="(" * 100_000, seq=2), article(text="A. " * 50_000, seq=3)), 60), list)


def test_sentence_in_another_language_is_left_out_where_there_are_others() -> None:
    german = "Das OpenSSH 11.2 ist auf den Servern der Universität und bei den Kunden noch nicht zu finden."

    assert german not in said(f"{german} {SENTENCES[0]} {SENTENCES[2]}")
    assert [german] == [one.text for one in quote(story(article(text=german), article(text="", seq=2)), 60)]


def test_restatement_is_not_quoted_beside_what_it_restates() -> None:
    short = "On Thursday the Cratewell index was unavailable for five hours and forty minutes."
    long = "Thursday's outage of the Cratewell index, unavailable for five hours and forty minutes, was caused by a clean-up script."

    assert len(said(short, long)) == 1


def test_entries_for_one_page_are_one_source_and_the_fullest_is_read() -> None:
    whole = " ".join(SENTENCES)
    told = [
        article(text=SENTENCES[1], seq=1, url="https://a.example/x?utm_source=feed"),
        article(text=whole, seq=2, url="https://a.example/x", discussion="https://talk.example/1"),
    ]

    assert {one.source for one in quote(story(*told), 60)} == {2}


def test_update_says_what_the_told_articles_did_not() -> None:
    told = article(text=f"{SENTENCES[0]} {SENTENCES[1]}", seq=1)
    fresh = article(text=f"OpenSSH 11.2 is the fix for the memory bug before authentication. {SENTENCES[3]} {SENTENCES[1]}", seq=2)
    update = replace(story(told, fresh), told=date(2026, 11, 21), fresh=frozenset({2}))

    assert [SENTENCES[3]] == [one.text for one in quote(update, 60)]


def test_update_that_only_another_language_tells_is_quoted_in_it() -> None:
    german = "Die Universität Jena hat nach eigenen Angaben auf 400 Servern die neue Version eingespielt."
    fresh = article("OpenSSH-Lücke: Jena spielt Version ein", german, seq=2, language="de")
    update = replace(story(article(text=SENTENCES[0]), fresh), told=date(2026, 11, 21), fresh=frozenset({2}))

    assert [german] == [one.text for one in quote(update, 60)]


def test_dateline_is_left_out_and_the_sentence_stands_at_its_offset() -> None:
    text = f"LONDON (Reuters) - {SENTENCES[0]}"

    (found,) = quote(story(article(text=text)), 60)

    assert (found.text, found.offset) == (SENTENCES[0], len(text) - len(SENTENCES[0]))


def test_sentence_that_leans_comes_right_after_the_one_it_leans_on() -> None:
    leaning = "It can be used by anyone who can open a connection to an OpenSSH server."

    assert said(f"{SENTENCES[0]} {leaning}") == [SENTENCES[0], leaning]
    assert leaning not in said(f"{leaning} {SENTENCES[2]}")
    assert leaning not in said(f"OpenSSH memory bug …\n{leaning} {SENTENCES[2]}")


def test_quotation_of_several_sentences_is_quoted_whole_with_its_speaker() -> None:
    quotation = '"OpenSSH 11.2 has the fix. We ask all administrators to update their servers," said the maintainers of OpenSSH.'

    (found,) = quote(story(article(text=f"OpenSSH news\n{quotation}")), 60)

    assert found.text == quotation


def test_quotation_without_its_end_is_not_quoted() -> None:
    assert said('"OpenSSH 11.2 has the fix for the memory bug. We ask all administrators to update their OpenSSH servers.') == []


def test_words_of_others_that_a_colon_announces_are_not_quoted_as_the_outlets_own() -> None:
    words_of_others = "We ask all administrators to update their OpenSSH servers. OpenSSH 11.2 has the fix for the memory bug."

    assert said(f"{SENTENCES[0]} The maintainers wrote:\n{words_of_others}\n{SENTENCES[3]}") == [SENTENCES[0], SENTENCES[3]]


def test_summary_begins_with_the_lead_where_others_say_no_more() -> None:
    lead = "OpenSSH 11.2 closes a hole in its memory handling before authentication."

    found = quote(story(article(text=lead), article(text=SENTENCES[0], seq=2), article(text=SENTENCES[2], seq=3)), 60)

    assert found[0].source == 1
    assert [one.source for one in found] == sorted(one.source for one in found)


def test_japanese_sentence_of_a_hundred_characters_has_room_in_sixty_words() -> None:
    long = (
        "東京女子医大の新校舎建設工事を巡って、業務報酬名目で"
        "不正に約一億二千万円を支払わせて大学に損害を与えたとして、警視庁捜査二課は十三日、背任の疑いで、元理事長の岩本容疑者を逮捕した。"
    )

    assert [long] == [one.text for one in quote(story(article("元理事長を逮捕", long, language="ja")), 60)]
