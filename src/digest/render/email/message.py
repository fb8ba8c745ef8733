"""The message: headers, and two bodies that say the same (RFC 5322, RFC 2045 to 2047).

Everything depends on the edition and the envelope alone: the same edition to the same people is the same bytes, and carries the
same Message-ID, by which a second copy can be told. All of it is ASCII in short lines, so that no server on the way need change it.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from email.charset import QP, Charset
from email.header import Header
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.policy import compat32
from email.utils import format_datetime

from digest.model import Edition
from digest.render import phrases, text
from digest.render.email.page import page
from digest.render.look import Look
from digest.render.phrases import spell

WIDTH = 72  # columns: leaves room for the marks of two replies (RFC 3676, section 4.2)
LONGEST_SUBJECT = 120  # characters; a phone shows 40
NAME = "Digest"  # of the sender, as a list of mails shows it

# Quoted-printable whatever the language: base64 would be shorter for Chinese, and is what filters take for a disguise.
_UTF8 = Charset("utf-8")
_UTF8.body_encoding = QP
_PLAIN = compat32.clone(mangle_from_=False)  # it is the mailbox that escapes "From ", where it has to


def render(edition: Edition, look: Look) -> str:
    """Return the message as `sendmail -i -t` takes it: ASCII, its lines ended by line feeds alone."""
    seen = replace(look, width=WIDTH, color=False, links=False, unicode=True)
    mark = _mark(edition, look)
    message = MIMEMultipart("alternative", boundary=f"=_{mark}", policy=_PLAIN)  # "=_" stands in no quoted-printable text
    for name, value in _headers(edition, look, mark):
        message[name] = value
    message.attach(_part("plain", text.render(edition, seen)))
    message.attach(_part("html", page(edition, seen)))
    return message.as_string(policy=_PLAIN).rstrip("\n") + "\n"


def _headers(edition: Edition, look: Look, mark: str) -> list[tuple[str, str]]:
    sender, recipients = look.envelope.sender, look.envelope.recipients
    domain = sender.rpartition("@")[2] or "localhost"
    return [
        ("From", f"{NAME} <{sender}>"),
        *([("To", ",\n ".join(recipients))] if recipients else []),
        ("Subject", _subject(edition, look)),
        ("Date", format_datetime(edition.made_at.astimezone(phrases.zone(edition.timezone)))),
        ("Message-ID", f"<{edition.date:%Y%m%d}.{edition.revision}.{mark}@{domain}>"),
        ("List-Id", f"{NAME} <digest.{domain}>"),
        ("Auto-Submitted", "auto-generated"),
    ]


def _mark(edition: Edition, look: Look) -> str:
    """Return what tells this message from every other: which edition, what of it, from whom and to whom."""
    only = None if look.only is None else sorted(look.only)
    made_at = edition.made_at.timestamp()
    people = (look.envelope.sender, sorted(look.envelope.recipients))
    told_by = (edition.date.isoformat(), edition.cursor, edition.revision, edition.view, made_at, only, look.explain, people)
    return hashlib.blake2b(repr(told_by).encode(), digest_size=10).hexdigest()


def _subject(edition: Edition, look: Look) -> str:
    """Return the day and the best story; encoded as a whole, where a part could be taken for an encoding (RFC 2047, section 2)."""
    shown = [item.brief.headline for section in phrases.sections(edition, look) for item in section.stories]
    said = f"{NAME}, {edition.date.day} {edition.date:%B %Y}: {shown[0] if shown else phrases.emptiness(edition)}"
    words = spell(said if len(said) <= LONGEST_SUBJECT else said[: LONGEST_SUBJECT - 1].rstrip() + "…", Look())
    ordinary = words.isascii() and "=?" not in words
    return Header(words, "us-ascii" if ordinary else "utf-8", header_name="Subject").encode()


def _part(kind: str, written: str) -> MIMENonMultipart:
    part = MIMENonMultipart("text", kind, charset="utf-8", policy=_PLAIN)
    part.set_payload(written, _UTF8)
    del part["MIME-Version"]  # the message says it
    return part
