"""Texts that are all alike whatever they tell: bulletins, listings, one page for every address."""

from __future__ import annotations

import random

from digest.model import Article
from digest.stories.group import group
from tests.news import article

PLACES = "Oxmere Tarnholm Vexley Quillan Bracken Lowdale Inverness Saltmarsh Fennwick Jorvik Kelso Mossby".split()
PARTS = "parser daemon kernel driver codec router sandbox scheduler gateway archive".split()


def bulletin(number: int, *, feed: str, publisher: str) -> Article:
    """Return one of a series: the same sentences, with other names and numbers."""
    chance = random.Random(number)  # noqa: S311 - the same ones each time
    place, other, part, piece = *chance.sample(PLACES, 2), *chance.sample(PARTS, 2)
    score = f"{chance.randint(2, 9)}.{chance.randint(0, 9)}"
    text = (
        f"A flaw in the {part} of {place} lets an attacker on the local network read memory of the {piece}. "
        f"The flaw is rated {score} out of ten by the {other} response team, which published the notice on Friday. "
        f"Users of {place} should install the update of the {part}, and restart the {piece} afterwards. "
        f"The {other} team thanked the researchers who reported the flaw in the {part}."
    )
    return article(f"{place} {part} {number}: flaw in the {piece}", text=text, seq=number, feed=feed, publisher=publisher)


def test_bulletins_of_several_feeds_are_a_story_each() -> None:
    notices = [bulletin(number, feed=f"https://{number % 4}.example/feed", publisher=f"{number % 4}.example") for number in range(1, 41)]

    sizes = [len(story.articles) for story in group(notices)]

    assert len(sizes) >= 36
    assert max(sizes) <= 2


def test_report_of_one_event_in_two_bulletins_of_two_publishers_is_still_one_story() -> None:
    notices = [bulletin(number, feed="https://a.example/feed", publisher="a.example") for number in range(1, 21)]
    again = article(notices[4].entry.title, text=notices[4].text, seq=99, feed="https://b.example/feed", publisher="b.example")

    stories = group([*notices, again])

    assert {5, 99} in [{member.entry.seq for member in story.articles} for story in stories]


def test_one_page_that_a_site_shows_at_every_address_joins_nothing() -> None:
    page = "Our site has moved to a new home, and so have all our readers. Please choose a section above to go on reading. " * 4
    titles = ("Ferry late in Bergen", "Kiln burns in Turku", "Court frees a whale", "Bridge opens in Porto")

    stories = group([article(title, text=page, seq=seq, publisher="moved.example") for seq, title in enumerate(titles, 1)])

    assert len(stories) == 4
