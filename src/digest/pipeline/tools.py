"""What the stages are given: the store, the web, the children, the clock."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from digest.config import Config
from digest.fetch.client import Client
from digest.pipeline.child import PRELOAD
from digest.store import Store
from digest.workers import Pool

Progress = Callable[[str, int, int], None]  # what is counted ("feeds", "pages"), done, of how many


@dataclass(frozen=True, slots=True)
class Tools:
    """The parts of one run, wired by `app`."""

    config: Config
    store: Store
    client: Client
    pool: Pool
    now: datetime
    until: float  # time.monotonic when the run's time for the web is up
    progress: Progress

    def seconds_left(self) -> float:
        """Return how much of the run's time for the web is left."""
        return max(0.0, self.until - time.monotonic())


def new_pool() -> Pool:
    """Return the children for parsing and extracting, one per processor, none started yet."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return Pool(processors or 1, preload=PRELOAD)
