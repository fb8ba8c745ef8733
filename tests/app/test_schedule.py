"""The daily job: this very program, the files it would use here, and the clock of the machine."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, time, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.app.schedule import daily_job, this_program
from digest.app.workspace import Workspace
from digest.config import read
from digest.config.zone import machine_zone
from digest.errors import UsageError
from digest.paths import Found, packaged_feeds
from digest.render.schedule import Job
from tests.app.conftest import NOW

Make = Callable[..., Workspace]
CONFIG = read(b"feeds: [https://a.example/f]", name="feeds.yaml")
PROGRAM = ("/opt/bin/digest",)


def job(
    workspace: Workspace,
    *times: str,
    to: Sequence[str] = (),
    environment: Mapping[str, str] | None = None,
    home: Path = Path("/nowhere"),
    clock: tzinfo = UTC,
) -> Job:
    return daily_job(workspace, PROGRAM, times or ["07:00"], to, environment=environment or {}, home=home, clock=clock)


def packaged(workspace: Workspace) -> Workspace:
    return replace(workspace, found=Found(packaged_feeds(), "packaged"))


def test_edition_is_mailed_to_whom_the_command_line_names(workspace: Make) -> None:
    made = job(packaged(workspace("https://a.example/f")), to=["me@example.org", "you@example.org"])

    assert made.command == (*PROGRAM, "send", "--today", "--to", "me@example.org", "--to", "you@example.org", "-q")


def test_edition_is_mailed_to_whom_feeds_yaml_names(workspace: Make) -> None:
    made = job(packaged(workspace("https://a.example/f", settings="mail: {to: me@example.org}\n")))

    assert made.command == (*PROGRAM, "send", "--today", "-q")
    assert made.notes == ()


def test_edition_goes_to_a_file_where_nobody_is_to_be_mailed(workspace: Make) -> None:
    made = job(packaged(workspace("https://a.example/f")), home=Path("/home/me"))

    assert made.command == (*PROGRAM, "today", "--cursor", "file", "-o", "/home/me/digest.md", "-q")
    assert "--mail ADDR" in made.notes[0]


@pytest.mark.parametrize("text", ["25:00", "7", "7am", "07:60", "", "-1:00", "07:00:00", "٠٧:٠٠"])
def test_what_is_no_time_of_the_day_is_refused_with_what_to_write(workspace: Make, text: str) -> None:
    with pytest.raises(UsageError, match="07:00"):
        job(workspace("https://a.example/f"), text)


def test_times_are_sorted_and_each_is_there_once(workspace: Make) -> None:
    assert job(workspace("https://a.example/f"), "18:30", "7:00", "07:00").times == (time(7), time(18, 30))


def test_feeds_yaml_is_named_where_cron_would_find_another(workspace: Make, tmp_path: Path) -> None:
    here = workspace("https://a.example/f")

    assert job(here).command[-2:] == ("--config", str(tmp_path / "feeds.yaml"))


def test_feeds_yaml_is_not_named_where_cron_would_find_it_too(workspace: Make, tmp_path: Path) -> None:
    own = tmp_path / ".config" / "digest" / "feeds.yaml"
    own.parent.mkdir(parents=True)
    own.write_text("feeds: [https://a.example/f]\n")
    here = replace(workspace("https://a.example/f"), found=Found(own, "the user's folder"))
    (tmp_path / "feeds.yaml").unlink()

    assert "--config" not in job(here, home=tmp_path).command


def test_packaged_list_is_named_where_cron_would_find_a_file_of_the_person(workspace: Make, tmp_path: Path) -> None:
    here = packaged(workspace("https://a.example/f"))

    assert str(packaged_feeds()) in job(here, home=tmp_path).command
    assert "--config" not in job(here).command


def test_state_elsewhere_is_carried(workspace: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "elsewhere"))
    here = workspace("https://a.example/f")

    assert dict(job(here).environment) == {"XDG_STATE_HOME": str(tmp_path / "elsewhere")}


def test_state_in_the_usual_place_is_not_carried(workspace: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_STATE_HOME")

    assert job(workspace("https://a.example/f"), home=tmp_path).environment == ()


def test_proxy_is_carried_but_no_password(workspace: Make) -> None:
    environment = {"https_proxy": "http://proxy:3128", "http_proxy": "http://me:secret@proxy:3128", "DIGEST_SMTP_PASSWORD": "secret"}

    made = job(workspace("https://a.example/f"), environment=environment)

    assert dict(made.environment)["https_proxy"] == "http://proxy:3128"
    assert "secret" not in repr(made)
    assert any("http_proxy" in note for note in made.notes)


def test_password_that_only_the_shell_has_is_told(workspace: Make) -> None:
    here = workspace("https://a.example/f", settings="mail: {to: me@example.org, via: 'smtps://mail.example.org', user: me}\n")

    assert any("DIGEST_SMTP_PASSWORD" in note and "password_command" in note for note in job(here).notes)


def test_zone_of_the_shell_is_carried_unless_feeds_yaml_names_one(workspace: Make) -> None:
    environment = {"TZ": "Europe/Berlin"}

    local, named = workspace("https://a.example/f"), workspace("https://a.example/f", settings="timezone: Asia/Tokyo\n")

    assert dict(job(local, environment=environment).environment)["TZ"] == "Europe/Berlin"
    assert "TZ" not in dict(job(named, environment=environment).environment)


def test_time_is_told_on_the_clock_of_the_machine(workspace: Make) -> None:
    here = replace(workspace("https://a.example/f"), zone="Europe/Berlin")

    made = job(here, "07:00", "00:30")

    assert (made.machine_times, made.foreign) == ((time(23, 30), time(6)), True)


def test_clocks_that_show_the_same_all_year_are_no_two_clocks(workspace: Make) -> None:
    here = replace(workspace("https://a.example/f"), zone="Europe/Berlin")

    assert not job(here, clock=ZoneInfo("Europe/Paris")).foreign
    assert job(here, clock=ZoneInfo("Africa/Lagos")).foreign  # an hour apart in summer only


@given(st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Kathmandu"]), st.times())
def test_each_time_of_the_machine_is_that_of_the_reader(zone: str, moment: time) -> None:
    here = Workspace(Found(packaged_feeds(), "packaged"), CONFIG, Path("/nowhere/digest.db"), NOW, zone)

    made = job(here, f"{moment:%H:%M}", clock=ZoneInfo(zone))

    assert made.machine_times == made.times


def test_file_with_a_line_break_in_its_name_is_refused(workspace: Make) -> None:
    here = replace(workspace("https://a.example/f"), found=Found(Path("/tmp/a\nb/feeds.yaml"), "--config"))

    with pytest.raises(UsageError, match="control characters"):
        job(here)


def test_program_is_the_file_that_was_called(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "digest"
    script.write_text("#!/bin/sh\n")
    script.chmod(0o755)
    monkeypatch.chdir(tmp_path)

    assert this_program("./digest", "/usr/bin/python3") == (str(script),)


def test_program_that_was_found_on_the_path_is_named_whole_and_links_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "real").write_text("#!/bin/sh\n")
    (tmp_path / "real").chmod(0o755)
    (tmp_path / "digest").symlink_to("real")
    monkeypatch.setenv("PATH", str(tmp_path))

    assert this_program("digest", "/usr/bin/python3") == (str(tmp_path / "digest"),)


@pytest.mark.parametrize("called", ["/somewhere/src/digest/__main__.py", "", "-c", "/no/longer/there/digest"])
def test_module_is_run_by_its_interpreter(called: str) -> None:
    assert this_program(called, "/opt/venv/bin/python") == ("/opt/venv/bin/python", "-m", "digest")


def test_machine_without_a_time_zone_goes_by_utc(tmp_path: Path) -> None:
    (tmp_path / "broken").write_text("no time zone")

    assert [machine_zone(tmp_path / name) for name in ("missing", "broken", "")] == [UTC, UTC, UTC]
