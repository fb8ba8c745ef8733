"""Plain lists: an address a line, behind it tags, `"in quotes"` where they have spaces, and `"~a title"`, as newsboat's `urls` has them."""

from __future__ import annotations

import codecs
import re

from digest.clean import clean
from digest.exchange.subscriptions import Remark, Subscriptions
from digest.model import Feed
from digest.urls import typed_address

# A word in quotes, a comment to the end of the line, a word; # within a word is part of it.
_WORD = re.compile(r'"((?:\\.|[^"\\])*+)"?|(#.*)|([^\s"]\S*)')

_FOREIGN = {
    "query:": "a query over other feeds; 'digest today --tag' comes near",
    "exec:": "what a program prints; programs are not run",
    "filter:": "a feed through a program; programs are not run",
    "file:": "a local file; only addresses are read",
}


def read_addresses(data: bytes) -> Subscriptions:
    """Return the feeds of a plain list, and a remark for each line that is none."""
    feeds: list[Feed] = []
    remarks: list[Remark] = []
    for number, row in enumerate(re.split(r"\r\n?|\n", _decoded(data)), start=1):
        address, *marks = _words(row) or [""]
        url = typed_address(address)
        if url:
            feeds.append(_feed(url, marks))
            remarks += [Remark(number, clean(mark), "hides a feed elsewhere, and does nothing here") for mark in marks if mark[:1] == "!"]
        elif address:
            remarks.append(Remark(number, clean(address), _why(address)))
    return Subscriptions(tuple(feeds), tuple(remarks))


def _decoded(data: bytes) -> str:
    """Return the text of a list: UTF-8, UTF-16 with its mark, as Windows writes it, or else what every byte is a character of."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("iso-8859-1")


def _words(row: str) -> list[str]:
    """Return the words of a line; in quotes a backslash stands before a quote or a backslash."""
    found = [match for match in _WORD.finditer(row) if match[2] is None]
    return [re.sub(r"\\(.)", r"\1", match[1]) if match[1] is not None else match[3] for match in found]


def _feed(url: str, marks: list[str]) -> Feed:
    titles = [clean(mark[1:]) for mark in marks if mark.startswith("~")]
    tags = [clean(mark) for mark in marks if mark[:1] not in ("~", "!")]
    return Feed(next(iter(titles), ""), url, tuple(dict.fromkeys(tag for tag in tags if tag)))


def _why(address: str) -> str:
    return next((why for scheme, why in _FOREIGN.items() if address.startswith(scheme)), "not a web address")
