import random
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.model import Article, Reading
from digest.stories.group import group
from tests.news import article

OPENSSH = [
    "OpenSSH 11.2 fixes pre-auth memory bug found by Qualys",
    "Qualys: OpenSSH pre-auth flaw patched in 11.2",
    "Patch now, Qualys finds a pre-auth memory bug in OpenSSH",
]
STRANGERS = [
    "Regulator fines a carmaker over battery claims",
    "A new telescope sees the oldest galaxy yet",
    "Tokyo startup sells robots to hospitals",
    "Why we moved our monolith back to one server",
    "Firefox drops support for old Windows",
    "How postal workers read bad handwriting",
]


def together(*articles: Article) -> set[frozenset[int]]:
    return {frozenset(member.entry.seq for member in story.articles) for story in group(articles)}


def batch(*titles: str) -> list[Article]:
    return [article(title, seq=seq) for seq, title in enumerate(titles, 1)]


def test_reports_of_one_event_are_one_story() -> None:
    assert {frozenset({1, 2, 3})} == together(*batch(*OPENSSH))


def test_strangers_stay_apart_in_a_batch_of_any_size() -> None:
    for size in range(1, len(STRANGERS) + 1):
        assert len(group(batch(*STRANGERS[:size]))) == size


def test_events_are_told_apart_among_strangers() -> None:
    assert {frozenset({1, 2, 3})} | {frozenset({seq}) for seq in range(4, 10)} == together(*batch(*OPENSSH, *STRANGERS))


def test_one_shared_word_is_no_evidence() -> None:
    assert len(group(batch("Netflix is no stranger to the pivot", "What Netflix engineers eat"))) == 2


def test_two_versions_of_one_thing_are_two_events() -> None:
    assert len(group(batch("Firefox 145 released with vertical tabs", "Firefox 144 released with vertical tabs"))) == 2


def test_version_named_in_full_and_in_short_may_be_one_event() -> None:
    assert len(group(batch("Apple releases iOS 7.1 with CarPlay support", "iOS 7 gets CarPlay support, says Apple"))) == 1


def test_two_entries_for_one_page_are_one_story_whatever_their_words() -> None:
    page = article("A headline of its own", seq=1, url="https://blog.example/post?utm_source=rss")
    link = article("Something else entirely", seq=2, url="https://www.blog.example/post/", discussion="https://talk.example/9")

    assert {frozenset({1, 2})} == together(page, link)


def test_sections_of_one_page_are_events_of_their_own() -> None:
    changes = [article(title, seq=seq, feed="f", url=f"https://a.example/log#{seq}") for seq, title in enumerate(STRANGERS, 1)]

    assert len(group(changes)) == len(STRANGERS)


def test_links_to_a_front_page_are_not_one_story() -> None:
    assert len(group([article(title, seq=seq, url="https://a.example/") for seq, title in enumerate(STRANGERS, 1)])) == len(STRANGERS)


def test_articles_further_apart_than_the_window_never_meet() -> None:
    report, late = batch(*OPENSSH[:2])
    late = replace(late, entry=replace(late.entry, published=report.entry.date and report.entry.date - timedelta(days=20)))

    assert len(group([report, late])) == 2
    assert len(group([report, late], window=timedelta(days=30))) == 1


def test_order_of_the_input_decides_nothing() -> None:
    articles = batch(*OPENSSH, *STRANGERS)
    expected = group(articles)

    for seed in range(50):
        assert expected == group(random.Random(seed).sample(articles, len(articles)))  # noqa: S311


def test_new_article_joins_the_story_that_is_known() -> None:
    known, late = batch(*OPENSSH[:2])

    (story,) = group([known, late], known={1: "sold"})

    assert story.id == "sold"
    assert sorted(member.entry.seq for member in story.articles) == [1, 2]


def test_known_stories_are_never_joined_nor_split() -> None:
    first, second, late, other = batch(*OPENSSH, STRANGERS[0])

    stories = group([first, second, late, other], known={1: "sone", 4: "sone", 2: "stwo"})

    homes = {member.entry.seq: story.id for story in stories for member in story.articles}
    assert homes[1] == homes[4] == "sone"
    assert homes[2] == "stwo"
    assert homes[3] in ("sone", "stwo")


