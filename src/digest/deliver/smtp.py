"""A mail server, spoken to directly (RFC 5321): verified, encrypted, bounded in time.

Nothing leaves this machine unencrypted (RFC 8314): a server speaks TLS from the start, or STARTTLS, and shows a certificate that is
trusted; only this machine itself need not offer it.
A server has accepted when it has said so; a connection that breaks off before it has leaves the mail to be sent again, as RFC 1047
has it. The copy has the same Message-ID.
"""

from __future__ import annotations

import base64
import contextlib
import ipaddress
import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

from digest.clean import clean
from digest.errors import Unavailable
from digest.model import Envelope

SECONDS = 60.0  # for one answer, until the server is ready to take the mail
SECONDS_IN_ALL = 600.0  # so long it may take to say that it has it (RFC 5321, section 4.5.3.2.6); who gives up sooner sends twice


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server and how to be let in."""

    host: str
    port: int
    tls: bool = False  # from the first byte
    user: str = ""  # empty: no login
    password: str = field(default="", repr=False)
    ca_file: str = ""  # certificates that are trusted instead of the system's

    @property
    def address(self) -> str:
        """The server as a person writes it."""
        return f"{self.host}:{self.port}"

    @property
    def insists(self) -> bool:
        """Whether it has to offer STARTTLS: what stays on this machine may be said in the clear, unless its certificates are known."""
        return bool(self.ca_file) or not _is_this_machine(self.host)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A recipient whom the server did not take, though it took others."""

    recipient: str
    reason: str


def to_smtp(message: bytes, envelope: Envelope, server: Server, *, seconds: float = SECONDS_IN_ALL) -> tuple[Refusal, ...]:
    """Send a message; return the recipients who were refused while others were not. Raises `Unavailable` when nobody gets it."""
    try:
        with _session(server, seconds) as session:
            refused = session.sendmail(envelope.sender, envelope.recipients, message.replace(b"\n", b"\r\n"))
    except smtplib.SMTPRecipientsRefused as error:
        refused = error.recipients
    except smtplib.SMTPResponseException as error:
        raise Unavailable(f"{server.address} refused the mail: {_answer(error.smtp_code, error.smtp_error)}") from error
    except (smtplib.SMTPException, OSError) as error:
        raise Unavailable(f"{server.address} has not accepted the mail: {_why(error)}") from error
    refusals = tuple(Refusal(recipient, _answer(*answer)) for recipient, answer in refused.items())
    if len(refusals) == len(envelope.recipients):
        raise Unavailable(f"{server.address} refused {refusals[0].recipient}: {refusals[0].reason}")
    return refusals


@contextlib.contextmanager
def _session(server: Server, seconds: float) -> Iterator[smtplib.SMTP]:
    """Connect, encrypt, log in; who drips answers is cut off when the time is over."""
    session = _new_session(server)
    watchdog = threading.Timer(seconds, _cut_off, [session])
    watchdog.daemon = True
    watchdog.start()
    try:
        session.connect(server.host, server.port)
        session.ehlo_or_helo_if_needed()
        if not server.tls and (server.insists or session.has_extn("starttls")):
            session.starttls(context=_trust(server))
        if server.user:
            _log_in(session, server)
        assert session.sock is not None
        session.sock.settimeout(seconds)
        yield session
        with contextlib.suppress(smtplib.SMTPException, OSError):  # it has the mail: how it says goodbye is all the same
            session.quit()
    finally:
        watchdog.cancel()
        session.close()


def _new_session(server: Server) -> smtplib.SMTP:
    """Return a session that is not connected yet: the host given to the constructor would be, before anybody watches."""
    name = socket.gethostname()  # smtplib would ask a name server for a fuller one, without end if need be
    greeting = name if "." in name else "[127.0.0.1]"  # RFC 5321, section 4.1.3
    if server.tls:
        session: smtplib.SMTP = smtplib.SMTP_SSL(local_hostname=greeting, timeout=SECONDS, context=_trust(server))
    else:
        session = smtplib.SMTP(local_hostname=greeting, timeout=SECONDS)
    session._host = server.host  # type: ignore[attr-defined]  # noqa: SLF001 - whose certificate it is to be; connect() forgets to say it
    return session


def _trust(server: Server) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=server.ca_file or None)
    except OSError as error:  # ssl.SSLError is one: a file that holds no certificate
        raise Unavailable(
            f'mail.ca_file: "{server.ca_file}" cannot be read: {error.strerror}', hint="name a file of certificates in PEM form"
        ) from error


def _cut_off(session: smtplib.SMTP) -> None:
    with contextlib.suppress(OSError):  # closed meanwhile
        if session.sock is not None:
            socket.socket.shutdown(session.sock, socket.SHUT_RDWR)  # not TLS's own: another thread is reading


def _log_in(session: smtplib.SMTP, server: Server) -> None:
    """Log in by PLAIN (RFC 4616), else by LOGIN; smtplib's own login takes no password beyond ASCII."""
    session.ehlo_or_helo_if_needed()
    offered = session.esmtp_features.get("auth", "").upper().split()
    if "LOGIN" in offered and "PLAIN" not in offered:
        steps = ["AUTH LOGIN", _encoded(server.user), _encoded(server.password)]
    else:
        steps = ["AUTH PLAIN " + _encoded(f"\0{server.user}\0{server.password}")]
    code, answer = 334, b""
    for step in steps:
        if code == 334:
            code, answer = session.docmd(step)
    if code != 235:
        raise smtplib.SMTPAuthenticationError(code, answer)


def _encoded(words: str) -> str:
    return base64.b64encode(words.encode()).decode("ascii")


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")  # RFC 6761, section 6.3


def _answer(code: int, words: bytes | str) -> str:
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return clean(f"{code} {said}")


def _why(error: Exception) -> str:
    """Return what went wrong before the server had said yes or no."""
    match error:
        case smtplib.SMTPNotSupportedError():
            return "it offers no STARTTLS, and nothing is sent in the clear"
        case smtplib.SMTPServerDisconnected():
            return "the connection broke off before it said so"
        case ssl.SSLCertVerificationError():
            return f"its certificate is not trusted: {error.verify_message} (mail.ca_file names others to trust)"
        case socket.gaierror():
            return "no such host"
        case TimeoutError():
            return "it did not answer in time"
        case OSError(strerror=str() as words):
            return words.lower()
    return clean(str(error))
