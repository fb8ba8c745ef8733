from __future__ import annotations

import re
from email.utils import parseaddr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.mailbox import mailbox


@pytest.mark.parametrize("address", ["me@example.org", "me+news@mail.example.org", "me@localhost", "a.o'b@a-b.example", "_me@x1.example"])
def test_usual_address_is_taken_as_it_is(address: str) -> None:
    assert mailbox(f" {address} ") == address


def test_host_is_written_in_ascii() -> None:
    assert mailbox("me@bücher.example") == "me@xn--bcher-kva.example"


@pytest.mark.parametrize(
    "text",
    [
        "", "me", "@example.org", "me@", "me@@example.org", "a b@example.org", '"a b"@example.org', "-oQ/tmp@example.org",
        "|sh@example.org",
        "a..b@example.org", ".a@example.org", "me@-x.example", "me@example..org", "me@[127.0.0.1]",
        "me@example.org, you@example.org",
        "me@example.org\nBcc: you@example.org", "mé@example.org", "me@" + "a" * 64 + ".example", "a" * 65 + "@example.org", "me@\udc80",
    ],
)  # fmt: skip
def test_what_is_no_address_or_could_be_taken_for_more_is_refused(text: str) -> None:
    assert mailbox(text) == ""


@given(st.text(max_size=40) | st.from_regex(r"[\w.|-]{1,10}@[\w.-]{1,20}"))
def test_address_that_is_taken_is_one_word_and_one_address_to_any_program(text: str) -> None:
    address = mailbox(text)

    assert not address or re.fullmatch(r"[\w][!-~]*@[!-~]+", address, re.ASCII)
    assert parseaddr(address)[1] == address
