"""Adding feeds: the site's feed is found, nothing floods, nothing is changed for nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from digest.app.change import remove_feeds
from digest.app.subscribe import Added, Wish, add_feeds
from digest.app.today import Wishes, today
from digest.app.workspace import Workspace
from digest.config import read
from digest.errors import DigestError, UsageError
from tests.app.conftest import NOW
from tests.web import Answer, Web

Make = Callable[..., Workspace]

ITEMS = (("/kiln", "Kiln 4.2 fixes a heap overflow"), ("/probe", "Neptune probe wakes up"))


def added(workspace: Workspace, *typed: str, **wish: Any) -> list[Added | DigestError]:
    return list(add_feeds(workspace, typed, Wish(**wish), progress=lambda *_: None))


def one(workspace: Workspace, typed: str, **wish: Any) -> Added:
    (result,) = added(workspace, typed, **wish)
    assert isinstance(result, Added), result
    return result


def refusal(workspace: Workspace, typed: str, **wish: Any) -> str:
    (result,) = added(workspace, typed, **wish)
    assert isinstance(result, DigestError)
    return str(result)


def urls(workspace: Workspace) -> list[str]:
    return [feed.url for feed in read(workspace.found.path.read_bytes(), name="feeds.yaml").feeds]


def page(*links: str) -> Answer:
    named = "".join(f'<link rel="alternate" type="application/rss+xml" href="{link}">' for link in links)
    return Answer(f"<!doctype html><html><head>{named}</head><body>A site.</body></html>".encode())


def test_feed_is_added_under_the_name_it_has_for_itself(web: Web, workspace: Make) -> None:
    space = workspace(web.feed("/first"))

    result = one(space, web.feed("/feed", *ITEMS), tags=("x",))

    assert (result.feed.name, result.feed.tags, len(result.entries)) == ("Feed /feed", ("x",), 2)
    assert urls(space)[-1] == web.url("/feed")


def test_site_gives_the_feed_that_its_page_names_and_tells_of_the_others(web: Web, workspace: Make) -> None:
    web.answers["/"] = page("/comments/feed", "/rss")
    web.feed("/comments/feed", *ITEMS)
    web.feed("/rss", *ITEMS)

    result = one(workspace(web.feed("/first")), web.url("/"))

    assert (result.feed.url, result.others) == (web.url("/rss"), (web.url("/comments/feed"),))


def test_feed_that_a_page_names_and_does_not_have_leads_to_the_next(web: Web, workspace: Make) -> None:
    web.answers["/"] = page("/gone", "/rss")
    web.feed("/rss", *ITEMS)

    assert one(workspace(web.feed("/first")), web.url("/")).feed.url == web.url("/rss")


def test_site_that_names_no_feed_is_asked_where_feeds_usually_are(web: Web, workspace: Make) -> None:
    web.answers["/blog/"] = page()
    web.feed("/atom.xml", *ITEMS)

    assert one(workspace(web.feed("/first")), web.url("/blog/")).feed.url == web.url("/atom.xml")


def test_page_is_known_as_one_by_what_its_server_says_too(web: Web, workspace: Make) -> None:
    body = b"<!-- " + b"x" * 3000 + b" --><link rel=alternate type=application/atom+xml href=/rss>"
    web.answers["/"] = Answer(body, headers=(("Content-Type", "text/html; charset=utf-8"),))
    web.feed("/rss", *ITEMS)

    assert one(workspace(web.feed("/first")), web.url("/")).feed.url == web.url("/rss")


def test_page_without_any_feed_is_refused_and_nothing_is_changed(web: Web, workspace: Make) -> None:
    web.answers["/blog/"] = page()
    space = workspace(web.feed("/first"))
    before = space.found.path.read_bytes()

    assert "it names no feed, and there is none at /feed, /rss.xml" in refusal(space, web.url("/blog/"))
    assert space.found.path.read_bytes() == before
    assert not space.begun


def test_what_plainly_is_no_address_is_refused_without_asking_anybody(web: Web, workspace: Make) -> None:
    space = workspace(web.feed("/first"))
    asked: list[str] = []

    def resolve(host: str, port: int) -> tuple[str, int]:
        asked.append(host)
        return host, port

    assert '"notaurl" is not a web address' in refusal(Workspace(space.found, space.config, space.state, NOW, "UTC", resolve), "notaurl")
    assert asked == []


def test_file_is_told_to_be_one(web: Web, workspace: Make) -> None:
    space = workspace(web.feed("/first"))

    assert refusal(space, str(space.found.path)).endswith("is a file; 'digest feeds import' takes over a list of feeds")


def test_feed_that_does_not_answer_may_be_added_later_and_one_that_is_not_there_is_a_mistake(web: Web, workspace: Make) -> None:
    space = workspace(web.feed("/first"))

    codes = [result.exit_code for result in added(space, "http://127.0.0.1:9/feed", web.url("/nothing")) if isinstance(result, DigestError)]

    assert codes == [75, 2]


def test_address_that_leads_to_no_feed_does_not_stop_the_others(web: Web, workspace: Make) -> None:
    space = workspace(web.feed("/first"))

    results = added(space, "notaurl", web.feed("/a", *ITEMS), web.feed("/b", *ITEMS))

    assert [isinstance(result, Added) for result in results] == [False, True, True]
    assert urls(space) == [web.url("/first"), web.url("/a"), web.url("/b")]


def test_feed_that_is_there_already_is_refused_by_its_own_address_and_by_its_sites(web: Web, workspace: Make) -> None:
    space = workspace(web.feed("/first"))
    web.answers["/"] = page("/first")

    assert 'line 2; it is called "Feed 1"' in refusal(space, web.url("/first"))
    assert 'line 2; it is called "Feed 1"' in refusal(space, web.url("/"))


def test_feed_that_moved_for_good_is_added_where_it_is(web: Web, workspace: Make) -> None:
    web.answers["/old"] = Answer(status=301, headers=(("Location", "/new"),))
    web.feed("/new", *ITEMS)
    space = workspace(web.feed("/first"))

    result = one(space, web.url("/old"))

    assert result.feed.url == web.url("/new")
    assert {entry.feed for entry in result.entries} == {web.url("/new")}


def test_feed_whose_name_is_taken_is_told_apart_by_its_host(web: Web, workspace: Make) -> None:
    space = workspace(web.feed("/first"))
    web.feed("/a", *ITEMS)
    web.answers["/b"] = web.answers["/a"]

    names = [result.feed.name for result in added(space, web.url("/a"), web.url("/b")) if isinstance(result, Added)]

    assert names == ["Feed /a", "Feed /a (127.0.0.1)"]
    assert "is the name of another feed" in refusal(space, web.feed("/c", *ITEMS), name="Feed 1")


def test_one_name_is_not_given_to_several_feeds(web: Web, workspace: Make) -> None:
    with pytest.raises(UsageError, match="one name for several feeds"):
        added(workspace(web.feed("/first")), web.url("/a"), web.url("/b"), name="N")


def test_feed_with_something_strange_about_it_is_added_all_the_same(web: Web, workspace: Make) -> None:
    dates = [(NOW - timedelta(days=7 + 2 * number)).strftime("%a, %d %b %Y %H:%M:%S GMT") for number in range(6)]
    items = "".join(f"<item><title>{date}</title><pubDate>{date}</pubDate></item>" for date in dates)
    web.answers["/quiet"] = Answer(f"<rss version='2.0'><channel><title>Quiet</title>{items}</channel></rss>".encode())

    result = one(workspace(web.feed("/feed")), web.url("/quiet"))

    assert (result.feed.name, len(result.entries)) == ("Quiet", 6)
    assert all(entry.old for entry in result.entries)


def test_feed_added_again_after_it_was_removed_has_what_was_stored_of_it(web: Web, workspace: Make) -> None:
    space = workspace(web.feed("/first"), web.feed("/feed", *ITEMS))
    with today(space, Wishes(), progress=lambda *_: None) as made:
        made.delivered()
    remove_feeds(space, ["Feed 2"])
    gone = Workspace(space.found, read(space.found.path.read_bytes(), name="feeds.yaml"), space.state, NOW, "UTC")

    result = one(gone, web.url("/feed"))

    assert [entry.seq for entry in result.entries] == [1, 2]
