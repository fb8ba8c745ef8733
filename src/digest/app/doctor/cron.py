"""The checks again, made by a child process in the environment that cron starts programs in: what is different there would break.

That environment is HOME, LOGNAME, SHELL and a short PATH, the home folder, no terminal and no input (crontab(5)).
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

from digest.app.schedule import CRON_PATH
from digest.clean import clean
from digest.model import Finding, Level

SECONDS = 120.0  # a large state is read whole
_PASSING = ("/tmp", "/var/tmp")  # noqa: S108 - looked at, not written
_NAMED = "take the line that digest cron prints: it names it"
_TOLD = {
    "feeds.yaml": "is what cron would find, and not",
    "state": "is what cron would use, and not",
    "clock": "is the time zone under cron, and not",
    "network": "is how cron would ask, and not",
}


def to_json(findings: Sequence[Finding]) -> str:
    """Return findings as the document that `doctor --json` prints."""
    return json.dumps({"version": 1, "findings": [asdict(finding) for finding in findings]}, ensure_ascii=False, indent=2)


def examine_under_cron(
    here: Sequence[Finding], program: Sequence[str], config: Path | None, *, user: str, home: Path
) -> tuple[Finding, ...]:
    """Return what would be different from `here` if cron started the program; nothing but one good finding if nothing would."""
    command = [*program, *(("--config", str(config.absolute())) if config else ()), "doctor", "--json"]
    there = _from_child(command, user, home)
    found = [*_missing_cron(), *_passing(program, home)]
    if isinstance(there, Finding):
        return (*found, there)
    found += [finding for finding in there if finding.level is not Level.OK and finding not in here]
    found += [changed for finding in there if (changed := _changed(finding, here)) is not None]
    return tuple(replace(finding, subject=f"cron: {finding.subject}") for finding in found) or (
        Finding("cron", Level.OK, "", "nothing is different in the environment that cron gives"),
    )


def _from_child(command: Sequence[str], user: str, home: Path) -> tuple[Finding, ...] | Finding:
    environment = {"HOME": str(home), "LOGNAME": user, "SHELL": "/bin/sh", "PATH": CRON_PATH}
    try:
        done = subprocess.run(  # noqa: S603 - this very program
            command, env=environment, cwd=home, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return _broken(command, f"cannot be started there: {error}", "run digest doctor as the user whose crontab it is")
    try:
        return _read(done.stdout)
    except ValueError:
        said = clean(done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]) or f"exit code {done.returncode}"
        return _broken(command, f"does not start there: {said}", "install it: pipx install digest-news")


def _read(document: bytes) -> tuple[Finding, ...]:
    """Return the findings of a document of `to_json`; raises `ValueError` when it is none."""
    try:
        return tuple(Finding(**{**item, "level": Level(item["level"])}) for item in json.loads(document)["findings"])
    except (KeyError, TypeError) as error:
        raise ValueError from error


def _broken(command: Sequence[str], text: str, fix: str) -> Finding:
    return Finding("cron: program", Level.ERROR, " ".join(command[:-2]), text, fix)


def _changed(there: Finding, here: Sequence[Finding]) -> Finding | None:
    """Return that something else is used there, where it is."""
    known = [finding.about for finding in here if finding.subject == there.subject]
    if there.subject not in _TOLD or there.level is not Level.OK or not known or there.about in known:
        return None
    return replace(there, level=Level.WARNING, text=f"{_TOLD[there.subject]} {known[0]}", fix=_NAMED)


def _missing_cron() -> list[Finding]:
    if shutil.which("crontab"):
        return []
    return [Finding("program", Level.WARNING, "crontab", "is not on this machine", "install cron, or take digest cron --systemd")]


def _passing(program: Sequence[str], home: Path) -> list[Finding]:
    """Return a finding for a program that stands where things are deleted: a run from a cache, a trial in /tmp."""
    if not any(Path(program[0]).is_relative_to(folder) for folder in (*_PASSING, home / ".cache")):
        return []
    text = "stands in a folder that is emptied from time to time"
    return [Finding("program", Level.WARNING, program[0], text, "install it to stay: pipx install digest-news")]
