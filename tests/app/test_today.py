"""Editions over the days: nothing twice, nothing lost, delivered only when it was."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from digest.app.editions import find_edition, list_editions, why
from digest.app.today import Wishes, today
from digest.app.workspace import Workspace
from digest.errors import TryLater, UsageError
from digest.model import Edition, Reading
from tests.app.conftest import NOW
from tests.web import Answer, Web

Make = Callable[..., Workspace]

PAGE = b"<html><body><article><h1>T</h1><p>%s</p></article></body></html>"
STORIES = (
    ("/kiln", "Kiln 4.2 fixes a heap overflow in its archive reader"),
    ("/probe", "Neptune probe Petrel wakes up after 31 months"),
    ("/battery", "Sodium battery survives 6,000 charges in Ravensholm"),
    ("/court", "Court in Lisbon orders Tollgate to open its app store"),
    ("/chip", "Harrier announces a 128-core server processor"),
)


def made(workspace: Workspace, *, deliver: bool = True, **wishes: Any) -> Edition:
    with today(workspace, Wishes(**wishes), progress=lambda *_: None) as result:
        if deliver:
            result.delivered()
        return result.edition


def titles(edition: Edition) -> set[str]:
    return {brief.headline for brief in edition.briefs}


def test_new_entries_are_shown_and_counted(web: Web, workspace: Make) -> None:
    edition = made(workspace(web.feed("/feed", *STORIES)))

    assert titles(edition) == {title for _, title in STORIES}
    assert (edition.counts.feeds, edition.counts.entries, edition.counts.shown) == (1, 5, 5)


def test_every_entry_of_the_window_is_in_exactly_one_place(web: Web, workspace: Make) -> None:
    edition = made(workspace(web.feed("/feed", *STORIES)), max_stories=2)

    shown = [source.seq for brief in edition.briefs for source in brief.sources]
    below = [source.seq for item in edition.below for source in item.sources]
    assert sorted(shown + below) == [1, 2, 3, 4, 5]
    assert edition.counts.shown_entries + edition.counts.below_entries == edition.counts.entries == 5


def test_second_print_of_a_date_is_the_same_edition_and_asks_conditionally(web: Web, workspace: Make) -> None:
    space = workspace(web.feed("/feed", *STORIES, tag='"1"'))
    first = made(space)
    web.asked.clear()

    second = made(space)

    assert second == first
    assert [(request.path, request.headers.get("if-none-match")) for request in web.asked] == [("/feed", '"1"')]
    assert len(list_editions(space)) == 1


def test_page_is_asked_for_once_in_all_days(web: Web, workspace: Make) -> None:
    url = web.feed("/feed", *STORIES)
    web.answers["/kiln"] = Answer(PAGE % (b"Kiln closed the hole on Saturday. " * 30), headers=(("Content-Type", "text/html"),))
    made(workspace(url))
    web.asked.clear()

    made(workspace(url, now=NOW + timedelta(days=1)))

    assert "/kiln" not in web.paths()


def test_next_date_shows_only_what_is_new(web: Web, workspace: Make) -> None:
    url = web.feed("/feed", *STORIES[:3])
    made(workspace(url))
    web.feed("/feed", *STORIES)

    edition = made(workspace(url, now=NOW + timedelta(days=1)))

    assert titles(edition) == {title for _, title in STORIES[3:]}


def test_edition_that_was_not_delivered_is_shown_again(web: Web, workspace: Make) -> None:
    url = web.feed("/feed", *STORIES)
    made(workspace(url), deliver=False)

    edition = made(workspace(url, now=NOW + timedelta(days=1)))

    assert titles(edition) == {title for _, title in STORIES}


def test_missed_days_fold_into_the_next_edition(web: Web, workspace: Make) -> None:
    url = web.feed("/feed", *STORIES[:2])
    made(workspace(url))
    for day, count in ((1, 3), (2, 4), (3, 5)):
        web.feed("/feed", *STORIES[:count])
        made(workspace(url, now=NOW + timedelta(days=day)), cursor="other")

    edition = made(workspace(url, now=NOW + timedelta(days=4)))

    assert titles(edition) == {title for _, title in STORIES[2:]}


def test_readers_do_not_empty_each_others_editions(web: Web, workspace: Make) -> None:
    space = workspace(web.feed("/feed", *STORIES))

    assert titles(made(space, cursor="tty")) == titles(made(space, cursor="mail"))


def test_looks_move_no_cursor(web: Web, workspace: Make) -> None:
    url = web.feed("/feed", *STORIES)
    for wishes in ({"feeds": ("Feed 1",)}, {"since": "3 days ago"}, {"keep": False}):
        made(workspace(url), **wishes)

    edition = made(workspace(url, now=NOW + timedelta(days=1)))

    assert titles(edition) == {title for _, title in STORIES}


def test_peek_stores_nothing(web: Web, workspace: Make) -> None:
    space = workspace(web.feed("/feed", *STORIES))

    looked_at = made(space, keep=False)

    assert looked_at.revision == 0
    assert not space.state.exists()


def test_old_entries_of_a_new_feed_do_not_flood(web: Web, workspace: Make) -> None:
    url = web.url("/feed")
    dated = (NOW - timedelta(days=3)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    item = f"<item><title>Old</title><link>{web.url('/old')}</link><pubDate>{dated}</pubDate></item>"
    web.answers["/feed"] = Answer(f"<rss version='2.0'><channel>{item}</channel></rss>".encode())
    space = workspace(url)

    assert made(space).briefs == ()
    assert {brief.headline for brief in made(space, since="7 days ago").briefs} == {"Old"}
    assert "already old" in why(space, web.url("/old"), "pipe").verdict or why(space, web.url("/old")).story is not None


def test_failing_feed_is_named_and_the_others_are_shown(web: Web, workspace: Make) -> None:
    edition = made(workspace(web.feed("/feed", *STORIES), web.url("/gone")))

    assert [(problem.subject, problem.message) for problem in edition.problems] == [("Feed 2", "404 Not Found")]
    assert len(edition.briefs) == 5


def test_third_failure_in_a_row_comes_with_its_fix(web: Web, workspace: Make) -> None:
    urls = (web.feed("/feed", *STORIES), web.url("/gone"))
    fixes = [made(workspace(*urls, now=NOW + timedelta(days=day))).problems[0].fix for day in range(3)]

    assert fixes == ["", "", 'digest feeds pause "Feed 2"']


def test_server_that_asks_for_time_gets_it_and_is_no_failure(web: Web, workspace: Make) -> None:
    web.answers["/busy"] = Answer(status=429, headers=(("Retry-After", "7200"),))
    urls = (web.feed("/feed", *STORIES), web.url("/busy"))
    made(workspace(*urls))
    web.asked.clear()

    edition = made(workspace(*urls, now=NOW + timedelta(hours=1)))

    assert "/busy" not in web.paths()
    assert "asked to wait until 2026-11-22 09:00 UTC" in edition.problems[0].message


def test_feed_that_refused_is_named_and_left_alone_for_a_while(web: Web, workspace: Make) -> None:
    urls = (web.feed("/feed", *STORIES), web.url("/gone"))
    made(workspace(*urls))
    web.asked.clear()

    edition = made(workspace(*urls, now=NOW + timedelta(minutes=5)), keep=False)

    assert "/gone" not in web.paths()
    assert edition.problems[0].message.startswith("404 Not Found")


def test_feed_that_says_how_long_it_is_fresh_is_not_asked_before_unless_refreshed(web: Web, workspace: Make) -> None:
    url = web.feed("/feed", *STORIES)
    web.answers["/feed"] = Answer(web.answers["/feed"].body, headers=(("Cache-Control", "max-age=3600"),))
    made(workspace(url))
    web.asked.clear()

    for minutes, patient in ((30, True), (31, False), (90 + 32, True)):
        made(workspace(url, now=NOW + timedelta(minutes=minutes)), patient=patient)

    assert web.paths() == ["/feed", "/feed"]


def test_feed_that_is_gone_is_not_asked_again_and_says_so(web: Web, workspace: Make) -> None:
    web.answers["/closed"] = Answer(status=410)
    urls = (web.feed("/feed", *STORIES), web.url("/closed"))
    made(workspace(*urls))
    web.asked.clear()

    edition = made(workspace(*urls, now=NOW + timedelta(days=1)))

    assert "/closed" not in web.paths()
    assert edition.problems[0].message.startswith("410 Gone")


def test_nothing_reachable_is_told_and_nothing_is_delivered(web: Web, workspace: Make) -> None:
    space = workspace(web.url("/gone"), web.url("/gone2"))

    with pytest.raises(TryLater, match="no feed could be reached"):
        made(space)
    with pytest.raises(UsageError):
        find_edition(space, None)


def test_feed_that_moved_for_good_is_asked_at_its_new_address(web: Web, workspace: Make) -> None:
    web.feed("/new", *STORIES)
    web.answers["/old"] = Answer(status=301, headers=(("Location", "/new"),))
    space = workspace(web.url("/old"))
    made(space)
    web.asked.clear()

    made(space)

    assert web.paths() == ["/new"]


@pytest.mark.parametrize("lock", [".lock", ".pipe.lock"])
def test_second_run_at_the_same_time_is_told_to_try_later(web: Web, workspace: Make, lock: str) -> None:
    space = workspace(web.feed("/feed", *STORIES))

    with (
        FileLock(space.state.with_suffix(lock)),
        pytest.raises(TryLater, match="another run"),
        today(space, Wishes(), progress=lambda *_: None, lock_seconds=0.1),
    ):
        pass


def test_stories_below_the_line_say_by_how_much(web: Web, workspace: Make) -> None:
    space = workspace(web.feed("/feed", *STORIES))
    edition = made(space, max_stories=3)

    explained = why(space, edition.below[0].lead.url)

    assert explained.rank is None
    assert explained.story == edition.below[0]
    assert "below the line" in edition.below[0].why


def test_address_nobody_carried_was_never_fetched(web: Web, workspace: Make) -> None:
    space = workspace(web.feed("/feed", *STORIES))
    made(space)

    assert why(space, "https://elsewhere.example/x").verdict.startswith("never fetched")


def test_story_told_yesterday_comes_back_only_with_something_new(web: Web, workspace: Make) -> None:
    first, second = web.feed("/one", *STORIES), web.feed("/two", ("/probe-2", "Neptune probe Petrel wakes up after 31 months"))
    made(workspace(first))

    edition = made(workspace(first, second, now=NOW + timedelta(days=1)))

    shown = [brief for brief in edition.briefs if "Petrel" in brief.headline]
    assert shown == [] or (len(shown) == 1 and shown[0].update)
    assert edition.counts.entries == 1


def test_story_keeps_its_id_when_another_report_of_it_arrives(web: Web, workspace: Make) -> None:
    first = web.feed("/one", *STORIES)
    before = {brief.headline: brief.story for brief in made(workspace(first)).briefs}
    second = web.feed("/two", ("/probe-2", "Petrel, the Neptune probe, wakes up after 31 months in silence"))

    after = made(workspace(first, second, now=NOW + timedelta(hours=2)))

    ids = {brief.story for brief in after.briefs if "Petrel" in brief.headline}
    assert ids == {before["Neptune probe Petrel wakes up after 31 months"]}


def test_same_feeds_make_the_same_edition_whichever_answers_first(tmp_path: Path, web: Web, workspace: Make) -> None:
    urls = [web.feed(f"/feed{number}", story) for number, story in enumerate(STORIES)]

    def edition(name: str) -> Edition:
        space = workspace(*urls)
        return made(Workspace(space.found, space.config, tmp_path / name, space.now, space.zone))

    assert edition("one.db") == edition("two.db")


@pytest.mark.parametrize(
    ("wishes", "message"),
    [({"feeds": ("Fed 1",)}, 'did you mean "Feed 1"'), ({"tags": ("x",)}, "is no tag"), ({"since": "soon"}, "is not a time")],
)
def test_what_is_not_there_is_a_usage_error(web: Web, workspace: Make, wishes: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        made(workspace(web.feed("/feed", *STORIES)), **wishes)


def test_clock_set_back_a_day_loses_and_repeats_nothing(web: Web, workspace: Make) -> None:
    url = web.feed("/feed", *STORIES[:4])
    made(workspace(url))
    web.feed("/feed", *STORIES)

    edition = made(workspace(url, now=datetime.fromisoformat("2026-11-21T07:00:00+00:00")))

    assert titles(edition) == {STORIES[4][1]}


def test_page_instead_of_a_feed_is_named_with_the_feed_it_names(web: Web, workspace: Make) -> None:
    web.answers["/blog"] = Answer(
        b'<!DOCTYPE html><html><head><link rel="alternate" type="application/rss+xml" href="/real"></head></html>'
    )

    edition = made(workspace(web.feed("/feed", *STORIES), web.url("/blog")))

    assert edition.problems[0].message == f"not a feed: an HTML page; its feed seems to be {web.url('/real')}"


def test_host_that_lets_one_page_time_out_is_not_asked_for_its_others_in_this_run(web: Web, workspace: Make) -> None:
    pages = [(f"/slow{number}", f"{title} again") for number, (_, title) in enumerate(STORIES)]
    for path, _ in pages:
        web.answers[path] = Answer(act=lambda handler: time.sleep(2))
    space = workspace(web.feed("/feed", *pages), settings="fetch: {timeout: 1, per_host: 1}\n")

    made(space)

    assert len([path for path in web.paths() if path.startswith("/slow")]) == 1


def test_line_that_stands_on_every_page_of_a_site_is_cut_also_when_the_others_were_read_on_earlier_days(web: Web, workspace: Make) -> None:
    prose = "The Orchard Post is made in a former cider press by four people and a dog"  # nothing but the memory of the site cuts it
    refrain = f"{prose}, and in October all five of them still smell of apples."
    for number, (path, title) in enumerate(STORIES):
        body = "".join(f"<p>{title}, and this is paragraph {part} of page {number} about it.</p>" for part in range(8))
        page = f"<html><body><article><h1>{title}</h1>{body}<p>{refrain}</p></article></body></html>"
        web.answers[path] = Answer(page.encode(), headers=(("Content-Type", "text/html"),))
    url = web.feed("/feed", *STORIES[:4])
    made(workspace(url))
    web.feed("/feed", *STORIES)
    space = workspace(url, now=NOW + timedelta(days=1))

    made(space)

    with space.existing() as store:
        texts = store.articles.texts(range(1, 6))
    assert [refrain in text for text in texts.values()] == [False] * 5
    assert all("paragraph 7" in text for text in texts.values())


def test_page_that_a_site_shows_at_every_address_is_nobodys_article(web: Web, workspace: Make) -> None:
    notice = "".join(
        f"<p>Our site has moved, and this is paragraph {part} of what we say about it to all who come.</p>" for part in range(9)
    )
    page = f"<html><body><article><h1>We have moved</h1>{notice}</article></body></html>".encode()
    web.answers |= {path: Answer(page, headers=(("Content-Type", "text/html"),)) for path, _ in STORIES}

    edition = made(workspace(web.feed("/feed", *STORIES)))

    assert titles(edition) == {title for _, title in STORIES}
    assert "moved" not in " ".join(sentence.text for brief in edition.briefs for sentence in brief.sentences)
    assert {source.note for brief in edition.briefs for source in brief.sources} == {"its site shows one page at many addresses"}


def test_new_reader_of_an_old_state_is_not_flooded(web: Web, workspace: Make) -> None:
    url = web.feed("/feed", *STORIES[:2])
    made(workspace(url), cursor="tty")
    web.feed("/feed", *STORIES)
    later = workspace(url, now=NOW + timedelta(days=30))
    made(later, cursor="tty")

    assert titles(made(later, cursor="mail")) == {title for _, title in STORIES[2:]}


def test_date_that_goes_back_with_the_time_zone_repeats_nothing_and_keeps_its_reprint(web: Web, workspace: Make) -> None:
    url = web.feed("/feed", *STORIES[:3])
    auckland, new_york = (replace(workspace(url), zone=zone) for zone in ("Pacific/Auckland", "America/New_York"))
    first = made(replace(auckland, now=NOW + timedelta(hours=5)))
    web.feed("/feed", ("/copy", STORIES[0][1]), *STORIES)

    second = made(replace(new_york, now=NOW + timedelta(hours=6)))
    again = made(replace(auckland, now=NOW + timedelta(hours=6)))

    assert (first.date.day, second.date.day) == (23, 22)
    assert titles(second) == {title for _, title in STORIES[3:]}
    assert titles(again) == {title for _, title in STORIES}


def test_entries_of_another_list_of_feeds_are_not_passed_over_by_this_one(web: Web, workspace: Make) -> None:
    ours, theirs = web.feed("/ours", *STORIES[:2]), web.feed("/theirs", *STORIES[2:])
    made(workspace(theirs), deliver=False)
    made(workspace(ours))

    edition = made(workspace(theirs, now=NOW + timedelta(days=1)))

    assert titles(edition) == {title for _, title in STORIES[2:]}
    assert made(workspace(theirs, now=NOW + timedelta(days=2))).briefs == ()


def test_feed_that_is_paused_for_a_second_print_of_a_date_does_not_come_back_with_what_the_first_one_passed_over(
    web: Web, workspace: Make
) -> None:
    one, other = web.feed("/one", *STORIES[:3]), web.feed("/other", *STORIES[3:])
    made(workspace(one, other), max_stories=1)
    made(workspace(other), max_stories=1)

    edition = made(workspace(one, other, now=NOW + timedelta(days=1)))

    assert edition.counts.entries == 0


def test_story_that_was_told_by_a_feed_that_is_gone_is_not_told_again_by_another(web: Web, workspace: Make) -> None:
    gone, stays = web.feed("/gone", *STORIES[:2]), web.feed("/stays", STORIES[2])
    made(workspace(gone, stays))
    more = (STORIES[1][0], f"{STORIES[1][1]}: Mara Oyelaran counts 41,000 pictures in Ravensholm")
    web.feed("/stays", STORIES[0], more)

    edition = made(workspace(stays, now=NOW + timedelta(days=1)))

    assert [(brief.headline, brief.update, len(brief.sources)) for brief in edition.briefs] == [(more[1], True, 1)]
    assert [(item.headline, item.why) for item in edition.below] == [(STORIES[0][1], "told on 2026-11-22, and nothing new in it")]


def test_entry_of_another_list_of_feeds_in_a_story_that_was_told_is_taken_in(web: Web, workspace: Make) -> None:
    ours, theirs = web.feed("/ours"), web.feed("/theirs", STORIES[0])
    made(workspace(ours, theirs), deliver=False)
    web.feed("/ours", STORIES[0])
    made(workspace(ours))

    edition = made(workspace(ours, theirs, now=NOW + timedelta(days=1)))

    assert (edition.briefs, edition.counts.entries) == ((), 1)
    assert [item.why for item in edition.below] == ["told on 2026-11-22, and nothing new in it"]
    assert made(workspace(ours, theirs, now=NOW + timedelta(days=2))).counts.entries == 0


def test_entry_of_another_list_of_feeds_that_adds_to_a_story_that_was_told_is_an_update(web: Web, workspace: Make) -> None:
    more = (STORIES[0][0], f"{STORIES[0][1]}: Mara Oyelaran counts 41,000 machines in Ravensholm")
    ours, theirs = web.feed("/ours"), web.feed("/theirs", more)
    made(workspace(ours, theirs), deliver=False)
    web.feed("/ours", STORIES[0])
    made(workspace(ours))

    edition = made(workspace(ours, theirs, now=NOW + timedelta(days=1)))

    assert [brief.update for brief in edition.briefs] == [True]


def test_story_of_another_list_of_feeds_stays_in_the_edition_when_more_comes_on_that_date(web: Web, workspace: Make) -> None:
    ours, theirs = web.feed("/ours", *STORIES[3:4]), web.feed("/theirs", *STORIES[:2])
    made(workspace(theirs), deliver=False)
    made(workspace(ours))
    tomorrow = NOW + timedelta(days=1)
    made(workspace(theirs, now=tomorrow))
    web.feed("/theirs", *STORIES[:3])

    edition = made(workspace(theirs, now=tomorrow + timedelta(hours=6)))

    assert titles(edition) == {title for _, title in STORIES[:3]}
    assert not any(brief.update for brief in edition.briefs)


def test_look_between_two_prints_makes_no_further_revision(web: Web, workspace: Make) -> None:
    space = workspace(web.feed("/feed", *STORIES))
    first = made(space)
    made(space, feeds=("Feed 1",))

    again = made(space)

    assert again.revision == first.revision
    assert find_edition(space, None) == first


def test_pages_that_the_deadline_cut_off_are_said_and_read_by_the_next_run(web: Web, workspace: Make) -> None:
    page = PAGE % (b"Kiln closed the hole on Saturday. " * 30)
    web.answers["/kiln"] = Answer(act=lambda handler: time.sleep(1.5))
    space = workspace(web.feed("/feed", STORIES[0]))
    with today(space, Wishes(deadline=0.7), progress=lambda *_: None) as result:
        result.delivered()
    web.answers["/kiln"] = Answer(page, headers=(("Content-Type", "text/html"),))

    edition = made(space)

    assert result.degraded.startswith("the deadline")
    assert edition.briefs[0].lead.reading is Reading.FULL


def test_pages_are_read_by_a_run_that_fetches_after_one_that_did_not(web: Web, workspace: Make) -> None:
    url = web.feed("/feed", STORIES[0])
    page = PAGE % (b"Kiln closed the hole on Saturday. " * 30)
    web.answers["/kiln"] = Answer(page, headers=(("Content-Type", "text/html"),))
    made(workspace(url, settings="fetch: {pages: none}\n"), cursor="other")
    space = workspace(url)
    unread = made(space, fetch=False)

    edition = made(space)

    assert unread.briefs[0].lead.reading is not Reading.FULL
    assert edition.briefs[0].lead.reading is Reading.FULL
    assert made(space, fetch=False) == edition


def test_feeds_that_all_ask_for_time_are_nothing_reachable(web: Web, workspace: Make) -> None:
    web.answers["/busy"] = Answer(status=503, headers=(("Retry-After", "3600"),))

    with pytest.raises(TryLater):
        made(workspace(web.url("/busy")))


def test_feeds_own_wish_to_wait_outlives_an_answer_that_nothing_changed(web: Web, workspace: Make) -> None:
    body = b"<rss version='2.0'><channel><ttl>120</ttl><item><title>A</title></item></channel></rss>"
    web.answers["/feed"] = Answer(body, headers=(("ETag", '"1"'),))
    url = web.url("/feed")
    for hours in (0, 3, 4, 6):
        made(workspace(url, now=NOW + timedelta(hours=hours)))

    assert web.paths() == ["/feed"] * 3


def test_document_that_changed_is_read_only_where_it_is_new(web: Web, workspace: Make) -> None:
    def document(*items: str) -> Answer:
        return Answer(f"<rss version='2.0'><channel><title>T</title>{''.join(items)}</channel></rss>".encode())

    known, fresh = (
        f"<item><guid>{number}</guid><title>{title}</title><link>{web.url(f'/{number}')}</link></item>"
        for number, title in enumerate(("Kiln burns in Turku", "Ferry late in Bergen"))
    )
    web.answers["/a"] = document(known)
    made(workspace(web.url("/a")))
    web.answers["/a"] = document(fresh, known)
    both = made(workspace(web.url("/a")), patient=False)
    web.answers["/a"] = document(known.replace("Kiln", "Oven"))
    neither = made(workspace(web.url("/a")), patient=False)

    assert titles(both) == titles(neither) == {"Kiln burns in Turku", "Ferry late in Bergen"}
    assert not neither.problems
