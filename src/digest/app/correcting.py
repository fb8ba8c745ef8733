"""Correcting the grouping: `merge` makes stories one, `split` takes sources out of one; both are remembered and can be undone.

A correction moves entries between remembered stories. Grouping never parts what is remembered as one story, nor joins what is
remembered as two, so that a correction holds from the next edition on, and what arrives later joins either side by its own words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from digest.app.editions import why
from digest.app.lock import only_run
from digest.app.workspace import Workspace
from digest.errors import UsageError
from digest.model import Below, Brief, Correction, Move, Source
from digest.store import Store
from digest.stories.identity import story_id
from digest.urls import canonical, web_address


@dataclass(frozen=True, slots=True)
class _Group:
    """A story as it is remembered at this moment."""

    name: str
    headline: str
    seqs: tuple[int, ...]
    homes: Mapping[int, str]  # the story of each entry that is remembered

    @property
    def said(self) -> str:
        return f'"{self.headline}" ({self.name})'

    def moved(self, seqs: Iterable[int], after: str) -> list[Move]:
        """Return what puts entries into a story, and makes it remembered that those already there are."""
        return [Move(seq, self.homes.get(seq, ""), after) for seq in seqs if self.homes.get(seq) != after]


def merge(workspace: Workspace, keys: Sequence[str], *, cursor: str | None = None) -> Correction:
    """Make stories of the newest edition one, under the name of the first; raises `UsageError` when they are one already."""
    if len(keys) < 2:
        raise UsageError("one story alone cannot be merged", hint="name two: digest merge 2 5")
    stories = [_story(workspace, key, cursor) for key in keys]
    with only_run(workspace.state), Store(workspace.state) as store, store.transaction(lasting=True):
        first, *rest = [_group(story, store) for story in stories]
        others = [group for name, group in {group.name: group for group in rest}.items() if name != first.name]
        if not others:
            raise UsageError(f"these are one story already: {first.said}", hint="name two: digest merge 2 5")
        moves = [move for group in (first, *others) for move in group.moved(group.seqs, first.name)]
        said = f"merged {first.said} with {_listed(others)}"
        return _made(Correction("merge", said, workspace.now, tuple(moves)), store)


def split(workspace: Workspace, key: str, chosen: Sequence[str] = (), *, cursor: str | None = None) -> Correction:
    """Take sources (numbers or addresses) out of a story of the newest edition, into one of their own; without any, part them all.

    An address as the key is taken out of the story it is in. Entries of one page stay together, and the rest keeps the name. Raises
    `UsageError` when nothing would be left, or what is named is in another story already.
    """
    story = _story(workspace, key, cursor)
    named = [_source(story, one) for one in (chosen or ([key] if web_address(key) else []))]
    with only_run(workspace.state), Store(workspace.state) as store, store.transaction(lasting=True):
        group = _group(story, store)
        pages = _pages([source for source in story.sources if source.seq in group.seqs])
        if gone := [source for source in named if source.seq not in group.seqs]:
            raise UsageError(f'"{gone[0].title}" is in another story already', hint="'digest today' prints it there")
        taken = [source for page in pages if any(source in page for source in named) for source in page]
        parts = _parts([taken] if named else pages[1:], group, store)
        return _made(_parted(group, parts, workspace), store)


def corrections(workspace: Workspace, kind: str) -> list[Correction]:
    """Return what was merged, or split, and is in force."""
    if not workspace.begun:
        return []
    with workspace.existing() as store:
        return [one for one in store.corrections.all() if one.kind == kind]


def remarks(workspace: Workspace, story: Brief | Below) -> tuple[str, ...]:
    """Return what was done to the grouping of a story, and how to undo it."""
    seqs = {source.seq for source in story.sources}
    with workspace.existing() as store:
        made = store.corrections.all()
    touching = [one for one in made if any(move.seq in seqs or story.story in (move.before, move.after) for move in one.moves)]
    return tuple(f"you {one.said} on {workspace.date_of(one.at)}: digest {one.kind} --undo {one.number}" for one in touching)


def undo(workspace: Workspace, kind: str, number: int) -> Correction:
    """Undo a correction and return it; raises `UsageError` when there is none of that number, or a later one builds on it."""
    found = next((one for one in corrections(workspace, kind) if one.number == number), None)
    if found is None:
        raise UsageError(f"there is no {kind} {number}", hint=f"'digest {kind}' alone lists them")
    with only_run(workspace.state), Store(workspace.state) as store, store.transaction(lasting=True):
        if later := next((one for one in store.corrections.all() if _builds_on(one, found)), None):
            raise UsageError(f"{kind} {number} cannot be undone before a later one", hint=f"digest {later.kind} --undo {later.number}")
        homes = {move.seq: move.before for move in found.moves}
        if kind == "split":  # what joined a part since goes back with it; what joined a merged story stays
            joined = {seq: move.before for move in found.moves if move.before for seq in store.stories.members(move.after)}
            homes = joined | homes
        for seq, story in homes.items():
            store.stories.move(seq, story)
        store.corrections.remove(number)
    return found


def _builds_on(later: Correction, correction: Correction) -> bool:
    return later.number > correction.number and not {move.seq for move in later.moves}.isdisjoint(move.seq for move in correction.moves)


def _story(workspace: Workspace, key: str, cursor: str | None) -> Brief | Below:
    explained = why(workspace, key, cursor)
    if explained.story is None:
        raise UsageError(f'"{key}" is in no story of the edition of {explained.edition.date}', hint=explained.verdict)
    return explained.story


def _group(story: Brief | Below, store: Store) -> _Group:
    """Return what is one with a story of an edition by now: earlier corrections count, and what joined it since."""
    homes = store.stories.of(source.seq for source in story.sources)
    name = story.story if story.story in homes.values() else next(iter(homes.values()), story.story)
    members = store.stories.members(name)
    alone = [source.seq for source in story.sources if source.seq not in homes]  # in a look, nothing is remembered
    return _Group(name, story.headline, (*members, *alone), homes | dict.fromkeys(members, name))


def _source(story: Brief | Below, key: str) -> Source:
    """Return a source of a story by its number, as the edition prints it, or by its address."""
    number = key.strip("[]")
    if number.isdecimal() and 1 <= int(number) <= len(story.sources):
        return story.sources[int(number) - 1]
    for source in story.sources:
        if web_address(key) and canonical(source.url) == canonical(web_address(key)):
            return source
    raise UsageError(f'"{key}" is no source of "{story.headline}"', hint=f"it has the sources 1 to {len(story.sources)}")


def _pages(sources: Iterable[Source]) -> list[list[Source]]:
    """Return the sources by page: an aggregator's entry goes with the article it links to."""
    pages: dict[str, list[Source]] = {}
    for source in sources:
        pages.setdefault(canonical(source.url) or f"entry {source.seq}", []).append(source)
    return list(pages.values())


