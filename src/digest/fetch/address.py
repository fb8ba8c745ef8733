"""Who may be contacted.

A host that a person typed is allowed whatever its address; every other address must be public. The check is made on the
address really connected to, after name resolution, at every hop.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], tuple[str, int]]  # host, port -> address, port to connect to; raises OSError

Proxy = Callable[[str, str], str]  # scheme, host -> a proxy's address; empty: none

_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address


@dataclass(frozen=True, slots=True)
class Guard:
    """The addresses that may be contacted: what a person typed, what they allowed, and what is public."""

    typed: frozenset[str] = frozenset()  # hosts of feeds.yaml, lower case
    allowed: tuple[str, ...] = ()  # hosts or networks of fetch.allow_private

    def permits(self, host: str, address: str) -> bool:
        """Return whether a host may be contacted at this address."""
        if host in self.typed or host in self.allowed:
            return True
        parsed = _plain(ipaddress.ip_address(address.partition("%")[0]))
        return is_public(parsed) or any(parsed in network for network in _networks(self.allowed))


def no_proxy(_scheme: str, _host: str) -> str:
    """Return that a host is reached directly."""
    return ""


def is_public(address: Address) -> bool:
    """Return whether an address is globally reachable (IANA special-purpose registries), seen through its IPv6 disguises."""
    plain = _plain(address)
    return plain.is_global and not plain.is_multicast and not plain.is_reserved


def resolve(host: str, port: int) -> tuple[str, int]:
    """Return the first address the system has for a host; raises OSError when it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return str(found[0][4][0]), port


def _plain(address: Address) -> Address:
    if isinstance(address, ipaddress.IPv4Address):
        return address
    inside = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
    if inside is None and address in _NAT64:
        inside = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return inside or address


def _networks(allowed: Iterable[str]) -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    found = []
    for text in allowed:
        try:
            found.append(ipaddress.ip_network(text, strict=False))
        except ValueError:  # a host name: compared by name
            continue
    return found
