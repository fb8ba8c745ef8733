"""Children that may die without taking the run along."""

from __future__ import annotations

import multiprocessing
import os
import resource
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from digest.errors import StateError
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


def test_child_that_cannot_be_started_costs_no_place_in_the_pool(pool: Pool) -> None:
    files = resource.getrlimit(resource.RLIMIT_NOFILE)
    assert pool.run(len, "abc") == 3  # the process that children are forked from is there
    with Pool(1) as other:
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, files[1]))
        try:
            with pytest.raises(StateError, match="no child process can be started"):
                other.run(len, "abc")
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, files)

        assert other.run(len, "abcd") == 4


def test_pool_that_is_closed_starts_no_child() -> None:
    pool = Pool(1, seconds=0.3)
    busy = threading.Thread(target=pool.run, args=(time.sleep, 60))
    busy.start()
    while not multiprocessing.active_children():
        time.sleep(0.01)

    pool.close()

    with pytest.raises(RuntimeError, match="once the pool is closed"):
        pool.run(len, "abc")
    busy.join()
