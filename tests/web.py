"""A small web on loopback, for tests: paths with answers, and a record of what was asked."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it arrived."""

    path: str
    headers: dict[str, str]  # names in lower case


@dataclass(frozen=True, slots=True)
class Answer:
    """What a path answers; `act` may take over the connection."""

    body: bytes = b""
    status: int = 200
    headers: Headers = ()
    act: Callable[[BaseHTTPRequestHandler], None] | None = None


@dataclass
class Web:
    """The answers by path, changeable while it serves."""

    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    connects: list[str] = field(default_factory=list)  # hosts and ports that CONNECT named
    port: int = 0

    def url(self, path: str) -> str:
        """Return the whole address of a path."""
        return f"http://127.0.0.1:{self.port}{path}"

    def feed(self, path: str, *items: tuple[str, str], tag: str = "") -> str:
        """Let a path answer an RSS feed of (path, title) items; with a tag it answers 304 to who knows it."""
        entries = "".join(
            f"<item><title>{title}</title><link>{self.url(link)}</link><description>{title} in a few words more.</description></item>"
            for link, title in items
        )
        body = f"<rss version='2.0'><channel><title>Feed {path}</title>{entries}</channel></rss>".encode()
        self.answers[path] = Answer(body, headers=(("ETag", tag),) if tag else ())
        return self.url(path)

    def paths(self) -> list[str]:
        """Return the paths that were asked for, in order."""
        return [request.path for request in self.asked]


@contextmanager
def serving() -> Iterator[Web]:
    """Serve a web of its own until the block ends."""
    web = Web()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(web))
    server.daemon_threads = True
    web.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(web: Web) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            web.asked.append(Asked(self.path, {name.lower(): value for name, value in self.headers.items()}))
            answer = web.answers.get(self.path, Answer(b"nothing here", 404))
            if answer.act is not None:
                answer.act(self)
                self.close_connection = True
                return
            tag = dict(answer.headers).get("ETag")
            if tag and self.headers.get("If-None-Match") == tag:
                answer = Answer(b"", 304, answer.headers)
            self.send_response(answer.status)
            for name, value in answer.headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            if answer.status != 304:
                self.wfile.write(answer.body)

        def do_CONNECT(self) -> None:
            web.connects.append(self.path)
            self.send_error(502)

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the name it has in the standard library
            """Keep quiet."""

    return Handler
