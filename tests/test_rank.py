from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.lessons import Learnt
from digest.model import Feed, Kind, Match, Ranked, Reason
from digest.rank import Taste, choose, rank
from tests.news import NOON, article, feed, story

BODY = "Qualys says versions 9.8 to 11.1 fall. Exploits need 10,000 tries against OpenSSH on Debian."


def taste(*feeds: Feed, **fields: object) -> Taste:
    return Taste(**{"feeds": {one.url: one for one in feeds}, **fields})  # type: ignore[arg-type]


def reasons(ranked: Ranked) -> dict[str, Reason]:
    return {reason.name: reason for reason in ranked.reasons}


def ranked(name: str, score: int, *, publisher: str = "a.example", must: bool = False, title: str = "News", rarity: int = 0) -> Ranked:
    terms = tuple(reason for reason in (Reason("sources", score - rarity, ""), Reason("rarity", rarity, "")) if reason.points)
    return Ranked(story(article(title, publisher=publisher), name=name), terms, must)


def chosen(*given: Ranked, size: int | None = None, minutes: int | None = None, **fields: object) -> tuple[list[str], dict[str, str]]:
    arguments = {"max_stories": size, "minutes": minutes, "words": 60, "today": date(2026, 11, 22), "feeds": {}} | fields
    shown, below = choose(given, **arguments)  # type: ignore[arg-type]
    return [one.story.id for one in shown], {one.story.id: why for one, why in below}


def test_publishers_count_and_not_their_entries() -> None:
    many = story(*(article(seq=seq, publisher=f"p{seq}.example") for seq in range(1, 6)))
    chatty = story(*(article(seq=seq, publisher="one.example") for seq in range(1, 6)), name="sone")

    first, second = rank([chatty, many], taste=taste(weights={"sources": 1.2}), now=NOON)

    assert first.story == many
    assert reasons(first)["sources"] == Reason("sources", 240, "5 independent publishers")
    assert "sources" not in reasons(second)


def test_copies_of_a_text_are_one_voice() -> None:
    own = article("Bug in OpenSSH", "The maintainers explain at length. They thank nobody by name. More follows.", seq=3)
    told = story(article(text=BODY, seq=1), article(text=f"AGENCY. {BODY}", seq=2), own)

    assert reasons(rank([told], taste=taste(), now=NOON)[0])["sources"].text == "2 independent publishers"


def test_interest_names_the_pattern_and_the_line() -> None:
    wanted = Match(("openssh",), "interests[2]", weight=2)

    (one,) = rank([story()], taste=taste(interests=(wanted,), weights={"interest": 1.5}), now=NOON)

    assert reasons(one)["interest"] == Reason("interest", 300, '"openssh" (interests[2])')


def test_older_news_weighs_less_and_tells_its_age() -> None:
    new, old = story(article(hours_ago=3), name="snew"), story(article(hours_ago=72), name="sold")

    first, second = rank([old, new], taste=taste(), now=NOON)

    assert (first.story, reasons(first)["recency"].text) == (new, "first seen 3 h ago")
    assert (second.story, reasons(second)["recency"].text) == (old, "first seen 3 days ago")


def test_update_is_as_new_as_its_fresh_articles() -> None:
    told = replace(story(article(seq=1, hours_ago=60), article(seq=2, hours_ago=2)), fresh=frozenset({2}))

    assert reasons(rank([told], taste=taste(), now=NOON)[0])["recency"].text == "first seen 2 h ago"


def test_feed_that_seldom_speaks_is_lifted_and_one_that_often_does_is_not() -> None:
    monthly, firehose = feed("monthly.example"), feed("firehose.example")
    pace = {monthly.url: 0.23, firehose.url: 300.0}
    stories = [story(article(publisher="monthly.example"), name="sa"), story(article(publisher="firehose.example"), name="sb")]

    first, second = rank(stories, taste=taste(monthly, firehose, pace=pace), now=NOON)

    assert reasons(first)["rarity"] == Reason("rarity", 100, "monthly.example posts 1 a month")
    assert "rarity" not in reasons(second)


def test_story_that_busy_feeds_tell_too_needs_no_lift() -> None:
    monthly, firehose = feed("monthly.example"), feed("firehose.example")
    both = story(article(publisher="monthly.example"), article(publisher="firehose.example", seq=2))

    (one,) = rank([both], taste=taste(monthly, firehose, pace={monthly.url: 0.23, firehose.url: 300.0}), now=NOON)

    assert "rarity" not in reasons(one)


