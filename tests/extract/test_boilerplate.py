from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml.html import document_fromstring

from digest.extract.blocks import blocks_of
from digest.extract.boilerplate import Written, prune, strip
from digest.extract.lines import squash
from digest.extract.rules import hits, marks_of, weights
from tests.extract.pages import BODY, paragraphs


def texts(html: str) -> list[str]:
    return [block.text for block in blocks_of(document_fromstring(html))]


def test_block_is_a_run_of_text_between_block_elements() -> None:
    assert texts("<div>One <b>two</b> <a href='#'>three</a><p>four</p>five<ul><li>six</li></ul></div>") == [
        "One two three",
        "four",
        "five",
        "six",
    ]


def test_row_of_a_data_table_is_one_block_and_a_layout_table_is_not() -> None:
    assert texts("<table><tr><td>a</td><td>b</td></tr></table>") == ["a | b"]
    assert texts("<table><tr><td><p>a</p></td><td><p>b</p></td></tr></table>") == ["a", "b"]


def test_break_inside_a_sentence_is_a_space_and_a_double_one_a_paragraph() -> None:
    assert texts("<p>one<br>two<br><br>three.<br>four</p>") == ["one two", "three.", "four"]


def test_scripts_styles_and_form_fields_are_no_text() -> None:
    assert texts("<p>a<script>b()</script><style>c</style><textarea>d</textarea><noscript>e</noscript>f</p>") == ["af"]


def test_email_form_goes_with_the_few_words_around_it() -> None:
    tree = document_fromstring(
        f"<div>{paragraphs(*BODY)}<section><h3>The tide</h3><p>Weekly.</p><form><input type=email></form></section></div>"
    )

    prune(tree)

    assert [block.text for block in blocks_of(tree)] == list(BODY)


def test_element_that_holds_the_article_is_never_pruned_whatever_its_name() -> None:
    tree = document_fromstring(f"<div class='related-posts'>{paragraphs(*BODY)}</div>")

    prune(tree)

    assert [block.text for block in blocks_of(tree)] == list(BODY)


@given(
    st.lists(
        st.text(alphabet="abcdefgh ", min_size=1).map(
            lambda words: f"The {words} house is on the hill above the old town, and it stays there."
        )
    )
)
def test_prose_is_never_stripped(lines: list[str]) -> None:
    assert lines == strip([Written(line) for line in lines])


def test_phrase_counts_only_at_word_borders_and_at_its_place() -> None:
    assert "subscribe" in hits("Subscribe today", "en")
    assert "related" not in hits("Unrelated matters", "en")
    assert "share" not in hits("He wants to share", "en")
    assert "newsletter" in hits("メールマガジンの購読", "ja")


def test_names_in_markup_are_split_into_words() -> None:
    assert "share" in marks_of("PostShareBar")
    assert "newsletter" in marks_of("c-newsletter__form")
    assert marks_of("wp-42") == frozenset()


@given(st.text())
def test_squash_is_the_same_for_two_spacings_of_one_line(text: str) -> None:
    assert squash(text) == squash(f"  {text} \n")


def test_the_word_newsletter_speaks_against_a_line_and_other_facts_speak_for_it() -> None:
    for look in ("first", "second"):
        table = weights()[look]
        assert table["says newsletter"] < 0 or table.get("says newsletter, short", 0) < 0
        assert any(weight > 0 for weight in table.values())
