"""feeds.yaml, read and checked: the border where a person's file becomes a `Config`, or one line per mistake.

`load` raises `ConfigError` with every finding of the file at once, each as `file:line: key: what is wrong; what to write`.
`edit` changes the file, and only the lines it must.
"""

from __future__ import annotations

from digest.config.load import Value, feed_value, load, read
from digest.config.nodes import parse_seconds
from digest.config.settings import Config, DigestSettings, FetchSettings, HealthSettings, MailSettings, RankSettings

__all__ = [
    "Config",
    "DigestSettings",
    "FetchSettings",
    "HealthSettings",
    "MailSettings",
    "RankSettings",
    "Value",
    "feed_value",
    "load",
    "parse_seconds",
    "read",
]
