"""`digest feeds` as it is typed: what it prints, where, and how it ends."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.web import Answer, Web

Feeds = Callable[..., str]

KILN = ("/kiln", "Kiln 4.2 fixes a heap overflow")


def test_feeds_are_added_by_their_site_and_what_is_wrong_with_the_others_is_said(web: Web, feeds: Feeds, run: Run) -> None:
    web.answers["/"] = Answer(b'<html><link rel="alternate" type="application/rss+xml" href="/rss"></html>')
    web.feed("/rss", KILN)
    feeds(web.feed("/feed"))

    done = run("feeds", "add", "notaurl", web.url("/"), web.url("/nothing"), "--tag", "x")

    assert done.code == 2
    assert 'added "Feed /rss" to' in done.out
    assert f"{web.url('/rss')}, found by {web.url('/')}" in done.out
    assert "1 entry, 0 of them old" in done.out
    assert [line.partition(";")[0] for line in done.err.splitlines()] == [
        'digest: "notaurl" is not a web address',
        f'digest: "{web.url("/nothing")}" was not added: 404 Not Found',
    ]


def test_feeds_are_set_paused_resumed_and_removed(web: Web, feeds: Feeds, run: Run) -> None:
    path = Path(feeds(web.url("/a"), web.url("/b")))

    codes = [
        run("feeds", *arguments).code
        for arguments in (
            ("set", "Feed 1", "name=One", "weight=2"),
            ("pause", "One", web.url("/b")),
            ("resume", "One"),
            ("remove", "Feed 2"),
            ("remove", "Feed 2"),
            ("remove", "One"),
        )
    ]

    assert codes == [0, 0, 0, 0, 2, 2]
    assert path.read_text() == f"feeds:\n  - {{name: One, url: '{web.url('/a')}', weight: 2}}\n"


def test_packaged_feeds_are_never_changed_and_a_copy_of_them_is_said(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    done = run("feeds", "pause", "LWN")

    assert done.code == 0
    assert "a copy of the packaged feeds" in done.err
    assert "LWN\thttps://lwn.net/headlines/rss\tpaused\topen-source,linux" in run("feeds", "list", "--plain").out.splitlines()


@pytest.mark.parametrize("columns", [40, 80, 120])
@pytest.mark.parametrize("command", ["list", "stats"])
def test_table_fits_its_window(feeds: Feeds, terminal: Run, columns: int, command: str) -> None:
    feeds(
        "https://a.example/" + "long/" * 40,
        "https://b.example/",
        more="# 日本\n  - {name: 日本語のとても長い名前のニュース, url: 'https://c.example/'}\n",
    )

    done = terminal("feeds", command, columns=columns, NO_COLOR="1")

    assert done.code == 0
    assert all(sum(2 if ord(character) > 0x2E80 else 1 for character in line) <= columns for line in done.out.splitlines())
    assert [word for word in ("name", "Feed 1", "日本") if word not in done.out] == []


def test_list_in_a_pipe_is_whole_and_has_no_colour(feeds: Feeds, run: Run) -> None:
    address = "https://a.example/" + "long/" * 40
    feeds(address)

    done = run("feeds", "list")

    assert address in done.out
    assert "\x1b" not in done.out


def test_list_as_json_says_all_of_a_feed(web: Web, feeds: Feeds, run: Run) -> None:
    feeds(web.feed("/a", KILN))
    run("today")

    (item,) = json.loads(run("feeds", "list", "--json").out)

    assert (item["name"], item["paused"], item["line"], item["failures"], item["newest"] is not None) == ("Feed 1", False, 2, 0, True)


def test_check_ends_with_4_when_a_feed_fails_and_with_0_when_none_does(web: Web, feeds: Feeds, run: Run) -> None:
    feeds(web.feed("/a", KILN), web.url("/b"))

    some, good = run("feeds", "check"), run("feeds", "check", "feed 1", "--json")

    assert (some.code, good.code) == (4, 0)
    assert "404 Not Found" in some.out
    assert some.err == "digest: 1 of 2 feeds failed\n"
    assert [(item["name"], item["ok"], item["status"]) for item in json.loads(good.out)] == [("Feed 1", True, 200)]


def test_stats_say_what_was_shown(web: Web, feeds: Feeds, run: Run) -> None:
    feeds(web.feed("/a", KILN), web.feed("/b"))
    run("today")

    one, other = json.loads(run("feeds", "stats", "--json").out)

    assert (one["stored"], one["shown"], one["last_shown"] is None) == (1, 1, False)
    assert (other["stored"], other["shown"], other["last_shown"]) == (0, 0, None)


def test_feeds_go_out_as_opml_and_come_back(feeds: Feeds, run: Run, tmp_path: Path) -> None:
    feeds("https://a.example/feed?x=1&y=2", more="  - {name: '<B> & \"Co\"', url: https://b.example/feed, tags: [x, y z], weight: 2}\n")
    document = run("feeds", "export")
    written = run("feeds", "export", "out.opml")

    new = run("init", "--from", "out.opml", "--config", "new.yaml")
    piped = run("feeds", "import", "-", "--config", "new.yaml", stdin=document.out.encode())

    assert (tmp_path / "out.opml").read_text() == document.out
    assert written.out == "wrote out.opml with 2 feeds\n"
    assert document.err == "digest: OPML has no place for weight, cap, kind, must and paused, as set for 1 feed here\n"
    assert new.out == "wrote new.yaml with 2 feeds\n"
    assert "added 0 feeds" in piped.out
    assert "2 feeds there already" in piped.out
    listed = run("feeds", "list", "--plain", "--config", "new.yaml").out.splitlines()
    assert listed == [
        "Feed 1\thttps://a.example/feed?x=1&y=2\tnot asked\t",
        '<B> & "Co"\thttps://b.example/feed\tnot asked\tx,y z',
    ]


def test_what_cannot_be_imported_is_told_with_its_line(feeds: Feeds, run: Run, tmp_path: Path) -> None:
    feeds("https://a.example/feed")
    (tmp_path / "urls").write_text('https://b.example/feed x\n"query:All:unread"\n')

    done, empty, missing = run("feeds", "import", "urls"), run("feeds", "import", "-"), run("feeds", "import", "nothing.opml")

    assert (done.code, empty.code, missing.code) == (0, 2, 2)
    assert done.err.startswith("urls:2: query:All:unread: ")
    assert "No such file" in missing.err


def test_third_failure_says_the_command_that_works_as_it_stands(web: Web, feeds: Feeds, run: Run) -> None:
    path = Path(feeds(web.feed("/a", KILN)))
    path.write_text(path.read_text() + f"  - {{name: 'Joe''s $(touch x) \"blog\"', url: '{web.url('/b')}'}}\n")
    footer = [run("today", "--refresh").out for _ in range(3)][-1]

    command = """digest feeds pause 'Joe'"'"'s $(touch x) "blog"'"""
    assert command in " ".join(footer.replace("\\", "").split())


def test_page_about_the_json_names_its_keys_and_no_other(web: Web, feeds: Feeds, run: Run) -> None:
    feeds(web.feed("/a", KILN))
    page = (Path(__file__).parents[2] / "docs" / "reference" / "json-feeds.md").read_text()

    for command, section in zip(("list", "check", "stats"), page.split("\n## ")[1:], strict=True):
        (item,) = json.loads(run("feeds", command, "--json").out)
        named = {name for row in section.splitlines() if row.startswith("| `") for name in re.findall("`(\\w+)`", row.split("|")[1])}
        assert set(item) == named


def test_names_of_feeds_are_completed_by_the_shell(feeds: Feeds, tmp_path: Path) -> None:
    feeds("https://a.example/", more="  - {name: Old blog, url: https://b.example/}\n")
    script = "import sys; sys.argv = ['digest']; from digest.__main__ import main; main()"
    asked = {"_DIGEST_COMPLETE": "complete_bash", "COMP_WORDS": "digest feeds pause O", "COMP_CWORD": "3"}

    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=tmp_path, env={**os.environ, **asked}, timeout=60, check=False
    )

    assert done.stdout.split("\n")[0] == "Old blog"
