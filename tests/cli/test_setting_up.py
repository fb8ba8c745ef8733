"""`digest cron`, `doctor`, `config show` and the shell's completion, as a person uses them."""

from __future__ import annotations

import json
import os
import pwd
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.web import Web

Feeds = Callable[..., str]
STORIES = (("/kiln", "Kiln 4.2 fixes a heap overflow"), ("/probe", "Neptune probe Petrel wakes up"))
UNDER_CRON = {"LOGNAME": "me", "SHELL": "/bin/sh", "PATH": "/usr/bin:/bin"}


def mail_program(tmp_path: Path) -> str:
    """Return the path of a mail program that puts each mail into a file, and the settings that name it."""
    program = tmp_path / "mailer"
    program.write_text(f"#!/bin/sh\ncat > {tmp_path}/mail.$$\n")
    program.chmod(0o755)
    return f"mail: {{to: me@example.org, via: {program}}}\n"


def line_of(text: str) -> str:
    """Return the command of a printed crontab, as cron hands it to the shell."""
    line = next(line for line in text.splitlines() if not line.startswith("#"))
    return line.split(maxsplit=5)[5].replace("\\%", "%")


def run_by_cron(command: str, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {**UNDER_CRON, "HOME": str(home)}
    return subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, cwd=home, env=environment, timeout=60, check=False)


def test_printed_line_mails_once_and_is_silent_in_the_environment_of_cron(tmp_path: Path, web: Web, feeds: Feeds, run: Run) -> None:
    path = feeds(web.feed("/feed", *STORIES), more=mail_program(tmp_path))
    home = tmp_path / "home of cron 100%"
    home.mkdir()
    command = line_of(run("--config", path, "cron", "--at", "07:00").out)

    runs = [run_by_cron(command, home) for _ in range(3)]

    assert [(done.returncode, done.stdout, done.stderr) for done in runs] == [(0, "", "")] * 3
    mails = list(tmp_path.glob("mail.*"))
    assert len(mails) == 1
    assert "Kiln 4.2" in mails[0].read_text()
    assert list(home.iterdir()) == []


def test_line_without_a_recipient_writes_a_file(web: Web, feeds: Feeds, run: Run) -> None:
    feeds(web.feed("/feed", *STORIES))

    printed = run("cron")

    assert printed.code == 0
    assert f"-o {pwd.getpwuid(os.getuid()).pw_dir}/digest.md" in line_of(printed.out)


def test_printing_touches_nothing(tmp_path: Path, feeds: Feeds, run: Run) -> None:
    feeds("http://127.0.0.1:1/feed")
    before = sorted(tmp_path.rglob("*"))

    for arguments in (("cron",), ("cron", "--systemd"), ("doctor",), ("doctor", "--cron"), ("config", "show")):
        assert run(*arguments).code == 0

    assert sorted(tmp_path.rglob("*")) == before
    assert list(Path(os.environ["HOME"]).rglob("*")) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--at", "25:00"), "write it as 07:00"),
        (("--mail", "nobody"), "write it as me@example.org"),
        (("--mail", "a\nb@c.example"), "mail"),
    ],
)
def test_wrong_use_of_cron_is_2_and_says_what_to_write(feeds: Feeds, run: Run, arguments: tuple[str, ...], said: str) -> None:
    feeds("http://127.0.0.1:1/feed")

    done = run("cron", *arguments)

    assert (done.code, done.out) == (2, "")
    assert said in " ".join(done.err.split())


def test_doctor_of_a_good_installation_is_0_and_asks_nobody(web: Web, feeds: Feeds, run: Run) -> None:
    feeds(web.feed("/feed", *STORIES))
    run("today")
    web.asked.clear()

    done = run("doctor")

    assert (done.code, done.err, web.asked) == (0, "", [])
    assert {line.split()[0] for line in done.out.splitlines()} == {"ok"}


def test_doctor_looks_at_the_rest_where_feeds_yaml_is_wrong(feeds: Feeds, run: Run) -> None:
    feeds("htps://a.example/feed")

    done = run("doctor")

    assert done.code == 1
    assert done.err == "digest: 1 of 6 checks failed\n"
    assert re.search(r"error +feeds.yaml +feeds.yaml:2: ", done.out)
    assert re.search(r"ok +clock +", done.out)


