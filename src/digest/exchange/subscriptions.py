"""What came of reading a list of feeds."""

from __future__ import annotations

from dataclasses import dataclass

from digest.model import Feed


@dataclass(frozen=True, slots=True)
class Remark:
    """What could not be taken over, or not as it stands."""

    line: int  # of the list, from 1
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """The feeds of a list; one without a name of its own has an empty one."""

    feeds: tuple[Feed, ...]
    remarks: tuple[Remark, ...] = ()
