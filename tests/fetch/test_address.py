"""Who may be contacted."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.fetch.address import Guard, is_public


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.0.1",
        "172.16.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fd00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:db8::1",
    ],
)
def test_address_that_is_not_public_is_refused_in_every_disguise(address: str) -> None:
    assert not Guard().permits("a.example", address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:93.184.216.34"])
def test_public_address_is_permitted(address: str) -> None:
    assert Guard().permits("a.example", address)


def test_host_a_person_typed_is_permitted_wherever_it_is_and_no_other() -> None:
    guard = Guard(typed=frozenset({"nas.home"}))

    assert guard.permits("nas.home", "192.168.0.9")
    assert not guard.permits("other.home", "192.168.0.9")


def test_private_network_is_permitted_when_a_person_allows_it() -> None:
    guard = Guard(allowed=("192.168.0.0/16", "intranet.example"))

    assert guard.permits("any.example", "192.168.3.4")
    assert guard.permits("intranet.example", "10.0.0.1")
    assert not guard.permits("any.example", "10.0.0.1")


@given(st.ip_addresses(v=4))
def test_ipv4_inside_ipv6_is_judged_like_the_ipv4(address: ipaddress.IPv4Address) -> None:
    assert is_public(ipaddress.IPv6Address(f"::ffff:{address}")) == is_public(address)
