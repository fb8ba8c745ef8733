"""A daily job as a crontab line or as systemd units, for a person to install.

What is printed works in the empty environment that cron and systemd start programs in: every path is absolute, and what differs
there from here is written down. Nothing is installed.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

SPREAD = "5min"  # not everybody asks the same servers at the full hour; a person notices no such delay
AGAIN = "5min"  # after a run that reached no feed: long enough for a network to come back after waking up
_PLAIN = re.compile(r"[\w@+=:,./-]+", re.ASCII)  # needs no quotes in a unit


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be run every day, and what it needs there."""

    what: str  # "mails the edition of today to me@example.org"
    command: tuple[str, ...]  # a program by its absolute path, and its arguments
    environment: tuple[tuple[str, str], ...]  # variables that are set here, and would not be there
    times: tuple[time, ...]  # of the day, in `zone`
    machine_times: tuple[time, ...]  # the same moments on the clock of this machine, in the same order
    zone: str  # IANA name
    foreign: bool = False  # the clock of this machine does not go by `zone` all year
    notes: tuple[str, ...] = ()  # to the person, a line each


def crontab(job: Job) -> str:
    """Return comments and a line for each time, for `crontab -e` of any cron (crontab(5))."""
    said = [*_head(job), *_clock_notes(job), "Look first whether it would work there: digest doctor --cron", "To install it: crontab -e"]
    words = [f"{name}={_cron_word(value)}" for name, value in job.environment] + [_cron_word(word) for word in job.command]
    lines = [f"{moment.minute} {moment.hour} * * *  {' '.join(words)}" for moment in job.machine_times]
    return "\n".join([*(f"# {line}" for line in said), *lines])


def units(job: Job) -> str:
    """Return a service and a timer of the user's systemd (systemd.service(5), systemd.timer(5)), each under the name of its file."""
    said = [
        *_head(job),
        "To install it, save the two parts below under their names, then:",
        "  systemctl --user daemon-reload",
        "  systemctl --user enable --now digest.timer",
        "  loginctl enable-linger                     so that it runs while you are logged out",
        "Try it: systemctl --user start digest.service; journalctl --user -u digest.service",
    ]
    return "\n".join([*(f"# {line}" for line in said), "", *_service(job), "", *_timer(job)])


def _head(job: Job) -> list[str]:
    return [f"digest: {job.what}, daily at {_and([f'{moment:%H:%M}' for moment in job.times])}.", *job.notes]


def _clock_notes(job: Job) -> list[str]:
    if not job.foreign:
        return []
    clock = _and([f"{moment:%H:%M}" for moment in job.machine_times])
    return [
        f"cron goes by the clock of this machine, which shows {clock} then. It is an hour off",
        f"when the clocks of {job.zone} change: 'digest cron --systemd' is not.",
    ]


def _service(job: Job) -> list[str]:
    program, *arguments = job.command
    return [
        "# ~/.config/systemd/user/digest.service",
        "[Unit]",
        "Description=The news digest of today",
        "",
        "[Service]",
        "Type=oneshot",
        *(f"Environment={_unit_word(f'{name}={value}')}" for name, value in job.environment),
        f"ExecStart={' '.join([_unit_word(program), *(_unit_word(word).replace('$', '$$') for word in arguments)])}",
        "# after exit code 75, when no feed can be reached, as just after waking up: try again until one can",
        "Restart=on-failure",
        "RestartPreventExitStatus=1 2 4 69 74 78",
        f"RestartSec={AGAIN}",
    ]


def _timer(job: Job) -> list[str]:
    zone = f" {job.zone}" if job.foreign else ""
    return [
        "# ~/.config/systemd/user/digest.timer",
        "[Unit]",
        "Description=The news digest, daily",
        "",
        "[Timer]",
        *(f"OnCalendar=*-*-* {moment:%H:%M}:00{zone}" for moment in job.times),
        f"RandomizedDelaySec={SPREAD}",
        "# after a day on which the machine was off or asleep at that time, as soon as it is back",
        "Persistent=true",
        "",
        "[Install]",
        "WantedBy=timers.target",
    ]


def _cron_word(word: str) -> str:
    """Return a word for the shell; a % behind a backslash, for cron ends the line there, and outside of quotes, for busybox keeps both."""
    return "\\%".join(shlex.quote(part) if part else "" for part in word.split("%")) or "''"


def _unit_word(word: str) -> str:
    """Return a word as a unit has it: in quotes where it needs them, its `%` no specifier (systemd.syntax(7), systemd.unit(5))."""
    quoted = word if _PLAIN.fullmatch(word) else '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return quoted.replace("%", "%%")


def _and(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
