"""The tables, as a list of small migrations that are never edited after a release."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from typing import Any

from digest.store.search import put

APPLICATION_ID = 0x64696773  # "digs"


def m001_the_first_tables(connection: sqlite3.Connection) -> None:
    """Make feeds, entries, articles, stories, editions, cursors. Times are whole seconds since 1970, UTC."""
    for statement in _FIRST_TABLES.split(";\n"):
        connection.execute(statement)


_FIRST_TABLES = """
CREATE TABLE feeds (
    url TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    -- what the server said of the document
    etag TEXT NOT NULL, last_modified TEXT NOT NULL, body_hash TEXT NOT NULL, permanent_url TEXT NOT NULL,
    wait_until INTEGER, problem TEXT NOT NULL, problem_code TEXT NOT NULL, gone INTEGER NOT NULL,
    -- how it went
    ttl INTEGER NOT NULL, skip_hours TEXT NOT NULL,  -- what the document asks for by itself
    failures INTEGER NOT NULL, failing_since INTEGER, first_success INTEGER, last_success INTEGER
) WITHOUT ROWID;

CREATE TABLE entries (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    -- what the feed said
    feed TEXT NOT NULL, uid TEXT NOT NULL, url TEXT NOT NULL, title TEXT NOT NULL, published INTEGER,
    authors TEXT NOT NULL, language TEXT NOT NULL, publisher TEXT NOT NULL,
    discussion TEXT NOT NULL, points INTEGER, comments INTEGER,
    -- what we add
    canonical TEXT NOT NULL, seen INTEGER NOT NULL, old INTEGER NOT NULL, moment INTEGER NOT NULL,
    UNIQUE (feed, uid)
);
CREATE INDEX entries_by_canonical ON entries (canonical) WHERE canonical != '';
CREATE INDEX entries_by_moment ON entries (moment);
CREATE INDEX entries_by_seen ON entries (seen);

CREATE TABLE articles (
    seq INTEGER PRIMARY KEY, text TEXT NOT NULL, reading TEXT NOT NULL, words INTEGER NOT NULL,
    note TEXT NOT NULL, standfirst TEXT NOT NULL
);

CREATE TABLE pages (
    canonical TEXT PRIMARY KEY, note TEXT NOT NULL, asked_at INTEGER NOT NULL,
    retry_at INTEGER  -- NULL: read, never asked again
) WITHOUT ROWID;

CREATE TABLE page_lines (
    seq INTEGER PRIMARY KEY, host TEXT NOT NULL,
    marks TEXT NOT NULL  -- fingerprints of the lines as the page had them, in order
);
CREATE INDEX page_lines_by_host ON page_lines (host, seq);

CREATE TABLE story_entries (seq INTEGER PRIMARY KEY, story TEXT NOT NULL);
CREATE INDEX story_entries_by_story ON story_entries (story);

CREATE TABLE editions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    date TEXT NOT NULL, cursor TEXT NOT NULL, revision INTEGER NOT NULL, view TEXT NOT NULL,
    fingerprint TEXT NOT NULL, made_at INTEGER NOT NULL, delivered_at INTEGER,
    start INTEGER NOT NULL, upto INTEGER NOT NULL,  -- the window
    printed INTEGER NOT NULL,  -- the order in which editions were last printed
    stories INTEGER NOT NULL, entries INTEGER NOT NULL, document TEXT NOT NULL,
    UNIQUE (date, cursor, revision)
);
CREATE INDEX editions_by_cursor ON editions (cursor, printed);
CREATE INDEX editions_by_print ON editions (printed);

CREATE TABLE edition_stories (
    edition INTEGER NOT NULL, story TEXT NOT NULL, PRIMARY KEY (edition, story)
) WITHOUT ROWID;
CREATE INDEX edition_stories_by_story ON edition_stories (story);

