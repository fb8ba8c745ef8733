"""What every test gets: an empty home, a plain environment in UTC, eighty columns, and no way out to the network."""

from __future__ import annotations

import ipaddress
import os
import socket
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

REPOSITORY = Path(__file__).resolve().parent.parent
FOREIGN_PREFIXES = ("DIGEST_", "LC_", "XDG_")
FOREIGN_NAMES = ("BROWSER", "CLICOLOR", "CLICOLOR_FORCE", "FORCE_COLOR", "LANG", "LANGUAGE", "MANPAGER", "NO_COLOR", "PAGER", "TERM")

settings.register_profile("patient", deadline=None)  # how long an example takes is the machine's doing, not the code's
settings.register_profile("thorough", deadline=None, max_examples=10_000)  # scripts/fuzz
settings.load_profile("patient")


@pytest.fixture(autouse=True)
def plain_environment(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the test a home of its own; nothing of the person who runs it shows through."""
    for name in os.environ:
        if name in FOREIGN_NAMES or name.startswith(FOREIGN_PREFIXES) or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for kind in ("CONFIG", "STATE", "CACHE", "DATA"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))
    for name, value in {"LC_ALL": "C.UTF-8", "TZ": "UTC", "COLUMNS": "80", "LINES": "24"}.items():
        monkeypatch.setenv(name, value)
    time.tzset()


@pytest.fixture(autouse=True)
def loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection and every name that is not this machine's own."""
    connect, connect_ex, look_up = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: Any) -> None:
        _check_address(self, address)
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        _check_address(self, address)
        return connect_ex(self, address)

    def guarded_look_up(host: Any, *arguments: Any, **options: Any) -> Any:
        if host is not None and not _is_own_name(host):
            raise socket.gaierror(socket.EAI_NONAME, f"tests look up no foreign name: {host!r}")
        return look_up(host, *arguments, **options)

    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
    monkeypatch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
    monkeypatch.setattr(socket, "getaddrinfo", guarded_look_up)


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of development corpora, which may lie beside the repository and is never part of it."""
    folder = REPOSITORY.parent / "shared"
    if not folder.is_dir():
        pytest.skip("no ../shared beside the repository: the development corpora are not here")
    return folder


def _check_address(used: socket.socket, address: Any) -> None:
    if used.family != socket.AF_UNIX and not _is_loopback(str(address[0])):
        raise PermissionError(f"tests talk to loopback only, not to {address!r}")


def _is_own_name(host: str | bytes) -> bool:
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else host
    return name in ("", "localhost", socket.gethostname()) or name.endswith(".localhost") or _is_address(name)


def _is_loopback(name: str) -> bool:
    return name == "localhost" or name.endswith(".localhost") or (_is_address(name) and ipaddress.ip_address(name).is_loopback)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
