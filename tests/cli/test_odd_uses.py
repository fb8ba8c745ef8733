"""Paths that cannot be entered, times out of the calendar, proxies that are none: a code and a line for each, no defect."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.web import Web

Feeds = Callable[..., str]
STORIES = (("/kiln", "Kiln 4.2 fixes a heap overflow"), ("/probe", "Neptune probe Petrel wakes up"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("today", "--deadline", "99999999999h"), "write a duration from 1s to 24h"),
        (("today", "--as-of", "0001-01-01", "--tz", "Asia/Tokyo"), "write a year from 1970 to 9998"),
        (("today", "--as-of", "9999-12-31T23:59", "--tz", "America/New_York"), "write a year from 1970 to 9998"),
        (("since", "0001-01-01", "--tz", "Asia/Tokyo"), "write a year from 1970 to 9998"),
        (("today", "--cursor", os.fsdecode(b"\xff")), "one word of letters, digits, - and _"),
        (("show", "--cursor", "a b"), "one word of letters, digits, - and _"),
        (("today", "--sample", "--tz", "UTC", "--as-of", "2026-01-01"), "leave out --tz and --as-of"),
        (("--config", "feeds.yaml", "today", "--sample"), "leave out --config"),
    ],
)
def test_option_that_cannot_be_meant_is_2_and_says_what_to_write(feeds: Feeds, run: Run, arguments: tuple[str, ...], said: str) -> None:
    feeds("http://127.0.0.1:1/feed")

    done = run(*arguments)

    assert (done.code, done.out) == (2, "")
    assert said in " ".join(done.err.split())


def test_format_that_there_is_not_is_refused_before_a_feed_is_asked(web: Web, feeds: Feeds, run: Run) -> None:
    feeds(web.feed("/feed", *STORIES))

    assert run("today", "-f", "xml").code == 2
    assert web.asked == []


@pytest.mark.parametrize(
    ("variable", "value"), [("http_proxy", "http://secret:word@proxy:abc"), ("all_proxy", "socks5://proxy:1080"), ("http_proxy", "http://")]
)
def test_proxy_that_cannot_be_used_is_78_and_named_without_its_password(feeds: Feeds, run: Run, variable: str, value: str) -> None:
    feeds("http://127.0.0.1:1/feed")

    done = run("today", **{variable: value})

    assert (done.code, done.out) == (78, "")
    assert done.err.startswith(f"{variable}: not the address of an HTTP proxy")
    assert "secret" not in done.err


def test_output_that_is_a_circle_of_links_is_74_and_stays_one(tmp_path: Path, web: Web, feeds: Feeds, run: Run) -> None:
    feeds(web.feed("/feed", *STORIES))
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")

    done = run("today", "-o", "a")

    assert done.code == 74
    assert done.err.startswith('digest: "a" cannot be written: ')
    assert (tmp_path / "a").is_symlink()


def test_configuration_in_the_home_of_nobody_is_78(run: Run) -> None:
    done = run("show", DIGEST_CONFIG="~nobody-of-this-name/feeds.yaml")

    assert (done.code, done.err) == (78, "~nobody-of-this-name/feeds.yaml: no such file; 'digest init' writes one\n")


@pytest.mark.parametrize(
    ("variable", "arguments", "code"),
    [
        ("XDG_CONFIG_HOME", ("show",), 78),
        ("XDG_CONFIG_HOME", ("init",), 74),
        ("XDG_STATE_HOME", ("show", "-c", "feeds.yaml"), 74),
        ("XDG_STATE_HOME", ("feeds", "list", "-c", "feeds.yaml"), 74),
    ],
)
def test_folder_with_a_name_too_long_to_look_into_is_named(
    tmp_path: Path, feeds: Feeds, run: Run, variable: str, arguments: tuple[str, ...], code: int
) -> None:
    feeds("http://127.0.0.1:1/feed")
    if "-c" not in arguments:
        (tmp_path / "feeds.yaml").unlink()

    done = run(*arguments, **{variable: str(tmp_path / ("x" * 300))})

    assert (done.code, done.out) == (code, "")
    assert "xxx" in done.err
    assert "defect" not in done.err


def test_folder_for_sockets_that_is_too_long_is_74_and_does_not_blame_the_page(tmp_path: Path, run: Run) -> None:
    folder = tmp_path / ("x" * 100)
    folder.mkdir()
    (tmp_path / "page.html").write_text("<p>Kiln</p>")

    done = run("read", "page.html", TMPDIR=str(folder))

    assert (done.code, done.out) == (74, "")
    assert "TMPDIR" in done.err
    assert "page.html" not in done.err
