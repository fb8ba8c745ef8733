"""What feeds.yaml may say, with the default of each setting."""

from __future__ import annotations

from dataclasses import dataclass, field

from digest.model import Feed, Match

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class DigestSettings:
    """The size and shape of an edition."""

    max_stories: int = 12
    minutes: int = 8  # of reading; the smaller of the two ends the edition
    words: int = 60  # of one summary
    sections: str = "none"  # or "tags"
    reserve_rare: int = 2  # places kept for feeds that seldom post


@dataclass(frozen=True, slots=True)
class RankSettings:
    """How much each signal counts; 0 switches it off."""

    sources: float = 1.2
    recency: float = 1.0
    interest: float = 1.5
    rarity: float = 1.0
    substance: float = 0.6
    discussion: float = 0.3


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """How the web is asked."""

    workers: int = 48
    per_host: int = 2
    timeout: float = 10.0  # seconds for one address, all in
    deadline: float = 60.0  # seconds for all addresses of a run
    max_feed: int = 8 * MEGABYTE  # bytes after decompression; largest real feed seen: 6.1 MB
    max_page: int = 4 * MEGABYTE
    pages: str = "candidates"  # "candidates", "all", "none"
    allow_private: tuple[str, ...] = ()  # hosts or networks that may be contacted though they are not public


@dataclass(frozen=True, slots=True)
class HealthSettings:
    """When a failing feed is worth a word."""

    alert_after: int = 3  # failures in a row before the footer offers a command
    remind_days: int = 7  # between two of them
    degraded_ratio: float = 0.5  # share of failed feeds that makes an edition exit 4


@dataclass(frozen=True, slots=True)
class StoriesSettings:
    """How long a story lives."""

    window_days: int = 14


@dataclass(frozen=True, slots=True)
class CatchupSettings:
    """How far back the first look at an entry counts it as news."""

    max_days: int = 7


@dataclass(frozen=True, slots=True)
class RetentionSettings:
    """How long what was fetched and made is kept."""

    items_days: int = 60  # entries and texts; what a living story, an edition or a reader needs stays longer
    editions_days: int = 400


@dataclass(frozen=True, slots=True)
class SummarySettings:
    """Who writes the summaries."""

    engine: str = "extractive"


@dataclass(frozen=True, slots=True)
class MailSettings:
    """Who mails an edition, to whom, and which way."""

    from_: str = ""  # empty: this user at this machine
    to: tuple[str, ...] = ()
    via: str = "sendmail"  # or the path of a program that is called as sendmail is, smtp://host:port, smtps://host:port
    user: str = ""  # to log in as; empty: no login
    password_command: str = ""  # prints the password; empty: $DIGEST_SMTP_PASSWORD
    ca_file: str = ""  # certificates that are trusted instead of the system's


@dataclass(frozen=True, slots=True)
class Config:
    """A whole feeds.yaml; every part has a default but the feeds."""

    feeds: tuple[Feed, ...]
    timezone: str = "local"  # or an IANA name
    interests: tuple[Match, ...] = ()
    mute: tuple[Match, ...] = ()
    digest: DigestSettings = field(default_factory=DigestSettings)
    rank: RankSettings = field(default_factory=RankSettings)
    stories: StoriesSettings = field(default_factory=StoriesSettings)
    catchup: CatchupSettings = field(default_factory=CatchupSettings)
    summary: SummarySettings = field(default_factory=SummarySettings)
    fetch: FetchSettings = field(default_factory=FetchSettings)
    health: HealthSettings = field(default_factory=HealthSettings)
    mail: MailSettings = field(default_factory=MailSettings)
    retention: RetentionSettings = field(default_factory=RetentionSettings)
    fingerprint: str = field(default="", compare=False)  # of the file's bytes
