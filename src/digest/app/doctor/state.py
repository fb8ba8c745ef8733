"""The file in which everything is kept: whether it can be written, whether it is sound, whether the clock agrees with it."""

from __future__ import annotations

import os
import shutil
from datetime import datetime, timedelta
from pathlib import Path

from digest.errors import StateError
from digest.model import Finding, Level
from digest.store import Store, has_full_text_search

LITTLE_ROOM = 100_000_000  # bytes: a few runs of a long list of feeds
MEGABYTE = 1_000_000
AHEAD = timedelta(minutes=5)  # a clock is set back by so much without anybody noticing


def check_state(path: Path, now: datetime) -> list[Finding]:
    """Return what is found of the state: one finding for the file, one for each thing around it that is wrong."""
    try:
        first = _check_file(path, now) if path.is_file() else _check_place(path)
        return [*first, *_check_room(path)]
    except StateError as error:
        return [_finding(Level.ERROR, path, error.message, error.hint)]
    except OSError as error:
        return [_finding(Level.ERROR, path, f"cannot be looked for: {error.strerror}", "give permission there")]


def _check_file(path: Path, now: datetime) -> list[Finding]:
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        return [_finding(Level.ERROR, path, "cannot be written", f"give write permission on {path.parent}")]
    with Store.look(path, any_version=True) as store:
        if store.behind() < 0:
            return [_finding(Level.ERROR, path, "was written by a newer digest", "upgrade: pip install -U digest-news")]
        if damage := store.damage():
            return [_finding(Level.ERROR, path, f"is damaged: {damage}", "digest today keeps it aside and begins a fresh one")]
        count, last = store.entries.kept()
    found = [_finding(Level.OK, path, f"sound, {count:,} {'entry' if count == 1 else 'entries'}, {_size(path)}")]
    if last is not None and last > now + AHEAD:
        text = f"was written at {last:%Y-%m-%d %H:%M} UTC, and it is {now:%Y-%m-%d %H:%M} UTC: the clock was set back, or is wrong"
        found.append(_finding(Level.WARNING, path, text, "set the clock: timedatectl set-ntp true"))
    return found


def _check_place(path: Path) -> list[Finding]:
    """Return whether a state could be begun."""
    nearest = next(folder for folder in path.parents if folder.exists())
    if not (nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK)):
        return [_finding(Level.ERROR, path, f"cannot be made: {nearest} cannot be written", f"give write permission on {nearest}")]
    return [_finding(Level.OK, path, "none yet: the first edition makes it")]


def _check_room(path: Path) -> list[Finding]:
    nearest = next(folder for folder in path.parents if folder.exists())
    free = shutil.disk_usage(nearest).free
    found = []
    if free < LITTLE_ROOM:
        found.append(_finding(Level.WARNING, nearest, f"the disk has {free / MEGABYTE:.0f} MB left", "make room; digest state vacuum"))
    if not has_full_text_search():
        found.append(_finding(Level.ERROR, path, "the SQLite of this Python cannot search texts (FTS5)", "use another Python"))
    return found


def _size(path: Path) -> str:
    return f"{path.stat().st_size / MEGABYTE:.1f} MB"


def _finding(level: Level, about: Path, text: str, fix: str = "") -> Finding:
    return Finding("state", level, str(about), text, fix)
