"""Programs that are run: the one that mails, and the one that knows a password."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from digest.deliver.secret import secret
from digest.deliver.sendmail import find_sendmail, to_sendmail
from digest.errors import Unavailable
from tests.post import mail_program

MESSAGE = b"To: me@example.org\n\nNews.\n.\nMore.\n" + b"x" * 200_000 + b"\n"


def program(path: Path, script: str) -> str:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def test_mail_program_gets_the_message_whole_and_reads_the_recipients_from_it(tmp_path: Path) -> None:
    path = mail_program(tmp_path / "sendmail")

    to_sendmail(MESSAGE, str(path))

    assert Path(f"{path}.mail").read_bytes() == MESSAGE
    assert Path(f"{path}.arguments").read_text().split() == ["-i", "-t"]


def test_mail_program_that_refuses_is_told_in_its_own_words(tmp_path: Path) -> None:
    path = mail_program(tmp_path / "sendmail", code=75, said="cannot reach \x1b[1mthe relay")

    with pytest.raises(Unavailable, match=r'sendmail" did not take the mail: cannot reach \[1mthe relay$'):
        to_sendmail(MESSAGE, str(path))


@pytest.mark.parametrize(("script", "said"), [("exit 75", "exit code 75"), ("kill -9 $$", "ended by signal 9")])
def test_mail_program_that_dies_without_a_word_is_told_by_its_ending(tmp_path: Path, script: str, said: str) -> None:
    with pytest.raises(Unavailable, match=said):
        to_sendmail(MESSAGE, program(tmp_path / "sendmail", script))


def test_mail_program_that_does_not_end_is_ended_with_all_it_started(tmp_path: Path) -> None:
    path = program(tmp_path / "sendmail", f"cat > /dev/null\n(sleep 0.8; touch {tmp_path}/late) &\nsleep 60")

    with pytest.raises(Unavailable, match="did not take the mail within 0 seconds"):
        to_sendmail(MESSAGE, path, seconds=0.3)

    time.sleep(0.8)  # a child that was left would have left its mark by now
    assert not (tmp_path / "late").exists()


def test_mail_program_may_go_on_in_the_background_when_it_has_taken_the_mail(tmp_path: Path) -> None:
    path = program(tmp_path / "sendmail", "cat > /dev/null\nsleep 20 &\nexit 0")

    to_sendmail(MESSAGE, path, seconds=10)


def test_mail_program_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"cannot be run: No such file or directory; set mail\.via"):
        to_sendmail(MESSAGE, str(tmp_path / "nothing"))


def test_mail_program_is_found_on_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = mail_program(tmp_path / "bin" / "sendmail")
    monkeypatch.setenv("PATH", str(path.parent))

    assert find_sendmail() == str(path)


def test_password_is_the_first_line_that_its_program_prints() -> None:
    assert secret("printf 'schlüssel 鍵 \\nlogin: me\\n'") == "schlüssel 鍵 "


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("echo locked >&2; exit 2", r"mail\.password_command failed: locked"),
        ("exit 3", "failed: exit code 3"),
        ("true", "printed nothing"),
        ("sleep 60", "did not answer within 0 seconds"),
    ],
)
def test_password_that_cannot_be_had_is_told(command: str, said: str) -> None:
    with pytest.raises(Unavailable, match=said):
        secret(command, seconds=0.4)
