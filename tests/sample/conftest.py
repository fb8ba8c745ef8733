"""The sample edition, served once for all of its tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.sample.client import Client

from digest.sample import serve


@pytest.fixture(scope="session")
def client() -> Iterator[Client]:
    with serve() as site:
        yield Client(site)
