"""`digest feeds list`, `check`, `stats`: how the feeds are doing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.options import JsonOption, OptionalFeedsArgument
from digest.cli.printing import print_out
from digest.cli.progress import ProgressLine
from digest.cli.setting import Setting, with_setting
from digest.cli.streams import line_look
from digest.errors import Degraded

if TYPE_CHECKING:
    from digest.app.feeds import Checked, Listed
    from digest.render.terminal import Cell

_NOTHING = "–"


@with_setting
def list_(
    setting: Setting,
    as_json: JsonOption = False,
    plain: Annotated[bool, typer.Option("--plain", help="Name, address, state and tags, with tabs between.")] = False,
) -> None:
    """List the feeds, and how each is doing.

    \b
        digest feeds list
        digest feeds list --plain | cut -f 2
        digest feeds list --json | jq -r '.[].url'
    """
    from digest.app.feeds import list_feeds

    workspace = setting.workspace()
    listed = list_feeds(workspace)
    if as_json:
        _print_json([_listed_document(item) for item in listed])
    elif plain:
        print_out("\n".join("\t".join((item.feed.name, item.feed.url, _state(item), ",".join(item.feed.tags))) for item in listed))
    else:
        _print_listed(setting, listed, workspace.local)


@with_setting
def check(setting: Setting, feed: OptionalFeedsArgument = None, as_json: JsonOption = False) -> None:
    """Ask the feeds now, and say how each answers; nothing is stored.

    \b
        digest feeds check
        digest feeds check LWN "Old blog"

    Exit 4 when one of them fails.
    """
    from digest.app.feeds import check_feeds

    workspace = setting.workspace()
    with ProgressLine(setting) as progress:
        checked = check_feeds(workspace, feed or (), progress=progress)
    if as_json:
        _print_json([_checked_document(item) for item in checked])
    else:
        _print_checked(setting, checked, workspace.local)
    failed = sum(bool(item.problem) for item in checked)
    if failed:
        raise Degraded(f"{failed} of {len(checked)} feeds failed")


@with_setting
def stats(setting: Setting, as_json: JsonOption = False) -> None:
    """Say how often each feed posts, and how much of it was shown.

    \b
        digest feeds stats
        digest feeds stats --json | jq -r '.[] | select(.shown == 0) | .name'
    """
    from digest.app.feeds import list_feeds

    listed = list_feeds(setting.workspace())
    if as_json:
        _print_json([_stats_document(item) for item in listed])
    else:
        _print_stats(setting, listed)


def _print_listed(setting: Setting, listed: Sequence[Listed], zone: tzinfo) -> None:
    from digest.render.terminal import Cell, Column, table

    columns = [
        Column("name", 12),
        Column("state"),
        Column("tags", 16),
        Column("newest"),
        Column("a week", right=True),
        Column("address", 28),
    ]
    rows = [
        (
            Cell(item.feed.name, "strong"),
            _state_cell(item),
            Cell(", ".join(item.feed.tags)),
            Cell(_day(item.tally.newest, zone)),
            Cell(_amount(item.weekly)),
            Cell(item.feed.url, "quiet"),
        )
        for item in listed
    ]
    print_out(table(columns, rows, line_look(setting)))


def _print_checked(setting: Setting, checked: Sequence[Checked], zone: tzinfo) -> None:
    from digest.render.terminal import Cell, Column, table

    columns = [
        Column("name", 12), Column("answer", 12), Column("entries", right=True), Column("newest"), Column("a week", right=True),
        Column("kB", right=True), Column("seconds", right=True), Column("last success"),
    ]  # fmt: skip
    rows = [
        (
            Cell(item.feed.name, "strong"),
            _answer_cell(item),
            Cell(str(item.entries) if item.entries else _NOTHING),
            Cell(_day(item.newest, zone)),
            Cell(_amount(item.weekly)),
            Cell(_amount(item.size / 1000)),
            Cell(f"{item.seconds:.1f}"),
            Cell(_day(item.state.last_success, zone)),
        )
        for item in checked
    ]
    print_out(table(columns, rows, line_look(setting)) if rows else "no feed is asked: all are paused")
    for item in checked:
        if item.moved:
            print_out(f'"{item.feed.name}" moved for good to {item.moved}: {item.fix}')


def _print_stats(setting: Setting, listed: Sequence[Listed]) -> None:
    from digest.render.terminal import Cell, Column, table

    columns = [
        Column("name", 12), Column("a week", right=True), Column("stored", right=True), Column("shown", right=True),
        Column("last shown"), Column("state"),
    ]  # fmt: skip
    rows = [
        (
            Cell(item.feed.name, "strong"),
            Cell(_amount(item.weekly)),
            Cell(str(item.tally.entries)),
            Cell(str(item.tally.shown)),
            Cell(item.tally.last_shown.isoformat() if item.tally.last_shown else _NOTHING),
            _state_cell(item),
        )
        for item in listed
    ]
    print_out(table(columns, rows, line_look(setting)))


def _state(item: Listed) -> str:
    if item.feed.paused:
        return "paused"
    if item.state.gone:
        return "gone"
    if item.state.failures:
        return f"failing {item.state.failures}"
    return "ok" if item.state.last_success else "not asked"


def _state_cell(item: Listed) -> Cell:
    from digest.render.terminal import Cell

    state = _state(item)
    style = {"ok": "mark", "paused": "warning", "not asked": "quiet"}.get(state, "failure")
    return Cell(state, style)


def _answer_cell(item: Checked) -> Cell:
    from digest.render.terminal import Cell

    if item.problem:
        return Cell(item.problem, "failure")
    return Cell("ok", "mark") if item.entries else Cell("ok, no entries", "warning")


def _day(moment: datetime | None, zone: tzinfo) -> str:
    return moment.astimezone(zone).date().isoformat() if moment else _NOTHING


def _amount(number: float | None) -> str:
    if number is None:
        return _NOTHING
    return f"{number:.1f}" if number < 10 else f"{number:.0f}"


def _print_json(documents: Sequence[dict[str, object]]) -> None:
    print_out(json.dumps(documents, ensure_ascii=False, indent=2))


def _listed_document(item: Listed) -> dict[str, object]:
    feed, state = item.feed, item.state
    return {
        "name": feed.name, "url": feed.url, "tags": feed.tags, "kind": feed.kind, "weight": feed.weight, "cap": feed.cap,
        "must": feed.must, "paused": feed.paused, "line": feed.line, "failures": state.failures, "problem": state.problem,
        "gone": state.gone, "last_success": _iso(state.last_success), "newest": _iso(item.tally.newest), "weekly": _rounded(item.weekly),
    }  # fmt: skip


def _checked_document(item: Checked) -> dict[str, object]:
    return {
        "name": item.feed.name, "url": item.feed.url, "ok": not item.problem, "problem": item.problem, "status": item.status,
        "entries": item.entries, "newest": _iso(item.newest), "weekly": _rounded(item.weekly), "bytes": item.size,
        "seconds": round(item.seconds, 3), "moved": item.moved, "last_success": _iso(item.state.last_success),
    }  # fmt: skip


def _stats_document(item: Listed) -> dict[str, object]:
    shown = item.tally.last_shown
    return {
        "name": item.feed.name, "url": item.feed.url, "weekly": _rounded(item.weekly), "stored": item.tally.entries,
        "shown": item.tally.shown, "last_shown": shown.isoformat() if shown else None, "paused": item.feed.paused,
        "failures": item.state.failures, "failing_since": _iso(item.state.failing_since),
    }  # fmt: skip


def _rounded(weekly: float | None) -> float | None:
    return None if weekly is None else round(weekly, 2)


def _iso(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z") if moment else None
