"""Web addresses: which may be followed, when two are the same, and whose they are."""

from __future__ import annotations

import ipaddress
import re
from functools import lru_cache
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

MAX_URL = 2_000  # characters; more is an attack or a mistake (RFC 9110, section 4.1 asks for 8000 to be understood)

# Added by newsletters and ad systems, never by the publisher's own routing.
_TRACKING = re.compile(r"^(utm_\w+|fbclid|gclid|mc_cid|mc_eid|cmpid|ref_src|at_medium|at_campaign|ns_campaign|ns_mchannel|guccounter)$")
MAX_HOST = 253  # characters (RFC 1035, section 2.3.4)
_HOST = re.compile(r"[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*\.?")  # underscores are in use
_ACCOUNT = re.compile(r"@([\w.-]+)@([\w-]+(?:\.[\w-]+)+)")  # as the fediverse writes one
# Nearly every address: nothing in it needs to be quoted, resolved or rejected, and to take it apart takes ten times as long.
_PLAIN = re.compile(
    r"https?://((?:[a-z0-9_-]{1,63}\.){1,3}[a-z0-9_-]{1,60}(?::[1-9]\d{0,3})?)((?:/[\w!$%&'()*+,:=@~.-]*)*)(\?[\w!$%&'()*+,/:=?@~.-]+)?",
    re.ASCII,
)
_UNSAFE = re.compile(r"[\s\x00-\x20\x7f-\x9f<>\"\\^`{|}]")


def web_address(url: str, *, base: str = "") -> str:
    """Return an absolute http(s) address that is safe to print and to follow, or the empty string."""
    if _PLAIN.fullmatch(url) and len(url) <= MAX_URL:
        return url
    try:
        parts = urlsplit(urljoin(base, url.strip()) if base else url.strip())
        name = _host_name(parts.hostname or "")
        if parts.scheme.lower() not in ("http", "https") or not name or len(url) > MAX_URL or parts.username is not None:
            return ""
        place = name if parts.port is None else f"{name}:{parts.port}"
        return urlunsplit((parts.scheme.lower(), place, *(_quoted(part) for part in parts[2:])))
    except ValueError:  # brackets without an address, a port that is none, half a surrogate pair
        return ""


def _host_name(host: str) -> str:
    """Return a host as it may be printed and looked up: an IPv6 address in brackets, a name in ASCII; empty when it is neither."""
    if ":" in host:
        return "" if "%" in host else f"[{ipaddress.IPv6Address(host)}]"  # a zone is of this machine only
    name = host if host.isascii() else host.encode("idna").decode("ascii")
    return name if _HOST.fullmatch(name) and len(name) <= MAX_HOST else ""


def _quoted(part: str) -> str:
    return _UNSAFE.sub(lambda found: quote(found[0], safe=""), quote(part, safe="!#$%&'()*+,/:;=?@[]~-._|")) if part else part


def typed_address(text: str) -> str:
    """Return the address that a person means: with or without https://, a feed: link, @who@where; empty where it can be none."""
    text = re.sub(r"^feed:(//)?(?=https?:)|^feed:(?=//)", "", text.strip())
    if account := _ACCOUNT.fullmatch(text):
        return f"https://{account[2]}/@{account[1]}"
    if "://" in text:
        return web_address(text)
    address = web_address(f"https://{text.removeprefix('//')}")
    parts = urlsplit(address)
    plausible = "." in (parts.hostname or "").strip(".") or ":" in parts.netloc or parts.hostname == "localhost"
    return address if plausible else ""


def canonical(url: str) -> str:
    """Return the form under which two addresses of one page are equal; for comparing, not for fetching."""
    plain = _PLAIN.fullmatch(url)
    if plain and not plain[3]:
        return _site(plain[1]).removesuffix(":80").removesuffix(":443") + plain[2].rstrip("/")
    try:
        parts = urlsplit(url)
        host = _site(parts.hostname or "")
        port = parts.port
    except ValueError:
        return url
    query = urlencode(sorted((key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(key)))
    place = f"{host}:{port}" if port not in (None, 80, 443) else host
    return urlunsplit(("", place, parts.path.rstrip("/"), query, "")).removeprefix("//")


def _site(host: str) -> str:
    """Return a host without what tells no site from another."""
    return host.removeprefix("www.").removeprefix("m.")


def host(url: str) -> str:
    """Return the host of an address, lower case, without its port; empty when it has none."""
    if plain := _PLAIN.fullmatch(url):
        return plain[1].partition(":")[0]
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


@lru_cache(maxsize=4096)
def publisher(url: str) -> str:
    """Return the registrable domain of an address (Public Suffix List, private section included), or its IP or bare host."""
    name = host(url)
    if not name or _is_address(name) or "." not in name:
        return name
    from tld import get_fld  # reads the list on first use: 60 ms

    return get_fld(f"http://{name}/", fail_silently=True, search_private=True) or _last_two(name)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _last_two(name: str) -> str:
    return ".".join(name.split(".")[-2:])
