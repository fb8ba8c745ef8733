import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.text import LANGUAGES, commonness, facts, language_of, sentences, stop_words, words


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Linux kernel's maintainers", ["the", "linux", "kernel", "maintainers"]),
        ("Version 11.2, 10,000 attempts", ["version", "11.2", "10,000", "attempts"]),
        ("The U.S. won't pay", ["the", "us", "won't", "pay"]),
        ("l'eau et dell’arte", ["eau", "et", "arte"]),
        ("STRASSE straße", ["strasse", "strasse"]),
        ("苹果公司 iPhone", ["苹果", "果公", "公司", "iphone"]),
        ("東", ["東"]),
        ("", []),
    ],
)
def test_words_are_folded_and_cjk_comes_in_pairs(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    "sentences_given",
    [
        ["Mr. Smith went to the U.S. Senate on Jan. 5 with J. K. Rowling.", "He left."],
        ["Version 1.2 is out!", "“Is it safe?”", "Nobody knows."],
        ["The share fell to 3.5 percent, vs. 4 percent before.", "Analysts shrugged."],
        ["Das kostet z.B. 5 Euro.", "Für Dr. Müller ist das viel."],
        ["Am 3. Oktober tagte die 27. UN-Konferenz in Köln.", "Danach war Ruhe."],
        ["Er kam am 31. Mai um 9.", "Sie blieb."],
        ["M. Dupont a dit non.", "Élise est partie."],
        ["今日は晴れ。", "明日は雨です！", "本当？"],
        ["Он приехал в г. Москва.", "Все рады."],
        ["¿Qué pasa?", "¡Nada!", "El Sr. García lo sabe."],
    ],
)
def test_sentences_end_where_a_reader_would_end_them(sentences_given: list[str]) -> None:
    space = "" if sentences_given[0].endswith("。") else " "

    assert split(space.join(sentences_given)) == sentences_given


def test_no_sentence_spans_two_lines() -> None:
    assert split("A heading without a stop\nThe text begins.\n\n  And ends. ") == [
        "A heading without a stop",
        "The text begins.",
        "And ends.",
    ]


@given(st.text(alphabet=st.sampled_from('aB.!? \n"”(1é。中')))
def test_sentences_hold_every_visible_character_once_and_in_order(text: str) -> None:
    assert "".join("".join(split(text)).split()) == "".join(text.split())


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    assert all(text[start:end].strip() == text[start:end] != "" for start, end in sentences(text))
    assert all(words(text))
    assert language_of(text)


@pytest.mark.parametrize(
    ("text", "declared", "expected"),
    [
        ("Die Katze ist auf dem Dach und der Hund ist nicht da", "en-us", "de"),
        ("Le chat est sur le toit et il ne veut pas descendre", "en", "fr"),
        ("OpenSSH 11.2", "de-AT", "de"),
        ("OpenSSH 11.2", "", "en"),
        ("今日は雨が降っています", "en", "ja"),
        ("苹果公司发布新产品", "", "zh"),
        ("Правительство объявило о новых мерах", "en", "ru"),
    ],
)
def test_language_is_read_from_the_words_before_it_is_believed(text: str, declared: str, expected: str) -> None:
    assert language_of(text, declared) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_a_table_of_frequencies(language: str) -> None:
    common = {"zh": "中国", "ja": "日本"}.get(language) or min(stop_words(language))

    assert commonness(common, language) > commonness("qzxqzx", language)


def test_facts_are_numbers_and_names_but_no_sentence_starts() -> None:
    assert facts("Exploits need 10,000 attempts. Researchers at Qualys told Kim in private.", "en") == ["10,000", "qualys", "kim"]


def test_capitals_make_no_names_where_every_word_has_one() -> None:
    assert facts("Registry Outage Hits Packages Worldwide as Cratewell Fails for 14 Hours", "en") == ["cratewell", "14"]
