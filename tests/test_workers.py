"""Children that may die without taking the run along."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from digest.workers import Crash, Pool


@pytest.fixture
def pool() -> Iterator[Pool]:
    with Pool(2, seconds=2.0) as pool:
        yield pool


def test_child_returns_what_the_function_returns(pool: Pool) -> None:
    assert pool.run(sorted, [3, 1, 2], reverse=True) == [3, 2, 1]


def test_child_that_hangs_costs_its_task_and_the_pool_goes_on(pool: Pool) -> None:
    assert pool.run(time.sleep, 60) == Crash("took longer than 2 seconds", "timeout")
    assert pool.run(len, "abc") == 3


def test_child_that_dies_costs_its_task_and_the_pool_goes_on(pool: Pool) -> None:
    assert pool.run(os._exit, 1) == Crash("the process that read it died", "died")
    assert pool.run(len, "abc") == 3


def test_defect_of_a_library_is_named_by_its_kind(pool: Pool) -> None:
    assert pool.run(int, "x") == Crash("could not be read (ValueError)", "error")


def test_memory_without_end_is_refused() -> None:
    with Pool(1, memory=400_000_000) as small:
        assert isinstance(small.run(bytearray, 10**9), Crash)


def test_many_threads_share_the_children(pool: Pool) -> None:
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(lambda number: pool.run(abs, -number), range(40))) == list(range(40))
