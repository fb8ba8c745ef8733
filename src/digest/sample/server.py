"""The loopback server of the invented hosts: one port for all of them, told apart by the Host header.

It answers GET with validators, and a conditional GET with 304, so that a second run is as cheap as on the real web.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer

from digest.sample.content import NOW
from digest.sample.site import MISSING, Answer, Answers, build

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked of the site, and the status it answered."""

    host: str
    path: str
    status: int
    conditional: bool


@dataclass(frozen=True, slots=True)
class Site:
    """The invented hosts, being served."""

    port: int
    hosts: frozenset[str]
    requests: list[Request] = field(default_factory=list)

    def resolve(self, host: str, port: int) -> tuple[str, int]:
        """Return where an invented host is reached; no other host can be."""
        if host not in self.hosts:
            raise OSError(f"no such host in the sample: {host}:{port}")
        return LOOPBACK, self.port


@contextmanager
def serve(*, at: datetime = NOW) -> Iterator[Site]:
    """Serve the invented hosts as they stood at a moment, until the block is left."""
    answers = build(at=at)
    with _Server(answers) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, name="sample", daemon=True)
        thread.start()
        try:
            yield server.site
        finally:
            server.shutdown()
            thread.join()


class _Server(ThreadingTCPServer):
    # Not http.server's: that one asks the resolver for its own name, which waits long where there is no network.
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, answers: Answers) -> None:
        super().__init__((LOOPBACK, 0), _Handler)
        self.answers = answers
        self.site = Site(port=int(self.server_address[1]), hosts=frozenset(answers))


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        host = self.headers.get("Host", "").partition(":")[0].lower()
        answer = self.server.answers.get(host, {}).get(self.path, MISSING)
        status = HTTPStatus.NOT_MODIFIED if self._has(answer) else HTTPStatus(answer.status)
        conditional = "If-None-Match" in self.headers or "If-Modified-Since" in self.headers
        self.server.site.requests.append(Request(host, self.path, status, conditional))
        self._send(status, answer)

    def _has(self, answer: Answer) -> bool:
        """Tell whether the client holds this very answer (RFC 9110, section 13.1: the tag decides where there is one)."""
        if not answer.modified:
            return False
        tag = self.headers.get("If-None-Match")
        return answer.tag in tag if tag is not None else self.headers.get("If-Modified-Since") == answer.modified

    def _send(self, status: HTTPStatus, answer: Answer) -> None:
        body = b"" if status == HTTPStatus.NOT_MODIFIED else answer.body
        self.send_response_only(status)
        self.send_header("Content-Type", answer.media_type)
        self.send_header("Content-Length", str(len(body)))
        if answer.modified:
            self.send_header("ETag", answer.tag)
            self.send_header("Last-Modified", answer.modified)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name the base class calls it by
        """Say nothing: stderr is the reader's."""
