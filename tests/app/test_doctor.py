"""What is wrong with an installation: each defect is found, named and comes with what mends it."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from digest.app.doctor import examine_under_cron, own
from digest.app.doctor.machine import Screen, check_clock, check_language, check_proxy
from digest.app.doctor.state import check_state
from digest.app.today import Wishes, today
from digest.app.workspace import Workspace
from digest.config import MailSettings
from digest.model import Finding, Level
from digest.store import Store
from tests.app.conftest import NOW
from tests.web import Answer, Web

Make = Callable[..., Workspace]
GOOD = Finding("feeds.yaml", Level.OK, "/home/me/feeds.yaml", "3 feeds")


def print_edition(workspace: Workspace) -> None:
    with today(workspace, Wishes(), progress=lambda *_: None) as made:
        made.delivered()


def bad(findings: list[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.level is not Level.OK]


def test_each_mistake_of_feeds_yaml_is_an_error_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "feeds.yaml"
    path.write_text("feeds:\n  - htps://a.example/f\n  - https://b.example/f\ndigest: {minute: 5}\n")

    config, findings = own.check_config(path, {})

    assert config is None
    assert [finding.level for finding in findings] == [Level.ERROR, Level.ERROR]
    assert "did you mean https://a.example/f?" in findings[0].text
    assert "digest config check" in findings[0].fix


def test_missing_feeds_yaml_says_what_writes_one(tmp_path: Path) -> None:
    _, findings = own.check_config(tmp_path / "none.yaml", {})

    assert (findings[0].level, findings[0].fix) == (Level.ERROR, "'digest init' writes one")


def test_good_feeds_yaml_is_named_with_its_feeds(tmp_path: Path) -> None:
    path = tmp_path / "feeds.yaml"
    path.write_text("feeds: [https://a.example/f]\n")

    _, findings = own.check_config(path, {})

    assert findings == [Finding("feeds.yaml", Level.OK, str(path), "1 feed")]


def test_feed_that_fails_is_named_with_its_failure_and_the_command_that_looks_again(web: Web, workspace: Make) -> None:
    space = workspace(web.feed("/good", ("/a", "A")), web.url("/down"))
    print_edition(space)

    summary, failing = own.check_feeds(space.config, space.state, NOW)

    assert (summary.level, summary.text) == (Level.OK, "1 of 2 feeds answered when they were last asked")
    assert (failing.level, failing.about) == (Level.WARNING, "Feed 2")
    assert failing.text == "404 Not Found, 1 time in a row since 2026-11-22"
    assert failing.fix == 'digest feeds check "Feed 2"'


@pytest.mark.parametrize(
    ("failures", "gone", "fix"),
    [(2, False, 'digest feeds check "Feed 1"'), (3, False, 'digest feeds pause "Feed 1"'), (9, True, 'digest feeds remove "Feed 1"')],
)
def test_what_mends_a_feed_goes_by_how_long_it_fails(workspace: Make, failures: int, gone: bool, fix: str) -> None:
    space = workspace("https://a.example/f", "https://b.example/f")
    with Store(space.state) as store, store.transaction():
        broken, good = store.feeds.states([feed.url for feed in space.config.feeds]).values()
        store.feeds.save(replace(broken, failures=failures, gone=gone, problem="404 Not Found", failing_since=NOW))
        store.feeds.save(replace(good, last_success=NOW))

    assert own.check_feeds(space.config, space.state, NOW)[1].fix == fix


def test_paused_feed_is_left_alone(workspace: Make) -> None:
    space = workspace("https://a.example/f")
    config = replace(space.config, feeds=tuple(replace(feed, paused=True) for feed in space.config.feeds))
    with Store(space.state) as store, store.transaction():
        known = store.feeds.states(["https://a.example/f"])["https://a.example/f"]
        store.feeds.save(replace(known, failures=9, problem="404 Not Found", failing_since=NOW))

    assert [finding.level for finding in own.check_feeds(config, space.state, NOW)] == [Level.OK]


def test_no_feed_that_answers_is_one_error_about_the_network_and_no_line_for_each(web: Web, workspace: Make) -> None:
    space = workspace(*(web.url(f"/down{number}") for number in range(3)))
    with pytest.raises(Exception, match="no feed could be reached"):
        print_edition(space)

    findings = own.check_feeds(space.config, space.state, NOW)

    assert [(finding.level, finding.fix) for finding in findings] == [(Level.ERROR, "look at the network: digest feeds check")]


def test_feed_that_has_become_quiet_is_named_on_every_day(web: Web, workspace: Make) -> None:
    dates = [f"{NOW - timedelta(days=day):%a, %d %b %Y} 07:00:00 GMT" for day in range(8)]
    items = "".join(f"<item><title>{date}</title><guid>{date}</guid><pubDate>{date}</pubDate></item>" for date in dates)
    web.answers["/feed"] = Answer(f"<rss version='2.0'><channel>{items}</channel></rss>".encode())
    space = workspace(web.url("/feed"))
    print_edition(space)

    told = [bad(own.check_feeds(space.config, space.state, NOW + timedelta(days=days))) for days in (3, 4, 5, 6)]

    assert [len(findings) for findings in told] == [0, 1, 1, 1]
    assert told[1][0].text == "no entry for 4 days, usually one every 1"


def test_feed_that_has_moved_for_good_comes_with_the_command_that_follows_it(workspace: Make) -> None:
    space = workspace("https://a.example/f")
    with Store(space.state) as store, store.transaction():
        known = store.feeds.states(["https://a.example/f"])["https://a.example/f"]
        store.feeds.save(replace(known, permanent_url="https://b.example/f", last_success=NOW))

    moved = own.check_feeds(space.config, space.state, NOW)[1]

    assert (moved.level, moved.fix) == (Level.WARNING, 'digest feeds set "Feed 1" url=https://b.example/f')


def test_state_that_is_sound_says_where_it_is_and_how_much_is_in_it(web: Web, workspace: Make) -> None:
    space = workspace(web.feed("/feed", ("/a", "A"), ("/b", "B")))
    print_edition(space)

    found = check_state(space.state, NOW)

    assert [(finding.level, finding.about) for finding in found] == [(Level.OK, str(space.state))]
    assert found[0].text.startswith("sound, 2 entries, ")


def test_looking_at_the_state_makes_none(tmp_path: Path) -> None:
    found = check_state(tmp_path / "deep" / "down" / "digest.db", NOW)

    assert bad(found) == []
    assert list(tmp_path.iterdir()) == []


def test_clock_that_was_set_back_is_told_by_the_state(web: Web, workspace: Make) -> None:
    space = workspace(web.feed("/feed", ("/a", "A")))
    print_edition(space)

    found = bad(check_state(space.state, NOW - timedelta(days=1)))

    assert [finding.level for finding in found] == [Level.WARNING]
    assert "the clock was set back" in found[0].text


def test_damage_in_the_middle_of_the_state_is_an_error(web: Web, workspace: Make) -> None:
    space = workspace(web.feed("/feed", *((f"/{number}", f"Title {number}") for number in range(200))))
    print_edition(space)
    with sqlite3.connect(space.state) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = bytearray(space.state.read_bytes())
    data[8192:16384] = os.urandom(8192)
    space.state.write_bytes(data)

    found = bad(check_state(space.state, NOW))

    assert [finding.level for finding in found] == [Level.ERROR]
    assert "damaged" in found[0].text
    assert "digest today" in found[0].fix


@pytest.mark.parametrize(
    ("version", "application", "level"), [(999, 0x64696773, Level.ERROR), (1, 0x64696773, Level.OK), (7, 12, Level.ERROR)]
)
def test_state_of_a_newer_version_or_another_program_is_an_error_and_an_older_one_is_not(
    tmp_path: Path, version: int, application: int, level: Level
) -> None:
    path = tmp_path / "digest.db"
    Store(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
        connection.execute(f"PRAGMA application_id = {application}")

    assert check_state(path, NOW)[0].level is level


def test_folder_that_cannot_be_made_is_an_error_that_names_what_is_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    found = bad(check_state(tmp_path / "file" / "digest" / "digest.db", NOW))

    assert [finding.level for finding in found] == [Level.ERROR]
    assert str(tmp_path / "file") in found[0].text


@pytest.mark.parametrize(
    ("settings", "level", "said"),
    [
        (MailSettings(to=("me@example.org",), via="/bin/true"), Level.OK, "to me@example.org"),
        (MailSettings(to=("me@example.org",), via="/no/such/program"), Level.ERROR, "no program"),
        (MailSettings(via="/no/such/program"), Level.OK, "nobody is to be mailed"),
        (MailSettings(to=("me@example.org",), via="smtps://mail.example.org:465", user="me"), Level.ERROR, "DIGEST_SMTP_PASSWORD"),
        (MailSettings(to=("me@example.org",), via="smtp://m.example:587", user="me", password_command="nosuch x"), Level.ERROR, '"nosuch"'),
        (MailSettings(to=("me@example.org",), via="smtp://m.example:587", user="me", password_command="$(cat x)"), Level.OK, ""),
        (MailSettings(to=("me@example.org",), via="smtp://m.example:587", user="me", password_command="cat x"), Level.OK, ""),
        (MailSettings(to=("me@example.org",), via="smtp://m.example:587", ca_file="/no/such.pem"), Level.ERROR, "/no/such.pem"),
    ],
)
def test_way_of_the_mail_is_looked_at_and_not_taken(settings: MailSettings, level: Level, said: str) -> None:
    finding = own.check_mail(settings, {})

    assert finding.level is level
    assert said in finding.text
    assert bool(finding.fix) == (level is Level.ERROR)


def test_password_of_the_environment_will_do() -> None:
    settings = MailSettings(to=("me@example.org",), via="smtps://mail.example.org:465", user="me")

    finding = own.check_mail(settings, {"DIGEST_SMTP_PASSWORD": "secret"})

    assert finding.level is Level.OK
    assert "secret" not in repr(finding)


def test_edition_that_was_not_accepted_comes_with_the_command_that_sends_it(web: Web, workspace: Make) -> None:
    from digest.app.send import send_today
    from digest.errors import Unavailable

    space = workspace(web.feed("/feed", ("/a", "A")), settings="mail: {to: me@example.org, via: /bin/false}\n")
    with pytest.raises(Unavailable):
        send_today(space, (), "mail", progress=lambda *_: None)

    found = own.check_owed(space.state)

    assert [(finding.about, finding.text, finding.fix) for finding in found] == [
        ("me@example.org", "not accepted: the edition of 2026-11-22", "digest send --retry")
    ]


def test_clock_says_what_today_is_where_the_person_is() -> None:
    late = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)

    assert check_clock("Europe/Berlin", late).text == "today is 2026-11-23"


def test_clock_that_was_never_set_is_an_error() -> None:
    assert check_clock("UTC", datetime(1970, 1, 1, tzinfo=UTC)).level is Level.ERROR


def test_proxy_is_told_without_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://me:secret@proxy:3128")

    assert check_proxy().about == "proxy:3128"


def test_terminal_without_utf_8_comes_with_what_to_set() -> None:
    assert check_language(Screen("ISO-8859-1", 80)).fix == "export LC_ALL=C.UTF-8"
    assert check_language(Screen("utf-8", 80, color=True)).text == "80 columns, colours"


def child(tmp_path: Path, output: str, code: int = 0) -> list[str]:
    """Return a program that answers what is asked under cron."""
    script = tmp_path / "program.py"
    script.write_text(f"import sys\nprint({output!r})\nprint('last words', file=sys.stderr)\nsys.exit({code})\n")
    return [sys.executable, str(script)]


def under_cron(tmp_path: Path, there: list[Finding], *here: Finding) -> list[Finding]:
    from digest.app.doctor import to_json

    found = examine_under_cron(here, child(tmp_path, to_json(there)), None, user="me", home=tmp_path)
    of_this_machine = ("crontab", sys.executable)  # whether it has a cron, and where this Python stands
    return [finding for finding in found if finding.about not in of_this_machine and finding.level is not Level.OK]


def test_what_is_the_same_under_cron_is_not_told_twice(tmp_path: Path) -> None:
    failing = Finding("feeds", Level.WARNING, "LWN", "404 Not Found", "digest feeds check LWN")

    assert under_cron(tmp_path, [GOOD, failing], GOOD, failing) == []


def test_nothing_different_under_cron_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from digest.app.doctor import to_json

    (tmp_path / "crontab").write_text("#!/bin/sh\n")
    (tmp_path / "crontab").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    program = ["/usr/bin/env", *child(tmp_path, to_json([GOOD]))]

    found = examine_under_cron([GOOD], program, None, user="me", home=tmp_path)

    assert [(finding.subject, finding.level) for finding in found] == [("cron", Level.OK)]


def test_other_feeds_yaml_under_cron_is_a_warning_with_the_way_out(tmp_path: Path) -> None:
    found = under_cron(tmp_path, [replace(GOOD, about="/packaged/feeds.yaml")], GOOD)

    assert [(finding.subject, finding.level) for finding in found] == [("cron: feeds.yaml", Level.WARNING)]
    assert found[0].text == "is what cron would find, and not /home/me/feeds.yaml"
    assert "digest cron" in found[0].fix


def test_what_does_not_work_under_cron_only_is_told_as_it_was_found_there(tmp_path: Path) -> None:
    broken = Finding("mail", Level.ERROR, "smtps://mail.example.org:465", "DIGEST_SMTP_PASSWORD is not set", "set mail.password_command")

    found = under_cron(tmp_path, [GOOD, broken], GOOD, replace(broken, level=Level.OK, text="to me@example.org", fix=""))

    assert found == [replace(broken, subject="cron: mail")]


@pytest.mark.parametrize("output", ["", "no JSON", "[]", '{"findings": [{"subject": 1}]}', '{"findings": [{"level": "bad"}]}'])
def test_program_that_does_not_start_under_cron_is_an_error_with_its_last_words(tmp_path: Path, output: str) -> None:
    found = examine_under_cron([], child(tmp_path, output, 1), None, user="me", home=tmp_path)

    assert found[-1].level is Level.ERROR
    assert "last words" in found[-1].text


def test_program_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    found = examine_under_cron([], ["/no/such/program"], None, user="me", home=tmp_path)

    assert found[-1].level is Level.ERROR
    assert "cannot be started" in found[-1].text


def test_program_in_a_folder_that_is_emptied_is_a_warning(tmp_path: Path) -> None:
    program = tmp_path / "digest"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)

    found = examine_under_cron([], [str(program)], None, user="me", home=tmp_path)

    assert any(finding.about == str(program) and "emptied" in finding.text for finding in found)
