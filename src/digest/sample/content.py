"""What the invented outlets publish, read from the text files beside this module.

`outlets.toml` describes the outlets. Each file of `stories/` is one event, told by one or more posts in a row: a header of
`name: value` lines, an empty line, the text. To add a post is to add text; nothing here names an outlet or an event.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.resources import files

NOW = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
ZONE = "UTC"

_HERE = files(__package__)
_BETWEEN_POSTS = "\n+++\n"


@dataclass(frozen=True, slots=True)
class Outlet:
    """An invented publisher."""

    key: str
    host: str
    name: str
    about: str
    template: str = ""  # of its pages, a file of templates/; empty when it has none of its own
    article: str = ""  # path of a page, made of the post's date and slug
    feed: str = ""  # path of its feed; empty when only others link to it
    form: str = "rss"  # of the feed: rss, atom, json, aggregator
    carries: str = "summary"  # what an entry of the feed has of the text: summary, excerpt, full
    language: str = "en"
    wall: bool = False  # a page shows its first paragraph, and an offer
    down: bool = False  # every address answers 503


@dataclass(frozen=True, slots=True)
class Post:
    """One telling of one event; an aggregator's post has no text, and links to another."""

    story: str  # the event it tells: its file's name
    outlet: Outlet
    slug: str
    date: datetime
    title: str
    author: str
    summary: str
    text: str
    link: str  # what an aggregator links to: in the file, the outlet whose post of the same story it is; read, its address
    points: int
    comments: int
    status: int  # that its page answers

    @property
    def path(self) -> str:
        """Where its page is on its host."""
        return self.outlet.article.format(date=self.date, slug=self.slug)

    @property
    def url(self) -> str:
        """The address of its page; of the discussion, for an aggregator."""
        return f"http://{self.outlet.host}{self.path}"

    @property
    def paragraphs(self) -> list[str]:
        """The blocks of its text, as written."""
        return self.text.split("\n\n")

    @property
    def deck(self) -> str:
        """What it says of itself in one or two sentences."""
        return self.summary or self.paragraphs[0]


def feeds_yaml() -> str:
    """Return the text of a commented feeds.yaml that subscribes to the invented outlets."""
    return (_HERE / "feeds.yaml").read_text(encoding="utf-8")


def template(name: str) -> str:
    """Return the page template of a publishing platform."""
    return (_HERE / "templates" / f"{name}.html").read_text(encoding="utf-8")


def read_outlets() -> dict[str, Outlet]:
    """Return the outlets by key."""
    tables = tomllib.loads((_HERE / "outlets.toml").read_text(encoding="utf-8"))
    return {key: Outlet(key=key, **table) for key, table in tables.items()}


def read_posts(outlets: dict[str, Outlet], *, until: datetime) -> list[Post]:
    """Return what was published up to a moment, the newest first."""
    found = sorted((file for file in (_HERE / "stories").iterdir() if file.name.endswith(".md")), key=lambda file: file.name)
    posts = [
        _post(file.name.removesuffix(".md"), written, outlets)
        for file in found
        for written in file.read_text(encoding="utf-8").split(_BETWEEN_POSTS)
    ]
    published = (post for post in _linked(posts) if post.date <= until)
    return sorted(published, key=lambda post: (post.date, post.url), reverse=True)


def _post(story: str, written: str, outlets: dict[str, Outlet]) -> Post:
    head, _, text = written.strip().partition("\n\n")
    header = dict(line.split(": ", 1) for line in head.splitlines())
    return Post(
        story=story,
        outlet=outlets[header["outlet"]],
        slug=header["slug"],
        date=datetime.fromisoformat(header["date"]).replace(tzinfo=UTC),
        title=header["title"],
        author=header.get("author", ""),
        summary=header.get("summary", ""),
        text=text,
        link=header.get("link", ""),
        points=int(header.get("points", 0)),
        comments=int(header.get("comments", 0)),
        status=int(header.get("status", 200)),
    )


def _linked(posts: list[Post]) -> list[Post]:
    addresses = {(post.story, post.outlet.key): post.url for post in posts}
    return [replace(post, link=addresses[post.story, post.link]) if post.link else post for post in posts]