def test_aggregator_is_never_rare() -> None:
    links = feed("links.example", kind=Kind.AGGREGATOR)

    (one,) = rank([story(article(publisher="links.example"))], taste=taste(links, pace={links.url: 0.5}), now=NOON)

    assert "rarity" not in reasons(one)


def test_text_that_was_read_has_more_substance_than_a_headline() -> None:
    read, headline = story(article(text=BODY * 20), name="sa"), story(article(), name="sb")

    first, second = rank([headline, read], taste=taste(), now=NOON)

    assert first.story == read
    assert "words read" in reasons(first)["substance"].text
    assert "substance" not in reasons(second)


def test_discussion_tells_points_and_comments() -> None:
    talked = story(article(discussion="https://talk.example/1", points=412, comments=230))

    assert reasons(rank([talked], taste=taste(), now=NOON)[0])["discussion"].text == "412 points, 230 comments"


@pytest.mark.parametrize(("weight", "points"), [(1.5, 50), (0.5, -50), (1.0, 0)])
def test_weight_of_a_feed_is_a_reason_of_its_own(weight: float, points: int) -> None:
    (one,) = rank([story()], taste=taste(feed(weight=weight)), now=NOON)

    assert points == sum(reason.points for reason in one.reasons if reason.name == "weight")


def test_must_of_a_feed_marks_its_fresh_stories() -> None:
    status = feed("status.example", must=True)
    both = story(article(seq=1, publisher="status.example"), article(seq=2))

    marks = [one.must for one in rank([both, replace(both, fresh=frozenset({2}))], taste=taste(status), now=NOON)]

    assert sorted(marks) == [False, True]


@given(st.lists(st.tuples(st.floats(0, 200), st.integers(1, 5), st.floats(0.1, 3)), max_size=6), st.randoms(use_true_random=False))
def test_score_is_the_sum_and_the_order_does_not_depend_on_the_input(given_: list[tuple[float, int, float]], random: object) -> None:
    feeds = [feed(f"outlet{seq}.example", weight=given_[0][2] if given_ else 1) for seq in range(1, 6)]
    stories = [
        story(*(article(seq=seq, hours_ago=hours) for seq in range(1, count + 1)), name=f"s{at}")
        for at, (hours, count, _) in enumerate(given_)
    ]

    ordered = rank(stories, taste=taste(*feeds), now=NOON)

    assert ordered == rank(stories[::-1], taste=taste(*feeds), now=NOON)
    assert all(one.score == sum(reason.points for reason in one.reasons) for one in ordered)
    assert [one.score for one in ordered] == sorted((one.score for one in ordered), reverse=True)


def test_what_does_not_fit_says_how_far_it_is_below_the_line() -> None:
    assert chosen(ranked("sa", 300), ranked("sb", 200), ranked("sc", 160), size=2) == (["sa", "sb"], {"sc": "below the line by 0.40"})


def test_line_is_there_when_every_story_is_somewhat_rare() -> None:
    stories = [ranked("sa", 300, rarity=9), ranked("sb", 200, rarity=9), ranked("sc", 160, rarity=9)]

    assert chosen(*stories, size=2)[1] == {"sc": "below the line by 0.40"}


def test_reading_minutes_bound_the_edition_too() -> None:
    shown, _ = chosen(*(ranked(f"s{at}", 500 - at) for at in range(20)), size=12, minutes=2)

    assert len(shown) == 6


def test_no_limit_shows_everything() -> None:
    assert len(chosen(*(ranked(f"s{at}", 500 - at) for at in range(50)))[0]) == 50


def test_must_is_shown_however_low_muted_or_late() -> None:
    shown, _ = chosen(ranked("sa", 300), ranked("sb", 1, must=True, title="sponsored"), size=1, mutes=(Match(("sponsored",), "mute[0]"),))

    assert shown == ["sb"]


def test_mute_is_named_until_its_day_is_over() -> None:
    cup = ranked("sa", 300, title="World Cup draw")
    mute = Match(("world cup",), "mute[1]", until=date(2026, 11, 22))

    assert chosen(cup, mutes=(mute,)) == ([], {"sa": 'muted by mute[1] "world cup"'})
    assert chosen(cup, mutes=(mute,), today=date(2026, 11, 23)) == (["sa"], {})


