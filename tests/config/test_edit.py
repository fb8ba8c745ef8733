"""Changing feeds.yaml changes only the lines it must, and says exactly what was meant."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from digest.clean import clean
from digest.config import Config, read
from digest.config.edit import add_feeds, change_feed, remove_feed, with_feeds
from digest.errors import ConfigError
from digest.model import Feed, Kind
from tests.config import tastes

FEED = Feed(name="New: one", url="https://new.example/feed", tags=("two words", "no"))


def parsed(data: bytes) -> Config:
    return read(data, name="feeds.yaml")


def lineless(feeds: tuple[Feed, ...]) -> list[Feed]:
    return [replace(feed, line=0) for feed in feeds]


def comments(data: bytes) -> list[str]:
    """Return the comments that have a line of their own."""
    return [line for line in data.decode().splitlines() if line.lstrip().startswith("#")]


def changed_lines(before: bytes, after: bytes) -> tuple[list[str], list[str]]:
    """Return the lines that are gone and those that came; a last line that was ended is not one of them."""
    compared = list(difflib.ndiff(before.decode().splitlines(), after.decode().splitlines()))
    return [line[2:] for line in compared if line[0] == "-"], [line[2:] for line in compared if line[0] == "+"]


words = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=8).map(clean).filter(bool)
names = st.lists(words, min_size=1, max_size=3).map(" ".join).map(clean)
values: Mapping[str, st.SearchStrategy[object]] = {
    "name": names,
    "tags": st.lists(words, min_size=1, max_size=3, unique=True).map(tuple),
    "weight": st.sampled_from([0.5, 2.0, 10.0]),
    "cap": st.integers(1, 9),
    "kind": st.sampled_from(["feed", "aggregator"]),
    "must": st.booleans(),
}


class Hand(RuleBasedStateMachine):
    """A person's file, changed in any order; what it says is followed beside it."""

    @initialize(taste=st.sampled_from(tastes.TASTES))
    def open_file(self, taste: str) -> None:
        self.data = taste.encode()
        self.feeds = lineless(parsed(self.data).feeds)
        self.rest = replace(parsed(self.data), feeds=())
        self.number = 0

    def holds(self, after: bytes, feeds: list[Feed], *, gone: list[str] | None = None) -> None:
        """Take the changed file, if it says what was meant, in the line ends and with the comments that were there."""
        config = parsed(after)
        assert lineless(config.feeds) == feeds
        assert replace(config, feeds=()) == self.rest
        assert comments(after) == [line for line in comments(self.data) if line not in (gone or ())]
        assert after.count(b"\r\n") in (0, after.count(b"\n"))
        assert after.startswith(b"\xef\xbb\xbf") == self.data.startswith(b"\xef\xbb\xbf")
        self.data, self.feeds = after, feeds

    @rule(name=names, tags=st.lists(words, max_size=2, unique=True), kind=st.sampled_from(Kind))
    def add(self, name: str, tags: list[str], kind: Kind) -> None:
        self.number += 1
        feed = Feed(name, f"https://new{self.number}.example/feed?a={self.number},b", tuple(tags), kind=kind)
        after = add_feeds(self.data, [feed], name="feeds.yaml")

        gone, _ = changed_lines(self.data, after)
        assert len(gone) <= 1  # a list in brackets, which needs a comma more
        self.holds(after, [*self.feeds, feed])

    @precondition(lambda self: len(self.feeds) > 1)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        place = data.draw(st.integers(0, len(self.feeds) - 1))
        try:
            after = remove_feed(self.data, self.feeds[place], name="feeds.yaml")
        except ConfigError as error:
            assert "shares an anchor with line" in str(error)  # noqa: PT017
            return
        gone, new = changed_lines(self.data, after)
        assert gone
        assert len(new) <= 1  # all feeds in one line
        self.holds(after, [*self.feeds[:place], *self.feeds[place + 1 :]], gone=gone)  # a comment amid its lines goes with them

    @rule(data=st.data(), key=st.sampled_from([*values]))
    def put(self, data: st.DataObject, key: str) -> None:
        self.change(data.draw(st.integers(0, len(self.feeds) - 1)), key, data.draw(values[key]))

    @rule(data=st.data(), paused=st.booleans())
    def pause_or_resume(self, data: st.DataObject, paused: bool) -> None:
        self.change(data.draw(st.integers(0, len(self.feeds) - 1)), "paused", paused or None)

    def change(self, place: int, key: str, value: object) -> None:
        meant = replace(self.feeds[place], **{key: False if value is None else value})  # type: ignore[arg-type]
        try:
            after = change_feed(self.data, self.feeds[place], {key: value}, name="feeds.yaml")  # type: ignore[dict-item]
        except ConfigError as error:
            assert "shares an anchor with line" in str(error)  # noqa: PT017
            return
        line = parsed(self.data).feeds[place].line - 1
        following = min((feed.line - 1 for feed in parsed(self.data).feeds if feed.line - 1 > line), default=None)
        assert self.data.splitlines()[: line - 1] == after.splitlines()[: line - 1]
        if following is not None:
            tail = self.data.splitlines()[following:]
            assert tail == after.splitlines()[-len(tail) :]
        self.holds(after, [*self.feeds[:place], meant, *self.feeds[place + 1 :]])


