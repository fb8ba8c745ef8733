from __future__ import annotations

import email
import email.policy
import json
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest

from digest.document import to_document
from digest.errors import UsageError
from digest.model import Problem, Reading
from digest.render import FORMATS, GROUP, Look, render
from tests.render.factories import NOON, below, brief, edition, morning, sentence, source


def readable(name: str, written: str) -> str:
    """Return what a format says; of a mail its page, out of what it is wrapped in."""
    page = email.message_from_string(written, policy=email.policy.default).get_body(("html",)) if name == "email" else None
    return page.get_content() if page is not None else written


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_prints_every_story_and_ends_its_last_line(name: str) -> None:
    written = readable(name, render(name, morning(), Look(width=200)))

    assert all(story.headline in written for story in morning().briefs)
    assert written.endswith("\n")
    assert not written.endswith("\n\n")


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_prints_only_the_stories_asked_for(name: str) -> None:
    printed = edition(brief("The first", story="a"), brief("The second", story="b"))

    written = readable(name, render(name, printed, Look(only=frozenset({"b"}))))

    assert "The second" in written
    assert "The first" not in written


@pytest.mark.parametrize(
    ("typed", "meant"), [("markdwon", "markdown"), ("md", "markdown"), ("txt", "text"), ("htm", "html"), ("mail", "email")]
)
def test_a_format_that_is_not_there_is_a_usage_error_with_a_suggestion(typed: str, meant: str) -> None:
    with pytest.raises(UsageError, match=f'"{typed}": not a format; did you mean {meant}'):
        render(typed, edition(), Look())


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Install a renderer of a stranger's, as a package would."""

    def install(body: str) -> None:
        (tmp_path / "strange.py").write_text(f"def shout(edition, look):\n    {body}\n")
        information = tmp_path / "strange-1.0.dist-info"
        information.mkdir()
        (information / "METADATA").write_text("Metadata-Version: 2.1\nName: strange\nVersion: 1.0\n")
        (information / "entry_points.txt").write_text(f"[{GROUP}]\nshout = strange:shout\nquiet = strange:missing\n")
        monkeypatch.syspath_prepend(str(tmp_path))
        monkeypatch.delitem(sys.modules, "strange", raising=False)

    return install


def test_a_strangers_format_is_found_by_its_entry_point(installed: Callable[[str], None]) -> None:
    installed("return f'{len(edition.briefs)} STORIES'")

    assert render("shout", edition(brief()), Look()) == "1 STORIES"


def test_a_strangers_format_that_fails_is_named_and_the_edition_printed_all_the_same(installed: Callable[[str], None]) -> None:
    installed("raise KeyError('gone')")

    written = render("shout", edition(brief()), Look(width=100))

    assert "1. OpenSSH 11.2 fixes a bug" in written
    assert "render: shout: the format failed: KeyError('gone')" in written


def test_a_strangers_format_that_cannot_be_loaded_is_named_too(installed: Callable[[str], None]) -> None:
    installed("return ''")

    assert "render: quiet: the format failed" in render("quiet", edition(brief()), Look(width=100))


def test_json_is_the_document() -> None:
    assert json.loads(render("json", morning(), Look())) == to_document(morning())


def test_html_is_one_page_that_loads_nothing() -> None:
    page = render("html", morning(), Look())

    assert page.startswith("<!DOCTYPE html>\n")
    assert "default-src 'none'" in page
    assert "src=" not in page.replace("default-src=", "")
    assert "<script" not in page
    assert "@import" not in page
    assert "url(" not in page


def test_plain_text_gives_every_source_with_its_address() -> None:
    expected = """\
 1. OpenSSH 11.2 fixes a bug
    ○ 1 source · 2 min read · security
    “Versions 9.8 to 11.1 are affected.” [1]
    [1] https://openssh.com/story
"""

    assert expected in render("text", edition(brief()), Look())


def test_nothing_is_imported_that_was_not_asked_for() -> None:
    code = """
import sys
from digest.render import Look, render
assert "digest.render.terminal" not in sys.modules
from tests.render.factories import morning
for name in ("json", "text", "markdown", "html"):
    render(name, morning(), Look())
assert not {"rich", "importlib.metadata"} & set(sys.modules)
"""

    finished = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True, env={"PYTHONPATH": _path()})

    assert finished.stderr == ""


def _path() -> str:
    return ":".join(entry or str(Path.cwd()) for entry in ["", *sys.path])


