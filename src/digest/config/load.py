"""The keys of feeds.yaml, and how each is checked."""

from __future__ import annotations

import contextlib
import hashlib
import keyword
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import yaml

from digest.config import mail, nodes
from digest.config.nodes import Check, Findings, Wrong
from digest.config.settings import (
    CatchupSettings,
    Config,
    DigestSettings,
    FetchSettings,
    HealthSettings,
    MailSettings,
    RankSettings,
    RetentionSettings,
    StoriesSettings,
    SummarySettings,
)
from digest.errors import ConfigError, UsageError
from digest.model import Feed, Kind, Match
from digest.urls import canonical, host

Section = TypeVar("Section")
Value = str | float | bool | tuple[str, ...]  # of a feed's key

_NOWHERE = yaml.Mark("", 0, 0, 0, None, 0)  # of what is in no file

_Checks = Mapping[str, Check[object]]

_DIGEST: _Checks = {
    "max_stories": nodes.whole(1, 1000),
    "minutes": nodes.whole(1, 600),
    "words": nodes.whole(15, 400),
    "sections": nodes.one_of("none", "tags"),
    "reserve_rare": nodes.whole(0, 100),
}
_RANK: _Checks = dict.fromkeys(RankSettings.__slots__, nodes.number(0, 100))
_FETCH: _Checks = {
    "workers": nodes.whole(1, 256),
    "per_host": nodes.whole(1, 16),
    "timeout": nodes.seconds,
    "deadline": nodes.seconds,
    "max_feed": nodes.size,
    "max_page": nodes.size,
    "pages": nodes.one_of("candidates", "all", "none"),
    "allow_private": nodes.texts,
}
_HEALTH: _Checks = {
    "alert_after": nodes.whole(1, 1000),
    "remind_days": nodes.whole(1, 1000),
    "degraded_ratio": nodes.number(0, 1),
}
_RETENTION: _Checks = dict.fromkeys(RetentionSettings.__slots__, nodes.whole(1, 36_500))
_FEED: Mapping[str, Check[Value]] = {
    "name": nodes.text,
    "url": nodes.address,
    "tags": nodes.texts,
    "weight": nodes.number(0, 10),
    "cap": nodes.whole(1, 1000),
    "kind": nodes.one_of(*Kind),
    "must": nodes.truth,
    "paused": nodes.truth,
}
FEED_KEYS = tuple(_FEED)  # in the order in which they are written
_INTEREST: _Checks = {"match": nodes.patterns, "weight": nodes.number(-10, 10)}
_MUTE: _Checks = {"match": nodes.patterns, "until": nodes.day}
_KEYS = (
    "version", "timezone", "feeds", "interests", "mute", "digest", "rank", "stories", "catchup", "summary", "fetch", "health", "mail",
    "retention",
)  # fmt: skip