Hand.TestCase.settings = settings(max_examples=10, stateful_step_count=20)
test_any_changes_in_any_order_say_what_was_meant_and_touch_nothing_else = Hand.TestCase


@pytest.mark.parametrize(
    "text",
    [
        "feeds:\n  - https://a.example/x  # why\n\n# tail\ndigest: {words: 30}\n",
        "feeds:\n- {name: A, url: https://a.example/x}\n# the end",
        "feeds:\r\n    - {name: Bücher, url: https://a.example/x}\r\nrank: {sources: 1}\r\n",
        "\ufefffeeds:\n  # first\n  - https://a.example/x\n  # between\n  - https://b.example/x\n\n",
        "version: 1\nfeeds:\n  - &a {name: A, url: https://a.example/x}\n  - {<<: *a, name: B, url: https://b.example/x}",
    ],
)
def test_one_line_is_added_below_the_last_feed_and_no_other_changes(text: str) -> None:
    changed = add_feeds(text.encode(), [FEED], name="feeds.yaml")

    gone, new = changed_lines(text.encode(), changed)
    assert (gone, len(new)) == ([], 1)
    assert new[0].strip() == '- {name: "New: one", url: https://new.example/feed, tags: [two words, "no"]}'


def test_feed_is_written_over_several_lines_where_the_last_one_is() -> None:
    text = b"feeds:\n- name: A\n  url: https://a.example/x\n  tags:\n  - b\n# the end"

    changed = add_feeds(text, [FEED], name="feeds.yaml")

    assert changed_lines(text, changed) == ([], ['- name: "New: one"', "  url: https://new.example/feed", '  tags: [two words, "no"]'])


@pytest.mark.parametrize(
    "url", ["https://b.example/?feed=rss2&x=1", "https://b.example/a,b", "https://b.example/it's", "https://b.example:81/x:y"]
)
@pytest.mark.parametrize("text", ["feeds:\n  - https://a.example/x\n", "feeds: [https://a.example/x]\n"])
def test_address_that_yaml_would_misread_is_quoted(text: str, url: str) -> None:
    changed = add_feeds(text.encode(), [Feed("B", url), Feed("", f"{url}2")], name="feeds.yaml")

    assert [feed.url for feed in parsed(changed).feeds[1:]] == [url, f"{url}2"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("feeds: [https://a.example/x]  # two\n", "feeds: [https://a.example/x, https://b.example/x]  # two\n"),
        ("feeds: [https://a.example/x,]\n", "feeds: [https://a.example/x, https://b.example/x,]\n"),
        ("feeds: [\n  https://a.example/x  # why\n]\n", "feeds: [\n  https://a.example/x,  # why\n  https://b.example/x\n]\n"),
        ("feeds: [\n  https://a.example/x,  # why\n]\n", "feeds: [\n  https://a.example/x,  # why\n  https://b.example/x,\n]\n"),
        ("feeds: [\n  https://a.example/x]\n", "feeds: [\n  https://a.example/x,\n  https://b.example/x]\n"),
    ],
)
def test_list_in_brackets_grows_the_way_it_is_written(before: str, after: str) -> None:
    assert add_feeds(before.encode(), [Feed("", "https://b.example/x")], name="feeds.yaml").decode() == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "feeds:\n- https://a.example/x\n- https://b.example/x\n",
            "feeds:\n- {url: https://a.example/x, paused: true}\n- https://b.example/x\n",
        ),
        ("feeds:\n- {url: https://a.example/x}  # a\n", "feeds:\n- {url: https://a.example/x, paused: true}  # a\n"),
        ("feeds:\n- name: 'A'\n  url: https://a.example/x", "feeds:\n- name: 'A'\n  url: https://a.example/x\n  paused: true\n"),
    ],
)
def test_paused_feed_resumed_is_what_it_was(before: str, after: str) -> None:
    feed = parsed(before.encode()).feeds[0]

    paused = change_feed(before.encode(), feed, {"paused": True}, name="feeds.yaml")
    resumed = change_feed(paused, feed, {"paused": None}, name="feeds.yaml")

    assert paused.decode() == after
    assert parsed(resumed).feeds[0].paused is False
    assert resumed.decode().rstrip("\n") == before.rstrip("\n").replace("- https://a.example/x", "- {url: https://a.example/x}")


