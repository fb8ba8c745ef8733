"""`digest doctor`."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from digest.cli.options import JsonOption
from digest.cli.printing import print_out
from digest.cli.setting import Setting, with_setting
from digest.cli.streams import line_look, screen
from digest.errors import DigestError
from digest.model import Level


@with_setting
def doctor(
    setting: Setting,
    cron: Annotated[bool, typer.Option("--cron", help="Also what would break where cron starts programs.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Look for what is wrong, and say what mends it.

    \b
        digest doctor
        digest doctor --cron
        digest doctor --json | jq -r '.findings[] | select(.level != "ok") | .fix'

    Nothing is changed, and nobody on the network is asked. Exit 1 when something does not work; a warning is no error.
    """
    from digest.app.doctor import examine, examine_under_cron, to_json
    from digest.app.schedule import account, this_program

    program = this_program(sys.argv[0], sys.executable)
    found = examine(setting.config, program, screen(setting), environment=os.environ, now=datetime.now(UTC))
    if cron:
        user, home = account()
        found += examine_under_cron(found, program, setting.config, user=user, home=Path(os.environ.get("HOME", home)))
    if as_json:
        print_out(to_json(found))
    else:
        from digest.render.terminal import findings as rendered

        print_out(rendered(found, line_look(setting)))
    errors = sum(finding.level is Level.ERROR for finding in found)
    if errors:
        raise DigestError(f"{errors} of {len(found)} checks failed")
