"""The text of one article; of any page, file or standard input too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from digest.app.editions import lead_entry
from digest.app.web import new_client
from digest.app.workspace import Workspace
from digest.errors import DigestError, TryLater, UsageError
from digest.extract.page import Page, article
from digest.fetch.client import Request, status_text
from digest.fetch.manners import PAGE_TYPES
from digest.model import Article, Entry, Problem, Reading, Verdict
from digest.pipeline.child import explain_article, read_article
from digest.pipeline.pages import charset_of
from digest.pipeline.tools import new_pool
from digest.store import Store
from digest.urls import publisher, web_address
from digest.workers import Crash

_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Explained:
    """A page as it was read, and what became of each of its lines."""

    article: Article
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class _Document:
    """A page or text, before it is read."""

    body: bytes
    url: str = ""
    charset: str = ""
    title: str = ""


def read(workspace: Workspace, key: str, *, standard_input: bytes = b"", cursor: str | None = None) -> Article:
    """Return the clean text of a story's lead (number or id), of an entry, an address, a file, or standard input (-)."""
    document = _typed_document(key, standard_input)
    if document is not None:
        return _article(document)
    address = web_address(key)
    known = _stored(workspace, address) if address else _of_story(workspace, key, cursor)
    return known if known is not None else _article(_fetched(workspace, address))


def note_read(workspace: Workspace, read_: Article) -> None:
    """Note that a person has read the text of an entry that is kept; of anything else nothing is noted."""
    if read_.entry.seq:
        with Store(workspace.state) as store, store.transaction():
            store.articles.open(read_.entry.seq, at=workspace.now)


def explain(workspace: Workspace, key: str, *, standard_input: bytes = b"", cursor: str | None = None) -> Explained:
    """Return the page of a story's lead, of an address, a file or standard input, with the verdict on each of its lines.

    Pages are not kept, so that of a story or an address is asked for again.
    """
    document = _typed_document(key, standard_input)
    if document is None:
        address = web_address(key)
        entry = None if address else _of_story(workspace, key, cursor).entry
        document = _fetched(workspace, entry.url, entry.title) if entry else _fetched(workspace, address)
    verdicts = _in_child(explain_article, document)
    return Explained(_article(document), verdicts)


def _typed_document(key: str, standard_input: bytes) -> _Document | None:
    """Return the document that a person gave; none when the key is an address, a number or an id."""
    if key == "-":
        return _Document(standard_input)
    if not web_address(key) and ("/" in key or "." in key):
        return _Document(_file(Path(key)))
    return None


def _of_story(workspace: Workspace, key: str, cursor: str | None) -> Article:
    with workspace.existing() as store:
        entry = lead_entry(workspace, store, key, cursor)
        return store.articles.of(entry) or article(entry, said="")


def _stored(workspace: Workspace, url: str) -> Article | None:
    """Return the article at an address, when it was read in full."""
    if not workspace.begun:
        return None
    with workspace.existing() as store:
        found = [known for entry in store.entries.at(url) if (known := store.articles.of(entry)) and known.reading is Reading.FULL]
    return max(found, key=lambda known: known.words, default=None)


def _fetched(workspace: Workspace, url: str, title: str = "") -> _Document:
    settings = workspace.config.fetch
    response = new_client(workspace, [url]).get(
        Request(url, url, stage="page", headers=(("Accept", PAGE_TYPES),), max_bytes=settings.max_page)
    )
    if isinstance(response, Problem):
        raise TryLater(f'"{url}" could not be read: {response.message}', hint="look at it in a browser, or try again later")
    if response.status != 200:
        raise TryLater(f'"{url}" could not be read: {status_text(response.status)}', hint="look at it in a browser, or try again later")
    return _Document(response.body, response.final_url, charset_of(response), title)


def _file(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(
            f'"{path}" cannot be read: {error.strerror}', hint="give a story's number or id, an address, a file or -"
        ) from error


def _article(document: _Document) -> Article:
    page = _in_child(read_article, document)
    address = _address(page, document.url)
    entry = Entry("", "", address, page.title, "", page.published, page.authors, page.language, publisher(address))
    return article(entry, page, note=page.wall, said="")


def _address(page: Page, url: str) -> str:
    """Return the address that a page gives itself; it may not give itself another publisher's when it is known where it came from."""
    return page.canonical if page.canonical and (not url or publisher(page.canonical) == publisher(url)) else url


def _in_child(work: Callable[[bytes, str, str, str], _Result], document: _Document) -> _Result:
    with new_pool() as pool:
        result = pool.run(work, document.body, document.url, document.charset, document.title)
    if isinstance(result, Crash):
        raise DigestError(f"the page could not be read: {result.message}")
    return result
