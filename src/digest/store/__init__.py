"""The state: one SQLite file, one writer, explicit short transactions. The only SQL of the program.

`Store` opens the file; its parts (`feeds`, `entries`, `articles`, `stories`, `search`, ...) hold the statements of one subject each.
"""

from __future__ import annotations

from digest.store.cursors import Reader
from digest.store.database import Store, has_full_text_search, sqlite_version
from digest.store.editions import Stored
from digest.store.tallies import Tally

__all__ = ["Reader", "Store", "Stored", "Tally", "has_full_text_search", "sqlite_version"]
