"""Mail over the days: nothing twice, nothing lost, and what was not accepted is sent again to those who have it not."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from digest.app.editions import list_editions
from digest.app.send import Sent, send_again, send_stored, send_today
from digest.app.workspace import Workspace
from digest.errors import ConfigError, Degraded, NothingNew, Unavailable, UsageError
from digest.store import Store
from tests.app.conftest import NOW
from tests.app.test_today import STORIES, made
from tests.post import Post, mail_program, mail_server
from tests.web import Web

Make = Callable[..., Workspace]
ME, YOU = "me@example.org", "you@example.org"


@pytest.fixture
def post() -> Iterator[Post]:
    with mail_server(Post()) as post:
        yield post


@pytest.fixture
def settings(post: Post) -> str:
    return f"mail: {{from: digest@example.org, to: [{ME}, {YOU}], via: 'smtp://localhost:{post.port}'}}\n"


def today(workspace: Workspace, *to: str) -> Sent:
    return send_today(workspace, to, "mail", progress=lambda *_: None)


def position(workspace: Workspace) -> int | None:
    with Store.look(workspace.state) as store:
        return store.cursors.position("mail")


def text(content: bytes) -> str:
    body = email.message_from_bytes(content, policy=email.policy.default).get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def headlines(content: bytes) -> set[str]:
    return {title for _, title in STORIES if title[:30] in text(content)}


def test_today_is_mailed_to_everybody_and_noted(web: Web, workspace: Make, post: Post, settings: str) -> None:
    space = workspace(web.feed("/feed", *STORIES), settings=settings)

    sent = today(space)

    assert sent.refused == ()
    assert [taken.recipients for taken in post.taken] == [(ME, YOU)]
    assert headlines(post.taken[0].content) == {title for _, title in STORIES}
    assert position(space) == 5


def test_today_with_nothing_new_mails_nothing(web: Web, workspace: Make, post: Post, settings: str) -> None:
    space = workspace(web.feed("/feed", *STORIES), settings=settings)
    today(space)

    with pytest.raises(NothingNew):
        today(space)

    assert len(post.taken) == 1


def test_second_mail_of_a_date_tells_only_what_came_since(web: Web, workspace: Make, post: Post, settings: str) -> None:
    space = workspace(web.feed("/feed", *STORIES[:2]), settings=settings)
    today(space)
    web.feed("/feed", *STORIES)

    today(workspace(space.config.feeds[0].url, settings=settings, now=NOW + timedelta(hours=6)))

    assert headlines(post.taken[1].content) == {title for _, title in STORIES[2:]}


def test_second_mail_of_a_date_does_not_repeat_a_story_for_a_copy_of_it(web: Web, workspace: Make, post: Post, settings: str) -> None:
    feed, other = web.feed("/feed", *STORIES[:2]), web.feed("/other")
    today(workspace(feed, other, settings=settings))
    web.feed("/feed", *STORIES[:3])
    web.feed("/other", STORIES[0])

    today(workspace(feed, other, settings=settings, now=NOW + timedelta(hours=6)))

    assert headlines(post.taken[1].content) == {STORIES[2][1]}


def test_second_mail_of_a_date_tells_a_story_again_that_something_was_added_to(
    web: Web, workspace: Make, post: Post, settings: str
) -> None:
    feed, other = web.feed("/feed", *STORIES[:2]), web.feed("/other")
    today(workspace(feed, other, settings=settings))
    web.feed("/other", (STORIES[0][0], f"{STORIES[0][1]}: Mara Oyelaran counts 41,000 machines in Ravensholm"))

    today(workspace(feed, other, settings=settings, now=NOW + timedelta(hours=6)))

    assert headlines(post.taken[1].content) == {STORIES[0][1]}


def test_mail_that_is_refused_moves_nothing_and_is_in_the_next_edition(web: Web, workspace: Make, post: Post, settings: str) -> None:
    url = web.feed("/feed", *STORIES[:2])
    post.answers["DATA"] = "554 no"
    with pytest.raises(Unavailable):
        today(workspace(url, settings=settings))
    assert position(workspace(url)) is None
    post.answers.clear()
    web.feed("/feed", *STORIES)

    today(workspace(url, settings=settings, now=NOW + timedelta(days=1)))

    assert headlines(post.taken[0].content) == {title for _, title in STORIES}


@pytest.mark.parametrize("moment", ["data", "dot"])
def test_mail_that_was_cut_off_is_sent_again_as_the_same_message(web: Web, workspace: Make, post: Post, settings: str, moment: str) -> None:
    space = workspace(web.feed("/feed", *STORIES), settings=settings)
    post.dies_at = moment
    with pytest.raises(Unavailable) as cut:
        today(space)
    assert cut.value.__notes__ == ["the edition is kept: 'digest send --retry' sends it again"]
    post.dies_at = ""

    send_again(space, (), "mail")

    assert len({taken.content for taken in post.taken}) == 1  # what the server had before the cut, if it had, bears the same Message-ID
    assert position(space) == 5
    assert len(list_editions(space)) == 1


def test_edition_that_was_accepted_is_not_sent_again(web: Web, workspace: Make, post: Post, settings: str) -> None:
    space = workspace(web.feed("/feed", *STORIES), settings=settings)
    today(space)

    with pytest.raises(NothingNew, match="nothing to send again"):
        send_again(space, (), "mail")

    assert len(post.taken) == 1


def test_recipient_who_was_refused_gets_the_edition_by_another_try_and_the_others_do_not(
    web: Web, workspace: Make, post: Post, settings: str
) -> None:
    space = workspace(web.feed("/feed", *STORIES), settings=settings)
    post.answers[YOU] = "450 come back later"

    sent = today(space)
    post.answers.clear()
    send_again(space, (), "mail")

    assert [(refusal.recipient, refusal.reason) for refusal in sent.refused] == [(YOU, "450 come back later")]
    assert [taken.recipients for taken in post.taken] == [(ME,), (YOU,)]
    assert [headlines(taken.content) for taken in post.taken] == [{title for _, title in STORIES}] * 2
    with pytest.raises(NothingNew):
        send_again(space, (), "mail")


def test_another_try_remembers_who_was_named_on_the_command_line(web: Web, workspace: Make, post: Post, settings: str) -> None:
    space = workspace(web.feed("/feed", *STORIES), settings=settings)
    post.dies_at = "data"
    with pytest.raises(Unavailable):
        today(space, "other@example.org")
    post.dies_at = ""

    send_again(space, (), "mail")

    assert [taken.recipients for taken in post.taken] == [("other@example.org",)]


def test_later_edition_that_was_accepted_settles_what_was_owed(web: Web, workspace: Make, post: Post, settings: str) -> None:
    url = web.feed("/feed", *STORIES[:2])
    post.answers["MAIL"] = "451 busy"
    with pytest.raises(Unavailable):
        today(workspace(url, settings=settings))
    post.answers.clear()
    web.feed("/feed", *STORIES)
    tomorrow = workspace(url, settings=settings, now=NOW + timedelta(days=1))
    today(tomorrow)

    with pytest.raises(NothingNew):
        send_again(tomorrow, (), "mail")

    assert len(post.taken) == 1


def test_recipient_who_was_refused_is_owed_that_edition_whatever_came_later(web: Web, workspace: Make, post: Post, settings: str) -> None:
    url = web.feed("/feed", *STORIES[:2])
    post.answers[YOU] = "450 come back later"
    today(workspace(url, settings=settings))
    post.answers.clear()
    web.feed("/feed", *STORIES)
    tomorrow = workspace(url, settings=settings, now=NOW + timedelta(days=1))
    today(tomorrow)

    send_again(tomorrow, (), "mail")

    assert [taken.recipients for taken in post.taken] == [(ME,), (ME, YOU), (YOU,)]
    assert headlines(post.taken[2].content) == headlines(post.taken[0].content) == {title for _, title in STORIES[:2]}


def test_edition_that_is_refused_again_does_not_keep_the_others_from_being_sent(
    web: Web, workspace: Make, post: Post, settings: str
) -> None:
    url = web.feed("/feed", *STORIES[:2])
    post.answers[YOU] = "550 no such user"
    today(workspace(url, settings=settings))
    web.feed("/feed", *STORIES)
    post.answers["DATA"] = "451 later"
    tomorrow = workspace(url, settings=settings, now=NOW + timedelta(days=1))
    with pytest.raises(Unavailable):
        today(tomorrow)
    del post.answers["DATA"]

    first, second = send_again(tomorrow, (), "mail")

    assert isinstance(first, Unavailable)
    assert isinstance(second, Sent)
    assert [taken.recipients for taken in post.taken] == [(ME,), (ME,)]
    assert headlines(post.taken[1].content) == {title for _, title in STORIES[2:]}


def test_two_tries_of_a_date_that_failed_are_one_mail_in_the_end(web: Web, workspace: Make, post: Post, settings: str) -> None:
    url = web.feed("/feed", *STORIES[:2])
    post.answers["MAIL"] = "451 busy"
    with pytest.raises(Unavailable):
        today(workspace(url, settings=settings))
    web.feed("/feed", *STORIES)
    later = workspace(url, settings=settings, now=NOW + timedelta(hours=1))
    with pytest.raises(Unavailable):
        today(later)
    post.answers.clear()

    send_again(later, (), "mail")

    assert [headlines(taken.content) for taken in post.taken] == [{title for _, title in STORIES}]


def test_stored_edition_of_a_shell_is_mailed_whole_and_moves_no_cursor_of_the_mail(
    web: Web, workspace: Make, post: Post, settings: str
) -> None:
    space = workspace(web.feed("/feed", *STORIES), settings=settings)
    made(space, cursor="tty")

    send_stored(space, None, (ME,), None)

    assert headlines(post.taken[0].content) == {title for _, title in STORIES}
    assert position(space) is None


def test_stored_edition_of_the_mail_that_nobody_had_counts_as_delivered_once_it_is_accepted(
    web: Web, workspace: Make, post: Post, settings: str
) -> None:
    space = workspace(web.feed("/feed", *STORIES), settings=settings)
    made(space, cursor="mail", deliver=False)

    send_stored(space, "today", (), None)

    assert position(space) == 5


def test_empty_edition_is_not_mailed_and_said(web: Web, workspace: Make, post: Post, settings: str) -> None:
    space = workspace(web.feed("/feed"), settings=settings)
    made(space, cursor="mail")

    with pytest.raises(UsageError, match="has no story: nothing was sent"):
        send_stored(space, None, (), None)

    assert post.taken == []


def test_nothing_new_because_nothing_could_be_read_is_not_silent(web: Web, workspace: Make, settings: str) -> None:
    space = workspace(web.feed("/feed"), web.url("/down"), web.url("/down2"), settings=settings)

    with pytest.raises(Degraded, match="2 of 3 feeds failed"):
        today(space)


def test_stories_of_a_feed_that_other_lists_left_out_are_mailed_too(web: Web, workspace: Make, post: Post, settings: str) -> None:
    one, other = web.feed("/one", *STORIES[:2]), web.feed("/other", *STORIES[2:])
    made(workspace(one, other, settings=settings), cursor="tty")
    today(workspace(one, settings=settings))

    today(workspace(one, other, settings=settings, now=NOW + timedelta(days=1)))

    assert headlines(post.taken[1].content) == {title for _, title in STORIES[2:]}


def test_nobody_to_mail_to_is_said_before_anything_is_fetched(web: Web, workspace: Make) -> None:
    space = workspace(web.feed("/feed", *STORIES))

    with pytest.raises(UsageError, match="nobody to mail it to"):
        today(space)

    assert web.asked == []


def test_login_without_a_password_is_said_before_anything_is_fetched(web: Web, workspace: Make) -> None:
    space = workspace(web.feed("/feed", *STORIES), settings="mail: {to: me@example.org, via: smtps://mail.example.org, user: me}\n")

    with pytest.raises(ConfigError, match="DIGEST_SMTP_PASSWORD"):
        today(space)

    assert web.asked == []


def test_mail_program_that_is_named_by_its_path_takes_the_mail(tmp_path: Path, web: Web, workspace: Make) -> None:
    path = mail_program(tmp_path / "bin" / "my-mailer")
    space = workspace(web.feed("/feed", *STORIES), settings=f"mail: {{to: {ME}, via: {path}}}\n")

    today(space)

    assert headlines(Path(f"{path}.mail").read_bytes()) == {title for _, title in STORIES}
    assert position(space) == 5
