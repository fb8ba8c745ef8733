"""A job as a crontab and as units: whoever reads them runs what was meant, with every character of it."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.render.schedule import Job, crontab, units

JOB = Job(
    what="mails today's edition to me@example.org",
    command=("/home/me/.local/bin/digest", "send", "--today", "-q"),
    environment=(),
    times=(time(7),),
    machine_times=(time(7),),
    zone="Europe/Berlin",
)
WORDS = st.lists(st.text(st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=12), min_size=1, max_size=4)


def lines_of(job: Job) -> list[str]:
    return [line for line in crontab(job).splitlines() if not line.startswith("#")]


def command_of(line: str) -> str:
    return line.split(maxsplit=5)[5]


def as_cron_reads_it(command: str) -> str:
    """Return the command that crontab(5) hands to the shell: an unescaped % would end it, an escaped one is one."""
    assert not re.search(r"(?<!\\)%", command)
    return command.replace("\\%", "%")


def words_of(command: str) -> list[str]:
    """Return the arguments that the shell makes of a command whose program prints them."""
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=True)
    return done.stdout.split("\0")[:-1]


def test_line_runs_the_program_every_day_at_the_time() -> None:
    assert lines_of(JOB) == ["0 7 * * *  /home/me/.local/bin/digest send --today -q"]


def test_each_time_of_the_day_has_a_line() -> None:
    job = replace(JOB, times=(time(7), time(18, 30)), machine_times=(time(6), time(17, 30)))

    assert [line[:12] for line in lines_of(job)] == ["0 6 * * *  /", "30 17 * * * "]
    assert "daily at 07:00 and 18:30." in crontab(job)


@settings(max_examples=60)
@given(WORDS, st.sampled_from([as_cron_reads_it, str]))
def test_shell_gets_the_words_that_were_meant_from_cron_and_from_busybox(words: list[str], daemon: type[str]) -> None:
    """Busybox hands the line to the shell as it stands; other crons take the backslash away from a %."""
    job = replace(JOB, command=("/usr/bin/printf", "%s\\0", *words))

    assert words_of(daemon(command_of(lines_of(job)[0]))) == words


def test_variables_stand_before_the_program_and_reach_nothing_else() -> None:
    job = replace(JOB, environment=(("XDG_STATE_HOME", "/srv/it's 100%"),), command=("/usr/bin/printenv", "XDG_STATE_HOME"))

    done = subprocess.run(["/bin/sh", "-c", as_cron_reads_it(command_of(lines_of(job)[0]))], capture_output=True, text=True, check=True)

    assert done.stdout == "/srv/it's 100%\n"


def test_clock_of_another_zone_is_told() -> None:
    said = crontab(replace(JOB, machine_times=(time(5),), foreign=True))

    assert "shows 05:00 then" in said
    assert "Europe/Berlin" in said


def test_timer_names_the_zone_where_the_machine_has_another() -> None:
    assert "OnCalendar=*-*-* 07:00:00\n" in units(JOB)
    assert "OnCalendar=*-*-* 07:00:00 Europe/Berlin\n" in units(replace(JOB, foreign=True))


def test_timer_makes_up_for_a_day_on_which_the_machine_was_off_and_does_not_ask_on_the_second() -> None:
    said = units(JOB)

    assert "Persistent=true" in said
    assert "RandomizedDelaySec=5min" in said


def as_systemd_reads_it(line: str) -> list[str]:
    """Return the words of ExecStart (systemd.service(5), "Command lines"): quotes, backslashes, %% and $$."""
    found = re.findall(r'"((?:[^"\\]|\\.)*)"|(\S+)', line)
    words = [re.sub(r"\\(.)", r"\1", quoted) if quoted else plain for quoted, plain in found]
    assert not re.search(r"(?<!%)(%%)*%(?!%)", line)
    return [word.replace("%%", "%").replace("$$", "$") for word in words]


@given(WORDS)
def test_systemd_gets_the_words_that_were_meant(words: list[str]) -> None:
    job = replace(JOB, command=("/usr/bin/digest", *words))

    line = next(line for line in units(job).splitlines() if line.startswith("ExecStart="))

    assert as_systemd_reads_it(line.removeprefix("ExecStart=")) == ["/usr/bin/digest", *words]


def test_systemd_finds_nothing_wrong_with_the_units(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not (analyze := shutil.which("systemd-analyze")):
        pytest.skip("no systemd-analyze on this machine")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    hard = ("/bin/true", "a b", "it's", 'say "so"', "100%", "$HOME", "back\\slash", "ü")
    job = replace(JOB, command=hard, environment=(("NAME", 'a "b" 100% $c'),), foreign=True)
    files = {}
    for part in units(job).split("\n# ~/.config/systemd/user/")[1:]:
        name, _, text = part.partition("\n")
        (tmp_path / name).write_text(text)
        files[name] = str(tmp_path / name)

    done = subprocess.run([analyze, "verify", "--user", *files.values()], capture_output=True, text=True, check=False)

    assert sorted(files) == ["digest.service", "digest.timer"]
    assert (done.returncode, done.stderr) == (0, "")
