"""What the streams can show: width, colour, links, characters. The only place that asks the environment about them."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, TextIO

from digest.cli.setting import Setting
from digest.render.look import Look

if TYPE_CHECKING:
    from digest.app.doctor.machine import Screen

NARROWEST, WIDEST = 20, 400
PIPE_WIDTH = 72  # columns: what fits into a mail
UNWRAPPED = 10_000  # columns
TERMINAL_WIDTH = 80  # where a terminal does not say
_LINKING = ("iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "Tabby", "rio")  # TERM_PROGRAM of terminals with OSC 8
_LINKING_TERMS = ("xterm-kitty", "foot", "alacritty", "wezterm", "contour", "xterm-ghostty")


def is_terminal() -> bool:
    """Return whether standard output is a terminal."""
    return sys.stdout.isatty()


def obeys_escapes(stream: TextIO) -> bool:
    """Return whether a stream is a terminal that does what an escape sequence says, instead of showing it."""
    return stream.isatty() and os.environ.get("TERM", "dumb") != "dumb"


def default_cursor() -> str:
    """Return whose "new" a print is when nobody says: a shell's reading must not empty tonight's mail."""
    return "tty" if is_terminal() else "pipe"


def usual_reader() -> str:
    """Return whose editions a person means who looks something up: at a terminal the terminal's, wherever the output goes."""
    return "tty" if any(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)) else "pipe"


def look(setting: Setting, *, format_name: str, to_file: bool = False, explain: bool = False, only: frozenset[str] | None = None) -> Look:
    """Return how an edition is to look on standard output, or in a file."""
    terminal = is_terminal() and not to_file
    color = _colored(setting.color, terminal=terminal)
    return Look(
        width=_width(terminal=terminal, fallback=TERMINAL_WIDTH if format_name == "terminal" else PIPE_WIDTH),
        color=color,
        links=terminal and color and _has_links(),
        unicode=not terminal or (sys.stdout.encoding or "").lower().replace("-", "") == "utf8",
        explain=explain,
        only=only,
    )


def line_look(setting: Setting) -> Look:
    """Return how a list of one-line items is to look: off a terminal nothing is wrapped, so that grep finds whole lines."""
    seen = look(setting, format_name="terminal")
    return seen if is_terminal() else replace(seen, width=UNWRAPPED)


def screen(setting: Setting) -> Screen:
    """Return what standard output can show, for a person who asks."""
    from digest.app.doctor.machine import Screen

    if not is_terminal():
        return Screen(sys.stdout.encoding, None)
    seen = look(setting, format_name="terminal")
    return Screen(sys.stdout.encoding, seen.width, seen.color, seen.links)


def chosen_format(asked: str, *, to_file: bool = False) -> str:
    """Return the format for `auto`: terminal on a terminal, Markdown in a pipe or file."""
    if asked != "auto":
        return asked
    return "terminal" if is_terminal() and not to_file else "markdown"


def _colored(wish: str, *, terminal: bool) -> bool:
    if wish != "auto":
        return wish == "always"
    return terminal and not os.environ.get("NO_COLOR") and obeys_escapes(sys.stdout)


def _width(*, terminal: bool, fallback: int) -> int:
    columns = _number("COLUMNS") or (terminal and os.get_terminal_size(sys.stdout.fileno()).columns) or fallback
    return min(max(columns, NARROWEST), WIDEST)


def _number(name: str) -> int:
    """Return a number of the environment; 0 when it is none."""
    value = os.environ.get(name, "")
    return int(value) if re.fullmatch("[0-9]{1,9}", value) else 0


def _has_links() -> bool:
    environment = os.environ
    if environment.get("TERM", "") in _LINKING_TERMS or environment.get("TERM_PROGRAM", "") in _LINKING:
        return True
    return _number("VTE_VERSION") >= 5000 or any(name in environment for name in ("KITTY_WINDOW_ID", "WT_SESSION", "KONSOLE_VERSION"))
