"""Merging and splitting stories: what moves, what stays, and that undoing leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.app.correcting import corrections, merge, remarks, split, undo
from digest.app.editions import why
from digest.app.workspace import Workspace
from digest.config import read
from digest.errors import DigestError, UsageError
from digest.model import Correction, Edition
from digest.paths import Found
from digest.store import Store
from tests.app.conftest import NOW
from tests.app.test_today import made
from tests.news import article
from tests.render.factories import brief, edition, source
from tests.web import Web

Make = Callable[..., Workspace]
KILN = ("/kiln", "Kiln 4.2 fixes a heap overflow in its archive reader")
PROBE = ("/probe", "Neptune probe Petrel wakes up after 31 months")
COURT = ("/court", "Court in Lisbon orders Tollgate to open its app store")
KILN_AGAIN = ("/again", "Heap overflow in Kiln archive reader fixed in 4.2")


def groups(printed: Edition) -> set[frozenset[str]]:
    found = [story.sources for story in printed.briefs] + [story.sources for story in printed.below]
    return {frozenset(source.url.rsplit("/", 1)[1] for source in sources) for sources in found}


def named(*stories: str) -> set[frozenset[str]]:
    return {frozenset(story.split()) for story in stories}


def number(printed: Edition, page: str) -> str:
    return next(str(rank) for rank, story in enumerate(printed.briefs, 1) if any(one.url.endswith(page) for one in story.sources))


def home(space: Workspace, page: str) -> str:
    story = why(space, page).story
    assert story is not None
    return story.story


def test_merged_stories_are_one_from_the_next_print_on_under_the_first_name(web: Web, workspace: Make) -> None:
    space = workspace(web.feed("/feed", KILN, PROBE, COURT))
    first = made(space)
    name = home(space, web.url("/court"))

    merge(space, [number(first, "/court"), number(first, "/probe")])
    second = made(space)

    assert groups(second) == named("kiln", "court probe")
    assert home(space, web.url("/probe")) == name
    assert second.revision == first.revision + 1


def test_merger_holds_for_what_comes_later_and_on_another_day(web: Web, workspace: Make) -> None:
    feed = web.feed("/feed", KILN, PROBE)
    space = workspace(feed)
    made(space)
    merge(space, ["1", "2"])
    web.feed("/feed", KILN, PROBE, ("/more", "Neptune probe Petrel wakes up: Selwyn Okafor of Tartu tells how 7 engineers did it"))

    later = made(replace(space, now=NOW + timedelta(days=1)))

    assert named("kiln probe more") <= groups(later)


def test_story_told_before_and_merged_with_a_new_one_comes_back_as_an_update(web: Web, workspace: Make) -> None:
    space = workspace(web.feed("/feed", KILN))
    made(space)
    web.feed("/feed", KILN, ("/new", "Selwyn Okafor of Tartu blames 40 engineers in Ravensholm"))
    tomorrow = replace(space, now=NOW + timedelta(days=1))
    first = made(tomorrow)
    assert [story.update for story in first.briefs] == [False]

    with Store(space.state) as store:  # the told story is in no edition of the day, so it is merged by what was remembered
        told = store.stories.of([1])[1]
        printed = store.editions.save(edition(brief(story=told, sources=(source(seq=1),)), *first.briefs, cursor="pipe", date=first.date))
    merge(tomorrow, ["1", "2"])
    second = made(tomorrow)

    assert printed.revision == 2
    assert [(story.story, story.update) for story in second.briefs] == [(told, True)]


def test_split_takes_sources_by_number_and_their_page_with_them(web: Web, workspace: Make) -> None:
    space = workspace(web.feed("/one", KILN, KILN_AGAIN), web.feed("/two", KILN_AGAIN), web.feed("/three", PROBE))
    first = made(space)
    assert groups(first) == named("kiln again", "probe")
    story = why(space, web.url("/kiln")).story
    assert story is not None
    place = next(place for place, one in enumerate(story.sources, 1) if one.url.endswith("/again"))

    split(space, story.story, [f"[{place}]"])

    assert groups(made(space)) == named("kiln", "again", "probe")
    assert home(space, web.url("/kiln")) == story.story


def test_split_takes_an_address_out_of_the_story_it_is_in(web: Web, workspace: Make) -> None:
    space = workspace(web.feed("/feed", KILN, KILN_AGAIN, PROBE))
    made(space)

    split(space, web.url("/again"))

    assert groups(made(space)) == named("kiln", "again", "probe")


def test_split_of_a_whole_story_parts_all_its_pages(web: Web, workspace: Make) -> None:
    third = ("/third", "Kiln archive reader: heap overflow fixed in 4.2")
    space = workspace(web.feed("/feed", KILN, KILN_AGAIN, third))
    assert groups(made(space)) == named("kiln again third")

    split(space, "1")

    assert groups(made(space)) == named("kiln", "again", "third")


def test_parted_entries_stay_apart_when_more_of_their_kind_arrive(web: Web, workspace: Make) -> None:
    space = workspace(web.feed("/feed", KILN, KILN_AGAIN))
    made(space)
    split(space, "1")
    web.feed("/feed", KILN, KILN_AGAIN, ("/third", "Kiln archive reader: heap overflow fixed in 4.2"))

    later = made(replace(space, now=NOW + timedelta(hours=3)))

    assert not any({"kiln", "again"} <= group for group in groups(later))


def test_undone_correction_gives_the_edition_from_before(web: Web, workspace: Make) -> None:
    space = workspace(web.feed("/feed", KILN, KILN_AGAIN, PROBE, COURT))
    first = made(space)

    for corrected in (split(space, number(first, "/kiln")), merge(space, [number(first, "/probe"), number(first, "/court")])):
        made(space)
        undo(space, corrected.kind, corrected.number)

    assert made(space).briefs == first.briefs
    assert corrections(space, "merge") == corrections(space, "split") == []


def test_why_says_what_was_done_to_a_story_and_how_to_undo_it(web: Web, workspace: Make) -> None:
    space = workspace(web.feed("/feed", KILN, PROBE, COURT))
    printed = made(space)

    merge(space, [number(printed, "/kiln"), number(printed, "/probe")])

    kiln, court = (why(space, web.url(page)).story for page in ("/kiln", "/court"))
    assert kiln is not None
    assert court is not None
    (remark,) = remarks(space, kiln)
    assert remark.startswith(f'you merged "{KILN[1]}" ({kiln.story}) with "{PROBE[1]}"')
    assert remark.endswith("on 2026-11-22: digest merge --undo 1")
    assert remarks(space, court) == ()


@pytest.mark.parametrize(
    ("act", "message"),
    [
        (lambda space: merge(space, ["1"]), "one story alone"),
        (lambda space: merge(space, ["1", "1"]), "one story already"),
        (lambda space: merge(space, ["1", "9"]), "no story 9"),
        (lambda space: merge(space, ["1", "https://nowhere.example/"]), "in no story of the edition"),
        (lambda space: split(space, "1"), "nothing to part"),
        (lambda space: split(space, "1", ["1"]), "nothing to part"),
        (lambda space: split(space, "1", ["5"]), "no source of"),
        (lambda space: undo(space, "merge", 7), "no merge 7"),
    ],
)
def test_correction_that_corrects_nothing_is_refused(
    web: Web, workspace: Make, act: Callable[[Workspace], Correction], message: str
) -> None:
    space = workspace(web.feed("/feed", KILN, PROBE))
    made(space)

    with pytest.raises(UsageError, match=message):
        act(space)


def test_correction_that_a_later_one_builds_on_is_undone_after_it(web: Web, workspace: Make) -> None:
    space = workspace(web.feed("/feed", KILN, PROBE, COURT))
    printed = made(space)
    first = merge(space, [number(printed, "/kiln"), number(printed, "/probe")])
    second = merge(space, [number(printed, "/court"), number(printed, "/kiln")])

    with pytest.raises(UsageError, match=f"--undo {second.number}"):
        undo(space, "merge", first.number)
    undo(space, "merge", second.number)
    undo(space, "merge", first.number)

    assert groups(made(space)) == named("kiln", "probe", "court")


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("merge"), st.integers(1, 4), st.integers(1, 4)),
        st.tuples(st.just("split"), st.integers(1, 4), st.integers(0, 3)),
    ),
    max_size=6,
)


@settings(max_examples=20)
@given(STEPS)
def test_undoing_everything_from_the_last_to_the_first_is_exactly_the_inverse(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, int]]
) -> None:
    space = _stored(tmp_path_factory.mktemp("state"))
    before = _homes(space)

    done = [one for step in steps if (one := _tried(space, *step))]
    for one in reversed(done):
        undo(space, one.kind, one.number)

    assert _homes(space) == before


def _tried(space: Workspace, kind: str, story: int, other: int) -> Correction | None:
    try:
        return merge(space, [str(story), str(other)]) if kind == "merge" else split(space, str(story), [str(other)] if other else [])
    except DigestError:
        return None


def _stored(folder: Path) -> Workspace:
    """Return a state with four stories of three articles each, the last of them told by a look that remembered nothing."""
    config = read(b"feeds: [https://a.example/feed]", name="feeds.yaml")
    space = Workspace(Found(folder / "feeds.yaml", "--config"), config, folder / "digest.db", NOW, "UTC")
    with Store(space.state) as store, store.transaction():
        for seq in range(1, 13):
            store.entries.add(article(seq=seq).entry, seen=NOW, old=False)
            if seq <= 9:
                store.stories.move(seq, f"s{(seq - 1) // 3}")
        briefs = [brief(story=f"s{at}", sources=tuple(source(f"p{seq}.example", seq=seq) for seq in _three(at))) for at in range(4)]
        store.editions.save(edition(*briefs))
    return space


def _three(story: int) -> range:
    return range(3 * story + 1, 3 * story + 4)


def _homes(space: Workspace) -> tuple[tuple[int, str], ...]:
    with Store(space.state) as store:
        homes = store.stories.of(range(1, 13))
    return tuple((seq, homes.get(seq, "")) for seq in range(1, 13))
