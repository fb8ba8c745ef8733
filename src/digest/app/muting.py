"""Mutes: what feeds.yaml says and what was typed at a command, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from digest.app.lock import only_run
from digest.app.when import last_day
from digest.app.workspace import Workspace
from digest.clean import clean
from digest.errors import UsageError
from digest.matching import complaint, first_match, same
from digest.model import Edition, Match
from digest.store import Store


@dataclass(frozen=True, slots=True)
class Muted:
    """A mute that was typed just now."""

    pattern: str
    until: date | None
    hides: int  # stories of the newest edition


def mute(workspace: Workspace, words: str, *, until: str | None = None) -> Muted:
    """Keep stories with these words in a headline out of the editions to come; raises `UsageError` for what cannot be a pattern."""
    pattern = clean(words)
    if reason := complaint(pattern):
        raise UsageError(f'"{pattern}" cannot be muted: {reason}')
    last = last_day(until, workspace.today) if until else None
    with only_run(workspace.state), Store(workspace.state) as store, store.transaction(lasting=True):
        for known in _called(pattern, store.mutes.all()):
            store.mutes.remove(known.patterns[0])
        store.mutes.add(pattern, until=last, typed=workspace.today)
        edition = store.editions.newest(workspace.reader) or store.editions.newest()
    return Muted(pattern, last, _hidden(pattern, edition) if edition else 0)


def mutes(workspace: Workspace) -> tuple[Match, ...]:
    """Return the mutes that were typed, then those of feeds.yaml, the ones that are over too."""
    return (*_typed(workspace), *workspace.config.mute)


def unmute(workspace: Workspace, words: str) -> tuple[str, tuple[Match, ...]]:
    """Forget a typed mute; return it, and the lines of feeds.yaml that mute the same all the same.

    Raises `UsageError` when none was typed: it says which line of feeds.yaml to change, if one has the words.
    """
    pattern = clean(words)
    typed, written = _called(pattern, _typed(workspace)), _called(pattern, workspace.config.mute)
    if not typed and written:
        place = f"{workspace.found.path}:{written[0].line}"
        raise UsageError(f'"{pattern}" is muted by feeds.yaml, which is yours to change', hint=f"delete it there: {place}")
    if not typed:
        raise UsageError(f'"{pattern}" is not muted', hint="'digest mutes' lists what is")
    with only_run(workspace.state), Store(workspace.state) as store, store.transaction(lasting=True):
        store.mutes.remove(typed[0].patterns[0])
    return typed[0].patterns[0], written


def _typed(workspace: Workspace) -> tuple[Match, ...]:
    if not workspace.begun:
        return ()
    with workspace.existing() as store:
        return store.mutes.all()


def _called(pattern: str, matches: tuple[Match, ...]) -> tuple[Match, ...]:
    return tuple(match for match in matches if any(same(pattern, other) for other in match.patterns))


def _hidden(pattern: str, edition: Edition) -> int:
    """Return how many stories of an edition a mute would have kept out."""
    match = Match((pattern,), "")
    return sum(any(first_match([match], source.title) for source in brief.sources) for brief in edition.briefs if not brief.must)
