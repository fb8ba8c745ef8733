"""Styled lines for a terminal: what rich is used for, and all it is used for.

Text is written with a style and an address; whether colours and links come out is decided once, when it is printed. Rich's
markup is never used, and rich asks the environment nothing: width, colours and links are those of the look.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import StringIO

from rich.console import Console
from rich.style import Style
from rich.text import Text

from digest.render.look import Look
from digest.render.phrases import spell
from digest.render.wrap import HOLD, breaks, cells
from digest.urls import web_address

COLUMN = 100  # longer lines are hard to read, however wide the window

# The terminal's own palette, so that a light and a dark one both stay readable; black on white says all of it too.
STYLES = {
    "": Style(),
    "strong": Style(bold=True),
    "quiet": Style(dim=True),
    "number": Style(color="cyan"),
    "mark": Style(color="green"),
    "section": Style(bold=True, color="blue"),
    "command": Style(color="cyan"),
    "warning": Style(color="yellow"),
    "failure": Style(bold=True, color="red"),
}

_SGR = re.compile(r"\x1b\[[\d;]*m")
_LINK = re.compile(r"\x1b\]8;[^\x1b]*\x1b\\")
_LINK_ID = re.compile(r"(?<=\x1b\]8;)id=[^;]*(?=;)")  # rich counts them through the life of the process
_FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)  # rich's two would be loaded from a stranger's server


@dataclass(frozen=True, slots=True)
class Paper:
    """A window's worth of paper: makes styled text, breaks it into lines, prints them."""

    look: Look

    @property
    def width(self) -> int:
        """The columns that text may take."""
        return min(self.look.width, COLUMN)

    def write(self, words: str, style: str = "", *, url: str = "") -> Text:
        """Return a piece of text; it links where the address may be followed."""
        address = web_address(url) if url else ""
        return Text().append(spell(words, self.look), STYLES[style] + Style(link=address or None))

    def held(self, words: str, style: str = "", *, url: str = "") -> Text:
        """Return a piece of text that stays on one line."""
        return self.hold(self.write(words, style, url=url))

    def hold(self, text: Text) -> Text:
        """Return the text unbreakable, if it has a chance to fit."""
        return _with(text, text.plain.replace(" ", HOLD)) if cells(text.plain) < self.width - 8 else text

    def join(self, parts: Iterable[Text], glue: str = " · ") -> Text:
        """Return the pieces with a quiet sign between them, which never begins a line."""
        sign = self.write(glue, "quiet")
        return _with(sign, HOLD + sign.plain[1:]).join(parts)

    def lines(self, text: Text, *, indent: int = 0, width: int = 0) -> list[Text]:
        """Return the text broken into lines that fit."""
        pieces = text.divide(breaks(text.plain, max(1, (width or self.width) - indent)))
        for piece in pieces:
            piece.rstrip()
        return [Text(" " * indent) + _with(piece, piece.plain.replace(HOLD, " ")) for piece in pieces]

    def hang(self, gutter: Text, lines: list[Text]) -> list[Text]:
        """Return indented lines with the gutter in the free space of the first."""
        return [gutter + lines[0][len(gutter) :], *lines[1:]]

    def apart(self, left: Text, right: Text, *, indent: int = 0) -> list[Text]:
        """Return both on one line, the second at the right edge, or below the first where there is no room."""
        room = self.width - indent - cells(left.plain) - cells(right.plain)
        if left and right and room >= 2:
            return self.lines(Text.assemble(left, HOLD * room, right), indent=indent)
        return [line for text in (left, right) if text for line in self.lines(text, indent=indent)]

    def print(self, lines: Sequence[Text]) -> str:
        """Return the lines as the terminal takes them."""
        look = self.look
        styled = _print(lines, width=look.width, color=look.color or look.links)
        plain = styled if look.color else _SGR.sub("", styled)
        return _LINK_ID.sub("", plain) if look.links else _LINK.sub("", plain)

    def picture(self, lines: Sequence[Text], title: str) -> str:
        """Return the lines as an SVG picture of a terminal, the same bytes each time."""
        console = _console(self.look.width, color=True, record=True)
        _put(console, lines)
        return _FONT.sub("", console.export_svg(title=title, unique_id="digest"), count=2)


def _with(text: Text, plain: str) -> Text:
    """Return the text with other characters of the same number, styled as they were."""
    text.plain = plain
    return text


def _print(lines: Sequence[Text], *, width: int, color: bool) -> str:
    console = _console(width, color=color)
    with console.capture() as capture:
        _put(console, lines)
    return capture.get()


def _put(console: Console, lines: Sequence[Text]) -> None:
    for line in lines:
        console.print(line, soft_wrap=True)


def _console(width: int, *, color: bool, record: bool = False) -> Console:
    return Console(
        file=StringIO(),
        width=width,
        force_terminal=color,
        color_system="standard" if color else None,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
        record=record,
        _environ={},
    )
