"""How much is done for how much that is new, in counts, which do not depend on the machine."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from digest.config import read
from digest.fetch.address import Guard
from digest.fetch.client import Client
from digest.pipeline.collect import collect
from digest.pipeline.pages import read_pages
from digest.pipeline.tools import Tools
from digest.store import Store
from digest.workers import Pool
from tests.web import Answer, Web, serving

NOW = datetime(2026, 11, 22, 7, tzinfo=UTC)
FEEDS = 5
PAGE = b"<html><body><article><h1>T</h1>" + b"<p>A sentence of some length stands here.</p>" * 40 + b"</article></body></html>"


class CountingPool(Pool):
    """Does the work in this process, and counts it."""

    def __init__(self) -> None:
        super().__init__(0)
        self.feeds, self.entries, self.pages = 0, 0, 0

    def run(self, function: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        result = function(*arguments, **named)
        if function.__name__ == "read_feed":
            self.feeds += 1
            self.entries += len(result[0].entries)
        else:
            self.pages += 1
        return result


class Round:
    """Rounds of asking all feeds, and then all pages of what is new."""

    def __init__(self, web: Web, state: Path) -> None:
        self.web, self.state = web, state

    def run(self) -> tuple[int, int, int, int]:
        """Return how many requests were made, feeds parsed, entries read, pages extracted."""
        self.web.asked.clear()
        text = "feeds:\n" + "".join(f"  - '{self.web.url(f'/feed{number}')}'\n" for number in range(FEEDS))
        config, pool = read(text.encode(), name="feeds.yaml"), CountingPool()
        client = Client("test", Guard(typed=frozenset({"127.0.0.1"})), lambda: NOW)
        with Store(self.state) as store:
            tools = Tools(config, store, client, pool, NOW, time.monotonic() + 20, lambda *_: None)
            before = store.entries.newest()
            assert not collect(config.feeds, tools, patient=False)
            new = [store.articles.of(entry) for entry in store.entries.window(before, store.entries.newest())]
            read_pages([article for article in new if article], tools)
        return len(self.web.asked), pool.feeds, pool.entries, pool.pages


@pytest.fixture
def web() -> Iterator[Web]:
    with serving() as web:
        yield web


def publish(web: Web, feed: int, *numbers: int, tag: str = "") -> None:
    items = "".join(
        f"<item><guid>{number}</guid><title>Story {number}</title><link>{web.url(f'/page{number}')}</link></item>" for number in numbers
    )
    body = f"<rss version='2.0'><channel><title>Feed {feed}</title>{items}</channel></rss>".encode()
    web.answers[f"/feed{feed}"] = Answer(body, headers=(("ETag", tag),) if tag else ())
    web.answers |= {f"/page{number}": Answer(PAGE, headers=(("Content-Type", "text/html"),)) for number in numbers}


@pytest.mark.parametrize("tagged", [True, False])
def test_work_is_done_once_for_what_is_new_and_never_for_what_is_not(web: Web, tmp_path: Path, tagged: bool) -> None:
    rounds = Round(web, tmp_path / "digest.db")
    for feed in range(FEEDS):
        publish(web, feed, *range(10 * feed, 10 * feed + 10), tag=f'"{feed}"' if tagged else "")

    first, again = rounds.run(), rounds.run()
    publish(web, 2, 100, 101, *range(20, 28))
    changed = rounds.run()

    assert first == (FEEDS + 50, FEEDS, 50, 50)
    assert again == (FEEDS, 0, 0, 0)
    assert changed == (FEEDS + 2, 1, 2, 2)
