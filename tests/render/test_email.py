from __future__ import annotations

import email
import email.policy
import re
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.clean import clean
from digest.model import Edition, Envelope
from digest.render import Look, render
from tests.render.factories import HOSTILE, brief, edition, morning
from tests.render.test_hostile import WHOLE_EDITIONS, Page, editions, looks

LETTER = Look(envelope=Envelope("digest@example.org", ("me@example.org", "you@example.org")))
HEADERS = ["content-type", "mime-version", "from", "to", "subject", "date", "message-id", "list-id", "auto-submitted"]


def read(written: str) -> EmailMessage:
    return email.message_from_string(written, policy=email.policy.default)


def part(written: str, kind: str) -> str:
    found = read(written).get_body((kind,))
    assert found is not None
    return str(found.get_content())


def test_message_says_who_when_what_and_that_a_program_sent_it() -> None:
    message = read(render("email", morning(), LETTER))

    assert [name.lower() for name in message.keys()] == HEADERS  # noqa: SIM118 - a message that is iterated gives no names
    assert message["From"] == "Digest <digest@example.org>"
    assert message["To"] == "me@example.org, you@example.org"
    assert message["Subject"] == "Digest, 22 November 2026: OpenSSH 11.2 fixes pre-auth memory bug"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Id"] == "Digest <digest.example.org>"


def test_date_is_the_edition_s_in_the_time_of_its_reader() -> None:
    made = replace(morning(), made_at=datetime(2026, 11, 22, 6, 0, 5, tzinfo=UTC), timezone="Europe/Berlin")

    assert "\nDate: Sun, 22 Nov 2026 07:00:05 +0100\n" in render("email", made, LETTER)


def test_plain_part_is_the_text_in_72_columns_whatever_the_window() -> None:
    for width in (20, 400):
        look = replace(LETTER, width=width, unicode=False)
        assert part(render("email", morning(), look), "plain") == render("text", morning(), Look(width=72))


def test_page_loads_nothing_and_says_of_every_element_how_it_looks() -> None:
    page = part(render("email", morning(), LETTER), "html")

    assert not re.search(r"src=|<script|<link|@import|url\(|<img", page)
    assert "prefers-color-scheme: dark" in page
    shown = page[page.index("<body") :]
    assert [tag for tag in re.findall(r"<(?:h\d|p|a|code)\b[^>]*>", shown) if "style=" not in tag] == []


def test_page_without_what_mail_programs_drop_says_the_same() -> None:
    page = part(render("email", morning(), LETTER), "html")

    assert not re.search(r"<(header|main|article|footer|blockquote)\b", page)
    words = [
        re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", text[text.index("<body") :])) for text in (page, render("html", morning(), Look()))
    ]
    assert words[0].strip() == words[1].strip()


def test_same_edition_to_the_same_people_is_the_same_bytes() -> None:
    assert render("email", morning(), LETTER) == render("email", morning(), LETTER)


def test_order_of_the_recipients_makes_no_other_message() -> None:
    turned = replace(LETTER, envelope=Envelope("digest@example.org", ("you@example.org", "me@example.org")))

    assert len({read(render("email", morning(), look))["Message-ID"] for look in (LETTER, turned)}) == 1


@pytest.mark.parametrize(
    ("other", "look"),
    [
        (replace(morning(), revision=2), LETTER),
        (replace(morning(), cursor="mail"), LETTER),
        (replace(morning(), made_at=datetime(2026, 11, 22, 13, tzinfo=UTC)), LETTER),
        (morning(), replace(LETTER, only=frozenset({"s7k2"}))),
        (morning(), replace(LETTER, envelope=Envelope("digest@example.org", ("me@example.org",)))),
    ],
)
def test_another_edition_another_choice_of_it_or_other_people_is_another_message(other: Edition, look: Look) -> None:
    marks = {read(render("email", *what))["Message-ID"] for what in ((morning(), LETTER), (other, look))}

    assert len(marks) == 2


@pytest.mark.parametrize(
    "headline",
    [
        "Grüße aus Köln",
        "日本語の見出し" * 30,
        "=?utf-8?Q?x=0D=0ABcc:_you=40evil.example?=",
        "a" * 500,
        "From me: to you",
        "A, B <c@d.example>",
    ],
)
def test_subject_is_the_headline_to_the_letter_whatever_it_looks_like(headline: str) -> None:
    message = read(render("email", edition(brief(headline)), LETTER))

    subject = str(message["Subject"])
    told = f"Digest, 22 November 2026: {headline}"
    assert subject == (told if len(told) <= 120 else told[:119] + "…")


def test_subject_of_an_empty_edition_says_so() -> None:
    assert read(render("email", edition(), LETTER))["Subject"] == "Digest, 22 November 2026: Nothing new in 41 feeds."


@WHOLE_EDITIONS
@given(printed=editions(), look=looks)
def test_nothing_foreign_makes_a_header_a_part_or_a_long_line(printed: Edition, look: Look) -> None:
    written = render("email", printed, replace(look, envelope=LETTER.envelope))

    message = read(written)
    assert [name.lower() for name in message.keys()] == HEADERS  # noqa: SIM118
    assert [inner.get_content_type() for inner in message.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert all(not inner.defects for inner in message.walk())
    assert written.isascii()
    assert max(map(len, written.splitlines())) <= 200  # bytes; a subject that is one long word


@WHOLE_EDITIONS
@given(printed=editions(), look=looks)
def test_page_holds_no_element_attribute_or_address_that_is_not_ours(printed: Edition, look: Look) -> None:
    page = Page()

    page.feed(part(render("email", printed, look), "html"))

    assert page.tags <= set("html head meta title style body h1 h2 h3 p div span a time code".split())
    assert page.attributes <= set("lang charset name content class id dir href datetime style".split())
    assert all(address.startswith("https://a.example/") for address in page.addresses)


@given(st.lists(st.sampled_from(HOSTILE) | st.text(max_size=80), min_size=1, max_size=4).map(" ".join))
def test_subject_survives_the_way(headline: str) -> None:
    shown = clean(headline)

    subject = str(read(render("email", edition(brief(shown)), LETTER))["Subject"])

    told = f"Digest, 22 November 2026: {shown}".strip()
    assert subject.strip() == (told if len(told) <= 120 else told[:119].rstrip() + "…")
