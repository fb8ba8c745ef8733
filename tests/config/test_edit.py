"""Adding a feed changes only the line it must."""

from __future__ import annotations

import difflib

import pytest

from digest.config import add_feed, read
from digest.model import Feed

FEED = Feed(name="New: one", url="https://new.example/feed", tags=("two words", "no"))


@pytest.mark.parametrize(
    "text",
    [
        "feeds:\n  - https://a.example/x  # why\n\n# tail\ndigest: {words: 30}\n",
        "feeds:\n- name: A\n  url: https://a.example/x\n  tags:\n  - b\n# the end",
        "feeds:\r\n    - {name: Bücher, url: https://a.example/x}\r\nrank: {sources: 1}\r\n",
        "\ufefffeeds:\n  # first\n  - https://a.example/x\n  # between\n  - https://b.example/x\n\n",
        "version: 1\nfeeds:\n  - &a {name: A, url: https://a.example/x}\n  - {<<: *a, name: B, url: https://b.example/x}",
    ],
)
def test_one_line_is_added_below_the_last_feed_and_no_other_changes(text: str) -> None:
    changed = add_feed(text.encode(), FEED, name="feeds.yaml").decode()

    lines = [line for line in difflib.ndiff(text.splitlines(), changed.splitlines()) if line[0] in "+-"]
    assert len(lines) == 1
    assert lines[0].startswith("+ ")
    added = read(changed.encode(), name="feeds.yaml").feeds[-1]
    assert (added.name, added.url, added.tags) == (FEED.name, FEED.url, FEED.tags)
    assert changed.count("\r\n") in (0, changed.count("\n"))


@pytest.mark.parametrize(
    "url", ["https://b.example/?feed=rss2&x=1", "https://b.example/a,b", "https://b.example/it's", "https://b.example/x:y"]
)
@pytest.mark.parametrize("text", ["feeds:\n  - https://a.example/x\n", "feeds: [https://a.example/x]\n"])
def test_address_that_yaml_would_misread_is_quoted(text: str, url: str) -> None:
    changed = add_feed(text.encode(), Feed("B", url), name="feeds.yaml")

    assert read(changed, name="feeds.yaml").feeds[-1].url == url


def test_list_in_brackets_gets_the_feed_before_its_bracket() -> None:
    changed = add_feed(b"feeds: [https://a.example/x]  # two\n", Feed("B", "https://b.example/x"), name="feeds.yaml")

    assert changed == b"feeds: [https://a.example/x, {name: B, url: https://b.example/x}]  # two\n"