@given(
    st.lists(st.sampled_from(OPENSSH + STRANGERS), max_size=9),
    st.dictionaries(st.integers(1, 9), st.sampled_from(["saaa", "sbbb"]), max_size=4),
)
def test_every_article_is_in_exactly_one_story_and_every_name_is_its_own(titles: list[str], known: dict[int, str]) -> None:
    stories = group(batch(*titles), known=known)

    assert list(range(1, len(titles) + 1)) == sorted(member.entry.seq for story in stories for member in story.articles)
    assert len(stories) == len({story.id for story in stories})
    assert all(story.id == known[member.entry.seq] for story in stories for member in story.articles if member.entry.seq in known)


def test_name_depends_on_the_first_entry_alone() -> None:
    first, second, _ = batch(*OPENSSH)
    first = replace(first, entry=replace(first.entry, published=first.entry.date and first.entry.date - timedelta(hours=2)))

    alone, joined = group([first])[0].id, group([first, second])[0].id

    assert alone == joined
    assert len(alone) == 4
    assert alone.startswith("s")


def test_name_that_is_taken_is_lengthened() -> None:
    name = group(batch(OPENSSH[0]))[0].id

    assert group(batch(OPENSSH[0]), known={99: name})[0].id[:4] == name
    assert len(group(batch(OPENSSH[0]), known={99: name})[0].id) == 5


@pytest.mark.parametrize(
    ("readings", "lead"),
    [
        ((Reading.HEADLINE, Reading.EXCERPT, Reading.FULL), 3),
        ((Reading.FULL, Reading.EXCERPT, Reading.FULL), 1),
        ((Reading.BLOCKED, Reading.HEADLINE, Reading.EXCERPT), 3),
    ],
)
def test_fullest_article_leads_and_of_these_the_first(readings: tuple[Reading, ...], lead: int) -> None:
    articles = [
        article(title, seq=seq, reading=reading, hours_ago=9 - seq)
        for seq, (title, reading) in enumerate(zip(OPENSSH, readings, strict=True), 1)
    ]

    assert lead == group(articles)[0].lead.entry.seq


def test_publishers_own_headline_leads_before_an_aggregators() -> None:
    linked = article(OPENSSH[0], "All of it. " * 50, seq=1, url="https://a.example/x", discussion="https://talk.example/1", hours_ago=5)
    own = article(OPENSSH[1], seq=2, url="https://a.example/x")

    assert group([linked, own])[0].lead.entry.seq == 2


def test_stories_do_not_meet_across_languages_for_a_word_they_share() -> None:
    assert len(group([article("Berlin baut neue Radwege", seq=1, language="de"), article("Berlin startup raises money", seq=2)])) == 2


def test_chinese_reports_of_one_event_are_one_story() -> None:
    titles = ["苹果公司在加州发布新款折叠屏手机", "苹果公司发布首款折叠屏手机", "东京股市今日大幅下跌"]

    assert {frozenset({1, 2}), frozenset({3})} == together(*[article(title, seq=seq, language="zh") for seq, title in enumerate(titles, 1)])


SUBJECT = """
    harvester orchard lanyard quince trellis mulch sapling nursery graft canopy hedgerow scythe beehive furrow silage paddock heifer barley
    sorghum thresher granary tiller weevil aphid compost irrigation rootstock cider pollinator vineyard meadow ploughshare tannin husk
    """.split()


def essay(title: str, seq: int) -> Article:
    """Return an article whose text says nothing of its headline, in the words that all texts on its subject use."""
    chance = random.Random(seq)  # noqa: S311
    lines = (" and the ".join(chance.sample(SUBJECT, 6)) for _ in range(20))
    return article(
        title, "\n".join(f"The {line} were counted {chance.randrange(900)} times." for line in lines), seq=seq, publisher="p.example"
    )


@pytest.mark.parametrize("size", [2, 3, 6])
def test_texts_that_share_the_vocabulary_of_a_subject_are_not_one_event(size: int) -> None:
    assert len(group([essay(title, seq) for seq, title in enumerate(STRANGERS[:size], 1)])) == size


