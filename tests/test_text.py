import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.text import LANGUAGES, commonness, facts, language_of, stop_words, words


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


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
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
    assert facts("Exploits need 10,000 attempts. Researchers at Qualys told Kim in private.", "en") == ("10,000", "qualys", "kim")


def test_capitals_make_no_names_where_every_word_has_one() -> None:
    assert facts("Registry Outage Hits Packages Worldwide as Cratewell Fails for 14 Hours", "en") == ("cratewell", "14")
