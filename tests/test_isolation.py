"""The suite's own promise: what it runs sees no person and no network."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest


def test_no_test_reaches_an_address_that_is_not_loopback() -> None:
    with socket.socket() as used, pytest.raises(PermissionError, match="loopback only"):
        used.connect(("192.0.2.1", 80))


def test_no_test_looks_up_a_foreign_name() -> None:
    with pytest.raises(socket.gaierror, match="foreign name"):
        socket.create_connection(("example.org", 80))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_loopback_is_open(host: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection((host, server.getsockname()[1])) as client:
        assert client.getpeername()[0] == "127.0.0.1"


def test_home_is_empty_and_belongs_to_the_test() -> None:
    assert list(Path.home().iterdir()) == []
    assert Path(os.environ["XDG_STATE_HOME"]).parent == Path.home()