def test_doctor_names_what_cron_would_not_find(tmp_path: Path, feeds: Feeds, run: Run) -> None:
    path = feeds("http://127.0.0.1:1/feed", more="mail: {to: me@example.org, via: smtps://mail.example, user: me}\n")

    done = run("doctor", "--cron", DIGEST_CONFIG=path, DIGEST_SMTP_PASSWORD="secret", https_proxy="http://proxy:3128", TZ="Asia/Tokyo")

    (tmp_path / "feeds.yaml").rename(tmp_path / "mine.yaml")
    there = [line.split()[:3] for line in done.out.splitlines() if " cron: " in line]
    assert [["warning", "cron:", subject] for subject in ("feeds.yaml", "state", "clock", "network")] == [
        words for words in there if words[2] != "program"
    ]
    assert "secret" not in done.out
    named = run("-c", str(tmp_path / "mine.yaml"), "doctor", "--cron", DIGEST_SMTP_PASSWORD="secret")
    assert named.code == 1
    assert "DIGEST_SMTP_PASSWORD is not set" in named.out


def test_doctor_for_programs_has_a_version_and_the_same_findings(feeds: Feeds, run: Run) -> None:
    feeds("http://127.0.0.1:1/feed")

    document = json.loads(run("doctor", "--json").out)

    assert document["version"] == 1
    assert [finding["subject"] for finding in document["findings"]] == [
        "program", "feeds.yaml", "state", "feeds", "mail", "clock", "network", "output",
    ]  # fmt: skip
    assert set(document["findings"][0]) == {"subject", "level", "about", "text", "fix"}


@pytest.mark.parametrize("columns", [40, 80])
def test_doctor_fits_the_window(feeds: Feeds, terminal: Run, columns: int) -> None:
    feeds("htps://a.example/feed")

    done = terminal("doctor", columns=columns)

    shown = re.sub(r"\x1b\[[\d;]*m", "", done.out).splitlines()
    assert max(len(line) for line in shown if not line.startswith("digest:")) <= columns


def test_config_show_says_what_decided_each_setting(tmp_path: Path, feeds: Feeds, run: Run) -> None:
    path = feeds("http://127.0.0.1:1/feed", more="digest: {words: 40}\n")

    done = run("config", "show", DIGEST_CONFIG=path, TZ="Europe/Berlin", DIGEST_SMTP_PASSWORD="secret")

    assert f"# feeds.yaml            {path} ($DIGEST_CONFIG)\n" in done.out
    assert "Europe/Berlin ($TZ)\n" in done.out
    assert "# DIGEST_SMTP_PASSWORD  set (environment)\n" in done.out
    assert re.search(r"^  words: 40 +# line 3$", done.out, re.MULTILINE)
    assert re.search(r"^  minutes: 8 +# default$", done.out, re.MULTILINE)
    assert "secret" not in done.out


def test_config_show_for_programs_has_the_lines(feeds: Feeds, run: Run) -> None:
    feeds("http://127.0.0.1:1/feed", more="digest: {words: 40}\n")

    document = json.loads(run("config", "show", "--json").out)

    found = {setting["key"]: (setting["value"], setting["line"]) for setting in document["settings"]}
    assert found["digest.words"] == (40, 3)
    assert found["digest.minutes"] == (8, None)
    assert document["circumstances"][0]["origin"] == "./feeds.yaml"


@pytest.mark.parametrize(
    ("typed", "offered"), [("digest to", {"today"}), ("digest doctor --cr", {"--cron"}), ("digest config ", {"path", "show", "check"})]
)
def test_shell_completes_commands_and_options(typed: str, offered: set[str]) -> None:
    called = "import sys; sys.argv = ['digest']; from digest.__main__ import main; main()"
    environment = {"_DIGEST_COMPLETE": "complete_bash", "COMP_WORDS": typed, "COMP_CWORD": str(typed.count(" "))}

    done = subprocess.run([sys.executable, "-c", called], capture_output=True, text=True, env={**os.environ, **environment}, check=False)

    assert (done.returncode, done.stderr) == (0, "")
    assert set(done.stdout.split()) == offered
