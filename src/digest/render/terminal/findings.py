"""What was found of an installation: how bad it is, of what, and below it what mends it."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from digest.model import Finding, Level
from digest.render.look import Look
from digest.render.terminal.paper import Paper

ROOMY = 60  # columns: less is no place for words beside a gutter
NARROW_MARGIN = 4  # columns

_STYLES = {Level.OK: "mark", Level.WARNING: "warning", Level.ERROR: "failure"}


def findings(found: Sequence[Finding], look: Look) -> str:
    """Return the findings in their order, none wider than the window; where that is narrow, the words stand below the level."""
    paper = Paper(look)
    widest = max(len(finding.subject) for finding in found)
    return paper.print([line for finding in found for line in _found(finding, widest, paper)])


def _found(finding: Finding, widest: int, paper: Paper) -> list[Text]:
    gutter = paper.write(f"{finding.level:<7}  ", _STYLES[finding.level]) + paper.write(f"{finding.subject:<{widest}}  ", "quiet")
    margin = len(gutter) if paper.width >= ROOMY else NARROW_MARGIN
    text, fix = paper.write(f"{finding.about}: {finding.text}" if finding.about else finding.text), paper.write(finding.fix, "command")
    lines = [line for part in (text, fix) if part for line in paper.lines(part, indent=margin, width=paper.look.width)]
    return paper.hang(gutter, lines) if margin == len(gutter) else [gutter, *lines]