def test_value_keeps_the_quotes_it_had_and_a_list_the_members_that_stay() -> None:
    text = b"feeds:\n- name: 'A'\n  url: https://a.example/x\n  tags:\n    - one   # first\n    - two\n    # and\n    - 'three'\n"

    changed = change_feed(text, parsed(text).feeds[0], {"name": "It's B", "tags": ("one", "three", "four")}, name="feeds.yaml")

    assert changed.decode() == (
        "feeds:\n- name: 'It''s B'\n  url: https://a.example/x\n  tags:\n    - one   # first\n    # and\n    - 'three'\n    - four\n"
    )


def test_key_beside_the_dash_leaves_its_place_to_the_next_one() -> None:
    text = b"feeds:\n- name: A  # why\n  url: https://a.example/x\n- name: B\n  # where\n  url: https://b.example/x\n"

    for feed in parsed(text).feeds:
        text = change_feed(text, feed, {"name": None}, name="feeds.yaml")

    assert text.decode() == "feeds:\n- url: https://a.example/x\n-\n  # where\n  url: https://b.example/x\n"


@pytest.mark.parametrize("changes", [{"paused": True}, {"tags": ("x",)}])
def test_feed_that_others_build_on_is_not_changed_and_its_line_and_theirs_are_named(changes: Mapping[str, object]) -> None:
    text = tastes.ANCHORS.encode()

    with pytest.raises(ConfigError, match=r"^feeds\.yaml:3: cannot be changed safely: it shares an anchor with line 4; write by hand: "):
        change_feed(text, parsed(text).feeds[0], changes, name="feeds.yaml")  # type: ignore[arg-type]


def test_key_that_comes_from_another_feed_is_not_removed() -> None:
    text = tastes.ANCHORS.encode()

    with pytest.raises(
        ConfigError, match=r"^feeds\.yaml:4: cannot be changed safely: it shares an anchor with line 3; write by hand: no weight"
    ):
        change_feed(text, parsed(text).feeds[1], {"weight": None}, name="feeds.yaml")


def test_feed_that_others_build_on_is_not_removed() -> None:
    text = tastes.ANCHORS.encode()

    with pytest.raises(ConfigError, match=r'it shares an anchor with line 4; delete "Base" by hand'):
        remove_feed(text, parsed(text).feeds[0], name="feeds.yaml")


def test_other_feeds_take_the_place_of_the_packaged_ones_and_the_rest_stays() -> None:
    text = tastes.COMMENTED.encode()

    changed = with_feeds(text, [Feed("", "https://first.example/feed"), FEED], name="feeds.yaml").decode()

    assert [feed.url for feed in parsed(changed.encode()).feeds] == ["https://first.example/feed", FEED.url]
    assert changed.startswith(tastes.COMMENTED.partition("  # ---")[0])
    assert changed.endswith(tastes.COMMENTED.partition("# links")[2])
