"""Group articles that tell the same event.

Two articles are one story when they are one page, or when the words they share are rare and many enough; precision comes
first, since one false merge ends the trust. The order of the input decides nothing; stories that exist are never split or joined.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from digest.model import Article, Story
from digest.stories.identity import story_id
from digest.stories.lead import lead_first
from digest.stories.likeness import likenesses
from digest.stories.link import Links, average_link
from digest.urls import canonical

UNDATED = datetime.min.replace(tzinfo=UTC)


def group(
    articles: Sequence[Article],
    *,
    known: Mapping[int, str] | None = None,
    is_taken: Callable[[str], bool] = lambda _: False,
    window: timedelta = timedelta(days=14),
) -> list[Story]:
    """Return one story for each event, in the order of their first articles.

    `known` names the stories of articles (seq -> id) as they were grouped before; `is_taken` tells the ids of stories that have none
    of their articles here, so that no id is used twice; articles further apart than the window never meet.
    """
    known = known or {}
    ordered = sorted(articles, key=_age)
    clusters = _given(ordered, known)
    links = _links(ordered, clusters, known, window)
    fixed = [at for at, members in enumerate(clusters) if ordered[members[0]].entry.seq in known]
    roots = average_link([len(members) for members in clusters], links, fixed=fixed)
    joined: dict[int, list[Article]] = defaultdict(list)
    for members, root in zip(clusters, roots, strict=True):
        joined[root] += [ordered[at] for at in members]
    return list(
        _stories(sorted((sorted(members, key=_age) for members in joined.values()), key=lambda members: _age(members[0])), known, is_taken)
    )


def _age(article: Article) -> tuple[datetime, str, str]:
    return article.entry.date or UNDATED, article.entry.feed, article.entry.uid


def _given(articles: Sequence[Article], known: Mapping[int, str]) -> list[list[int]]:
    """Return what is one story for sure: the members of a known story, and the entries for one page."""
    clusters: dict[str, list[int]] = defaultdict(list)
    pages: dict[str, str] = {}
    for at, article in sorted(enumerate(articles), key=lambda item: item[1].entry.seq not in known):
        page = canonical(article.entry.url)
        name = known.get(article.entry.seq) or pages.get(page, "")
        if not name or (article.entry.seq not in known and _is_section([articles[member] for member in clusters[name]], article)):
            name = f"new {at}"
        clusters[name].append(at)
        if "/" in page or "?" in page:  # a site's front page is nobody's article
            pages.setdefault(page, name)
    return list(clusters.values())


def _is_section(members: Sequence[Article], article: Article) -> bool:
    """Say whether a feed tells several things on one page, as a change log does: the same address but for its fragment."""
    return any(member.entry.feed == article.entry.feed and member.entry.url != article.entry.url for member in members)


def _links(articles: Sequence[Article], clusters: Sequence[Sequence[int]], known: Mapping[int, str], window: timedelta) -> Links:
    """Return the summed likeness of every two clusters that are somewhat alike; what is known is not compared with itself."""
    home = {at: name for name, members in enumerate(clusters) for at in members}
    dates = [_age(article)[0] for article in articles]
    links: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for left, right, likeness in likenesses(articles, [article.entry.seq not in known for article in articles]):
        if home[left] != home[right] and abs(dates[left] - dates[right]) <= window:
            links[home[left]][home[right]] += likeness
            links[home[right]][home[left]] += likeness
    return links


def _stories(groups: Iterable[Sequence[Article]], known: Mapping[int, str], is_taken: Callable[[str], bool]) -> Iterator[Story]:
    used = set(known.values())
    for members in groups:
        given = next((known[article.entry.seq] for article in members if article.entry.seq in known), "")
        name = given or story_id(members[0].entry, lambda name: name in used or is_taken(name))
        used.add(name)
        yield Story(id=name, articles=lead_first(members))
