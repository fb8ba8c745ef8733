"""What a person has set up: feeds.yaml, the feeds as they answered when they were last asked, the way a mail would take."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from digest.app.mail import PASSWORD
from digest.app.send import MAIL
from digest.config import Config, HealthSettings, MailSettings, load
from digest.deliver.sendmail import find_sendmail
from digest.errors import ConfigError, StateError, Unavailable
from digest.fetch.manners import silence
from digest.model import Feed, FeedState, Finding, Level
from digest.paths import Found, find_config
from digest.pipeline.ask import command
from digest.store import Store

_PROGRAM = re.compile(r"[\w./~+-]+")
_EVERY_DAY = replace(HealthSettings(), remind_days=1)


def check_config(given: Path | None, environment: Mapping[str, str]) -> tuple[Config | None, list[Finding]]:
    """Return the configuration, None where there is none to be had, and a finding for each mistake in it."""
    try:
        found = find_config(given, environment)
        config = load(found.path, trusted=found.trusted)
    except ConfigError as error:
        fix = error.hint or "mend the line, then: digest config check"
        return None, [Finding("feeds.yaml", Level.ERROR, "", line, fix) for line in error.findings]
    return config, [_read_well(found, config)]


def _read_well(found: Found, config: Config) -> Finding:
    count = _count(len(config.feeds), "feed")
    text = f"the packaged list of {count}; 'digest init' makes one of your own" if found.packaged else count
    return Finding("feeds.yaml", Level.OK, str(found.path.resolve()), text)


def check_feeds(config: Config, state: Path, now: datetime) -> list[Finding]:
    """Return how the feeds answered when they were last asked: one finding for all, one for each that needs a person."""
    feeds = [feed for feed in config.feeds if not feed.paused]
    try:
        with Store.look(state) as store:
            states = store.feeds.states(feed.url for feed in feeds)
            dates = {feed.url: store.entries.dates(feed.url) for feed in feeds}
    except StateError:  # told by the check of the state; one that is not there yet has nothing to tell
        return [Finding("feeds", Level.OK, "", "nothing is known of them yet; digest today asks them")]
    asked = [feed for feed in feeds if states[feed.url].last_success or states[feed.url].failures]
    failing = [feed for feed in asked if states[feed.url].failures or states[feed.url].gone]
    findings = [_summary(len(feeds), len(asked), len(failing))]
    if len(failing) < len(asked) or len(asked) == 1:  # else it is not their doing, and a line for each says no more
        findings += [_failing(feed, states[feed.url], config.health.alert_after) for feed in failing]
    findings += [_moved(feed, states[feed.url]) for feed in asked if states[feed.url].permanent_url not in ("", feed.url)]
    quiet = [(feed, silence(dates[feed.url], now, _EVERY_DAY)) for feed in asked if feed not in failing]
    return findings + [_feed_finding(feed, words, "it may have moved: look at its site") for feed, words in quiet if words]


def _summary(feeds: int, asked: int, failing: int) -> Finding:
    if asked and asked == failing:
        return Finding(
            "feeds", Level.ERROR, "", "none of them answered when they were last asked", "look at the network: digest feeds check"
        )
    new = f", {feeds - asked} not asked yet" if asked < feeds else ""
    return Finding("feeds", Level.OK, "", f"{asked - failing} of {_count(feeds, 'feed')} answered when they were last asked{new}")


def _failing(feed: Feed, state: FeedState, alert_after: int) -> Finding:
    since = f" since {state.failing_since:%Y-%m-%d}" if state.failing_since else ""
    verb = "remove" if state.gone else "pause" if state.failures >= alert_after else "check"
    return _feed_finding(feed, f"{state.problem}, {_count(state.failures, 'time')} in a row{since}", command(verb, feed))


def _moved(feed: Feed, state: FeedState) -> Finding:
    url = state.permanent_url
    return _feed_finding(feed, f"has moved for good to {url}", f"{command('set', feed)} url={shlex.quote(url)}")


def _feed_finding(feed: Feed, text: str, fix: str) -> Finding:
    return Finding("feeds", Level.WARNING, feed.name, text, fix)


def check_mail(settings: MailSettings, environment: Mapping[str, str]) -> Finding:
    """Return whether a mail could be handed over; no server is asked."""
    complaint, fix = _by_server(settings, environment) if settings.via.startswith("smtp") else _by_program(settings)
    if complaint and not settings.to:
        return Finding("mail", Level.OK, settings.via, "nobody is to be mailed (mail.to of feeds.yaml)")
    if complaint:
        return Finding("mail", Level.ERROR, settings.via, complaint, fix)
    to = f"to {', '.join(settings.to)}" if settings.to else "to nobody yet (mail.to of feeds.yaml, or --to)"
    return Finding("mail", Level.OK, settings.via, f"{to}; digest send tries it")


def check_owed(state: Path) -> list[Finding]:
    """Return the editions that were to be mailed and not accepted."""
    try:
        with Store.look(state) as store:
            debts = store.owed.debts(MAIL)
    except StateError:  # told by the check of the state
        return []
    return [
        Finding("mail", Level.WARNING, ", ".join(debt.recipients), f"not accepted: the edition of {debt.date}", "digest send --retry")
        for debt in debts
    ]


def _by_program(settings: MailSettings) -> tuple[str, str]:
    if settings.via != "sendmail":
        return ("", "") if shutil.which(settings.via) else ("is no program that can be run", "correct mail.via of feeds.yaml")
    try:
        find_sendmail()
    except Unavailable as error:
        return error.message, error.hint
    return "", ""


def _by_server(settings: MailSettings, environment: Mapping[str, str]) -> tuple[str, str]:
    if settings.ca_file and not Path(settings.ca_file).is_file():
        return f'there is no file "{settings.ca_file}"', "correct mail.ca_file of feeds.yaml"
    if not settings.user:
        return "", ""
    if not settings.password_command:
        return ("", "") if environment.get(PASSWORD) else (f"{PASSWORD} is not set", "set mail.password_command in feeds.yaml")
    program, _, _ = settings.password_command.partition(" ")
    if not _PROGRAM.fullmatch(program) or shutil.which(Path(program).expanduser()):  # what else the shell may make of it is not told
        return "", ""
    return f'"{program}" of mail.password_command is not on the PATH', "write its whole path, as 'command -v' prints it"


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
