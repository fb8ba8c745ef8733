"""What surrounds the program: its own parts, the clock, the way to the network, what the terminal can show."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from digest.app.web import environment_proxy
from digest.config.zone import zone_name
from digest.errors import ConfigError
from digest.model import Finding, Level
from digest.store import sqlite_version

EARLIEST = 2026  # this version was not there before
_PARTS = ("feedparser", "trafilatura", "lxml")  # of which a version tells something about what is read how


@dataclass(frozen=True, slots=True)
class Screen:
    """What standard output can show."""

    encoding: str
    columns: int | None  # None: it is no terminal
    color: bool = False
    links: bool = False


def check_program(program: Sequence[str]) -> Finding:
    """Return the versions of the program and of what it is made of."""
    about = " ".join(program)
    try:
        parts = [f"{name} {version(name)}" for name in _PARTS]
        own = version("digest-news")
    except PackageNotFoundError as error:
        return Finding("program", Level.ERROR, about, f"{error.name} is not installed", "pip install --force-reinstall digest-news")
    return Finding(
        "program", Level.OK, about, ", ".join([own, f"Python {platform.python_version()}", *parts, f"SQLite {sqlite_version()}"])
    )


def check_clock(timezone: str, now: datetime) -> Finding:
    """Return what today is, by the setting of feeds.yaml."""
    try:
        zone = zone_name(timezone)
        today = now.astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError) as error:
        return Finding("clock", Level.ERROR, "", f"the time zone of this machine is not clear: {error}", "set timezone in feeds.yaml")
    if now.year < EARLIEST:
        return Finding("clock", Level.ERROR, zone, f"it shows {today:%Y-%m-%d}", "set the clock: timedatectl set-ntp true")
    return Finding("clock", Level.OK, zone, f"today is {today:%Y-%m-%d}")


def check_proxy() -> Finding:
    """Return which way the feeds are asked."""
    try:
        proxy = environment_proxy()("https", "feeds.example.org")
    except ConfigError as error:
        return Finding("network", Level.ERROR, "", error.message, error.hint)
    if not proxy:
        return Finding("network", Level.OK, "directly", "no proxy is set")
    return Finding("network", Level.OK, proxy.rpartition("@")[2].removeprefix("http://"), "the proxy of https_proxy")


def check_language(screen: Screen) -> Finding:
    """Return what characters and colours can be shown."""
    if screen.columns is None:
        return Finding("output", Level.OK, "UTF-8", "no terminal")
    if screen.encoding.lower().replace("-", "") != "utf8":
        return Finding("output", Level.WARNING, screen.encoding, "nothing but ASCII is shown", "export LC_ALL=C.UTF-8")
    shows = ["colours"] * screen.color + ["links"] * screen.links
    return Finding("output", Level.OK, "UTF-8", ", ".join([f"{screen.columns} columns", *shows]))
