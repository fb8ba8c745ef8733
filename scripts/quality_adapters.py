"""The doors by which the quality scorers call the product's stages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime

from digest.model import Article, Entry, Reading, Story

Document = Mapping[str, str | float]  # id, title, text, source, ts (seconds)


def extract(html: str, url: str) -> str:
    """Return the body of a page without its headline, one block a line."""
    from digest.extract.article import read_page

    return read_page(html.encode("utf-8", "replace"), url=url, charset="utf-8").text


def cluster(docs: Sequence[Document]) -> list[str]:
    """Return the story of each document."""
    from digest.stories.group import group

    stories = group([_article(at, doc) for at, doc in enumerate(docs, 1)])
    labels = {article.entry.seq: story.id for story in stories for article in story.articles}
    return [labels[at] for at in range(1, len(docs) + 1)]


def _article(seq: int, doc: Document) -> Article:
    text, source = str(doc.get("text", "")), str(doc.get("source", ""))
    entry = Entry(
        feed=source,
        uid=str(doc.get("id", seq)),
        url="",
        title=str(doc["title"]),
        content="",
        published=datetime.fromtimestamp(float(doc.get("ts", 0)), UTC),
        publisher=source,
        seq=seq,
    )
    return Article(entry, text, Reading.FULL if text else Reading.HEADLINE, len(text.split()))


def summarise(title: str, docs: Sequence[Document], words: int) -> list[str]:
    """Return the sentences the product quotes of a story's documents."""
    from digest.summarize.extractive import quote

    return [sentence.text for sentence in quote(story_of(title, docs), words)]


def story_of(title: str, docs: Sequence[Document]) -> Story:
    """Return the documents as one story; those without a headline have the story's."""
    return Story("s", tuple(_article(at, {**doc, "title": doc.get("title") or title}) for at, doc in enumerate(docs, 1)))


def rank(docs: Sequence[Document], labels: Sequence[str]) -> list[str]:
    """Return the labels in the order the product would show their stories."""
    from digest.config.settings import RankSettings
    from digest.rank import Taste
    from digest.rank import rank as rank_stories

    stories = {label: Story(str(label), ()) for label in labels}
    for at, (doc, label) in enumerate(zip(docs, labels, strict=True), 1):
        stories[label] = replace(stories[label], articles=(*stories[label].articles, _article(at, doc)))
    now = datetime.fromtimestamp(max(float(doc["ts"]) for doc in docs), UTC)
    names = {str(label): label for label in labels}
    taste = Taste(feeds={}, weights=asdict(RankSettings()))
    return [names[ranked.story.id] for ranked in rank_stories(list(stories.values()), taste=taste, now=now)]
