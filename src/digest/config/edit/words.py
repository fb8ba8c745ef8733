"""What is written into feeds.yaml: values, and a feed on one line or several."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

import yaml

from digest.config.edit.tree import Plain
from digest.config.load import Value
from digest.model import Feed, Kind

_PLAIN = re.compile(r"[\w][\w .&'()/-]*(?<! )")
_ADDRESS = re.compile(r"https?://[^\s,\[\]{}#\"'?:]+(:\d+)?[^\s,\[\]{}#\"'?:]*")


def written(value: Value, *, like: str | None = None) -> str:
    """Return a value as YAML, on one line, safe in brackets too; `like` is the quote around the one that it replaces."""
    if isinstance(value, tuple):
        return f"[{', '.join(scalar(item) for item in value)}]"
    if isinstance(value, str):
        return scalar(value, like=like)
    return str(value).lower() if isinstance(value, bool) else f"{value:g}"


def scalar(text: str, *, like: str | None = None) -> str:
    """Return a text as YAML, without quotes where it reads the same without them."""
    if like == "'":
        return "'" + text.replace("'", "''") + "'"
    if like != '"' and (_ADDRESS.fullmatch(text) or (_PLAIN.fullmatch(text) and yaml.safe_load(text) == text)):
        return text
    return json.dumps(text, ensure_ascii=False)


def line(parts: Mapping[str, Value]) -> str:
    """Return keys and values in braces."""
    return "{" + ", ".join(_pairs(parts)) + "}"


def block(parts: Mapping[str, Value]) -> str:
    """Return keys and values, a line each."""
    return "\n".join(_pairs(parts))


def said(parts: Mapping[str, Value]) -> dict[str, Plain]:
    """Return the parts as reading them gives them: texts, and lists of texts."""
    return {
        key: list(value) if isinstance(value, tuple) else value if isinstance(value, str) else written(value)
        for key, value in parts.items()
    }


def parts(feed: Feed) -> dict[str, Value]:
    """Return what a line of feeds.yaml says of a feed; what holds anyway is left out."""
    said_of: dict[str, Value] = {"name": feed.name} if feed.name else {}
    said_of["url"] = feed.url
    said_of |= {"tags": feed.tags} if feed.tags else {}
    said_of |= {"weight": feed.weight} if feed.weight != 1.0 else {}
    said_of |= {"cap": feed.cap} if feed.cap is not None else {}
    said_of |= {"kind": str(feed.kind)} if feed.kind is not Kind.FEED else {}
    said_of |= {"must": True} if feed.must else {}
    return said_of | ({"paused": True} if feed.paused else {})


def _pairs(parts: Mapping[str, Value]) -> list[str]:
    return [f"{key}: {written(value)}" for key, value in parts.items()]
