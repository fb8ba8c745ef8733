"""Bytes in, bounded: one address at a time, its redirects followed by our own loop.

Every hop's address is resolved here, checked, and connected to as checked, so that a name cannot answer one thing to the
check and another to the connection. An expected failure comes back as a `Problem`.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http.client import HTTPException, responses
from urllib.parse import unquote, urlsplit

import certifi
from urllib3.connection import HTTPConnection
from urllib3.exceptions import HTTPError
from urllib3.response import HTTPResponse
from urllib3.util import make_headers

from digest.clean import clean
from digest.fetch.address import Guard, Proxy, Resolve, no_proxy, resolve
from digest.fetch.watchdog import Watchdog
from digest.model import Problem, Response
from digest.urls import host as host_of
from digest.urls import web_address

MAX_HOPS = 5
CHUNK = 64 * 1024
PERMANENT = (301, 308)  # RFC 9110, sections 15.4.2 and 15.4.9
REDIRECTS = (301, 302, 303, 307, 308)
BOUNDED_ENCODINGS = ("", "identity", "gzip", "x-gzip", "deflate")  # urllib3 bounds what these expand to, chunk by chunk


@dataclass(frozen=True, slots=True)
class Request:
    """An address to ask for, and how."""

    url: str
    subject: str  # what a `Problem` names: the feed's name, or the address
    stage: str = "fetch"
    headers: tuple[tuple[str, str], ...] = ()
    max_bytes: int = 8_000_000
    feed: str = ""  # the feed's address in feeds.yaml, when it is one


@dataclass
class Client:
    """What all requests of a run share: the guard, the name resolution, the time limit, the TLS context."""

    user_agent: str
    guard: Guard
    now: Callable[[], datetime]
    timeout: float = 10.0  # seconds for one address, redirects included
    resolve: Resolve = resolve
    proxy: Proxy = no_proxy
    _watchdog: Watchdog = field(default_factory=Watchdog)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _context: ssl.SSLContext | None = None

    def get(self, request: Request) -> Response | Problem:
        """Return the answer to a request, or why there is none."""
        until = time.monotonic() + self.timeout
        try:
            return self._follow(request, until)
        except _Refused as refused:
            return _problem(request, str(refused), refused.code)
        except TimeoutError:
            return _problem(request, f"no whole answer within {self.timeout:g} seconds", "timeout")
        except ssl.SSLCertVerificationError as error:
            return _problem(request, f"certificate not accepted: {error.verify_message}", "certificate")
        except socket.gaierror:
            return _problem(request, f'no such host "{host_of(request.url)}"', "no-host")
        except (OSError, HTTPException, HTTPError, ValueError) as error:  # http.client lets ValueError through for odd headers
            if time.monotonic() >= until:
                return _problem(request, f"no whole answer within {self.timeout:g} seconds", "timeout")
            return _problem(request, _reason(error), "connection")

    def _follow(self, request: Request, until: float) -> Response:
        url, permanent = request.url, ""
        lasting = True
        for _ in range(MAX_HOPS + 1):
            response = self._ask(url, request, until)
            location = response.header("location")
            if response.status not in REDIRECTS or not location:
                return Response(
                    request.url, url, response.status, response.headers, response.body, response.fetched_at, permanent if lasting else ""
                )
            url = web_address(location, base=url)
            if not url:
                raise _Refused("redirects to what is not a web address", "redirect")
            lasting = lasting and response.status in PERMANENT
            permanent = url
        raise _Refused(f"redirects more than {MAX_HOPS} times", "redirect")

    def _ask(self, url: str, request: Request, until: float) -> Response:
        parts = urlsplit(url)
        host, secure = parts.hostname or "", parts.scheme == "https"
        proxy = self.proxy(parts.scheme, host)
        address = self._proxy_address(host, proxy) if proxy else self._own_address(host, parts.port or (443 if secure else 80))
        plain = socket.create_connection(address, timeout=_left(until))
        with self._watchdog.watching(plain, until), plain:
            if proxy and secure:
                _open_tunnel(plain, host, parts.port or 443, proxy, until)
            with self._wrapped(plain, host, until) if secure else plain as connected:
                return self._converse(connected, url, request, until, through=proxy if not secure else "")

    def _own_address(self, host: str, port: int) -> tuple[str, int]:
        address, port = self.resolve(host, port)
        if not self.guard.permits(host, address):
            raise _Refused(f'refused: "{host}" is at {address}, which is not public', "private")
        return address, port

    def _proxy_address(self, host: str, proxy: str) -> tuple[str, int]:
        """Return where the proxy is, which a person chose; what it will connect to is refused as far as we can see it from here."""
        with contextlib.suppress(OSError):  # no name resolution here: then the proxy's word is all there is
            address, _ = self.resolve(host, 80)
            if not self.guard.permits(host, address):
                raise _Refused(f'refused: "{host}" is at {address}, which is not public', "private")
        parts = urlsplit(proxy)
        return self.resolve(parts.hostname or "", parts.port or 8080)

    def _wrapped(self, plain: socket.socket, host: str, until: float) -> ssl.SSLSocket:
        plain.settimeout(_left(until))
        return self._tls().wrap_socket(plain, server_hostname=host)

    def _converse(self, connected: socket.socket, url: str, request: Request, until: float, *, through: str) -> Response:
        parts = urlsplit(url)
        connected.settimeout(_left(until))
        connection = HTTPConnection(parts.hostname or "", parts.port, timeout=_left(until))
        connection.sock = connected
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        if through:  # a proxy is told the whole address (RFC 9112, section 3.2.2)
            target = f"{parts.scheme}://{parts.netloc}{target}"
        headers = {**self._headers(request, parts.netloc), **(_credentials(through) if through else {})}
        connection.request("GET", target, headers=headers, preload_content=False, decode_content=True)
        answer = connection.getresponse()
        _left(until)  # a header that dripped until the watchdog came looks like one that has ended
        body = b"" if answer.status in REDIRECTS else _body(answer, request.max_bytes, until)
        if not answer.headers and not body:
            raise HTTPException("nothing but a status line")
        named = tuple((name.lower(), value) for name, value in answer.headers.items())
        return Response(url, url, answer.status, named, body, self.now())

    def _headers(self, request: Request, place: str) -> Mapping[str, str]:
        ours = {"Host": place, "User-Agent": self.user_agent, "Accept-Encoding": "gzip, deflate", "Connection": "close"}
        return {**ours, **dict(request.headers)}

    def _tls(self) -> ssl.SSLContext:
        with self._lock:  # reading the certificates takes 50 ms: once for all threads
            if self._context is None:
                self._context = ssl.create_default_context(cafile=certifi.where())
            return self._context


class _Refused(Exception):
    def __init__(self, message: str, code: str) -> None:
        super().__init__(message)
        self.code = code


class _Tunnel(HTTPConnection):
    """A connection whose socket is given: CONNECT is urllib3's work, connecting is ours."""

    def __init__(self, host: str, port: int, given: socket.socket) -> None:
        super().__init__(host, port)
        self._given = given

    def _new_conn(self) -> socket.socket:
        return self._given


