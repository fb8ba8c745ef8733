"""Certificates, made once, and a mail server without any."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.post import Certificates, Post, certificates, mail_server


@pytest.fixture(scope="session")
def certified(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
def post() -> Iterator[Post]:
    with mail_server(Post()) as post:
        yield post
