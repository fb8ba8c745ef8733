"""Mail an edition: today's, a stored one, or one that was not accepted.

Who is to get it is noted before it is sent and settled when it was accepted, so that another try goes to those who have it not.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace

from digest.app.delivery import Made, bring
from digest.app.editions import find_edition
from digest.app.lock import only_run
from digest.app.mail import envelope, mailer
from digest.app.today import Wishes, today
from digest.app.workspace import Workspace
from digest.deliver.smtp import Refusal
from digest.errors import Degraded, NothingNew, Unavailable, UsageError
from digest.model import Edition, Envelope
from digest.pipeline.tools import Progress
from digest.render import Look, render
from digest.store import Store
from digest.store.owed import Debt

MAIL = "mail"  # the reader whose editions are mailed where nobody says


@dataclass(frozen=True, slots=True)
class Sent:
    """An edition that was accepted, for some of its recipients at least."""

    made: Made
    accepted: tuple[str, ...]
    refused: tuple[Refusal, ...]


def send_today(workspace: Workspace, to: Sequence[str], cursor: str, *, progress: Progress) -> Sent:
    """Make today's edition and mail what of it this reader has not had; raises `NothingNew` when there is nothing."""
    return _send(today(workspace, Wishes(cursor=cursor), progress=progress), workspace, envelope(workspace.config.mail, to))


def send_stored(workspace: Workspace, reference: str | None, to: Sequence[str], cursor: str | None) -> Sent:
    """Mail a stored edition whole; raises `UsageError` when it has no story."""
    post = envelope(workspace.config.mail, to)
    with only_run(workspace.state, cursor=cursor or MAIL):
        edition = find_edition(replace(workspace, reader=MAIL), reference, cursor)
        if not edition.briefs:
            raise UsageError(f"the edition of {edition.date} has no story: nothing was sent", hint="'digest editions' lists the others")
        return _send(_again(workspace, edition, frozenset(brief.story for brief in edition.briefs), cursor or MAIL), workspace, post)


def send_again(workspace: Workspace, to: Sequence[str], cursor: str) -> list[Sent | Unavailable]:
    """Mail every edition that was not accepted, the oldest first, to those who have it not, and return what became of each.

    One that is refused again does not stop the others. Raises `NothingNew` when there is none.
    """
    with only_run(workspace.state, cursor=cursor):
        with workspace.existing() as store:
            debts = store.owed.debts(cursor)
        if not debts:
            raise NothingNew("nothing to send again: what was sent was accepted")
        return [_tried(workspace, debt, to) for debt in debts]


def _tried(workspace: Workspace, debt: Debt, to: Sequence[str]) -> Sent | Unavailable:
    edition = find_edition(workspace, f"{debt.date}.{debt.revision}", debt.cursor)
    post = envelope(workspace.config.mail, to or debt.recipients)
    try:
        return _send(_again(workspace, edition, debt.stories, debt.cursor), workspace, post)
    except Unavailable as error:
        return error


def retrying(edition: Edition) -> str:
    """Return the command that sends an edition again to those who have it not."""
    return "digest send --retry" + ("" if edition.cursor == MAIL else f" --cursor {edition.cursor}")


def _again(workspace: Workspace, edition: Edition, stories: frozenset[str], cursor: str) -> AbstractContextManager[Made]:
    return nullcontext(Made(edition, stories, workspace, moves=edition.cursor == cursor and not edition.view))


def _send(making: AbstractContextManager[Made], workspace: Workspace, post: Envelope) -> Sent:
    mail = mailer(workspace.config.mail)
    refused: tuple[Refusal, ...] = ()
    accepted: tuple[str, ...] = ()

    def deliver(made: Made) -> tuple[str, ...]:
        nonlocal refused, accepted
        _raise_if_nothing_new(made)
        with Store(workspace.state) as store, store.transaction():
            store.owed.note(made.edition, made.fresh, post.recipients)
            if made.moves:
                store.owed.outdate(made.edition)
        try:
            refused = mail(_message(made, post), post)
        except Unavailable as error:
            error.add_note(f"the edition is kept: '{retrying(made.edition)}' sends it again")
            raise
        accepted = tuple(address for address in post.recipients if all(address != refusal.recipient for refusal in refused))
        return accepted

    made = bring(making, deliver)
    return Sent(made, accepted, refused)


def _raise_if_nothing_new(made: Made) -> None:
    if not made.fresh:
        if made.degraded:
            raise Degraded(made.degraded, hint="what could be read has nothing new, and nothing was mailed")
        raise NothingNew("nothing new")


def _message(made: Made, post: Envelope) -> str:
    whole = len(made.fresh) == len(made.edition.briefs)
    return render("email", made.edition, Look(envelope=post, only=None if whole else made.fresh))