def load(path: Path, *, trusted: bool = True) -> Config:
    """Return the checked file; raises `ConfigError` with one line per mistake. One that is not trusted may not run programs."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise ConfigError((f"{path}: no such file",), hint="'digest init' writes one") from None
    except OSError as error:
        raise ConfigError((f"{path}: cannot be read: {error.strerror}",)) from error
    return read(data, name=str(path), trusted=trusted)


def read(data: bytes, *, name: str, trusted: bool = True) -> Config:
    """Return the checked content of a feeds.yaml; `name` is what messages call it."""
    findings = Findings(name)
    document = _members(_compose(data, name), findings)
    config = _config(document, findings, hashlib.sha256(data).hexdigest()[:16])
    if not trusted:
        mail.refuse_programs(config.mail, document, findings)
    if findings.lines():
        raise ConfigError(findings.lines())
    return config


def feed_value(key: str, text: str) -> Value | None:
    """Return what a person gives a feed's key as the value that belongs into the file; None for nothing: the key is to go.

    Raises `UsageError` with what to write instead.
    """
    if key not in _FEED:
        raise UsageError(f'a feed has no "{key}"', hint=nodes.suggestion(key, _FEED))
    words = [yaml.ScalarNode("", word.strip(), _NOWHERE, _NOWHERE) for word in (text.split(",") if key == "tags" else [text])]
    node = yaml.SequenceNode("", [word for word in words if word.value], _NOWHERE, _NOWHERE) if key == "tags" else words[0]
    try:
        return _FEED[key](node) if text.strip(" ,") else None
    except Wrong as wrong:
        raise UsageError(f"{key}: {wrong.message}") from None


def _compose(data: bytes, name: str) -> yaml.Node | None:
    try:
        return composed(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ConfigError((f"{name}:{line}: not UTF-8; save the file as UTF-8",)) from error
    except RecursionError:
        raise ConfigError((f"{name}: lists within lists without end; nothing here is deeper than four",)) from None
    except yaml.MarkedYAMLError as error:
        raise ConfigError((_syntax(error, data, name),)) from error
    except yaml.YAMLError as error:
        raise ConfigError((f"{name}: {' '.join(str(error).split())}",)) from error


def composed(text: str) -> yaml.Node | None:
    """Compose with libyaml where it is there, seven times as fast; what is wrong is told in the words of the one that is everywhere."""
    with contextlib.suppress(yaml.YAMLError, AttributeError):
        return yaml.compose(text, Loader=yaml.CSafeLoader)
    return yaml.compose(text, Loader=yaml.SafeLoader)


def _syntax(error: yaml.MarkedYAMLError, data: bytes, name: str) -> str:
    mark = error.problem_mark or error.context_mark
    line = mark.line if mark else 0
    rows = data.decode("utf-8-sig").splitlines()
    if line < len(rows) and re.match(r"\s*\t", rows[line]):
        return f"{name}:{line + 1}: indented with a tab; indent with spaces"
    said = (error.problem or "not YAML").replace("could not", "cannot")
    problem = "this line does not go with those above" if "<" in said else said  # <block end> is a word of the parser's
    return f"{name}:{line + 1}: {problem}; check the indentation, quotes and colons of this line and the one above"


def _members(root: yaml.Node | None, findings: Findings) -> dict[str, yaml.Node]:
    if root is None:
        findings.add(1, "", "the file is empty; write 'feeds:' and below it '  - https://example.org/feed.xml'")
        return {}
    document = nodes.members(root, _KEYS, findings, "")
    if "feeds" not in document and not findings.lines():
        findings.add(1, "feeds", "missing; write 'feeds:' and below it '  - https://example.org/feed.xml'")
    return document


def _config(document: Mapping[str, yaml.Node], findings: Findings, fingerprint: str) -> Config:
    def section(key: str, kind: type[Section], checks: _Checks) -> Section:
        values: dict[str, Any] = nodes.fields(document[key], checks, findings, key) if key in document else {}
        return kind(**{f"{name}_" if keyword.iskeyword(name) else name: value for name, value in values.items()})

    if "version" in document:
        findings.check("version", document["version"], nodes.whole(1, 1), 1)
    return Config(
        feeds=_feeds(document["feeds"], findings) if "feeds" in document else (),
        timezone=findings.check("timezone", document["timezone"], _zone, "local") if "timezone" in document else "local",
        interests=_matches(document, "interests", _INTEREST, findings),
        mute=_matches(document, "mute", _MUTE, findings),
        digest=section("digest", DigestSettings, _DIGEST),
        rank=section("rank", RankSettings, _RANK),
        stories=section("stories", StoriesSettings, {"window_days": nodes.whole(1, 365)}),
        catchup=section("catchup", CatchupSettings, {"max_days": nodes.whole(1, 365)}),
        summary=section("summary", SummarySettings, {"engine": nodes.text}),
        fetch=section("fetch", FetchSettings, _FETCH),
        health=section("health", HealthSettings, _HEALTH),
        mail=section("mail", MailSettings, mail.CHECKS),
        retention=section("retention", RetentionSettings, _RETENTION),
        fingerprint=fingerprint,
    )


def _zone(node: yaml.Node) -> str:
    from zoneinfo import ZoneInfo

    name = nodes.text(node)
    if name == "local":
        return name
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # not found, not a key, a folder
        raise Wrong(node, f'"{name}" is not a known time zone', "write local, or a name such as Europe/Berlin") from None
    return name


def _matches(document: Mapping[str, yaml.Node], key: str, checks: _Checks, findings: Findings) -> tuple[Match, ...]:
    if key not in document:
        return ()
    found = []
    for place, node in enumerate(nodes.items(document[key], findings, key), 1):
        where = f"{key}[{place}]"
        if isinstance(node, yaml.ScalarNode):
            words = findings.check(where, node, nodes.patterns, tuple[str, ...]())
            found.append(Match(patterns=words, name=where, line=node.start_mark.line + 1))
            continue
        values: dict[str, Any] = nodes.fields(node, checks, findings, where)
        if "match" in values:
            found.append(Match(patterns=values.pop("match"), name=where, line=node.start_mark.line + 1, **values))
        elif isinstance(node, yaml.MappingNode):
            findings.add(node.start_mark.line + 1, where, "match is missing; write match: [word, ...]")
    return tuple(found)


def _feeds(node: yaml.Node, findings: Findings) -> tuple[Feed, ...]:
    """Return the feeds, none of them twice; where its host alone names an earlier one, a feed is called by its address."""
    feeds: dict[str, Feed] = {}  # by canonical address
    names: set[str] = set()
    listed = [] if node.tag == "tag:yaml.org,2002:null" else nodes.items(node, findings, "feeds")
    for place, item in enumerate(listed, 1):
        where = f"feeds[{place}]"
        feed = _feed(item, findings, where)
        if feed is None:
            continue
        key = canonical(feed.url)
        if key in feeds:
            findings.add(feed.line, where, f'"{feed.url}" is already on line {feeds[key].line}; delete one of them')
            continue
        feeds[key] = replace(feed, name=key) if feed.name in names and feed.name == _named(feed.url) else feed
        names.add(feeds[key].name)
    if not feeds and not findings.lines():
        findings.add(node.start_mark.line + 1, "feeds", "there are none; write 'feeds:' and below it '  - https://example.org/feed.xml'")
    return tuple(feeds.values())


def _feed(node: yaml.Node, findings: Findings, where: str) -> Feed | None:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
        url = findings.check(where, node, nodes.address, "")
        return Feed(name=_named(url), url=url, line=line) if url else None
    if isinstance(node, yaml.SequenceNode):
        findings.add(line, where, "a list where a feed belongs; write an address, or {name: ..., url: ...}")
        return None
    asked = nodes.members(node, _FEED, Findings(""), "")
    values: dict[str, Any] = nodes.fields(node, _FEED, findings, where)
    if "url" not in asked:
        findings.add(line, where, "url is missing; write url: https://...")
    if "url" not in values:
        return None
    values["kind"] = Kind(values.get("kind", Kind.FEED))
    return Feed(**{"name": _named(values["url"]), "line": line, **values})


def _named(url: str) -> str:
    return host(url).removeprefix("www.").removeprefix("feeds.")
