"""`digest cron`."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from digest.cli.options import recipients
from digest.cli.printing import print_out
from digest.cli.setting import Setting, with_setting


@with_setting
def cron(
    setting: Setting,
    at: Annotated[
        list[str] | None, typer.Option("--at", metavar="HH:MM", help="When (may be repeated); without: 07:00.", show_default=False)
    ] = None,
    mail: Annotated[
        list[str] | None,
        typer.Option(
            "--mail",
            metavar="ADDR",
            callback=recipients,
            help="Who gets it (may be repeated); without: mail.to of feeds.yaml, or else a file.",
            show_default=False,
        ),
    ] = None,
    systemd: Annotated[bool, typer.Option("--systemd", help="A timer and a service of systemd instead.")] = False,
) -> None:
    """Print the crontab line, or the timer, for every day.

    \b
        digest cron --at 07:00 --mail me@example.org
        digest cron --at 07:00 --at 18:00
        digest cron --systemd

    It works on this machine as it is printed; nothing is installed. The times are those of `timezone` in feeds.yaml.
    """
    from digest.app.schedule import account, daily_job, this_program
    from digest.config.zone import machine_zone
    from digest.render.schedule import crontab, units

    _, home = account()
    job = daily_job(
        setting.workspace(),
        this_program(sys.argv[0], sys.executable),
        at or ["07:00"],
        mail or (),
        environment=os.environ,
        home=home,
        clock=machine_zone(),
    )
    print_out(units(job) if systemd else crontab(job))
