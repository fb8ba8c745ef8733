import pytest

from digest.stories.lead import lead_first, twins_last
from tests.news import article


def led(*titles: str) -> str:
    return lead_first([article(title, seq=seq) for seq, title in enumerate(titles, 1)])[0].entry.title


def test_most_typical_of_mere_headlines_leads_however_late() -> None:
    central = "Corvane recalls power adapters after fires"

    assert central == led("My desk smells of smoke", "Corvane adapters burn two desks", "Power adapters recalled", central)


@pytest.mark.parametrize(
    "aside",
    [
        "Did Corvane recall power adapters after fires?",
        "[Update] Corvane recalls power adapters after fires",
        "UPDATE 2-Corvane recalls power adapters after fires",
        "Corvane recalls power adapters after fires (photos)",
        "Corvane recalls power adapters after fires, and other ...",
        "5 things to know as Corvane recalls power adapters after fires",
        "Why Corvane recalls power adapters after fires",
    ],
)
def test_headline_that_does_not_tell_the_event_leads_only_alone(aside: str) -> None:
    plain = "Corvane calls adapters back"

    assert plain == led(aside, plain)
    assert aside == led(aside)


def test_others_follow_in_their_order() -> None:
    members = [
        article("My desk smells of smoke", seq=1),
        article("Corvane adapters recalled", seq=2),
        article("Corvane recalls adapters", seq=3),
    ]

    assert [member.entry.seq for member in lead_first(members)] == [2, 1, 3]


def test_articles_at_an_address_of_an_earlier_one_come_last() -> None:
    first, twin, other, unlinked = (
        article(f"Report {seq}", seq=seq, url=url)
        for seq, url in enumerate(("https://a.example/x", "http://www.a.example/x/", "https://b.example/y", ""), 1)
    )

    assert twins_last([first, twin, other, unlinked]) == (first, other, unlinked, twin)
