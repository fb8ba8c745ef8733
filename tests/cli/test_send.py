"""`digest send` and `--format email` as a person or cron runs them."""

from __future__ import annotations

import email
import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import COMMAND, Run
from tests.post import Post, certificates, mail_program, mail_server
from tests.web import Web

Feeds = Callable[..., str]
STORIES = (("/kiln", "Kiln 4.2 fixes a heap overflow"), ("/probe", "Neptune probe Petrel wakes up"))
ME = "me@example.org"


@pytest.fixture
def post() -> Iterator[Post]:
    with mail_server(Post()) as post:
        yield post


@pytest.fixture
def by_server(web: Web, feeds: Feeds, post: Post) -> Post:
    feeds(web.feed("/feed", *STORIES), more=f"mail: {{to: [{ME}], via: 'smtp://localhost:{post.port}'}}\n")
    return post


@pytest.fixture
def by_program(tmp_path: Path, web: Web, feeds: Feeds, monkeypatch: pytest.MonkeyPatch) -> Path:
    feeds(web.feed("/feed", *STORIES), more=f"mail: {{to: [{ME}]}}\n")
    path = mail_program(tmp_path / "bin" / "sendmail")
    monkeypatch.setenv("PATH", f"{path.parent}:{os.environ['PATH']}")
    return path


def test_line_of_a_crontab_mails_the_news_once_and_never_says_a_word(by_program: Path, run: Run) -> None:
    first = run("send", "--today", "-q")
    mailed = Path(f"{by_program}.mail")
    taken = mailed.read_text()
    mailed.unlink()

    second = run("send", "--today", "-q")

    assert [(done.code, done.out, done.err) for done in (first, second)] == [(0, "", "")] * 2
    assert email.message_from_string(taken)["To"] == ME
    assert not mailed.exists()


def test_mail_program_that_fails_is_69_and_another_try_sends_the_same_edition(by_program: Path, run: Run) -> None:
    mail_program(by_program, code=75, said="relay is down")
    failed = run("send", "--today")
    mail_program(by_program)

    again = run("send", "--retry")

    assert (failed.code, failed.out) == (69, "")
    assert failed.err.endswith("did not take the mail: relay is down; the edition is kept: 'digest send --retry' sends it again\n")
    assert (again.code, again.out, again.err) == (0, "", "")
    assert "Kiln" in Path(f"{by_program}.mail").read_text()
    assert run("send", "--retry").err == "digest: nothing to send again: what was sent was accepted\n"


def test_some_refused_is_69_and_names_them(web: Web, feeds: Feeds, post: Post, run: Run) -> None:
    feeds(web.feed("/feed", *STORIES), more=f"mail: {{to: [{ME}, gone@example.org], via: 'smtp://localhost:{post.port}'}}\n")
    post.answers["gone@example.org"] = "550 no such user"

    done = run("send", "--today", "-v")

    assert done.code == 69
    assert done.err.splitlines() == [
        next(line for line in done.err.splitlines() if line.endswith(f"to {ME}")),
        "digest: refused: gone@example.org (550 no such user); the others have it; 'digest send --retry' sends it to who has not",
    ]


def test_edition_that_much_failed_for_is_mailed_all_the_same_and_is_4(web: Web, feeds: Feeds, post: Post, run: Run) -> None:
    more = f"mail: {{to: [{ME}], via: 'smtp://localhost:{post.port}'}}\n"
    feeds(web.feed("/feed", *STORIES), web.url("/down"), web.url("/down2"), more=more)

    done = run("send", "--today")

    assert (done.code, len(post.taken)) == (4, 1)
    assert done.err == "digest: 2 of 3 feeds failed; the edition names what failed\n"


def test_person_at_a_terminal_is_told_who_has_the_mail(by_server: Post, terminal: Run) -> None:
    done = terminal("send", "--today")

    assert done.code == 0
    assert f"to {ME}" in done.out


