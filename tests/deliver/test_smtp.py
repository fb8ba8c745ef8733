from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from digest.deliver.smtp import Refusal, Server, to_smtp
from digest.errors import Unavailable
from digest.model import Envelope
from tests.post import Certificates, Post, certificates, mail_server

MESSAGE = b"From: digest@example.org\nSubject: News\n\nOne line.\n.\n.. and what a dot could end.\n"
LETTER = Envelope("digest@example.org", ("me@example.org",))
TO_TWO = Envelope("digest@example.org", ("me@example.org", "you@example.org"))


def server(post: Post, **fields: object) -> Server:
    return Server("localhost", post.port, **fields)  # type: ignore[arg-type]


def test_message_arrives_whole_with_a_dot_on_a_line_of_its_own(post: Post) -> None:
    refused = to_smtp(MESSAGE, TO_TWO, server(post))

    assert refused == ()
    (taken,) = post.taken
    assert (taken.sender, taken.recipients) == (TO_TWO.sender, TO_TWO.recipients)
    assert taken.content == MESSAGE.replace(b"\n", b"\r\n")


def test_server_that_upgrades_is_trusted_by_the_authority_that_was_named(certified: Certificates) -> None:
    with mail_server(Post(), starttls=certified.context) as post:
        to_smtp(MESSAGE, LETTER, server(post, ca_file=str(certified.authority)))

    assert post.encrypted == [True]


def test_server_with_tls_from_the_start_is_trusted_by_the_authority_that_was_named(certified: Certificates) -> None:
    with mail_server(Post(), tls=certified.context) as post:
        to_smtp(MESSAGE, LETTER, server(post, tls=True, ca_file=str(certified.authority)))

    assert len(post.taken) == 1


def test_certificate_that_nobody_vouches_for_is_refused(certified: Certificates) -> None:
    with mail_server(Post(), tls=certified.context) as post, pytest.raises(Unavailable, match=r"certificate is not trusted.*mail\.ca_file"):
        to_smtp(MESSAGE, LETTER, server(post, tls=True))

    assert post.taken == []


@pytest.mark.parametrize("tls", [True, False])
def test_certificate_of_another_host_is_refused(tmp_path: Path, tls: bool) -> None:
    other = certificates(tmp_path, names="DNS:other.example")
    context = {"tls": other.context} if tls else {"starttls": other.context}

    with mail_server(Post(), **context) as post, pytest.raises(Unavailable, match="certificate is not trusted: Hostname mismatch"):
        to_smtp(MESSAGE, LETTER, server(post, tls=tls, ca_file=str(other.authority)))

    assert post.taken == []


def test_encryption_that_is_offered_is_used_and_verified_on_this_machine_too(certified: Certificates) -> None:
    with mail_server(Post(), starttls=certified.context) as post, pytest.raises(Unavailable, match="certificate is not trusted"):
        to_smtp(MESSAGE, LETTER, server(post))

    assert post.taken == []


def test_authority_that_the_system_trusts_is_trusted(certified: Certificates, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certified.authority))

    with mail_server(Post(), starttls=certified.context) as post:
        to_smtp(MESSAGE, LETTER, server(post))

    assert post.encrypted == [True]


def test_nothing_is_sent_in_the_clear_where_encryption_is_meant(post: Post, certified: Certificates) -> None:
    with pytest.raises(Unavailable, match="offers no STARTTLS"):
        to_smtp(MESSAGE, LETTER, server(post, ca_file=str(certified.authority)))

    assert post.taken == []


@pytest.mark.parametrize(
    ("host", "insists"), [("localhost", False), ("127.0.0.1", False), ("::1", False), ("mail.example.org", True), ("192.168.1.2", True)]
)
def test_only_this_machine_is_told_anything_in_the_clear(host: str, insists: bool) -> None:
    assert Server(host, 587).insists is insists


