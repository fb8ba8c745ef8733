"""The terminal: the edition, the views of a single thing, and a picture for the documentation.

The only renderer that knows rich. Without colours and links what comes out is plain text, fit for a pipe.
"""

from __future__ import annotations

from digest.render.terminal.detail import Row, article, rest, rows, verdicts, why
from digest.render.terminal.edition import render, svg
from digest.render.terminal.history import hits, timeline

__all__ = ["Row", "article", "hits", "render", "rest", "rows", "svg", "timeline", "verdicts", "why"]
