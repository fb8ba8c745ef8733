"""What a person means by N|ID: a number of the newest edition, a story of any day (s7k2), an entry that a search found (a1234)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from digest.errors import UsageError
from digest.model import Entry
from digest.store import Store

_ENTRY = re.compile(r"a([1-9]\d{0,17})")
_STORY = re.compile(r"s[2-9a-z]{3,}")


def entry_named(store: Store, key: str) -> Entry | None:
    """Return the entry that is called so; None where this is the name of something else; raises `UsageError` when it is not kept."""
    found = _ENTRY.fullmatch(key)
    if found is None:
        return None
    entry = next(iter(store.entries.of([int(found[1])])), None)
    if entry is None:
        raise UsageError(f'there is no entry "{key}"', hint="'digest search' gives their names")
    return entry


def members(store: Store, key: str) -> list[Entry]:
    """Return the entries that are kept of the story with this id; none when it is no story's."""
    return store.entries.of(store.stories.members(key)) if _STORY.fullmatch(key) else []


def all_known(asked: Sequence[str], known: set[str], what: str) -> None:
    """Raise `UsageError` for the first name that is not known, with the one that may have been meant."""
    import difflib

    for name in asked:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
            raise UsageError(
                f'"{name}" is no {what} of feeds.yaml', hint=f'did you mean "{near[0]}"?' if near else f"known: {_some(known)}"
            )


def _some(names: set[str]) -> str:
    listed = sorted(names)[:12]
    return ", ".join(listed) + (", ..." if len(names) > len(listed) else "") if names else "none"
