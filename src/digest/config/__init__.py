"""feeds.yaml, read and checked: the border where a person's file becomes a `Config`, or one line per mistake.

`load` raises `ConfigError` with every finding of the file at once, each as `file:line: key: what is wrong; what to write`.
`add_feeds`, `remove_feed` and `change_feed` change only the lines they must.
"""

from __future__ import annotations

from digest.config.describe import described
from digest.config.edit import add_feeds, change_feed, remove_feed, with_feeds
from digest.config.load import Value, feed_value, load, read
from digest.config.nodes import parse_seconds
from digest.config.origin import annotated, settings
from digest.config.settings import Config, DigestSettings, FetchSettings, HealthSettings, MailSettings, RankSettings

__all__ = [
    "Config",
    "DigestSettings",
    "FetchSettings",
    "HealthSettings",
    "MailSettings",
    "RankSettings",
    "Value",
    "add_feeds",
    "annotated",
    "change_feed",
    "described",
    "feed_value",
    "load",
    "parse_seconds",
    "read",
    "remove_feed",
    "settings",
    "with_feeds",
]
