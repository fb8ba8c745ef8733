"""The names of stories: short enough to type, and the same whenever the same first entry makes the story."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

from digest.model import Entry

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # no 0, 1, i, l, o: they look alike
SHORTEST = 3


def story_id(first: Entry, is_taken: Callable[[str], bool]) -> str:
    """Return the name of the story that begins with an entry: "s" and the fewest characters that are not taken."""
    number = int.from_bytes(sha256(f"{first.feed}\n{first.uid}".encode()).digest())
    name = "s"
    while len(name) <= SHORTEST or is_taken(name):
        number, digit = divmod(number, len(ALPHABET))
        name += ALPHABET[digit]
    return name