@pytest.mark.parametrize(
    ("number", "code", "said"),
    [(signal.SIGTERM, 143, b"digest: terminated; nothing was marked as delivered\n"), (signal.SIGKILL, -signal.SIGKILL, b"")],
)
def test_end_while_a_server_takes_its_time_leaves_the_mail_to_be_sent_again(
    by_server: Post, tmp_path: Path, run: Run, number: signal.Signals, code: int, said: bytes
) -> None:
    by_server.slow = 20
    process = subprocess.Popen([*COMMAND, "send", "--today"], stderr=subprocess.PIPE, cwd=tmp_path)
    assert by_server.told.wait(30)

    process.send_signal(number)
    _, err = process.communicate(timeout=20)
    by_server.slow = 0

    assert (process.returncode, err) == (code, said)
    assert run("send", "--retry").code == 0
    assert len(by_server.taken) == 1


def test_two_runs_at_the_same_time_mail_once(by_server: Post, tmp_path: Path) -> None:
    by_server.slow = 0.5

    both = [subprocess.Popen([*COMMAND, "send", "--today"], stderr=subprocess.PIPE, cwd=tmp_path) for _ in range(2)]
    said = [process.communicate(timeout=60)[1] for process in both]

    assert [process.returncode for process in both] == [0, 0]
    assert said == [b"", b""]
    assert len(by_server.taken) == 1


def test_found_file_may_not_run_programs_or_get_a_password_and_the_same_file_when_named_may(
    tmp_path: Path, web: Web, feeds: Feeds, run: Run
) -> None:
    made = certificates(tmp_path)
    with mail_server(Post(logins={"me": "secret"}), starttls=made.context) as post:
        via = f"via: 'smtp://localhost:{post.port}', ca_file: {made.authority}"
        path = feeds(web.feed("/feed", *STORIES), more=f"mail:\n  {{to: {ME}, {via}, user: me, password_command: echo secret}}\n")

        found, named = run("send", "--today"), run("send", "--today", "--config", path)

    assert found.code == 78
    assert found.err.count("\n") == 2
    assert found.err.startswith(
        "feeds.yaml:4: mail.password_command: a feeds.yaml that was merely found in the working folder runs no program"
    )
    assert (named.code, named.err) == (0, "")
    assert post.encrypted == [True]


def test_password_of_the_environment_lets_in(tmp_path: Path, web: Web, feeds: Feeds, run: Run) -> None:
    made = certificates(tmp_path)
    with mail_server(Post(logins={"me": "secret"}), starttls=made.context) as post:
        path = feeds(
            web.feed("/feed", *STORIES),
            more=f"mail: {{to: {ME}, via: 'smtp://localhost:{post.port}', ca_file: {made.authority}, user: me}}\n",
        )

        done = run("send", "--today", "--config", path, DIGEST_SMTP_PASSWORD="secret")

    assert (done.code, done.err) == (0, "")
    assert len(post.taken) == 1


def test_message_in_a_pipe_is_whole_and_moves_the_cursor_that_was_named(by_program: Path, run: Run) -> None:
    done = run("today", "--format", "email", "--to", "you@example.org", "--cursor", "mail")

    message = email.message_from_string(done.out)
    assert (done.code, done.err) == (0, "")
    assert (message["To"], [part.get_content_type() for part in message.walk()][1:]) == ("you@example.org", ["text/plain", "text/html"])
    assert run("show", "--format", "email", "--to", "you@example.org", "--cursor", "mail").out == done.out
    assert run("today", "--new-only", "--if-new", "--cursor", "mail").code == 3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("today", "--format", "email"), "nobody to mail it to"),
        (("today", "--to", ME), "--to says who gets a mail"),
        (("send", "--today", "--retry"), "three ways to say what to send"),
        (("send", "--today", "--to", "me"), "is not a mail address"),
        (("send", "--today", "--to", "a@b.example\nBcc: c@d.example"), "is not a mail address"),
        (("send",), "nobody to mail it to"),
    ],
)
def test_wrong_use_is_2_and_asks_no_feed(web: Web, feeds: Feeds, run: Run, arguments: tuple[str, ...], said: str) -> None:
    feeds(web.feed("/feed", *STORIES))

    done = run(*arguments)

    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert web.asked == []
