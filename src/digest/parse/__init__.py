"""Bytes to entries: `feed` reads a document, `skim` takes out of it beforehand what needs no reading."""

from __future__ import annotations

from digest.parse.feed import Parsed, Unreadable, bounded, parse_feed
from digest.parse.skim import Stale

__all__ = ["Parsed", "Stale", "Unreadable", "bounded", "parse_feed"]