def _open_tunnel(plain: socket.socket, host: str, port: int, proxy: str, until: float) -> None:
    """Have a proxy connect through to a host (RFC 9110, section 9.3.6)."""
    plain.settimeout(_left(until))
    tunnel = _Tunnel(host, port, plain)
    tunnel.set_tunnel(host, port, headers=_credentials(proxy))
    tunnel.connect()


def _credentials(proxy: str) -> dict[str, str]:
    parts = urlsplit(proxy)
    if parts.username is None:
        return {}
    return make_headers(proxy_basic_auth=f"{unquote(parts.username)}:{unquote(parts.password or '')}")


def status_text(status: int) -> str:
    """Return a status as people know it: "403 Forbidden"."""
    return f"{status} {responses.get(status, '')}".strip()


def _body(answer: HTTPResponse, most: int, until: float) -> bytes:
    encoding = answer.headers.get("content-encoding", "").strip().lower()
    if encoding not in BOUNDED_ENCODINGS:
        raise _Refused(f'sent in the encoding "{clean(encoding, limit=20)}", which was not asked for', "encoding")
    parts, size = [], 0
    for part in answer.stream(CHUNK, decode_content=True):
        parts.append(part)
        size += len(part)
        if size > most:
            raise _Refused(f"larger than {most / 1_000_000:g} MB", "too-big")
        _left(until)
    return b"".join(parts)


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _problem(request: Request, message: str, code: str) -> Problem:
    return Problem(stage=request.stage, subject=request.subject, message=message, code=code, feed=request.feed)


def _reason(error: Exception) -> str:
    if isinstance(error, ConnectionRefusedError):
        return "connection refused"
    if isinstance(error, ConnectionResetError):
        return "connection reset"
    if isinstance(error, ssl.SSLError):
        return "no secure connection"
    if isinstance(error, OSError) and error.strerror:
        return clean(error.strerror.lower())
    return "answer broken off or malformed"
