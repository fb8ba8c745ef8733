"""Bytes in, bounded: against a real server on loopback."""

from __future__ import annotations

import gzip
import socket
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler

import pytest

from digest.fetch.address import Guard
from digest.fetch.client import Client, Request
from digest.fetch.queue import fetch_all
from digest.fetch.watchdog import Watchdog
from digest.model import Problem, Response
from tests.web import Answer, Web, serving

NOW = datetime(2026, 11, 22, 7, tzinfo=UTC)


@pytest.fixture
def web() -> Iterator[Web]:
    with serving() as web:
        yield web


def client(*, timeout: float = 5.0, typed: tuple[str, ...] = ("127.0.0.1",)) -> Client:
    return Client("digest-news/test (+https://example.org)", Guard(typed=frozenset(typed)), lambda: NOW, timeout)


def got(result: Response | Problem) -> Response:
    assert isinstance(result, Response), result
    return result


def failed(result: Response | Problem) -> Problem:
    assert isinstance(result, Problem), result
    return result


def test_answer_comes_with_status_headers_and_body(web: Web) -> None:
    web.answers["/x?q=1"] = Answer(b"hello", headers=(("X-Name", "value"),))

    response = got(client().get(Request(web.url("/x?q=1"), "x")))

    assert (response.status, response.body, response.header("x-name"), response.fetched_at) == (200, b"hello", "value", NOW)


def test_request_says_who_asks_and_nothing_that_was_not_asked_for(web: Web) -> None:
    web.answers["/x"] = Answer(headers=(("Set-Cookie", "a=1"),))
    shared = client()

    for _ in range(2):
        shared.get(Request(web.url("/x"), "x", headers=(("Accept", "a/b"),)))

    assert set(web.asked[1].headers) == {"host", "user-agent", "accept-encoding", "accept", "connection"}
    assert web.asked[1].headers["user-agent"].startswith("digest-news/")


def test_304_is_a_response_and_no_error(web: Web) -> None:
    web.answers["/x"] = Answer(b"body", headers=(("ETag", '"1"'),))

    response = got(client().get(Request(web.url("/x"), "x", headers=(("If-None-Match", '"1"'),))))

    assert (response.status, response.body) == (304, b"")


def test_redirects_are_followed_and_only_lasting_ones_remembered(web: Web) -> None:
    web.answers |= {
        "/a": Answer(status=301, headers=(("Location", "/b"),)),
        "/b": Answer(status=308, headers=(("Location", "/end"),)),
        "/c": Answer(status=302, headers=(("Location", "/a"),)),
        "/end": Answer(b"end"),
    }

    lasting, passing = got(client().get(Request(web.url("/a"), "x"))), got(client().get(Request(web.url("/c"), "x")))

    assert (lasting.body, lasting.final_url, lasting.permanent_url) == (b"end", web.url("/end"), web.url("/end"))
    assert (passing.body, passing.permanent_url) == (b"end", "")


def test_endless_redirects_end(web: Web) -> None:
    web.answers["/x"] = Answer(status=302, headers=(("Location", "/x"),))

    assert failed(client().get(Request(web.url("/x"), "x"))).code == "redirect"
    assert len(web.asked) == 6


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/", "javascript:alert(1)"])
def test_redirect_to_another_scheme_is_refused(web: Web, target: str) -> None:
    web.answers["/x"] = Answer(status=302, headers=(("Location", target),))

    assert failed(client().get(Request(web.url("/x"), "x"))).code == "redirect"


@pytest.mark.parametrize("spelling", ["127.0.0.2", "2130706434", "0x7f.2", "[::ffff:127.0.0.2]"])
def test_redirect_to_an_address_nobody_typed_is_refused_however_it_is_spelt(web: Web, spelling: str) -> None:
    web.answers["/x"] = Answer(status=302, headers=(("Location", f"http://{spelling}:{web.port}/secret"),))

    assert failed(client().get(Request(web.url("/x"), "x"))).code in ("private", "no-host")
    assert web.paths() == ["/x"]


def test_name_that_resolves_inwards_is_refused(web: Web) -> None:
    web.answers["/x"] = Answer(b"secret")
    inward = Client("x", Guard(), lambda: NOW, 5.0, resolve=lambda host, port: ("127.0.0.1", web.port))

    assert failed(inward.get(Request("http://innocent.example/x", "x"))).code == "private"
    assert web.asked == []


def test_name_that_changes_its_answer_is_connected_to_as_checked(web: Web) -> None:
    web.answers["/x"] = Answer(b"ours")
    answers = iter([("127.0.0.1", web.port), ("127.66.6.6", 80)])
    pinned = Client("x", Guard(allowed=("127.0.0.1",)), lambda: NOW, 5.0, resolve=lambda host, port: next(answers))

    assert got(pinned.get(Request("http://changing.example/x", "x"))).body == b"ours"


def test_body_over_the_limit_is_refused_also_when_it_was_small_on_the_wire(web: Web) -> None:
    web.answers["/plain"] = Answer(b"x" * 2_000)
    web.answers["/packed"] = Answer(gzip.compress(b" " * 50_000_000), headers=(("Content-Encoding", "gzip"),))

    for path in ("/plain", "/packed"):
        assert failed(client().get(Request(web.url(path), "x", max_bytes=1_000))).code == "too-big"