CREATE TABLE cursors (name TEXT PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID;

CREATE TABLE pending (
    cursor TEXT NOT NULL, seq INTEGER NOT NULL,  -- behind the cursor's position, of a feed that it was not moved for
    taken TEXT,  -- the date of the edition that took it in
    PRIMARY KEY (cursor, seq)
) WITHOUT ROWID;
"""


def m002_the_last_entries_of_a_feed(connection: sqlite3.Connection) -> None:
    """Find a feed's last entries without a look at all it ever had."""
    connection.execute("CREATE INDEX entries_by_feed ON entries (feed, moment)")


def m003_what_is_owed(connection: sqlite3.Connection) -> None:
    """Make the table of mails that were not accepted."""
    connection.execute(_OWED)


_OWED = """
CREATE TABLE owed (
    cursor TEXT NOT NULL, date TEXT NOT NULL, revision INTEGER NOT NULL,  -- of the edition
    recipient TEXT NOT NULL,
    stories TEXT NOT NULL,  -- the ids of those that are to be sent
    PRIMARY KEY (cursor, date, revision, recipient)
) WITHOUT ROWID
"""


def m004_what_a_reader_taught(connection: sqlite3.Connection) -> None:
    """Make lessons (`more`, `less`), mutes, and corrections (`merge`, `split`) with the entries they moved."""
    for statement in _TAUGHT_TABLES.split(";\n"):
        connection.execute(statement)


_TAUGHT_TABLES = """
CREATE TABLE lessons (story TEXT PRIMARY KEY, headline TEXT NOT NULL, more INTEGER NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE lesson_terms (
    story TEXT NOT NULL, place INTEGER NOT NULL, term TEXT NOT NULL, PRIMARY KEY (story, place)
) WITHOUT ROWID;

CREATE TABLE mutes (
    pattern TEXT PRIMARY KEY, until TEXT,  -- the last day it holds
    typed TEXT NOT NULL  -- the reader's date
) WITHOUT ROWID;

CREATE TABLE corrections (id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, said TEXT NOT NULL, at INTEGER NOT NULL);
CREATE TABLE moves (
    correction INTEGER NOT NULL, seq INTEGER NOT NULL,
    before TEXT NOT NULL, after TEXT NOT NULL,  -- stories; '' for an entry that was in none
    PRIMARY KEY (correction, seq)
) WITHOUT ROWID;
"""


def m005_what_history_needs(connection: sqlite3.Connection) -> None:
    """Make the full-text index, and what retention and cursors need to know."""
    for statement in _HISTORY.split(";\n"):
        connection.execute(statement)
    put(connection, connection.execute("SELECT seq, title, COALESCE(text, '') FROM entries LEFT JOIN articles USING (seq)"))
    documents = connection.execute("SELECT id, document FROM editions").fetchall()
    cited = ((number, seq) for number, document in documents for story in json.loads(document)["stories"] for seq in _cited(story))
    connection.executemany("INSERT OR IGNORE INTO citations (edition, seq) VALUES (?, ?)", cited)


def _cited(story: dict[str, Any]) -> set[int]:
    numbers = {1, *(sentence["source"] for sentence in story["sentences"])}
    return {source["seq"] for source in story["sources"] if source["number"] in numbers}


_HISTORY = """
CREATE VIRTUAL TABLE search USING fts5 (title, text, content = '', tokenize = 'unicode61 remove_diacritics 2');

CREATE TABLE citations (
    edition INTEGER NOT NULL, seq INTEGER NOT NULL,  -- the lead of a story that it shows, or what is quoted there
    PRIMARY KEY (edition, seq)
) WITHOUT ROWID;
CREATE INDEX citations_by_seq ON citations (seq);

CREATE TABLE forgotten (
    mark INTEGER PRIMARY KEY  -- of the feed and uid of an entry that is no longer kept, and is known all the same
);

CREATE TABLE opened (
    seq INTEGER PRIMARY KEY, at INTEGER NOT NULL  -- whose text a person has read
);

CREATE TABLE upkeep (
    task TEXT PRIMARY KEY, done_on TEXT NOT NULL  -- a local date
) WITHOUT ROWID;

CREATE INDEX pending_by_seq ON pending (seq);
"""


def m006_where_feeds_were(connection: sqlite3.Connection) -> None:
    """Make the table of earlier addresses: a forgotten entry is known by the one that its feed had then."""
    connection.execute("CREATE TABLE moved (feed TEXT NOT NULL, earlier TEXT NOT NULL, PRIMARY KEY (feed, earlier)) WITHOUT ROWID")


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (
    m001_the_first_tables,
    m002_the_last_entries_of_a_feed,
    m003_what_is_owed,
    m004_what_a_reader_taught,
    m005_what_history_needs,
    m006_where_feeds_were,
)