@pytest.mark.parametrize("name", ["terminal", "markdown", "text", "html"])
def test_address_that_two_feeds_carried_is_listed_once_unless_both_are_quoted(name: str) -> None:
    twins = (source("a.example", url="https://a.example/x"), source("a.example", url="http://www.a.example/x/"))
    quoted_once = brief(sources=twins, sentences=(sentence(number=1),))
    quoted_twice = brief(sources=twins, sentences=(sentence(number=1), sentence("Another one stands here.", number=2)))

    pages = [render(name, edition(story), Look()) for story in (quoted_once, quoted_twice)]

    assert ["[2" in page or ">2<" in page for page in pages] == [False, True]


@pytest.mark.parametrize("name", ["markdown", "text", "html"])
def test_story_of_very_many_sources_lists_some_and_counts_the_rest(name: str) -> None:
    many = tuple(source(f"p{number}.example") for number in range(1, 41))
    page = render(name, edition(brief(sources=many, sentences=(sentence(number=40),))), Look())

    assert "+27 more" in page
    assert "p12.example" in page
    assert "p13.example" not in page
    assert "p40.example" in page


@pytest.mark.parametrize("name", ["terminal", "markdown", "text", "html"])
def test_source_that_refused_and_is_quoted_all_the_same_is_an_excerpt(name: str) -> None:
    walled = source("a.example", reading=Reading.BLOCKED, note="paywall")
    page = render(name, edition(brief(sources=(source(), walled), sentences=(sentence(number=2),))), Look(width=200))
    page = " ".join(page.replace("\N{NO-BREAK SPACE}", " ").replace("&nbsp;", " ").split())

    assert "excerpt only: paywall" in page
    assert "not read" not in page


@pytest.mark.parametrize("name", ["terminal", "markdown", "text", "html"])
def test_day_of_news_older_than_yesterday_stands_beside_its_headline(name: str) -> None:
    days = [NOON - timedelta(days=days, hours=11) for days in range(4)]
    briefs = [brief(f"Story of {day:%d}", story=f"s{day:%d}", sources=(source(published=day),)) for day in days]
    told = brief("An update", update=True, day=4, sources=(source(published=days[3]),))

    printed = " ".join(render(name, edition(*briefs, told), Look()).replace("\N{NO-BREAK SPACE}", " ").split())

    assert [printed.count(f"{day.day} Nov ") for day in days] == [0, 0, 1, 1]


@pytest.mark.parametrize("name", ["terminal", "markdown", "text", "html"])
def test_many_failing_feeds_are_three_lines_those_with_a_fix_first_and_a_line_that_names_the_others(name: str) -> None:
    silent = [Problem("fetch", f"Feed{number:02}", "timed out", feed=f"https://f{number}.example/", failures=1) for number in range(20)]
    stubborn = Problem("fetch", "Stubborn", "404 Not Found", fix="digest feeds pause Stubborn", feed="https://s.example/", failures=3)

    page = re.sub(r"<[^>]+>", "", render(name, edition(problems=(*silent, stubborn)), Look()))
    foot = " ".join(page[page.index("failing") :].split())

    assert foot.startswith("failing: Stubborn (404 Not Found, 3 times in a row): digest feeds pause Stubborn")
    assert foot.count("failing:") == 3
    assert "and 18 more (Feed02, Feed03," in foot
    assert "Feed10, …): digest feeds check" in foot


@pytest.mark.parametrize("name", ["terminal", "markdown", "text", "html"])
def test_edition_that_is_not_kept_names_no_command_for_what_is_below_its_line(name: str) -> None:
    kept, looked_at = (render(name, edition(below=(below(),), revision=revision), Look()) for revision in (1, 0))

    assert "digest rest" in kept
    assert "1 below the line" in looked_at
    assert "digest rest" not in looked_at


@pytest.mark.parametrize("name", ["terminal", "markdown", "text", "html"])
@pytest.mark.parametrize(
    "text", ["“We did it,” said Ann.", "Ann said: “We did it.”", '"We did it," said Ann.', "„Ja“, sagte Ann.", "« Oui », dit Ann."]
)
def test_quotation_with_marks_of_its_own_gets_no_second_ones(name: str, text: str) -> None:
    page = unescape(render(name, edition(brief(sentences=(sentence(text), sentence("It is plain.")))), Look(width=200)))

    assert text in page
    assert f"“{text}”" not in page
    assert "“It is plain.”" in page
