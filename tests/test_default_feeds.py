from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from digest.config import Config, load, read
from digest.model import Kind
from digest.paths import packaged_feeds

DEFAULT = packaged_feeds()
AGGREGATORS = {"https://news.ycombinator.com/rss", "https://lobste.rs/rss"}
SETTING = re.compile(r"^#(?=\S|  )", re.MULTILINE)  # "# text" is a word to the reader, "#key:" and "#  key:" are lines to take


def test_default_list_is_accepted_and_of_a_size_one_can_read() -> None:
    config = load(DEFAULT)

    assert 25 <= len(config.feeds) <= 40


def test_default_list_marks_its_aggregators_and_tags_every_feed() -> None:
    feeds = load(DEFAULT).feeds

    assert {feed.url for feed in feeds if feed.kind is Kind.AGGREGATOR} == AGGREGATORS
    assert [feed.name for feed in feeds if not feed.tags] == []


def test_default_list_has_no_address_that_is_not_known_to_exist(shared: Path) -> None:
    known = set((shared / "known-feeds" / "all.txt").read_text(encoding="utf-8").split())

    assert {feed.url for feed in load(DEFAULT).feeds} - known == AGGREGATORS


def test_settings_in_its_comments_are_valid_and_say_what_holds_anyway() -> None:
    taken = read(_with_settings().encode(), name="feeds.yaml")

    assert _settings(load(DEFAULT)) == _settings(taken)
    assert taken.interests
    assert taken.mute


def test_settings_in_its_comments_name_every_setting() -> None:
    written = _with_settings()

    given = [key for key in Config.__slots__ if key != "fingerprint"]

    assert [key for key in given if not re.search(rf"^{key}:", written, re.MULTILINE)] == []


def _with_settings() -> str:
    head, settings = DEFAULT.read_text(encoding="utf-8").split("# ── Settings", maxsplit=1)
    return head + "# " + SETTING.sub("", settings)


def _settings(config: Config) -> Config:
    """Return a configuration without what is the reader's own taste."""
    return replace(config, interests=(), mute=(), fingerprint="")