def test_file_of_certificates_that_is_not_there_is_named(post: Post) -> None:
    with pytest.raises(Unavailable, match=r'mail\.ca_file: "/no/where" cannot be read: No such file'):
        to_smtp(MESSAGE, LETTER, server(post, ca_file="/no/where"))


@pytest.mark.parametrize("methods", [("PLAIN", "LOGIN"), ("LOGIN",), ("PLAIN",)])
def test_login_takes_any_password(certified: Certificates, methods: tuple[str, ...]) -> None:
    with mail_server(Post(logins={"me": "schlüssel: 鍵"}, methods=methods), starttls=certified.context) as post:
        to_smtp(MESSAGE, LETTER, server(post, user="me", password="schlüssel: 鍵", ca_file=str(certified.authority)))

    assert len(post.taken) == 1


@pytest.mark.parametrize("methods", [("PLAIN",), ("LOGIN",)])
def test_wrong_password_is_told_and_not_repeated(certified: Certificates, methods: tuple[str, ...]) -> None:
    with (
        mail_server(Post(logins={"me": "right"}, methods=methods), starttls=certified.context) as post,
        pytest.raises(Unavailable, match=r"535 5\.7\.8 Authentication credentials invalid") as refused,
    ):
        to_smtp(MESSAGE, LETTER, server(post, user="me", password="wrong", ca_file=str(certified.authority)))

    assert "wrong" not in str(refused.value) + repr(server(post, password="wrong"))
    assert post.taken == []


@pytest.mark.parametrize("command", ["MAIL", "me@example.org", "DATA"])
def test_refusal_of_everything_is_told_in_the_words_of_the_server(post: Post, command: str) -> None:
    post.answers[command] = "554 5.7.1 not \x1b[31mfrom you"

    with pytest.raises(Unavailable, match=r"554 5\.7\.1 not \[31mfrom you"):
        to_smtp(MESSAGE, LETTER, server(post))

    assert post.taken == []


def test_recipient_who_is_refused_does_not_hold_up_the_others(post: Post) -> None:
    post.answers["you@example.org"] = "550 no such user"

    refused = to_smtp(MESSAGE, TO_TWO, server(post))

    assert refused == (Refusal("you@example.org", "550 no such user"),)
    assert [taken.recipients for taken in post.taken] == [("me@example.org",)]


@pytest.mark.parametrize("moment", ["data", "dot"])
def test_connection_that_breaks_off_before_the_server_has_said_so_is_no_acceptance(post: Post, moment: str) -> None:
    post.dies_at = moment

    with pytest.raises(Unavailable, match=r"has not accepted the mail: (the connection broke off|connection reset)"):
        to_smtp(MESSAGE * 1000, LETTER, server(post))


def test_server_that_does_not_answer_in_time_is_given_up(post: Post) -> None:
    post.slow = 30

    with pytest.raises(Unavailable, match="has not accepted the mail"):
        to_smtp(MESSAGE, LETTER, server(post), seconds=0.3)


@pytest.fixture
def dripping() -> Iterator[int]:
    """Serve a greeting that never ends, a byte at a time."""
    listening = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def drip() -> None:
        connection, _ = listening.accept()
        with connection:
            while not over.wait(0.02):
                try:
                    connection.sendall(b"2")
                except OSError:
                    return

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    yield listening.getsockname()[1]
    over.set()
    thread.join()
    listening.close()


def test_server_that_drips_its_answer_is_given_up(dripping: int) -> None:
    with pytest.raises(Unavailable, match="has not accepted the mail"):
        to_smtp(MESSAGE, LETTER, Server("127.0.0.1", dripping), seconds=0.3)


def test_server_that_is_not_there_is_told(post: Post) -> None:
    with pytest.raises(Unavailable, match="localhost:1 has not accepted the mail: connection refused"):
        to_smtp(MESSAGE, LETTER, replace(server(post), port=1))


def test_host_that_is_not_known_is_told() -> None:
    with pytest.raises(Unavailable, match="no such host"):
        to_smtp(MESSAGE, LETTER, Server("nowhere.invalid", 587))