def test_cap_only_reorders_while_there_is_room() -> None:
    capped = feed("a.example", cap=1, name="Alpha")
    stories = [ranked("sa", 300), ranked("sb", 200), ranked("sc", 100, publisher="b.example")]

    assert chosen(*stories, feeds={capped.url: capped}) == (["sa", "sc", "sb"], {})
    assert chosen(*stories, size=2, feeds={capped.url: capped}) == (["sa", "sc"], {"sb": "Alpha has its 1 already"})


def test_places_are_kept_for_the_rarest() -> None:
    stories = [ranked("sa", 300), ranked("sb", 200), ranked("sc", 150, rarity=20), ranked("sd", 140, rarity=90)]

    shown, below = chosen(*stories, size=2, reserve_rare=1)

    assert shown == ["sa", "sd"]
    assert below == {"sb": "its place was kept for a feed that seldom posts", "sc": "below the line by 1.50"}


def test_reason_is_the_order_where_the_score_is_the_same() -> None:
    assert chosen(ranked("sa", 300), ranked("sb", 300), size=1)[1] == {"sb": "below the line: same score, later"}


def test_reason_is_the_minutes_where_there_are_places_but_no_time() -> None:
    _, below = chosen(*(ranked(f"s{at}", 500 - at) for at in range(9)), size=8, minutes=2)

    assert below == {
        "s6": "the edition is full: 2 minutes",
        "s7": "the edition is full: 2 minutes",
        "s8": "below the line by 0.03",
    }


def test_reason_is_the_story_that_must_be_shown_where_it_took_the_place() -> None:
    must = [ranked("sm", 1, must=True), ranked("sn", 1, must=True)]

    assert chosen(ranked("sa", 300), *must, size=1)[1] == {"sa": "its place went to a story that must be shown"}
    assert chosen(ranked("sa", 300), ranked("sb", 200), *must, size=1)[1]["sb"] == "the edition is full"


def test_cap_is_no_reason_for_a_story_that_is_below_the_line_anyway() -> None:
    capped = feed("a.example", cap=1, name="Alpha")
    stories = [ranked("sa", 300), ranked("sb", 200, publisher="b.example"), ranked("sc", 150)]

    assert chosen(*stories, size=2, feeds={capped.url: capped})[1] == {"sc": "below the line by 0.50"}


def test_learnt_words_of_the_headlines_are_named_with_the_clicks_that_taught_them() -> None:
    learnt = {"openssh": Learnt("openssh", more=3), "kiln": Learnt("kiln", more=9)}

    (one,) = rank([story()], taste=taste(learnt=learnt, weights={"learnt": 1.5}), now=NOON)

    assert reasons(one)["learnt"] == Reason("learnt", 40, '"openssh" (more, 3 times)')


def test_learnt_word_in_a_body_alone_moves_nothing() -> None:
    (one,) = rank([story(article(text=BODY))], taste=taste(learnt={"qualys": Learnt("qualys", more=3)}), now=NOON)

    assert "learnt" not in reasons(one)


def test_of_many_learnt_words_the_strongest_few_count() -> None:
    learnt = {word: Learnt(word, less=count) for count, word in enumerate(("openssh", "fixes", "memory", "bug"), 1)}

    (one,) = rank([story()], taste=taste(learnt=learnt), now=NOON)

    assert [reason.text for reason in one.reasons if reason.name == "learnt"] == [
        '"bug" (less, 4 times)',
        '"memory" (less, 3 times)',
        '"fixes" (less, 2 times)',
    ]


def test_learnt_feed_counts_where_it_alone_tells_the_story() -> None:
    gazette = feed("gazette.example", name="The Gazette")
    alone = story(article(publisher="gazette.example", seq=1))
    shared = story(article(publisher="gazette.example", seq=1), article(seq=2), name="sb")

    ranked = rank([alone, shared], taste=taste(gazette, learnt={gazette.url: Learnt(gazette.url, less=1)}), now=NOON)

    assert {one.story.id: reasons(one)["learnt"].text for one in ranked if "learnt" in reasons(one)} == {"s2ab": "The Gazette (less, once)"}


def test_phrase_is_not_found_across_two_headlines() -> None:
    apart = ranked("sa", 300, title="A changed world")
    cup = article("Cup of tea, please", seq=2)
    two = replace(apart, story=replace(apart.story, articles=(*apart.story.articles, cup)))

    assert chosen(two, mutes=(Match(("world cup",), "mute[1]"),)) == (["sa"], {})
    assert chosen(two, mutes=(Match(("/^cup/",), "mute[1]"),))[1] == {"sa": 'muted by mute[1] "/^cup/"'}
