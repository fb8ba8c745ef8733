"""Many requests at once: so many in flight, at most a few per host, all within a deadline."""

from __future__ import annotations

import queue
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from digest.fetch.client import Request
from digest.urls import host

Result = TypeVar("Result")


def fetch_all(
    requests: Sequence[Request], work: Callable[[Request], Result], *, workers: int, per_host: int, seconds: float
) -> Iterator[tuple[Request, Result | None]]:
    """Yield each request with what `work` made of it, in the order of arrival; None for what the deadline cut off.

    Threads are daemons: one that hangs in the system's name resolution holds up nobody.
    """
    line = _Line(requests, per_host)
    done: queue.SimpleQueue[tuple[Request, Result | BaseException]] = queue.SimpleQueue()
    until = time.monotonic() + seconds
    for _ in range(min(workers, len(requests))):
        threading.Thread(target=_serve, args=(line, work, done), daemon=True).start()
    waiting = {id(request): request for request in requests}
    while waiting:
        try:
            request, result = done.get(timeout=max(0.0, until - time.monotonic()))
        except queue.Empty:
            break
        if isinstance(result, BaseException):
            line.close()
            raise result
        del waiting[id(request)]
        yield request, result
    line.close()
    for request in waiting.values():
        yield request, None


def _serve(line: _Line, work: Callable[[Request], Result], done: queue.SimpleQueue[tuple[Request, Result | BaseException]]) -> None:
    while (request := line.take()) is not None:
        try:
            done.put((request, work(request)))
        except BaseException as error:  # noqa: BLE001 - handed to the thread that waits, which raises it
            done.put((request, error))
        line.leave(request)


class _Line:
    """Requests waiting for their turn; a host with enough of them in flight lets others pass."""

    def __init__(self, requests: Sequence[Request], per_host: int) -> None:
        self._waiting: dict[str, deque[Request]] = {}
        for request in requests:
            self._waiting.setdefault(host(request.url), deque()).append(request)
        self._flying: Counter[str] = Counter()
        self._per_host = per_host
        self._changed = threading.Condition()

    def take(self) -> Request | None:
        """Return the next request whose host has room, waiting for one; None when there is no more."""
        with self._changed:
            while self._waiting:
                for name in self._waiting:
                    if self._flying[name] < self._per_host:
                        return self._start(name)
                self._changed.wait()
            return None

    def leave(self, request: Request) -> None:
        """Make room at the request's host."""
        with self._changed:
            self._flying[host(request.url)] -= 1
            self._changed.notify_all()

    def close(self) -> None:
        """Forget what has not begun."""
        with self._changed:
            self._waiting.clear()
            self._changed.notify_all()

    def _start(self, name: str) -> Request:
        requests = self._waiting.pop(name)
        self._flying[name] += 1
        request = requests.popleft()
        if requests:
            self._waiting[name] = requests  # to the end: hosts take turns
        return request
