"""The part of feeds.yaml that says who mails an edition, to whom, and which way."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping

import yaml

from digest.config import nodes
from digest.config.nodes import Check, Findings
from digest.config.settings import MailSettings
from digest.mailbox import mailbox
from digest.paths import user_config
from digest.urls import web_address

_PORTS = {"smtp": 587, "smtps": 465}  # of submission (RFC 8314, section 3)


def refuse_programs(mail: MailSettings, document: Mapping[str, yaml.Node], findings: Findings) -> None:
    """Note what would run a program, or hand a password to a server, that nobody but the file has named."""
    named = {"user": mail.user, "password_command": mail.password_command, "via": mail.via.startswith("/")}
    given = nodes.members(document["mail"], CHECKS, Findings(""), "") if any(named.values()) else {}
    for key in (key for key in given if named.get(key)):
        message = "a feeds.yaml that was merely found in the working folder runs no program and is given no password"
        findings.add(given[key].start_mark.line + 1, f"mail.{key}", f"{message}; name it with --config, or move it to {user_config()}")


def _address(node: yaml.Node) -> str:
    """Check for a mail address: me@example.org."""
    found = mailbox(nodes.text(node))
    if not found:
        raise nodes.Wrong(node, f"{nodes.described(node)} is not a mail address", "write it as me@example.org")
    return found


def _addresses(node: yaml.Node) -> tuple[str, ...]:
    """Check for a list of mail addresses; a single one counts as a list of one."""
    return tuple(_address(item) for item in (node.value if isinstance(node, yaml.SequenceNode) else (node,)))


def _mailer(node: yaml.Node) -> str:
    """Check for a way to send mail: sendmail, the path of a program, smtp://host:port or smtps://host:port; return it with its port."""
    written = nodes.text(node)
    if written == "sendmail":
        return written
    if written.startswith(("/", "~")):
        return _file(node)
    found = re.fullmatch(r"(smtps?)://([^/@:\s]+|\[[^/@\s]+\])(?::([1-9]\d{0,4}))?/?", written, re.ASCII)
    place = web_address(f"http://{found[2]}:{found[3] or _PORTS[found[1]]}") if found else ""  # hosts and ports are those of the web
    if found is None or not place:
        raise nodes.Wrong(node, f'"{_without_secrets(written)}" is no way to send mail', _what_to_write(written))
    return f"{found[1]}://{place.removeprefix('http://')}"


def _what_to_write(written: str) -> str:
    if re.match(r"smtps?://[^/]*@", written):
        return "write the name beside it as user: me, and no password anywhere in this file"
    return "write sendmail, the path of such a program, smtp://mail.example.org or smtps://mail.example.org"


def _without_secrets(written: str) -> str:
    return re.sub(r"//.*@", "//...@", written)


def _file(node: yaml.Node) -> str:
    """Check for the path of a file, whole or from the home folder."""
    path = os.path.expanduser(nodes.text(node))  # noqa: PTH111 - leaves the home of nobody as it is
    if not path.startswith("/"):
        raise nodes.Wrong(node, f"{nodes.described(node)} is not a whole path", "begin it with / or ~/")
    return path


CHECKS: Mapping[str, Check[object]] = {
    "from": _address,
    "to": _addresses,
    "via": _mailer,
    "user": nodes.text,
    "password_command": nodes.text,
    "ca_file": _file,
}
