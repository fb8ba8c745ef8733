"""The street: the only place that knows the order of the stages.

`collect` fetches, parses and stores; `read_pages` fetches and extracts; `assemble` groups, ranks, summarises into an `Edition`.
"""

from __future__ import annotations

from digest.pipeline.assemble import Frame, assemble
from digest.pipeline.collect import collect
from digest.pipeline.tools import Progress, Tools

__all__ = ["Frame", "Progress", "Tools", "assemble", "collect"]
