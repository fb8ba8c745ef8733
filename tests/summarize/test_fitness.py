import pytest

from digest.summarize.fitness import is_fit, is_open
from digest.summarize.leaning import leans


@pytest.mark.parametrize(
    ("language", "leaning", "standing"),
    [
        ("en", "It will take a year.", "Italy will take a year."),
        ("en", "There he met the minister.", "There is a plan for the town."),
        ("en", "For example, trains are late.", "Forests are on fire."),
        ("de", "Das ist den Behörden bekannt.", "Das Ministerium ist zuständig."),
        ("de", "Er regnete nicht.", "Es gibt neue Züge."),
        ("fr", "Il est parti lundi.", "Il y a 40 trains de plus."),
        ("es", "Sin embargo, llueve.", "Sin agua no hay vida."),
        ("it", "Per questo piove.", "Perugia vince."),
        ("pt", "No entanto, chove.", "No Brasil chove."),
        ("nl", "Dat is volgens hem te laat.", "Datcenters groeien snel."),
        ("ru", "При этом он молчал.", "Приморье ждёт снег."),
        ("zh", "他说明天会下雨。", "中国北方明天会下雨。"),
        ("ja", "同社は新製品を発表した。", "同志社大学は新学部を発表した。"),
    ],
)
def test_sentence_that_begins_with_a_word_for_another_leans(language: str, leaning: str, standing: str) -> None:
    assert leans(leaning, language)
    assert not leans(standing, language)


@pytest.mark.parametrize(
    "text",
    [
        'We are late", she told the paper on Monday evening.',
        "'The stigma is bad and it hurts all the people here.",
        "I was utterly flabbergasted by what they all said.'",
        "The minister (who was in Leeds came home late at night.",
        "「明日は雨になると気象庁が発表した。",
    ],
)
def test_quotation_or_bracket_that_is_cut_through_is_open(text: str) -> None:
    assert is_open(text)


@pytest.mark.parametrize(
    "text",
    [
        "'The stigma is bad,' the workers' union said in Leeds.",
        'The incident had "devastated? the life of her son.',
        'A 27" screen and "two of them" were on the table.',
        "„Das ist so“, sagte »er« (leise).",
        "'s Avonds regent het in heel het land.",
    ],
)
def test_whole_quotations_are_not_open(text: str) -> None:
    assert not is_open(text)


@pytest.mark.parametrize(
    "text",
    [
        "Try this affordable seven-day meal plan of a dietitian.",
        "Erfahren Sie hier alles über die neuen Züge der Bahn.",
        "Découvrez les 40 nouveaux trains du gouvernement français.",
        "Stand des Artikels: 26. Februar 2020, um 12:30 Uhr in Berlin.",
        "In this May 13 file photo, the minister speaks in Leeds.",
        "1 sack, 1 TFL, 1 QH, 1 pass defended.",
        "FERIENHAUS FEINEN EIFEL Wir haben unser altes Haus umgebaut.",
    ],
)
def test_what_tells_no_news_is_not_fit(text: str) -> None:
    assert not is_fit(text, len(text.split()))
