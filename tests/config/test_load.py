"""feeds.yaml: what is read, and one line for each mistake."""

from __future__ import annotations

import pytest

from digest.config import read
from digest.config.describe import described
from digest.errors import ConfigError
from digest.model import Kind


def findings(text: str) -> tuple[str, ...]:
    with pytest.raises(ConfigError) as caught:
        read(text.encode(), name="feeds.yaml")
    return caught.value.findings


def test_bare_address_is_a_feed_named_after_its_host() -> None:
    config = read(b"feeds:\n  - https://www.example.org/feed.xml\n", name="feeds.yaml")

    assert [(feed.name, feed.url, feed.line) for feed in config.feeds] == [("example.org", "https://www.example.org/feed.xml", 2)]


def test_two_bare_addresses_of_one_host_get_names_of_their_own() -> None:
    config = read(b"feeds: [https://a.example/one, https://a.example/two]\n", name="feeds.yaml")

    assert [feed.name for feed in config.feeds] == ["a.example", "a.example/two"]


def test_every_key_of_a_feed_is_read() -> None:
    text = "feeds:\n  - {name: N, url: https://a.example/f, tags: [x, y], weight: 1.5, cap: 2, kind: aggregator, must: true}\n"

    feed = read(text.encode(), name="feeds.yaml").feeds[0]

    assert (feed.name, feed.tags, feed.weight, feed.cap, feed.kind, feed.must) == ("N", ("x", "y"), 1.5, 2, Kind.AGGREGATOR, True)


def test_sizes_and_durations_are_read_as_people_write_them() -> None:
    config = read(b"feeds: [https://a.example/f]\nfetch: {max_feed: 500 kB, max_page: 4MB, timeout: 2m}\n", name="feeds.yaml")

    assert (config.fetch.max_feed, config.fetch.max_page, config.fetch.timeout) == (500_000, 4_000_000, 120.0)


def test_merge_keys_stand_for_what_they_name() -> None:
    text = "feeds:\n  - &first {name: A, url: https://a.example/f, tags: [x]}\n  - {<<: *first, name: B, url: https://b.example/f}\n"

    config = read(text.encode(), name="feeds.yaml")

    assert [(feed.name, feed.url, feed.tags) for feed in config.feeds][1] == ("B", "https://b.example/f", ("x",))


