"""The sample edition, served once for all of its tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from digest.sample import serve
from tests.sample.client import Client


@pytest.fixture(scope="session")
def client() -> Iterator[Client]:
    with serve() as site:
        yield Client(site)
