"""Mail addresses: which may be written to.

Narrower than RFC 5322 allows: no quotes, comments or spaces, nothing that a mail program could take for an option or a pipe.
What passes stands in a header as it is.
"""

from __future__ import annotations

import re

LONGEST = 254  # characters (RFC 5321, section 4.5.3.1.3, without the angle brackets)

_LOCAL = re.compile(r"(?=.{1,64}$)[A-Za-z0-9_][A-Za-z0-9_#$&'*+/=?^{}~-]*(\.[A-Za-z0-9_#$&'*+/=?^{}~-]+)*")
_DOMAIN = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*")


def mailbox(text: str) -> str:
    """Return an address such as me@example.org, the name of its host in ASCII (RFC 5891), or the empty string."""
    local, _, domain = text.strip().rpartition("@")
    try:
        host = domain if domain.isascii() else domain.encode("idna").decode("ascii")
    except UnicodeError:  # a label that is empty, too long, or holds what no name may
        return ""
    address = f"{local}@{host}"
    return address if _LOCAL.fullmatch(local) and _DOMAIN.fullmatch(host) and len(address) <= LONGEST else ""
