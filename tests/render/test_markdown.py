from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from digest.clean import clean
from digest.model import Discussion, Edition, Reading
from digest.render import Look, render
from digest.render.phrases import quote
from tests.render.factories import HOSTILE, brief, edition, morning, sentence, source
from tests.render.test_hostile import editions, words

OURS = {"inline", "text", "softbreak", "link", "heading", "paragraph", "blockquote", "bullet_list", "list_item", "hr", "strong"}
GOOD = {"https://a.example/(b)?c=%5Bd%5D&copy;=1", "https://a.example/%20x%22'%3Cb%3E%1B"}


def test_story_is_a_heading_with_a_link_quotes_and_sources() -> None:
    expected = """\
# Digest, Sunday 22 November 2026

41 feeds → 212 new → 96 stories → 1 shown · 1 min

## 1. [OpenSSH 11.2 fixes a bug](https://openssh.com/story)

● 2 sources · 2 min read · security

> “Versions 9.8 to 11.1 are affected.” [[1]][1.1]

Sources: openssh.com [[1]][1.1] · paper.example [[2]][1.2] (not read:
paywall)

Discussion: [Hacker News][1.d1] (412 points)

[1.1]: https://openssh.com/story "A title"
[1.2]: https://paper.example/story "A title"
[1.d1]: https://news.ycombinator.com/item?id=1
"""
    walled = source("paper.example", reading=Reading.BLOCKED, note="paywall")
    discussion = Discussion("Hacker News", "https://news.ycombinator.com/item?id=1", 412)

    actual = render("markdown", edition(brief(sources=(source(), walled), discussions=(discussion,))), Look())

    assert expected == actual


def test_every_citation_links_to_its_source() -> None:
    links = dict(_links(render("markdown", morning(), Look())))

    assert links["[3]"] == "https://blog.qualys.com/regression_(again)?a=1&copy=2"


def test_paragraphs_are_no_wider_than_a_mail() -> None:
    lines = render("markdown", morning(), Look(width=200)).splitlines()

    assert not [line for line in lines if len(line) > 78 and "https://" not in line]


def test_sections_are_headings_above_the_stories() -> None:
    printed = edition(brief(), brief(story="b", tags=("ai",)), brief(story="c"), sections=True)

    headings = [line for line in render("markdown", printed, Look()).splitlines() if line.startswith("##")]

    link = "[OpenSSH 11.2 fixes a bug](https://openssh.com/story)"
    assert headings == ["## security", f"### 1. {link}", f"### 3. {link}", "## ai", f"### 2. {link}"]


def test_addresses_with_parentheses_brackets_and_entities_stay_intact() -> None:
    address = "https://a.example/b_(c)/d)?f=1&copy;=2"

    links = _links(render("markdown", edition(brief(sources=(source(url=address),))), Look()))

    assert {target for _, target in links} == {address}


def test_story_without_an_address_is_not_a_link() -> None:
    written = render("markdown", edition(brief("A language: C#", sources=(source(url="javascript:alert(1)"),))), Look())

    assert "## 1. A language: C\\#\n" in written
    assert not _links(written)


@settings(max_examples=60)
@given(printed=editions())
def test_nothing_foreign_becomes_markup(printed: Edition) -> None:
    tokens = _tokens(render("markdown", printed, Look()))

    kinds = {token.type.removesuffix("_open").removesuffix("_close") for token in tokens}
    headings = [token for token in tokens if token.type == "heading_open"]
    sections = len({item.tags[0] for item in printed.briefs}) if printed.sections else 0
    targets = {str(token.attrs["href"]) for token in tokens if token.type == "link_open"}
    assert (set(), 1 + len(printed.briefs) + sections, set()) == (kinds - OURS, len(headings), targets - GOOD)


@given(text=words)
def test_a_sentence_is_read_word_for_word(text: str) -> None:
    plain = clean(text)

    tokens = _tokens(render("markdown", edition(brief(sentences=(sentence(plain),))), Look()))

    read = " ".join("".join(token.content if token.type == "text" else " " * (token.type == "softbreak") for token in tokens).split())
    assert quote(sentence(plain)) in read


def test_each_hostile_string_alone_at_a_line_start_stays_text() -> None:
    for text in HOSTILE:
        tokens = _tokens(render("markdown", edition(brief(sentences=(sentence("w" * 70 + " " + text + " " + "w" * 70),))), Look()))
        assert {token.type.removesuffix("_open").removesuffix("_close") for token in tokens} <= OURS


def _tokens(written: str) -> list[Token]:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    return [inner for token in parser.parse(written) for inner in (token, *(token.children or ()))]


def _links(written: str) -> list[tuple[str, str]]:
    tokens = _tokens(written)
    opened = [place for place, token in enumerate(tokens) if token.type == "link_open"]
    return [(tokens[place + 1].content, str(tokens[place].attrs["href"])) for place in opened]


@given(st.text(min_size=1, max_size=60).map(clean).filter(bool))
def test_what_a_source_called_the_story_is_the_title_of_its_link_and_nothing_else(title: str) -> None:
    twins = (source("a.example", url="https://a.example/1"), source("b.example", url="https://b.example/2", title=title))
    page = render("markdown", edition(brief("A headline", sources=twins)), Look())

    links = [token.attrs for block in MarkdownIt().parse(page) for token in block.children or () if token.type == "link_open"]

    assert {str(link.get("title", "")) for link in links if link["href"] == "https://b.example/2"} == {title}
