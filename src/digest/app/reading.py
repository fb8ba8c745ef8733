"""The text of one article; of any page, file or standard input too."""

from __future__ import annotations

from pathlib import Path

from digest.app.editions import find_edition, find_story
from digest.app.web import new_client
from digest.app.workspace import Workspace
from digest.errors import DigestError, UsageError
from digest.extract.page import article
from digest.fetch.client import Request, status_text
from digest.fetch.manners import PAGE_TYPES
from digest.model import Article, Entry, Problem, Reading
from digest.pipeline.child import read_article
from digest.pipeline.pages import charset_of
from digest.pipeline.tools import new_pool
from digest.urls import publisher, web_address
from digest.workers import Crash


def read(workspace: Workspace, key: str, *, standard_input: bytes = b"", cursor: str | None = None) -> Article:
    """Return the clean text of a story's lead (number or id), of an address, a file, or standard input (-)."""
    if key == "-":
        return _from_bytes(standard_input, "")
    if web_address(key):
        return _from_address(workspace, web_address(key))
    if "/" in key or "." in key:
        return _from_file(Path(key))
    return _from_story(workspace, key, cursor)


def _from_story(workspace: Workspace, key: str, cursor: str | None) -> Article:
    _, story = find_story(find_edition(workspace, None, cursor), key)
    with workspace.existing() as store:
        entry = next(iter(store.entries.of([story.lead.seq])), None)
        known = store.articles.of(entry) if entry else None
    if known is None:
        raise UsageError(f'the text of "{story.headline}" is no longer stored', hint=f"read it at {story.lead.url}")
    return known


def _from_address(workspace: Workspace, url: str) -> Article:
    known = _stored(workspace, url)
    return known if known and known.reading is Reading.FULL else _fetched(workspace, url)


def _stored(workspace: Workspace, url: str) -> Article | None:
    if not workspace.begun:
        return None
    with workspace.existing() as store:
        found = [known for entry in store.entries.at(url) if (known := store.articles.of(entry))]
    return max(found, key=lambda known: (known.reading is Reading.FULL, known.words), default=None)


def _fetched(workspace: Workspace, url: str) -> Article:
    settings = workspace.config.fetch
    response = new_client(workspace, [url]).get(
        Request(url, url, stage="page", headers=(("Accept", PAGE_TYPES),), max_bytes=settings.max_page)
    )
    if isinstance(response, Problem):
        raise DigestError(f'"{url}" could not be read: {response.message}')
    if response.status != 200:
        raise DigestError(f'"{url}" could not be read: {status_text(response.status)}')
    return _from_bytes(response.body, response.final_url, charset=charset_of(response))


def _from_file(path: Path) -> Article:
    try:
        body = path.read_bytes()
    except OSError as error:
        raise UsageError(
            f'"{path}" cannot be read: {error.strerror}', hint="give a story's number or id, an address, a file or -"
        ) from error
    return _from_bytes(body, "")


def _from_bytes(body: bytes, url: str, *, charset: str = "", title: str = "") -> Article:
    with new_pool() as pool:
        page = pool.run(read_article, body, url, charset, title)
    if isinstance(page, Crash):
        raise DigestError(f"the page could not be read: {page.message}")
    entry = Entry("", "", url, page.title or title, "", page.published, page.authors, page.language, publisher(url))
    return article(entry, page, note=page.wall, said="")