def test_described_configuration_reads_back_as_the_same_one() -> None:
    text = (
        "timezone: Europe/Berlin\nfeeds:\n  - {name: N, url: https://a.example/f, tags: [x], must: true}\n"
        "interests:\n  - {match: [sqlite, 'postgres*'], weight: 2}\nmute:\n  - {match: world cup, until: 2026-07-20}\n"
        "digest: {max_stories: 3, sections: tags}\nfetch: {allow_private: [10.0.0.0/8]}\n"
    )
    config = read(text.encode(), name="feeds.yaml")

    again = read(described(config).encode(), name="again.yaml")

    assert [feed.url for feed in again.feeds] == [feed.url for feed in config.feeds]
    assert (again.interests, again.mute, again.digest, again.fetch, again.timezone) == (
        config.interests,
        config.mute,
        config.digest,
        config.fetch,
        config.timezone,
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", "feeds.yaml:1: the file is empty; write 'feeds:' and below it '  - https://example.org/feed.xml'"),
        ("# only a comment\n", "feeds.yaml:1: the file is empty; write 'feeds:' and below it '  - https://example.org/feed.xml'"),
        ("version: 1\n", "feeds.yaml:1: feeds: missing; write 'feeds:' and below it '  - https://example.org/feed.xml'"),
        ("feeds: []\n", "feeds.yaml:1: feeds: there are none; write 'feeds:' and below it '  - https://example.org/feed.xml'"),
        ("feeds:\n", "feeds.yaml:1: feeds: there are none; write 'feeds:' and below it '  - https://example.org/feed.xml'"),
        (
            "feeds:\n  - https://a.example/f\n mute: x\n",
            "feeds.yaml:3: this line does not go with those above; check the indentation, quotes and colons of this line and the one above",
        ),
        ("feeds:\n\t- https://a.example/f\n", "feeds.yaml:2: indented with a tab; indent with spaces"),
        (
            "feeds:\n  - htps://a.example/feed\n",
            'feeds.yaml:2: feeds[1]: "htps://a.example/feed" is not a web address; did you mean https://a.example/feed?',
        ),
        (
            "feeds:\n  - {url: a.example/feed}\n",
            'feeds.yaml:2: feeds[1].url: "a.example/feed" is not a web address; did you mean https://a.example/feed?',
        ),
        ("feeds:\n  - {nme: A, url: https://a.example/f}\n", "feeds.yaml:2: feeds[1].nme: no such key; did you mean name?"),
        ("feeds:\n  - {name: A}\n", "feeds.yaml:2: feeds[1]: url is missing; write url: https://..."),
        (
            "feeds:\n  - https://a.example/f\n  - {name: Again, url: https://a.example/f/}\n",
            'feeds.yaml:3: feeds[2]: "https://a.example/f/" is already on line 2; delete one of them',
        ),
        (
            "feeds: [https://a.example/f]\nfeeds: [https://b.example/f]\n",
            "feeds.yaml:2: feeds: given twice, first on line 1; keep one",
        ),
        (
            "feeds: [https://a.example/f]\ndigest: {max_storys: 3}\n",
            "feeds.yaml:2: digest.max_storys: no such key; did you mean max_stories?",
        ),
        (
            "feeds: [https://a.example/f]\ndigest: {minutes: many}\n",
            'feeds.yaml:2: digest.minutes: "many" is not a number; write one from 1 to 600',
        ),
        (
            "feeds: [https://a.example/f]\ndigest: {minutes: 2.5}\n",
            "feeds.yaml:2: digest.minutes: 2.5 is not a whole number; write 2",
        ),
        (
            "feeds: [https://a.example/f]\ndigest: {minutes: nan}\n",
            "feeds.yaml:2: digest.minutes: nan is out of range; write a number from 1 to 600",
        ),
        (
            "feeds: [https://a.example/f]\ntimezone: Europe/Berln\n",
            'feeds.yaml:2: timezone: "Europe/Berln" is not a known time zone; write local, or a name such as Europe/Berlin',
        ),
        (
            "feeds: [https://a.example/f]\nmute: sponsored\n",
            "feeds.yaml:2: mute: \"sponsored\" where a list belongs; begin each line with '- '",
        ),
        (
            "feeds: [https://a.example/f]\nmute:\n  - {until: 2026-13-01, match: x}\n",
            'feeds.yaml:3: mute[1].until: "2026-13-01" is not a date; write it as 2026-11-22',
        ),
        (
            "feeds: [https://a.example/f]\nmute: ['/(a+)+b/']\n",
            'feeds.yaml:2: mute[1]: "/(a+)+b/": a repeated group can take for ever; repeat a single character or a [set] instead',
        ),
        (
            "feeds: [https://a.example/f]\ninterests:\n  - {weight: 2}\n",
            "feeds.yaml:3: interests[1]: match is missing; write match: [word, ...]",
        ),
    ],
)
def test_mistake_is_one_line_with_file_line_key_and_what_to_write(text: str, line: str) -> None:
    assert findings(text) == (line,)


def test_all_mistakes_of_a_file_are_told_at_once_in_the_order_of_its_lines() -> None:
    found = findings("fo: 1\nfeeds:\n  - x\ndigest: {words: 1}\n")

    assert [line.split(":")[1] for line in found] == ["1", "3", "4"]


def test_object_tag_is_refused_and_nothing_is_executed() -> None:
    found = findings("feeds: !!python/object/apply:os.system [touch PWNED]\n")

    assert len(found) == 1
    assert found[0].startswith("feeds.yaml:1:")


def test_file_that_is_not_utf_8_is_told_with_its_line() -> None:
    with pytest.raises(ConfigError, match=r"feeds.yaml:2: not UTF-8"):
        read(b"feeds:\n  - {name: caf\xe9, url: https://a.example/f}\n", name="feeds.yaml")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('feeds:\n- {<<: {[a]: b}, url: "http://a.example/f"}\n', "feeds.yaml:2: feeds[1].a list: no such key; there are name,"),
        ("feeds: " + "[" * 3000, "feeds.yaml: lists within lists without end"),
        ("feeds: [http://a.example/f]\nfetch: {deadline: 99999999999h}\n", "write a duration from 1s to 24h"),
        ("feeds: [http://a.example/f]\nfetch: {timeout: 0.5}\n", "write a duration from 1s to 24h"),
        ("feeds: [http://a.example/f]\nfetch: {max_feed: 0}\n", "write a size from 10kB to 1GB"),
        ("feeds: [http://a.example/f]\nfetch: {max_page: 2GB}\n", "write a size from 10kB to 1GB"),
    ],
)
def test_value_that_no_run_could_use_is_refused(text: str, said: str) -> None:
    with pytest.raises(ConfigError) as raised:
        read(text.encode(), name="feeds.yaml")

    assert said in str(raised.value)


