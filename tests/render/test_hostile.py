"""Whatever stands in titles, names, sentences and addresses, no renderer lets it act."""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.clean import clean
from digest.model import Discussion, Edition, Problem, Reading
from digest.render import FORMATS, Look, render
from digest.render.wrap import cells
from tests.render.factories import HOSTILE, below, brief, edition, sentence, source

ORDINARY = 100  # examples of a property in the suite; scripts/fuzz asks for more
ASKED = settings().max_examples
WHOLE_EDITIONS = settings(max_examples=ASKED if ASKED > ORDINARY else 40)
STYLING = re.compile(r"\x1b\[[\d;]*m|\x1b\]8;;[^\x00-\x20\x7f]*\x1b\\")

ADDRESS = re.compile(r" *(\[\d+\]|discuss:) https://\S+")  # what no line can break

words = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=20), min_size=1, max_size=3).map(" ".join)
addresses = st.sampled_from(
    (
        "",
        "javascript:alert(1)",
        "https://a.example/(b)?c=[d]&copy;=1",
        "https://a.example/ x\n\"'<b>\x1b",
        "data:text/html,<b>",
        "ftp://a.example/",
    )
)
looks = st.builds(Look, width=st.integers(20, 200), color=st.booleans(), links=st.booleans(), unicode=st.booleans(), explain=st.booleans())


@st.composite
def editions(draw: st.DrawFn) -> Edition:
    def foreign_source() -> object:
        return source(
            draw(words), url=draw(addresses), title=draw(words), feed=draw(words), note=draw(words), reading=draw(st.sampled_from(Reading))
        )

    briefs = [
        brief(
            draw(words),
            story=f"s{number}",
            sentences=(sentence(draw(words)), sentence(draw(words), 2)),
            sources=(foreign_source(), foreign_source()),
            discussions=(Discussion(draw(words), draw(addresses), draw(st.none() | st.integers(0, 999))),),
            tags=(draw(words.map(clean).filter(bool)),),
            update=draw(st.booleans()),
        )
        for number in range(draw(st.integers(0, 3)))
    ]
    problems = (
        Problem("fetch", draw(words), draw(words), fix=draw(words), feed="https://a.example/"),
        Problem("page", draw(words), draw(words)),
    )
    return edition(
        *briefs, below=(below(draw(words)),), problems=problems, notes=(draw(words),), view=draw(words), sections=draw(st.booleans())
    )


@pytest.mark.parametrize("name", FORMATS)
@WHOLE_EDITIONS
@given(printed=editions(), look=looks)
def test_no_control_character_leaves_a_renderer(name: str, printed: Edition, look: Look) -> None:
    written = render(name, printed, look)

    plain = STYLING.sub("", written) if name == "terminal" else written
    assert not [character for character in plain if unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") and character != "\n"]
    assert not set(plain) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert look.unicode or written.isascii()


@pytest.mark.parametrize("name", ["terminal", "text"])
@WHOLE_EDITIONS
@given(printed=editions(), look=looks)
def test_no_line_is_wider_than_the_window(name: str, printed: Edition, look: Look) -> None:
    lines = STYLING.sub("", render(name, printed, look)).splitlines()

    assert not [line for line in lines if cells(line) > look.width and not ADDRESS.fullmatch(line)]


@WHOLE_EDITIONS
@given(printed=editions(), look=looks)
def test_terminal_escapes_appear_only_when_asked_for(printed: Edition, look: Look) -> None:
    written = render("terminal", printed, look)

    assert look.color or "\x1b[" not in written
    assert look.links or "\x1b]" not in written


@WHOLE_EDITIONS
@given(printed=editions(), look=looks)
def test_html_holds_no_element_attribute_or_address_that_is_not_ours(printed: Edition, look: Look) -> None:
    page = Page()

    page.feed(render("html", printed, look))

    assert page.tags <= set("html head meta title style body header h1 h2 h3 p main article span blockquote a footer time code".split())
    assert page.attributes <= set("lang charset name content http-equiv id class dir href datetime".split())
    assert all(address.startswith("https://a.example/") for address in page.addresses)


@WHOLE_EDITIONS
@given(printed=editions(), look=looks)
def test_the_same_edition_gives_the_same_bytes(printed: Edition, look: Look) -> None:
    for name in FORMATS:
        assert render(name, printed, look) == render(name, printed, look)


class Page(HTMLParser):
    """What a browser would see of a page's structure."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses += [value or "" for name, value in attrs if name == "href"]