def _parts(pages: Iterable[Sequence[Source]], group: _Group, store: Store) -> list[_Group]:
    """Return the stories that sources taken out of another make."""
    parts: list[_Group] = []

    def is_taken(name: str) -> bool:
        return store.stories.has(name) or any(part.name == name for part in parts)

    for page in pages:
        seqs = tuple(sorted(source.seq for source in page))
        (first,) = store.entries.of(seqs[:1])
        parts.append(_Group(story_id(first, is_taken), page[0].title, seqs, group.homes))
    return parts


def _parted(group: _Group, parts: Sequence[_Group], workspace: Workspace) -> Correction:
    taken = {seq for part in parts for seq in part.seqs}
    rest = [seq for seq in group.seqs if seq not in taken]
    if not parts or not rest:
        raise UsageError(f"{group.said} has nothing to part", hint="one source at least stays in the story")
    moves = [*group.moved(rest, group.name), *(move for part in parts for move in part.moved(part.seqs, part.name))]
    return Correction("split", f"split {_listed(parts)} off {group.said}", workspace.now, tuple(moves))


def _listed(groups: Sequence[_Group]) -> str:
    return " and ".join(group.said for group in groups) if len(groups) < 3 else f"{len(groups)} others"


def _made(correction: Correction, store: Store) -> Correction:
    for move in correction.moves:
        store.stories.move(move.seq, move.after)
    return store.corrections.add(correction)
