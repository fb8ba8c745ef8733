"""Bringing an edition to its reader: make it, deliver it, and only when all of it was taken note that it was.

This is the only place that knows the order. A delivery is a function that returns when the edition was accepted, and raises when
it was not: standard output, a file, a mailer.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from digest.app.workspace import Workspace
from digest.errors import StateError
from digest.model import Edition
from digest.store import Store


@dataclass(frozen=True, slots=True)
class Made:
    """An edition that is stored and not yet delivered."""

    edition: Edition
    fresh: frozenset[str]  # stories with an entry this reader has not had
    workspace: Workspace
    moves: bool  # the reader's cursor, once it is delivered
    degraded: str = ""  # why it must end with exit code 4; empty when it need not
    failed: int = 0  # feeds
    rescued: Path | None = None  # where a state that could not be read is kept

    def delivered(self, accepted: Collection[str] = ()) -> None:
        """Note that all of it was taken: the cursor advances. Who has accepted it by name is owed it no more."""
        if not (self.moves or accepted):
            return
        with Store(self.workspace.state) as store, store.transaction(lasting=True):
            if self.moves:
                store.editions.deliver(self.edition, at=self.workspace.now)
                store.cursors.advance(self.edition)
                store.owed.outdate(self.edition)
            store.owed.settle(self.edition, accepted)


Delivery = Callable[[Made], Collection[str]]  # returns who has accepted the edition by name; nobody, where it goes to a stream


def bring(making: AbstractContextManager[Made], deliver: Delivery) -> Made:
    """Make an edition, deliver it, note that it was; return it. The reader's turn is held from the first to the last."""
    noted = False
    try:
        with making as made:
            made.delivered(deliver(made))
            noted = True
    except (StateError, SystemExit) as error:  # SystemExit: a signal
        if not noted:
            error.add_note("nothing was marked as delivered")
        raise
    return made
