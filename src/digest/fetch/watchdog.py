"""A total deadline for a connection.

A socket's own timeout starts anew with each byte, so that a server that drips can hold a reader for ever. One thread closes
the sockets whose time is up; whoever reads from one then gets an error.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator


class Watchdog:
    """Shuts sockets down when their time is up."""

    def __init__(self) -> None:
        self._sockets: dict[socket.socket, float] = {}
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None

    @contextlib.contextmanager
    def watching(self, connection: socket.socket, until: float) -> Iterator[None]:
        """Shut the connection at `until` (time.monotonic) unless the block ends before."""
        with connection.dup() as handle:  # its own hold on the connection: TLS takes the descriptor of the one it wraps
            with self._changed:
                self._sockets[handle] = until
                self._start()
                self._changed.notify()
            try:
                yield
            finally:
                with self._changed:
                    self._sockets.pop(handle, None)

    def _start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="watchdog", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        with self._changed:
            while True:
                now = time.monotonic()
                for connection in [known for known, until in self._sockets.items() if until <= now]:
                    del self._sockets[connection]
                    with contextlib.suppress(OSError):  # already closed by its reader
                        connection.shutdown(socket.SHUT_RDWR)
                self._changed.wait(min(self._sockets.values(), default=now + 3600) - now)