def test_encoding_nobody_asked_for_is_refused(web: Web) -> None:
    web.answers["/x"] = Answer(b"\x1b\xff", headers=(("Content-Encoding", "br"),))

    assert failed(client().get(Request(web.url("/x"), "x"))).code == "encoding"


def drip(handler: BaseHTTPRequestHandler, begin: bytes) -> None:
    try:
        handler.wfile.write(begin)
        for _ in range(100):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.05)
    except OSError:
        return


@pytest.mark.parametrize(
    "begin", [b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n", b"HTTP/1.1 200 OK\r\nX-Header: "], ids=["body", "header"]
)
def test_server_that_drips_is_left_at_the_deadline(web: Web, begin: bytes) -> None:
    web.answers["/x"] = Answer(act=lambda handler: drip(handler, begin))
    started = time.monotonic()

    problem = failed(client(timeout=0.4).get(Request(web.url("/x"), "x")))

    assert (problem.code, problem.message) == ("timeout", "no whole answer within 0.4 seconds")
    assert time.monotonic() - started < 3  # of the five seconds that the drip takes


@pytest.mark.parametrize(
    "answer", [b"", b"HTTP/1.1 200 OK\r\nContent-Le", b"not http\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort"]
)
def test_answer_that_breaks_off_is_a_problem(web: Web, answer: bytes) -> None:
    def break_off(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(answer)

    web.answers["/x"] = Answer(act=break_off)

    assert failed(client().get(Request(web.url("/x"), "x"))).code == "connection"


@pytest.mark.parametrize("host", ["a..b.example", "a" * 64 + ".example"])
def test_redirect_to_a_host_that_cannot_be_is_a_problem_of_its_request(web: Web, host: str) -> None:
    web.answers["/x"] = Answer(status=302, headers=(("Location", f"http://{host}/"),))

    assert failed(client().get(Request(web.url("/x"), "x"))).code == "redirect"
    assert failed(client().get(Request(f"http://{host}/", "x"))).code in ("connection", "no-host")


def test_port_where_nothing_listens_is_a_problem() -> None:
    assert failed(client().get(Request("http://127.0.0.1:1/x", "x"))).message == "connection refused"


def test_host_that_does_not_exist_is_a_problem() -> None:
    assert failed(client().get(Request("http://nowhere.invalid/x", "x"))).code == "no-host"


def through_proxy(web: Web, answer: tuple[str, int] | None = None) -> Client:
    """Return a client behind a proxy; names resolve to the given address, or not at all."""

    def look_up(host: str, port: int) -> tuple[str, int]:
        if host == "proxy.example":
            return "127.0.0.1", web.port
        if answer is None:
            raise OSError("no name resolution here")
        return answer

    return Client("x", Guard(), lambda: NOW, 5.0, resolve=look_up, proxy=lambda scheme, host: "http://me:se%20cret@proxy.example:3128")


def test_proxy_is_told_the_whole_address_and_who_asks(web: Web) -> None:
    web.answers["http://a.example/x?q=1"] = Answer(b"by proxy")

    assert got(through_proxy(web).get(Request("http://a.example/x?q=1", "x"))).body == b"by proxy"
    assert web.asked[0].headers["host"] == "a.example"
    assert web.asked[0].headers["proxy-authorization"] == "Basic bWU6c2UgY3JldA=="


def test_proxy_is_asked_to_connect_through_for_a_secure_address(web: Web) -> None:
    assert failed(through_proxy(web).get(Request("https://a.example/x", "x"))).code == "connection"
    assert web.connects == ["a.example:443"]


def test_private_address_is_refused_behind_a_proxy_too_where_it_can_be_seen(web: Web) -> None:
    assert failed(through_proxy(web, ("192.168.0.1", 80)).get(Request("http://a.example/x", "x"))).code == "private"
    assert web.asked == []


def test_connection_that_tls_took_over_is_still_shut_in_time() -> None:
    ours, theirs = socket.socketpair()
    with Watchdog().watching(ours, time.monotonic() + 0.1), socket.socket(fileno=ours.detach()) as taken, theirs:
        assert taken.recv(1) == b""


def test_at_most_so_many_requests_are_at_one_host_at_a_time() -> None:
    flying, most = [], []

    def work(request: Request) -> int:
        flying.append(request)
        most.append(len(flying))
        time.sleep(0.01)
        flying.remove(request)
        return 1

    requests = [Request(f"http://one.example/{number}", "x") for number in range(12)]
    results = list(fetch_all(requests, work, workers=8, per_host=2, seconds=10))

    assert len(results) == 12
    assert max(most) <= 2


def test_what_the_deadline_cuts_off_is_none_and_the_rest_is_kept() -> None:
    def work(request: Request) -> str:
        time.sleep(5 if "slow" in request.url else 0)
        return "done"

    requests = [Request("http://slow.example/", "slow"), Request("http://quick.example/", "quick")]
    results = {request.subject: result for request, result in fetch_all(requests, work, workers=2, per_host=1, seconds=0.3)}

    assert results == {"quick": "done", "slow": None}


def test_defect_in_the_work_is_raised_where_the_results_are_read() -> None:
    def work(request: Request) -> int:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(fetch_all([Request("http://a.example/", "x")], work, workers=1, per_host=1, seconds=5))
