"""A mail server on loopback, and mail programs, for tests: they keep what they take, and refuse or die as they are told."""

from __future__ import annotations

import asyncio
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

_REQUEST = """
[req]
distinguished_name = name
[name]
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[server]
basicConstraints = critical, CA:FALSE
subjectAltName = {names}
keyUsage = critical, digitalSignature
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """A mail as it arrived."""

    sender: str
    recipients: tuple[str, ...]
    content: bytes


@dataclass
class Post:
    """What a server has taken, and how it behaves; changeable while it serves."""

    answers: dict[str, str] = field(default_factory=dict)  # to MAIL, to a recipient, to DATA, where it is not what it should be
    dies_at: str = ""  # "data": before it has all; "dot": when it has all, and before it says so
    slow: float = 0.0  # seconds before it says that it has a mail
    logins: dict[str, str] = field(
        default_factory=dict
    )  # names and passwords, to be told once it is encrypted; none: no login is asked for
    methods: tuple[str, ...] = ("PLAIN", "LOGIN")
    taken: list[Taken] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)  # of each mail
    told: threading.Event = field(default_factory=threading.Event)  # set when it has a mail, and has said nothing yet
    port: int = 0

    async def handle_MAIL(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:  # noqa: N802 - the name it has to have
        envelope.mail_from = address
        return self.answers.get("MAIL", "250 OK")

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:  # noqa: N802 - the name it has to have
        answer = self.answers.get(address, "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - the name it has to have
        answer = self.answers.get("DATA", "250 OK")
        self.told.set()
        await asyncio.sleep(self.slow)
        if answer.startswith("250"):
            self.taken.append(Taken(envelope.mail_from or "", tuple(envelope.rcpt_tos), _bytes(envelope.content)))
            self.encrypted.append(session.ssl is not None)
        if self.dies_at == "dot":
            _end_of(server)
        return answer

    def authenticate(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, login: Any) -> AuthResult:
        assert isinstance(login, LoginPassword)
        return AuthResult(success=self.logins.get(login.login.decode()) == login.password.decode(), handled=False)


def _bytes(content: str | bytes | None) -> bytes:
    assert isinstance(content, bytes)
    return content


class _Server(SMTP):
    """A server that can die while it is being told a mail."""

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - the name it has to have
        if self.event_handler.dies_at != "data":
            await super().smtp_DATA(arg)
            return
        await self.push("354 go on")
        _end_of(self)


def _end_of(server: SMTP) -> None:
    """Break a conversation off."""
    assert isinstance(server.transport, asyncio.WriteTransport)
    server.transport.abort()


@contextmanager
def mail_server(post: Post, *, tls: ssl.SSLContext | None = None, starttls: ssl.SSLContext | None = None) -> Iterator[Post]:
    """Serve until the block ends: with TLS from the start, with STARTTLS, or in the clear."""
    loop = asyncio.new_event_loop()

    def protocol() -> SMTP:
        return _Server(
            post,
            hostname="mail.test",
            loop=loop,
            tls_context=starttls,
            authenticator=post.authenticate,
            auth_required=bool(post.logins),
            auth_exclude_mechanism={"PLAIN", "LOGIN"} - set(post.methods),
        )

    server = loop.run_until_complete(loop.create_server(protocol, "127.0.0.1", 0, ssl=tls))
    post.port = server.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield post
    finally:
        loop.call_soon_threadsafe(server.close)
        asyncio.run_coroutine_threadsafe(_end(), loop).result(5)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _end() -> None:
    """Let go of the conversations that are not over."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


@dataclass(frozen=True, slots=True)
class Certificates:
    """The certificate of an authority, and what a server needs to show that it vouches for it."""

    authority: Path
    context: ssl.SSLContext


def certificates(folder: Path, names: str = "DNS:localhost, IP:127.0.0.1") -> Certificates:
    """Make an authority, and a certificate of it for these names, with the openssl program."""
    (folder / "request").write_text(_REQUEST.format(names=names))
    _openssl(folder, "authority", "-subj", "/CN=Authority of the tests")
    _openssl(folder, "server", "-subj", "/CN=server", "-CA", "authority.pem", "-CAkey", "authority.key")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem", folder / "server.key")
    return Certificates(folder / "authority.pem", context)


def _openssl(folder: Path, name: str, *options: str) -> None:
    made = ["-keyout", f"{name}.key", "-out", f"{name}.pem", "-days", "2", "-noenc", "-newkey", "ec:prime256v1.pem"]
    subprocess.run(["openssl", "ecparam", "-name", "prime256v1", "-out", "prime256v1.pem"], cwd=folder, check=True, capture_output=True)
    command = ["openssl", "req", "-x509", "-config", "request", "-extensions", name, *made, *options]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


def mail_program(path: Path, *, code: int = 0, said: str = "") -> Path:
    """Write a program that keeps what it is told beside itself, in `.mail` and `.arguments`, and ends as it should."""
    path.parent.mkdir(parents=True, exist_ok=True)
    keeps = 'printf "%s\\n" "$@" > "$0.arguments"\ncat > "$0.mail"\n' if code == 0 else "head -c 100 > /dev/null\n"
    path.write_text(f"#!/bin/sh\n{keeps}echo '{said}' >&2\nexit {code}\n")
    path.chmod(0o755)
    return path
