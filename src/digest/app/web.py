"""What asks the web in the name of a workspace."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from digest import __version__
from digest.app.workspace import Workspace
from digest.errors import ConfigError
from digest.fetch.address import Guard, Proxy, resolve
from digest.fetch.client import Client
from digest.urls import host

HOMEPAGE = "https://pypi.org/project/digest-news/"
USER_AGENT = f"digest-news/{{version}} (+{HOMEPAGE})"


def new_client(workspace: Workspace, typed: Iterable[str]) -> Client:
    """Return what asks the web: of private addresses only the hosts of the addresses that a person typed."""
    settings = workspace.config.fetch
    guard = Guard(typed=frozenset(host(url) for url in typed), allowed=settings.allow_private)
    agent = USER_AGENT.format(version=__version__)
    return Client(
        agent, guard, lambda: workspace.now, settings.timeout, workspace.resolve or resolve, workspace.proxy or environment_proxy()
    )


def environment_proxy() -> Proxy:
    """Return the proxies that http_proxy, https_proxy, all_proxy and no_proxy name; one that cannot be used raises `ConfigError`."""
    from urllib.request import getproxies, proxy_bypass

    proxies = getproxies()  # once: it walks through the whole environment

    def proxy(scheme: str, host: str) -> str:
        which = scheme if proxies.get(scheme) else "all"
        chosen = proxies.get(which, "")
        return "" if not chosen or proxy_bypass(host) else _usable(chosen if "://" in chosen else f"http://{chosen}", f"{which}_proxy")

    return proxy


def _usable(proxy: str, variable: str) -> str:
    """Return a proxy's address; a message does not repeat one that is wrong, for it may hold a password."""
    try:
        parts = urlsplit(proxy)
        usable = parts.scheme == "http" and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise ConfigError(
            (f"{variable}: not the address of an HTTP proxy, and others (socks) are not spoken",), hint="write http://HOST:PORT"
        )
    return proxy
