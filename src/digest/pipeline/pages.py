"""Candidates to read articles: ask for their pages, extract the text, store it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from digest.clean import clean
from digest.extract.page import Page, article
from digest.extract.template import fingerprints, without_template
from digest.fetch import manners
from digest.fetch.client import Request, status_text
from digest.fetch.queue import fetch_all
from digest.model import Article, Problem, Reading, Response
from digest.pipeline import child
from digest.pipeline.tools import Tools
from digest.urls import canonical, host
from digest.workers import Crash

ONE_FOR_ALL = 3  # headlines with the same text: a notice or a wall that nobody knew for one, not the article of any
SIBLINGS = 30  # pages of a host that are looked at for what repeats

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Read:
    """What became of asking for one page."""

    page: Page | None
    note: str  # why there is none
    status: int  # 0: no answer


def read_pages(articles: Sequence[Article], tools: Tools) -> tuple[dict[int, Article], tuple[Problem, ...]]:
    """Return better readings of articles, by seq: from their pages, as far as those may be asked for and answer in time.

    A page is asked for once, however many entries link to it, and never again once it was read.
    """
    wanted: dict[str, list[Article]] = {}
    for candidate in articles:
        if candidate.reading is not Reading.FULL and candidate.entry.url:
            wanted.setdefault(canonical(candidate.entry.url), []).append(candidate)
    better = {twin.entry.seq: twin for group in wanted.values() for member in group if (twin := tools.store.articles.twin(member.entry))}
    leads = {key: group[0] for key, group in wanted.items() if group[0].entry.seq not in better and _may_ask(group[0], tools)}
    answers = _without_templates(_ask_all(leads, tools), leads, tools)
    cut_off = len(leads) - len(answers)
    better |= {member.entry.seq: _better(member, read) for key, read in answers.items() for member in wanted[key]}
    with tools.store.transaction():
        for key, read in answers.items():
            retry = manners.page_retry(read.status, tools.now)
            tools.store.articles.asked(leads[key].entry.url, note=read.note, now=tools.now, retry_at=retry)
        for reading in better.values():
            tools.store.articles.save(reading)
    return better, (
        Problem("page", f"{cut_off} of {len(leads)} pages", "not read before the run's deadline", "deadline"),
    ) if cut_off else ()


def _without_templates(answers: dict[str, _Read], leads: dict[str, Article], tools: Tools) -> dict[str, _Read]:
    """Return the pages without the lines at head and tail that other pages of their host have too, those of earlier runs included."""
    with tools.store.transaction():
        for key, read in answers.items():
            if read.page is not None and read.page.text:
                tools.store.articles.keep_lines(leads[key].entry, fingerprints(read.page.text))
    seen = {name: tools.store.articles.lines_of(name, last=SIBLINGS) for name in {host(leads[key].entry.url) for key in answers}}
    return {key: _bare(read, leads[key], seen[host(leads[key].entry.url)], tools) for key, read in answers.items()}


def _bare(read: _Read, lead: Article, seen: Mapping[int, Sequence[str]], tools: Tools) -> _Read:
    if read.page is None:
        return read
    own = fingerprints(read.page.text)
    same = tools.store.entries.of(seq for seq, marks in seen.items() if tuple(marks) == own)
    if len({entry.title for entry in same} | {lead.entry.title}) >= ONE_FOR_ALL:
        return _Read(None, "its site shows one page at many addresses", read.status)
    others = [marks for seq, marks in seen.items() if seq != lead.entry.seq]
    return replace(read, page=replace(read.page, text="\n".join(without_template(read.page.text.split("\n"), others))))


def _may_ask(lead: Article, tools: Tools) -> bool:
    return tools.store.articles.may_ask(lead.entry.url, tools.now)


def charset_of(response: Response) -> str:
    """Return the character encoding that the server names, or the empty string."""
    found = _CHARSET.search(response.header("content-type"))
    return found[1] if found else ""


def _ask_all(leads: dict[str, Article], tools: Tools) -> dict[str, _Read]:
    """Return what became of each page, in the order given; those the deadline cut off are left out."""
    settings = tools.config.fetch
    headers = (("Accept", manners.PAGE_TYPES),)
    requests = [
        Request(lead.entry.url, lead.entry.url, stage="page", headers=headers, max_bytes=settings.max_page, feed=key)
        for key, lead in leads.items()
    ]
    found: dict[str, _Read] = {}
    silent: set[str] = set()  # hosts that let one page time out: their others are left for another run
    work = fetch_all(
        requests,
        lambda request: _ask(request, leads[request.feed], silent, tools),
        workers=settings.workers,
        per_host=settings.per_host,
        seconds=tools.seconds_left(),
    )
    for done, (request, read) in enumerate(work, 1):
        tools.progress("pages", done, len(requests))
        if read is not None:
            found[request.feed] = read
    return {key: found[key] for key in leads if key in found}


def _ask(request: Request, lead: Article, silent: set[str], tools: Tools) -> _Read:
    if host(request.url) in silent:
        return _Read(None, "its host did not answer in time", 0)
    response = tools.client.get(request)
    if isinstance(response, Problem):
        silent.update([host(request.url)] if response.code == "timeout" else [])
        return _Read(None, response.message, 0)
    if response.status != 200:
        return _Read(None, status_text(response.status), response.status)
    kind = response.header("content-type").partition(";")[0].strip().lower()
    if kind and not kind.startswith(("text/", "application/xhtml", "application/xml")):
        return _Read(None, f"not a page but {clean(kind, limit=60)}", response.status)
    return _extracted(response, lead, tools)


def _extracted(response: Response, lead: Article, tools: Tools) -> _Read:
    page = tools.pool.run(child.read_article, response.body, response.final_url, charset_of(response), lead.entry.title)
    if isinstance(page, Crash):
        return _Read(None, page.message, response.status)
    return _Read(page, page.wall, response.status)


def _better(known: Article, read: _Read) -> Article:
    return article(known.entry, read.page, note=read.note, said=known.text)
