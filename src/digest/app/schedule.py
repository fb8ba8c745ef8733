"""The daily job that works on this machine: how this very program is called, and what it would miss where cron starts it.

cron starts programs in the home folder, with HOME, LOGNAME, SHELL and a short PATH, and nothing else of a person's environment
(crontab(5)). Nothing is installed and nothing is changed.
"""

from __future__ import annotations

import os
import pwd
import re
import shutil
from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from digest.app.mail import PASSWORD
from digest.app.workspace import Workspace
from digest.config import Config
from digest.errors import UsageError
from digest.paths import packaged_feeds, state_file
from digest.render.schedule import Job

CRON_PATH = "/usr/bin:/bin"
FILE = "digest.md"  # in the home folder: where the edition goes when nobody is mailed
PROXIES = tuple(f"{scheme}_proxy" for scheme in ("http", "https", "all", "no"))
_ALWAYS = ("TZ", "SSL_CERT_FILE", "SSL_CERT_DIR", "PYTHONPATH", *PROXIES, *map(str.upper, PROXIES))
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


def this_program(called: str, interpreter: str) -> tuple[str, ...]:
    """Return the words that start this program from anywhere, by `sys.argv[0]` and `sys.executable`.

    Links are kept: an upgrade may change what stands behind them.
    """
    found = shutil.which(called) if called else None
    if found is None or Path(called).name == "__main__.py":
        return (interpreter, "-m", "digest")
    return (str(Path(found).absolute()),)


def account() -> tuple[str, Path]:
    """Return the name and the home of this user as cron knows them: from the list of users, whatever HOME says in a shell."""
    try:
        known = pwd.getpwuid(os.getuid())
    except KeyError:  # a number without a name, as in a container
        return str(os.getuid()), Path(os.environ.get("HOME", "/"))
    return known.pw_name, Path(known.pw_dir)


def daily_job(
    workspace: Workspace,
    program: Sequence[str],
    times: Sequence[str],
    recipients: Sequence[str],
    *,
    environment: Mapping[str, str],
    home: Path,
    clock: tzinfo,
) -> Job:
    """Return the job that makes today's edition at these times of the day (07:00) and mails it; where nobody is to get it, writes it.

    `home` is where cron starts programs, `clock` the time zone it goes by. Raises `UsageError` for a time that there is not.
    """
    moments = tuple(sorted({_time(text) for text in times}))
    what, action = _action(workspace.config, recipients, home)
    zone = ZoneInfo(workspace.zone)
    job = Job(
        what=what,
        command=(*program, *action, *_config_option(workspace, home)),
        environment=tuple(_carried(workspace.config, environment, home)),
        times=moments,
        machine_times=tuple(_on(clock, moment, zone, workspace.now) for moment in moments),
        zone=workspace.zone,
        foreign=_differ(zone, clock, workspace.now),
        notes=tuple(_notes(workspace.config, recipients, environment)),
    )
    _refuse_line_breaks(job)
    return job


def _time(text: str) -> time:
    found = _TIME.fullmatch(text.strip())
    if not found:
        raise UsageError(f'"{text}" is not a time of the day', hint="write it as 07:00, from 00:00 to 23:59")
    return time(int(found[1]), int(found[2]))


def _action(config: Config, recipients: Sequence[str], home: Path) -> tuple[str, tuple[str, ...]]:
    if recipients or config.mail.to:
        to = [word for address in recipients for word in ("--to", address)]
        return f"mails today's edition to {', '.join(recipients or config.mail.to)}", ("send", "--today", *to, "-q")
    file = str(home / FILE)
    return f"writes today's edition to {file}", ("today", "--cursor", "file", "-o", file, "-q")


def _config_option(workspace: Workspace, home: Path) -> tuple[str, ...]:
    """Name the feeds.yaml, unless it is the one that would be found there anyway; one in the working folder may run no programs."""
    places = (home / "feeds.yaml", home / ".config" / "digest" / "feeds.yaml")
    there = next((place for place in places if place.is_file()), packaged_feeds())
    used = workspace.found.path.absolute()
    return () if used.resolve() == there.resolve() and there != places[0] else ("--config", str(used))


def _carried(config: Config, environment: Mapping[str, str], home: Path) -> list[tuple[str, str]]:
    """Return the variables without which the program would work elsewhere, or not at all; none that holds a password."""
    carried = {name: environment[name] for name in _ALWAYS if environment.get(name) and not _secret(name, environment)}
    state = state_file().absolute().parents[1]
    if state != home / ".local" / "state":
        carried["XDG_STATE_HOME"] = str(state)
    if config.timezone != "local":
        carried.pop("TZ", None)
    if config.mail.password_command and "PATH" in environment:  # a program of the person's own, which may be anywhere
        carried["PATH"] = environment["PATH"]
    return sorted(carried.items())


def _secret(name: str, environment: Mapping[str, str]) -> bool:
    return name.lower() in PROXIES and "@" in environment[name]


def _notes(config: Config, recipients: Sequence[str], environment: Mapping[str, str]) -> list[str]:
    notes = [] if recipients or config.mail.to else ["It is mailed with --mail ADDR, or with mail: {to: [ADDR]} in feeds.yaml."]
    if config.mail.user and not config.mail.password_command:
        notes.append(f"{PASSWORD} is not set where cron starts programs: let mail.password_command print the password.")
    hidden = [name for name in (*PROXIES, *map(str.upper, PROXIES)) if environment.get(name) and _secret(name, environment)]
    return [*notes, *(f"{name} holds a password and is left out here: set it in the crontab yourself." for name in hidden)]


def _on(clock: tzinfo, moment: time, zone: tzinfo, now: datetime) -> time:
    return datetime.combine(now.astimezone(zone).date(), moment, zone).astimezone(clock).time()


def _differ(zone: tzinfo, clock: tzinfo, now: datetime) -> bool:
    """Return whether two clocks show different times at some time of the year."""
    moments = [now + timedelta(days=days) for days in range(0, 366, 7)]
    return any(moment.astimezone(zone).utcoffset() != moment.astimezone(clock).utcoffset() for moment in moments)


def _refuse_line_breaks(job: Job) -> None:
    for word in (*job.command, *(value for _, value in job.environment)):
        if not word.isprintable():
            raise UsageError(f"{word!r} cannot stand in a crontab or a unit", hint="give the file a name without control characters")
