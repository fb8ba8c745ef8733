"""Every way the program ends: the exit code, a line a person understands, and nothing marked as delivered that was not."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import COMMAND, Run
from tests.web import Answer, Web

Feeds = Callable[..., str]
STORIES = (("/kiln", "Kiln 4.2 fixes a heap overflow"), ("/probe", "Neptune probe Petrel wakes up"))


def test_good_run_is_0_with_nothing_on_standard_error(web: Web, feeds: Feeds, run: Run) -> None:
    feeds(web.feed("/feed", *STORIES))

    done = run("today")

    assert (done.code, done.err) == (0, "")
    assert "Kiln 4.2 fixes a heap overflow" in done.out


def test_nothing_new_is_3_with_nothing_on_standard_output(web: Web, feeds: Feeds, run: Run) -> None:
    feeds(web.feed("/feed", *STORIES))
    run("today")

    done = run("today", "--new-only", "--if-new")

    assert (done.code, done.out, done.err) == (3, "", "")


@pytest.mark.parametrize(
    "arguments", [("today", "--format", "pdf"), ("nosuch",), ("today", "--max", "x"), ("today", "--tag", "x"), ("why", "99")]
)
def test_wrong_use_is_2(web: Web, feeds: Feeds, run: Run, arguments: tuple[str, ...]) -> None:
    feeds(web.feed("/feed", *STORIES))
    run("today", "--quiet")

    done = run(*arguments)

    assert (done.code, done.out) == (2, "")
    assert "Traceback" not in done.err
    assert done.err != ""


def test_looking_for_an_edition_before_there_is_one_says_how_to_make_one(feeds: Feeds, run: Run) -> None:
    feeds("https://a.example/feed")

    done = run("show")

    assert (done.code, done.out, done.err) == (2, "", "digest: no edition yet; 'digest today' makes one\n")


def test_one_feed_down_of_three_is_0_and_named_in_the_footer(web: Web, feeds: Feeds, run: Run) -> None:
    feeds(web.feed("/one", STORIES[0]), web.feed("/two", STORIES[1]), web.url("/down"))

    done = run("today")

    assert (done.code, done.err) == (0, "")
    assert "Feed 3" in done.out
    assert "404 Not Found" in done.out


def test_most_feeds_down_is_4_and_printed_all_the_same(web: Web, feeds: Feeds, run: Run) -> None:
    feeds(web.feed("/one", *STORIES), web.url("/down"), web.url("/down2"))

    done = run("today")

    assert done.code == 4
    assert "Kiln" in done.out
    assert done.err.startswith("digest: 2 of 3 feeds failed")


def test_strict_makes_one_failing_feed_4(web: Web, feeds: Feeds, run: Run) -> None:
    feeds(web.feed("/one", STORIES[0]), web.feed("/two", STORIES[1]), web.url("/down"))

    assert run("today", "--strict").code == 4


def test_all_feeds_down_is_75_and_names_the_first(feeds: Feeds, run: Run) -> None:
    feeds("http://127.0.0.1:1/feed", "http://127.0.0.1:2/feed")

    done = run("today")

    assert (done.code, done.out) == (75, "")
    assert '"Feed 1": connection refused, and 1 more' in done.err


@pytest.mark.parametrize("text", ["", "fedes: []\n", "feeds:\n\t- x\n"])
def test_wrong_configuration_is_78_with_file_and_line(tmp_path: Path, run: Run, text: str) -> None:
    (tmp_path / "feeds.yaml").write_text(text)

    done = run("today")

    assert (done.code, done.out) == (78, "")
    assert done.err.startswith("feeds.yaml:")
    assert done.err.count("\n") == 1


def test_state_that_cannot_be_written_is_74(tmp_path: Path, web: Web, feeds: Feeds, run: Run) -> None:
    feeds(web.feed("/feed", *STORIES))
    (tmp_path / "file").write_text("in the way")

    done = run("today", XDG_STATE_HOME=str(tmp_path / "file"))

    assert (done.code, done.out) == (74, "")
    assert str(tmp_path / "file") in done.err


def test_state_that_cannot_be_read_is_kept_under_a_new_name_and_said(tmp_path: Path, web: Web, feeds: Feeds, run: Run) -> None:
    feeds(web.feed("/feed", *STORIES))
    (tmp_path / "digest").mkdir()
    (tmp_path / "digest" / "digest.db").write_text("my diary, which is no database at all" * 100)

    done = run("today", XDG_STATE_HOME=str(tmp_path))

    assert (done.code, done.err.count("\n")) == (0, 1)
    assert "digest.db.aside-1" in done.err
    assert "digest.db.aside-1, and this is a fresh beginning" in " ".join(done.out.replace("\\", "").split())
    assert (tmp_path / "digest" / "digest.db.aside-1").read_text().startswith("my diary")


def test_full_output_is_74_and_the_stories_come_again(tmp_path: Path, web: Web, feeds: Feeds, run: Run) -> None:
    feeds(web.feed("/feed", *STORIES))
    with Path("/dev/full").open("wb") as full:
        code = subprocess.run(
            [*COMMAND, "today", "-c", "feeds.yaml"], stdout=full, stderr=subprocess.PIPE, cwd=tmp_path, check=False
        ).returncode

    assert code == 74
    assert run("today", "--new-only", "--if-new").code == 0


def test_reader_that_closes_the_pipe_is_141_without_a_word_and_the_stories_come_again(
    tmp_path: Path, web: Web, feeds: Feeds, run: Run
) -> None:
    feeds(web.feed("/feed", *STORIES))
    process = subprocess.Popen([*COMMAND, "today"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path)
    assert process.stdout is not None
    process.stdout.close()
    _, err = process.communicate(timeout=60)

    assert (process.returncode, err) == (141, b"")
    assert run("today", "--new-only", "--if-new").code == 0


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_signal_ends_the_run_at_once_and_nothing_is_delivered(
    tmp_path: Path, web: Web, feeds: Feeds, run: Run, number: signal.Signals, code: int
) -> None:
    feeds(web.feed("/feed", *STORIES), web.url("/slow"))
    web.answers["/slow"] = Answer(act=lambda handler: time.sleep(8))
    process = subprocess.Popen([*COMMAND, "today"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path)
    _wait_for(lambda: "/slow" in web.paths())

    process.send_signal(number)
    out, err = process.communicate(timeout=5)

    assert (process.returncode, out) == (code, b"")
    assert b"Traceback" not in err
    web.answers["/slow"] = Answer(status=404)
    assert run("today", "--new-only", "--if-new").code == 0


def _wait_for(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + 20
    while not condition() and time.monotonic() < until:
        time.sleep(0.02)
    assert condition()


def test_file_of_the_output_stays_until_the_new_one_is_whole(tmp_path: Path, web: Web, feeds: Feeds, run: Run) -> None:
    feeds(web.feed("/feed", *STORIES))
    target = tmp_path / "digest.md"
    target.write_text("yesterday")
    target.chmod(0o640)

    done = run("today", "-o", str(target))

    assert (done.code, done.out, done.err) == (0, "", "")
    assert target.read_text().startswith("# Digest")
    assert target.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".digest")] == []