def test_report_under_a_headline_of_its_own_is_found_by_its_text() -> None:
    wire = article(
        "Marlow Bridge closed after barge strikes pier",
        "Marlow Bridge was closed on Friday after the barge Ottilie struck its northern pier, the harbour office of Tolven said.",
        seq=1,
    )
    local = article(
        "Tolven commuters face weeks of ferries",
        "The barge Ottilie has left Tolven without its crossing. Marlow Bridge, struck on Friday at the northern pier, stays shut.",
        seq=2,
    )

    assert {frozenset({1, 2}), frozenset({3})} == together(wire, local, article(STRANGERS[0], seq=3))


RELEASE = (
    (
        "Corvane Editor 4.2 released with split panes",
        "You can split your editor into panes now. You will find it in your menu, and you may drag your tabs.",
    ),
    (
        "What you get in Corvane Editor 4.2",
        "Your tabs can be dragged now, and you can split your window into panes. You find the command in your menu.",
    ),
)


def test_release_that_outlets_tell_to_you_is_one_story() -> None:
    assert len(group([article(title, text, seq=seq) for seq, (title, text) in enumerate(RELEASE, 1)])) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Google to buy drone maker Titan", "Google fined by French privacy watchdog"),
        ("Tesla recalls 12,000 trucks over wipers", "Tesla to build battery plant in Texas"),
        ("Microsoft patches Exchange flaw", "Microsoft cuts jobs at Xbox studios"),
        ("Postgres 18.1 released", "Postgres 17.7 released"),
    ],
)
def test_two_events_of_one_day_about_one_name_stay_apart(first: str, second: str) -> None:
    assert len(group(batch(first, second))) == 2


@pytest.mark.parametrize(
    ("language", "first", "second", "stranger"),
    [
        (
            "de",
            "Waldbrand bei Treuenbrietzen: Tausende verlassen ihre Häuser",
            "Treuenbrietzen: Waldbrand zwingt Tausende zur Flucht",
            "Bundesbank hebt Prognose an",
        ),
        (
            "fr",
            "Incendie de Lubrizol : Rouen évacue trois quartiers",
            "Rouen : trois quartiers évacués après l'incendie de Lubrizol",
            "La Bourse de Paris recule",
        ),
        (
            "es",
            "Un terremoto sacude Lorca y deja heridos",
            "Heridos en Lorca tras un terremoto",
            "El Banco de España revisa sus previsiones",
        ),
        (
            "it",
            "Crolla un ponte a Polcevera, decine di feriti",
            "Polcevera, crollo del ponte: decine i feriti",
            "La Borsa di Milano chiude in rialzo",
        ),
        (
            "pt",
            "Barragem rompe em Brumadinho e deixa desaparecidos",
            "Desaparecidos em Brumadinho após barragem romper",
            "Banco central mantém juros",
        ),
        (
            "nl",
            "Brand verwoest hotel in Scheveningen",
            "Hotel in Scheveningen verwoest door brand",
            "Beurs sluit hoger",
        ),
        (
            "ru",
            "Взрыв на шахте Листвяжная в Кузбассе",
            "На шахте Листвяжная произошел взрыв",
            "Курс рубля вырос",
        ),
        (
            "zh",
            "神舟二十号飞船与空间站成功对接",
            "神舟二十号飞船成功对接空间站",
            "上海房价继续下跌",
        ),
        (
            "ja",
            "能登半島で震度六の地震、津波警報を発表",
            "能登半島地震で津波警報",
            "日経平均株価が続伸",
        ),
        (
            "en",
            "Dam at Brumadinho bursts, hundreds missing",
            "Hundreds missing after Brumadinho dam burst",
            "Central bank holds rates",
        ),
    ],
)
def test_reports_of_one_event_meet_in_every_language(language: str, first: str, second: str, stranger: str) -> None:
    articles = [article(title, seq=seq, language=language) for seq, title in enumerate((first, second, stranger), 1)]

    assert {frozenset({1, 2}), frozenset({3})} == together(*articles)


def test_announcement_and_review_of_one_version_are_one_story() -> None:
    announcement = (
        "Tarn is a job runner for small machines. Version 3.0 keeps its queue through a power cut. Upgrade with one command. " * 8
    )
    review = "I ran the job runner on the machine under my desk and pulled the plug. The queue of Tarn was there after the power cut. " * 8

    assert len(group([article("Tarn 3.0", announcement, seq=1), article("Tarn 3.0 survives my desk", review, seq=2)])) == 1
