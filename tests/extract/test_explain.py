from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from digest.extract.article import explain_page, read_page
from tests.extract.pages import BODY, TITLE, page

URL = "https://gazette.example/2026/ferry"
CALL = (
    "<div class='box'><p>Subscribe to our newsletter today</p><form><input type='email'></form></div><p><a href='/s'>Subscribe now</a></p>"
)


def test_every_line_that_was_kept_is_explained_in_the_order_of_the_text() -> None:
    lines = explain_page(page(CALL), url=URL)

    assert [line.text for line in lines if line.stays] == read_page(page(CALL), url=URL).text.split("\n") == list(BODY)


def test_line_that_was_cut_names_what_spoke_against_it() -> None:
    cut = next(line for line in explain_page(page(CALL), url=URL) if line.text == "Subscribe now")

    assert cut.score < 0
    assert any(evidence.points < 0 for evidence in cut.reasons)


def test_verdict_against_the_sum_says_what_overruled_it() -> None:
    deck = "Two cracked mooring posts keep passengers on the old boat until the summer."
    lines = explain_page(page(before=f"<p class='article-standfirst'>{deck}</p>"), url=URL)

    for line in lines:
        assert line.stays == (line.score > 0) or line.reasons[0].points == 0
    assert any(line.text == TITLE and not line.stays for line in lines)
    assert any(line.text == deck and line.stays for line in lines)


def test_heading_under_which_nothing_is_left_goes_too_and_says_why() -> None:
    lines = explain_page(page(f"<h2>The harbour in numbers</h2>{CALL}"), url=URL)

    heading = next(line for line in lines if line.text == "The harbour in numbers")

    assert not heading.stays
    assert heading.score <= 0 or heading.reasons[0].name == "a heading of what was cut"


def test_lines_of_a_plain_text_are_kept_or_cut_without_arithmetic() -> None:
    text = f"{TITLE}\n\n{BODY[0]}\n\n{BODY[1]}\n\nSubscribe to our newsletter\n"

    lines = explain_page(text.encode(), url="")

    assert [line.text for line in lines if line.stays] == list(BODY[:2])
    assert [line.text for line in lines if not line.stays] == ["Subscribe to our newsletter"]


@given(st.binary(max_size=300))
def test_nothing_that_a_stranger_wrote_raises(body: bytes) -> None:
    explained = explain_page(b"<p>" + body, url=URL)

    assert all(isinstance(line.text, str) for line in explained)
