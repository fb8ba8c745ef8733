"""Everything the invented hosts answer, as it stood at one moment: addresses and the bytes behind them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from http import HTTPStatus

from digest.sample.content import Outlet, Post, read_outlets, read_posts
from digest.sample.feeds import feed_of
from digest.sample.pages import RELATED, page_of

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server says to a GET."""

    status: int
    media_type: str
    body: bytes
    modified: str = ""  # an HTTP date; empty when it carries no validators

    @property
    def tag(self) -> str:
        """The entity tag: its bytes, in short."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:16]}"'


Answers = Mapping[str, Mapping[str, Answer]]  # by host, then by path and query

MISSING = Answer(HTTPStatus.NOT_FOUND, HTML, b"<!doctype html><title>Not found</title><p>There is no such page.</p>")
DOWN = Answer(HTTPStatus.SERVICE_UNAVAILABLE, HTML, b"<!doctype html><title>Service unavailable</title><p>Back soon, we hope.</p>")
REFUSED = b"<!doctype html><title>Access denied</title><h1>Access denied</h1><p>You do not have permission to read this page.</p>"


def build(*, at: datetime) -> Answers:
    """Return the answers of every invented host, as the web stood at a moment."""
    outlets = read_outlets()
    posts = read_posts(outlets, until=at)
    return {outlet.host: dict(_answers(outlet, [post for post in posts if post.outlet == outlet])) for outlet in outlets.values()}


def _answers(outlet: Outlet, posts: Sequence[Post]) -> Iterator[tuple[str, Answer]]:
    if outlet.down:
        yield outlet.feed, DOWN
        return
    if outlet.feed:
        yield outlet.feed, _feed(outlet, posts)
    for post in posts:
        if post.text:
            yield post.path, _page(post, posts)


def _feed(outlet: Outlet, posts: Sequence[Post]) -> Answer:
    media_type, text = feed_of(outlet, posts)
    return Answer(HTTPStatus.OK, media_type, text.encode(), _modified(posts))


def _page(post: Post, posts: Sequence[Post]) -> Answer:
    if post.status != HTTPStatus.OK:
        return Answer(post.status, HTML, REFUSED)
    others = [other for other in posts if other != post][:RELATED]
    return Answer(HTTPStatus.OK, HTML, page_of(post, others or [post]).encode(), _modified([post]))


def _modified(posts: Sequence[Post]) -> str:
    return format_datetime(posts[0].date, usegmt=True) if posts else ""