def test_name_is_cleaned_and_an_address_can_be_printed() -> None:
    config = read(rb'feeds: [{name: "a\e[31mb\nc", url: "http://a.example/\ud800"}]', name="feeds.yaml")

    assert config.feeds[0].name == "a[31mb c"
    assert config.feeds[0].url.isascii()


def test_message_shows_no_control_character_of_the_file() -> None:
    with pytest.raises(ConfigError) as raised:
        read(rb'feeds: [{"n\e[31mame": x, url: "htp://a\e[2J"}]', name="feeds.yaml")

    assert "\x1b" not in str(raised.value)


def test_mail_is_read_with_its_ways() -> None:
    text = """
feeds: [https://a.example/feed]
mail: {from: digest@example.org, to: me@bücher.example, via: "smtp://mail.example.org", user: me, ca_file: /etc/ca.pem}
"""
    mail = read(text.encode(), name="feeds.yaml").mail

    assert (mail.from_, mail.to, mail.via) == ("digest@example.org", ("me@xn--bcher-kva.example",), "smtp://mail.example.org:587")
    assert (mail.user, mail.password_command, mail.ca_file) == ("me", "", "/etc/ca.pem")


@pytest.mark.parametrize(
    ("written", "taken"),
    [
        ("sendmail", "sendmail"),
        ("/usr/bin/msmtp", "/usr/bin/msmtp"),
        ("smtps://mail.example.org", "smtps://mail.example.org:465"),
        ("smtp://localhost:25/", "smtp://localhost:25"),
        ("smtp://[::1]:2525", "smtp://[::1]:2525"),
        ("smtp://Bücher.example", "smtp://xn--bcher-kva.example:587"),
    ],
)
def test_way_to_send_mail_is_taken_with_its_port(written: str, taken: str) -> None:
    assert read(f"feeds: [https://a.example/]\nmail: {{via: '{written}'}}".encode(), name="f").mail.via == taken


@pytest.mark.parametrize(
    ("mail", "finding"),
    [
        (
            "{via: 'smtp://me:secret@mail.example.org'}",
            'mail.via: "smtp://...@mail.example.org" is no way to send mail; write the name beside',
        ),
        ("{via: 'smtp://mail.example.org:99999'}", "mail.via: .* is no way to send mail; write sendmail, the path"),
        ("{via: 'smtp://[::1'}", "mail.via: .* is no way to send mail"),
        ("{via: 'smtp://[::::]'}", "mail.via: .* is no way to send mail"),
        ("{via: 'smtp://a..example'}", "mail.via: .* is no way to send mail"),
        ("{via: 'smtp://mail.example.org:0'}", "mail.via: .* is no way to send mail"),
        ("{via: postfix}", 'mail.via: "postfix" is no way to send mail'),
        ("{to: [me@example.org, me]}", 'mail.to: "me" is not a mail address; write it as me@example.org'),
        ("{from: 'Me <me@example.org>'}", "mail.from: .* is not a mail address"),
        ('{to: "me@example.org\\r\\nBcc: you@example.org"}', "mail.to: .* is not a mail address"),
        ("{ca_file: ca.pem}", 'mail.ca_file: "ca.pem" is not a whole path; begin it with / or ~/'),
        ("{password: x}", "mail.password: no such key; did you mean password_command"),
    ],
)
def test_mail_that_cannot_be_is_told_with_what_to_write(mail: str, finding: str) -> None:
    with pytest.raises(ConfigError, match=f"feeds.yaml:2: {finding}") as found:
        read(f"feeds: [https://a.example/]\nmail: {mail}".encode(), name="feeds.yaml")

    assert "secret" not in str(found.value)


@pytest.mark.parametrize(
    "mail", ["{password_command: pass x}", "{user: me}", "{via: ' /bin/sh'}", "{via: ~/mailer}", "{<<: &other {password_command: pass x}}"]
)
def test_file_that_nobody_chose_runs_no_program_and_gets_no_password(mail: str) -> None:
    text = f"feeds: [https://a.example/]\nmail: {mail}".encode()

    read(text, name="feeds.yaml")
    with pytest.raises(ConfigError, match=r"feeds.yaml:2: mail\.\w+: a feeds.yaml that was merely found"):
        read(text, name="feeds.yaml", trusted=False)


def test_file_that_nobody_chose_may_say_who_gets_the_mail() -> None:
    text = b"feeds: [https://a.example/]\nmail: {to: me@example.org, via: 'smtp://localhost:25'}"

    assert read(text, name="feeds.yaml", trusted=False).mail.to == ("me@example.org",)
