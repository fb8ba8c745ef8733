"""A table that fits its window: the last columns go first, then the widest are cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.text import Text

from digest.render.look import Look
from digest.render.phrases import spell
from digest.render.terminal.paper import Paper
from digest.render.wrap import cells

GAP = 2  # columns between two of the table's


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    title: str
    least: int = 0  # columns of the window that it can be cut to; 0: it is shown whole
    right: bool = False  # numbers


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one place of a table."""

    words: str
    style: str = ""


def table(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], look: Look) -> str:
    """Return rows under their titles, none wider than the window; the most important columns come first."""
    paper = Paper(look)
    shown = [[Cell(column.title, "quiet") for column in columns], *rows]
    natural = [max(cells(spell(row[place].words, look)) for row in shown) for place in range(len(columns))]
    widths = _fitted(natural, [min(column.least or size, size) for column, size in zip(columns, natural, strict=True)], look.width)
    return paper.print([_row(row, columns, widths, paper) for row in shown])


def _fitted(natural: Sequence[int], least: Sequence[int], width: int) -> list[int]:
    """Return the widths of the columns that have room."""
    count = len(natural)
    while count > 1 and sum(least[:count]) + GAP * (count - 1) > width:
        count -= 1
    widths = list(natural[:count])
    for place in reversed(range(count)):
        excess = sum(widths) + GAP * (count - 1) - width
        widths[place] -= max(0, min(excess, widths[place] - least[place]))
    return widths


def _row(row: Sequence[Cell], columns: Sequence[Column], widths: Sequence[int], paper: Paper) -> Text:
    line = Text()
    for place, width in enumerate(widths):
        words = _cut(spell(row[place].words, paper.look), width, "…" if paper.look.unicode else ".")
        space = " " * (width - cells(words))
        line += paper.write(" " * GAP if place else "")
        line += Text.assemble(
            space if columns[place].right else "", paper.write(words, row[place].style), "" if columns[place].right else space
        )
    line.rstrip()
    return line


def _cut(words: str, width: int, sign: str) -> str:
    """Return what fits, with a sign where something does not."""
    if cells(words) <= width:
        return words
    kept = words
    while kept and cells(kept) > width - 1:
        kept = kept[:-1]
    return kept.rstrip() + sign
