"""Child processes for what strangers can make slow, large or fatal: parsing feeds and extracting pages.

A thread cannot be killed and lxml cannot be interrupted; a child can. Each has a deadline, a limit of memory and of CPU; one that
dies or hangs costs its one task, is replaced, and the rest goes on.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import queue
import resource
import signal
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from types import TracebackType
from typing import Any, Self, TypeVar

from digest.errors import StateError

Result = TypeVar("Result")

MEMORY = 1_500_000_000  # bytes of address space of one child; a large page takes 300 MB
SECONDS = 12.0  # for one task; the slowest real page seen took 2.3


@dataclass(frozen=True, slots=True)
class Crash:
    """A task that has no result: what happened, for a person."""

    message: str
    code: str  # timeout, died, error


class Pool:
    """Children that take one task at a time; started when first needed, safe to call from many threads."""

    def __init__(self, size: int, *, preload: tuple[str, ...] = (), seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._seconds = seconds
        self._memory = memory
        self._preload = preload
        self._idle: queue.LifoQueue[_Child | None] = queue.LifoQueue()
        for _ in range(size):
            self._idle.put(None)
        self._starting = threading.Lock()  # a child half started when the program ends would tell of it in a traceback
        self._closed = False

    def run(self, function: Callable[..., Result], *arguments: Any, **named: Any) -> Result | Crash:
        """Return what the function returns, or what became of it; the function and all values must pickle.

        Raises `StateError` when no child can be started.
        """
        child, kept = self._idle.get(), None
        try:
            child = child or self._start()
            answer = child.ask((function, arguments, named), self._seconds)
            kept = None if isinstance(answer, Crash) and answer.code != "error" else child
        finally:
            if child is not None and kept is None:
                child.kill()
            self._idle.put(kept)
        return answer  # type: ignore[no-any-return]  # the child returns what the function does

    def _start(self) -> _Child:
        with self._starting:
            if self._closed:
                raise RuntimeError("no child is started once the pool is closed")
            try:
                return _started(self._preload, self._memory, self._seconds)
            except OSError as error:
                raise StateError(
                    f"no child process can be started: {error.strerror or error}",
                    hint="the working folder must be there, and TMPDIR a writable one with a short name",
                ) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the idle children and start no more; one at work ends with the program."""
        with self._starting:
            self._closed = True
        with contextlib.suppress(queue.Empty):
            while True:
                child = self._idle.get_nowait()
                if child is not None:
                    child.kill()


@dataclass(frozen=True, slots=True)
class _Child:
    process: ForkServerProcess
    pipe: Connection

    def ask(self, task: object, seconds: float) -> Any:
        try:
            self.pipe.send(task)
            if not self.pipe.poll(seconds):
                return Crash(f"took longer than {seconds:g} seconds", "timeout")
            return self.pipe.recv()
        except (EOFError, OSError):
            return Crash("the process that read it died", "died")

    def kill(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


def _started(preload: tuple[str, ...], memory: int, seconds: float) -> _Child:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["digest.workers", *preload])
    here, there = context.Pipe()
    process = context.Process(target=_serve, args=(there, memory, seconds), daemon=True)
    try:
        with _deaf_to_interrupts():
            process.start()
    except OSError:
        here.close()
        raise
    finally:
        there.close()
    return _Child(process, here)


@contextlib.contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Have what is started in the block never hear of Ctrl-C, which a terminal sends to children too: they end with their parent."""
    resource_tracker.ensure_running()  # where starting a child starts this first, it takes the mask away
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(pipe: Connection, memory: int, seconds: float) -> None:
    """Answer tasks until the pipe closes (the child's side)."""
    _limit(resource.RLIMIT_AS, memory)
    with contextlib.suppress(EOFError, OSError):
        while True:
            function, arguments, named = pipe.recv()
            _limit_cpu(seconds)
            pipe.send(_outcome(function, arguments, named))


def _outcome(function: Callable[..., object], arguments: tuple[object, ...], named: dict[str, object]) -> object:
    try:
        return function(*arguments, **named)
    except (MemoryError, RecursionError) as error:
        return Crash(f"too large or too deep ({type(error).__name__})", "error")
    except Exception as error:  # noqa: BLE001 - a stranger's input met a library's defect: it costs this one task
        return Crash(f"could not be read ({type(error).__name__})", "error")


def _limit_cpu(seconds: float) -> None:
    """Allow so much more CPU time: the limit counts over the life of a process, tasks before this one included."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _limit(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime + seconds) + 1)


def _limit(what: int, value: int) -> None:
    with contextlib.suppress(ValueError, OSError):  # macOS knows RLIMIT_AS and refuses it
        resource.setrlimit(what, (value, resource.getrlimit(what)[1]))
