"""The terminal: the edition, the views of a single thing, and a picture for the documentation.

The only renderer that knows rich. Without colours and links what comes out is plain text, fit for a pipe.
"""

from __future__ import annotations

from digest.render.terminal.detail import Row, article, rest, rows, verdicts, why
from digest.render.terminal.edition import render, svg
from digest.render.terminal.findings import findings
from digest.render.terminal.history import hits, timeline
from digest.render.terminal.table import Cell, Column, table

__all__ = ["Cell", "Column", "Row", "article", "findings", "hits", "render", "rest", "rows", "svg", "table", "timeline", "verdicts", "why"]
