"""Changing a person's feeds.yaml where it must be changed: comments, order, indentation and line ends stay as they were.

Each change is worked out on the text, by the marks of `yaml.compose`; the result is read again and compared with what was meant
before anybody gets it. What cannot be changed safely is refused, with the line and what to write by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

import yaml

from digest.config.edit import lists, members
from digest.config.edit.tree import Plain, end_of, feeds_of, key_of, line_end, plain, tied_lines
from digest.config.edit.words import block, line, parts, said, scalar, written
from digest.config.load import FEED_KEYS, Value, composed, read
from digest.errors import ConfigError
from digest.model import Feed
from digest.urls import canonical


def add_feeds(data: bytes, feeds: Sequence[Feed], *, name: str) -> bytes:
    """Return the file with feeds added after its last one; one with an empty name is written without."""
    by_hand = f"add by hand: - {line(parts(feeds[0]))}"

    def change(text: str) -> str:
        node = feeds_of(text)
        make = block if isinstance(node.value[-1], yaml.MappingNode) and not node.value[-1].flow_style else line
        return lists.append(text, node, [_item(feed, make) for feed in feeds])

    meant: list[Plain] = [_said(feed) for feed in feeds]
    return _checked(data, change, lambda old: [*old, *meant], name=name, place=-1, by_hand=by_hand)


def with_feeds(data: bytes, feeds: Sequence[Feed], *, name: str) -> bytes:
    """Return the file with other feeds in place of its own, and of the comments among them."""
    meant: list[Plain] = [_said(feed) for feed in feeds]

    def change(text: str) -> str:
        node = feeds_of(text)
        changed = lists.append(text, node, [_item(feed, line) for feed in feeds])
        return changed[: line_end(text, key_of(text))] + changed[line_end(text, end_of(text, node.value[-1])) :]

    return _checked(data, change, lambda _: meant, name=name, place=-1, by_hand="write them by hand")


def remove_feed(data: bytes, feed: Feed, *, name: str) -> bytes:
    """Return the file without a feed of it."""
    place = _place(data, feed, name)
    return _checked(
        data,
        lambda text: lists.remove(text, feeds_of(text), place),
        lambda old: [*old[:place], *old[place + 1 :]],
        name=name,
        place=place,
        by_hand=f'delete "{feed.name}" by hand',
    )


def change_feed(data: bytes, feed: Feed, changes: Mapping[str, Value | None], *, name: str) -> bytes:
    """Return the file with keys of a feed set, or, where the value is None, removed."""
    place = _place(data, feed, name)
    given = {key: value for key in FEED_KEYS if key in changes and (value := changes[key]) is not None}
    gone = [key for key in changes if changes[key] is None]

    def change(text: str) -> str:
        for key in (key for key in FEED_KEYS if key in changes):
            text = members.put(text, feeds_of(text).value[place], key, changes[key])
        return text

    def meant(old: list[Plain]) -> list[Plain]:
        return [*old[:place], _with(old[place], said(given), gone), *old[place + 1 :]]

    by_hand = "write by hand: " + ", ".join([*(f"{key}: {written(given[key])}" for key in given), *(f"no {key}" for key in gone)])
    return _checked(data, change, meant, name=name, place=place, by_hand=by_hand)


def _said(feed: Feed) -> Plain:
    return said(parts(feed)) if len(parts(feed)) > 1 else feed.url


def _item(feed: Feed, make: Callable[[Mapping[str, Value]], str]) -> str:
    return make(parts(feed)) if len(parts(feed)) > 1 else scalar(feed.url)


def _with(feed: Plain, given: Mapping[str, Plain], gone: Collection[str]) -> Plain:
    """Return what a feed says after a change; an address stays a bare one where nothing else is said."""
    if not isinstance(feed, Mapping):
        return given.get("url", feed) if given.keys() <= {"url"} else {"url": feed, **given}
    return {key: value for key, value in {**feed, **given}.items() if key not in gone}


def _place(data: bytes, feed: Feed, name: str) -> int:
    """Return which of the file's feeds it is."""
    places = [place for place, other in enumerate(read(data, name=name).feeds) if canonical(other.url) == canonical(feed.url)]
    if not places:
        raise ConfigError((f'{name}: "{feed.name}" is no longer in it',), hint="try again")
    return places[0]


def _checked(
    data: bytes,
    change: Callable[[str], str],
    meant: Callable[[list[Plain]], list[Plain]],
    *,
    name: str,
    place: int,
    by_hand: str,
) -> bytes:
    """Return the changed file, if it says what was meant and nothing else; raises `ConfigError` with the line where it would not."""
    row = read(data, name=name).feeds[place].line
    text = data.decode("utf-8")
    bare = text.removeprefix("\ufeff")
    try:
        changed = change(bare)
        before, after = _meaning(bare), _meaning(changed)
        assert isinstance(before["feeds"], list)  # `read` accepted it
        good = after == {**before, "feeds": meant(before["feeds"])}
        read(changed.encode("utf-8"), name=name)
    except (yaml.YAMLError, lists.Unclear, ConfigError):
        good, changed = False, ""
    if not good:
        why = f": it shares an anchor with line {others[0]}" if (others := _tied_lines(bare, place)) else ""
        raise ConfigError((f"{name}:{row}: cannot be changed safely{why}",), hint=by_hand)
    return (text[: len(text) - len(bare)] + changed).encode("utf-8")


def _tied_lines(text: str, place: int) -> list[int]:
    try:
        return tied_lines(text, place)
    except yaml.YAMLError:  # libyaml takes what PyYAML's own composer does not
        return []


def _meaning(text: str) -> dict[str, Plain]:
    root = composed(text)
    assert root is not None
    said = plain(root)
    assert isinstance(said, dict)
    return said
