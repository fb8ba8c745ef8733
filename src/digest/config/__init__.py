"""feeds.yaml, read and checked: the border where a person's file becomes a `Config`, or one line per mistake.

`load` raises `ConfigError` with every finding of the file at once, each as `file:line: key: what is wrong; what to write`.
`add_feed` changes only the lines it must.
"""

from __future__ import annotations

from digest.config.describe import described
from digest.config.edit import add_feed
from digest.config.load import load, read
from digest.config.nodes import parse_seconds
from digest.config.settings import Config, DigestSettings, FetchSettings, HealthSettings, MailSettings, RankSettings

__all__ = [
    "Config",
    "DigestSettings",
    "FetchSettings",
    "HealthSettings",
    "MailSettings",
    "RankSettings",
    "add_feed",
    "described",
    "load",
    "parse_seconds",
    "read",
]
