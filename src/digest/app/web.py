"""What asks the web in the name of a workspace."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import version

from digest.app.workspace import Workspace
from digest.fetch.address import Guard
from digest.fetch.client import Client
from digest.urls import host

HOMEPAGE = "https://pypi.org/project/digest-news/"
USER_AGENT = f"digest-news/{{version}} (+{HOMEPAGE})"


def new_client(workspace: Workspace, typed: Iterable[str]) -> Client:
    """Return what asks the web: of private addresses only the hosts of the addresses that a person typed."""
    settings = workspace.config.fetch
    guard = Guard(typed=frozenset(host(url) for url in typed), allowed=settings.allow_private)
    agent = USER_AGENT.format(version=version("digest-news"))
    return Client(agent, guard, lambda: workspace.now, settings.timeout, workspace.resolve, workspace.proxy)
