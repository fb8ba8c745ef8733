"""From whom an edition is mailed, to whom, and which way."""

from __future__ import annotations

import getpass
import os
import socket
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from digest.config import MailSettings
from digest.deliver.secret import secret
from digest.deliver.sendmail import find_sendmail, to_sendmail
from digest.deliver.smtp import Refusal, Server, to_smtp
from digest.errors import ConfigError, UsageError
from digest.mailbox import mailbox
from digest.model import Envelope

PASSWORD = "DIGEST_SMTP_PASSWORD"  # noqa: S105 - the name of the variable

# Takes a message, and returns the recipients who were refused while others were not; raises `Unavailable` when nobody gets it.
Mailer = Callable[[str, Envelope], tuple[Refusal, ...]]


def envelope(settings: MailSettings, to: Sequence[str]) -> Envelope:
    """Return who sends and who gets an edition: the addresses given, else those of feeds.yaml. Raises `UsageError` when nobody does."""
    recipients = tuple(dict.fromkeys(to or settings.to))
    if not recipients:
        raise UsageError("nobody to mail it to", hint="give --to me@example.org, or write mail: {to: [me@example.org]} in feeds.yaml")
    return Envelope(settings.from_ or _this_user(), recipients)


def mailer(settings: MailSettings) -> Mailer:
    """Return what mails; raises `ConfigError` when a password is needed and there is none to be had."""
    if not settings.via.startswith("smtp"):
        return lambda message, _: _by_program(message, settings)
    if settings.user and not settings.password_command and not os.environ.get(PASSWORD):
        raise ConfigError(
            ("mail.user of feeds.yaml: a login without a password",), hint=f"set mail.password_command, or the variable {PASSWORD}"
        )
    return lambda message, envelope: to_smtp(message.encode("ascii"), envelope, _server(settings))


def _by_program(message: str, settings: MailSettings) -> tuple[Refusal, ...]:
    to_sendmail(message.encode("ascii"), find_sendmail() if settings.via == "sendmail" else settings.via)
    return ()


def _server(settings: MailSettings) -> Server:
    parts = urlsplit(settings.via)
    assert parts.hostname is not None  # the configuration was checked
    assert parts.port is not None
    password = "" if not settings.user else secret(settings.password_command) if settings.password_command else os.environ[PASSWORD]
    return Server(parts.hostname, parts.port, parts.scheme == "smtps", settings.user, password, settings.ca_file)


def _this_user() -> str:
    try:
        name = getpass.getuser()
    except (KeyError, OSError):  # a user that only has a number
        name = "digest"
    host = socket.gethostname()  # not the full name of it: that would ask a server
    return mailbox(f"{name}@{host}") or "digest@localhost"
