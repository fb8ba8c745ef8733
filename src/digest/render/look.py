"""How an edition is to look: all that a renderer may know besides the edition itself."""

from __future__ import annotations

from dataclasses import dataclass, field

from digest.model import Envelope


@dataclass(frozen=True, slots=True)
class Look:
    """The reader's window and wishes, found out by the caller; renderers ask the environment nothing."""

    width: int = 72  # columns
    color: bool = False
    links: bool = False  # OSC 8 hyperlinks
    unicode: bool = True  # False: nothing but ASCII is printed
    explain: bool = False  # a line of arithmetic under each story
    only: frozenset[str] | None = None  # ids of the stories to print, under their own numbers; None: all
    envelope: Envelope = field(default_factory=Envelope)  # of a mail
