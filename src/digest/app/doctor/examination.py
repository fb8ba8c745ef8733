"""All checks, in the order in which a person would make them. None needs another to have gone well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from digest.app.doctor import machine, own
from digest.app.doctor.state import check_state
from digest.config import Config
from digest.model import Finding
from digest.paths import state_file


def examine(
    config: Path | None, program: Sequence[str], screen: machine.Screen, *, environment: Mapping[str, str], now: datetime
) -> tuple[Finding, ...]:
    """Return what was found of everything the program needs; `config` is the file that was asked for, `program` how it was called."""
    read, findings = own.check_config(config, environment)
    state = state_file().absolute()
    found = [machine.check_program(program), *findings, *check_state(state, now)]
    if read is not None:
        found += [*own.check_feeds(read, state, now), own.check_mail(read.mail, environment), *own.check_owed(state)]
    zone = read.timezone if read is not None else Config(feeds=()).timezone
    found += [machine.check_clock(zone, now), machine.check_proxy(), machine.check_language(screen)]
    return tuple(found)
