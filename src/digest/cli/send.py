"""`digest send`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.edition import tell
from digest.cli.options import EditionArgument, ToOption, cursor_name
from digest.cli.progress import ProgressLine
from digest.cli.setting import Setting, with_setting
from digest.errors import NothingNew, Unavailable, UsageError

if TYPE_CHECKING:
    from digest.app.send import Sent


@with_setting
def send(
    setting: Setting,
    edition: EditionArgument = None,
    today: Annotated[
        bool, typer.Option("--today", help="Make the edition of today, and mail what is new of it; nothing new: no mail.")
    ] = False,
    retry: Annotated[bool, typer.Option("--retry", help="Send again what was not accepted, to those who have it not.")] = False,
    to: ToOption = None,
    cursor: Annotated[
        str | None,
        typer.Option("--cursor", metavar="NAME", callback=cursor_name, help="Whose new this is; without: mail.", show_default=False),
    ] = None,
) -> None:
    """Mail an edition.

    \b
        digest send --today --to me@example.org
        digest send 2026-11-20 --to you@example.org
        digest send --retry

    Exit 69 when it was not accepted; the edition is kept, and --retry sends it again.

    By the mail program of this machine, or a server: mail.via of feeds.yaml.
    """
    if (edition is not None) + today + retry > 1:
        raise UsageError("EDITION, --today and --retry are three ways to say what to send", hint="give one of them")
    try:
        sent = _sent(setting, edition, today=today, retry=retry, to=tuple(to or ()), cursor=cursor)
    except NothingNew as nothing:
        setting.say(f"digest: {nothing}: no mail was sent" if today else f"digest: {nothing}", detail=not (retry or sys.stderr.isatty()))
        return
    lost = [error for result in sent if (error := _say(result, setting))]
    for error in lost[:-1]:
        setting.say(f"digest: {error}")
    if lost:
        raise lost[-1]
    for made in (result.made for result in sent if not isinstance(result, Unavailable)):
        tell(made, setting)


def _sent(
    setting: Setting, edition: str | None, *, today: bool, retry: bool, to: tuple[str, ...], cursor: str | None
) -> list[Sent | Unavailable]:
    from digest.app import send as mailing

    workspace = setting.workspace()
    if retry:
        return mailing.send_again(workspace, to, cursor or mailing.MAIL)
    if not today:
        return [mailing.send_stored(workspace, edition, to, cursor)]
    with ProgressLine(setting) as progress:
        return [mailing.send_today(workspace, to, cursor or mailing.MAIL, progress=progress)]


def _say(result: Sent | Unavailable, setting: Setting) -> Unavailable | None:
    """Say who has it, where a person looks on; return what is to be said of who has it not."""
    from digest.app.send import retrying

    if isinstance(result, Unavailable):
        return result
    edition = result.made.edition
    setting.say(f"digest: mailed the edition of {edition.date} to {', '.join(result.accepted)}", detail=not sys.stderr.isatty())
    refused = [f"{refusal.recipient} ({refusal.reason})" for refusal in result.refused]
    if not refused:
        return None
    return Unavailable(f"refused: {', '.join(refused)}", hint=f"the others have it; '{retrying(edition)}' sends it to who has not")
