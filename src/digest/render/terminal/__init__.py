"""The terminal: the edition, the views of a single thing, and a picture for the documentation.

The only renderer that knows rich. Without colours and links what comes out is plain text, fit for a pipe.
"""

from __future__ import annotations

from digest.render.terminal.detail import Row, article, rest, rows, verdicts, why
from digest.render.terminal.edition import render, svg

__all__ = ["Row", "article", "render", "rest", "rows", "svg", "verdicts", "why"]
