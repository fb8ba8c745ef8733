"""Ten feeds.yaml as ten people write them by hand."""

from __future__ import annotations

COMMENTED = """\
# What I read.
#
#   blogs first, the rest later

version: 1
timezone: Europe/Vienna   # home

feeds:
  # --- blogs ---
  - {name: Simon Willison, url: https://simonwillison.example/atom/everything/, tags: [ai, python], weight: 1.5}   # daily
  - {name: Old blog, url: https://old.example/feed}

  # --- news ---
  - {name: "LWN: headlines", url: 'https://lwn.example/headlines/rss', tags: [linux]}
  #- {name: Retired, url: https://retired.example/feed}
  - {name: Hacker News, url: https://hn.example/rss, kind: aggregator}  # links

# what I care about
interests:
  - {match: [sqlite, "postgres*"], weight: 2}
"""

BARE = """\
feeds:
- https://a.example/feed
- https://b.example/rss.xml # b, now and then
- "https://c.example/?feed=rss2&x=1"

- https://d.example/atom
"""

BLOCKS = """\
feeds:
  - name: Ars
    url: https://ars.example/feed/
    tags:
      - news
      - hardware   # mostly
    weight: 1.2

  - name: Wired
    # moved in 2024
    url: https://wired.example/feed/rss
    cap: 3          # they post a lot
    tags:
    - news

  -
    name: Lobsters
    url: https://lobsters.example/rss
    kind: aggregator
    must: no

digest: {max_stories: 9}
"""

ANCHORS = """\
version: 1
feeds:
  - &quiet {name: Base, url: https://base.example/feed, tags: &science [science, space], weight: 0.5}
  - {<<: *quiet, name: Derived, url: https://derived.example/feed}
  - {name: Third, url: https://third.example/feed, tags: *science}
  - <<: *quiet
    name: Block of it
    url: https://block.example/feed
  - {name: Alone, url: https://alone.example/feed, tags: &own [x]}
"""

FLOW = (
    "{version: 1, feeds: [https://a.example/feed, {name: B, url: https://b.example/feed}, "
    "{url: https://c.example/feed, tags: [x, y]}], digest: {words: 40}}\n"
)

FLOW_LINES = """\
{
  "version": 1,
  "feeds": [
    {"name": "A", "url": "https://a.example/feed", "tags": ["one"]},
    {"name": "B", "url": "https://b.example/feed"},
    {
      "name": "C",
      "url": "https://c.example/feed",
      "must": true
    }
  ],
  "digest": {"words": 40}
}
"""

WINDOWS = """\
# Meine Feeds
feeds:
    - {name: Bücher & Spiele, url: https://a.example/feed}
    # dann
    - name: 日本語ニュース
      url: https://b.example/feed
      tags: [日本]

    - https://c.example/feed
rank: {sources: 1}
""".replace("\n", "\r\n")

MARKED = """\
\ufeff# with a byte order mark
feeds:
  - https://a.example/feed\t#\twith\ta\ttab
  - {name: 'It''s B', url: https://b.example/feed,\ttags: [a]} \t # x
#\tindented by hand
  - {name: C, url: https://c.example/feed}"""

UNFINISHED = """\
feeds:
  - name: 'A'
    url: "https://a.example/feed"
    tags: news
  - name: B
    url: https://b.example/feed
  - name: >-
      A name
      on two lines
    url: https://c.example/feed
    tags: [
      x,  # first
      y
    ]"""

TRAILING = """\
---
interests: [sqlite]
feeds: [
  # mornings
  https://a.example/feed,          # a
  {name: B, url: https://b.example/feed, },
  {name: C, url: https://c.example/feed, cap: 2},  # c
  # evenings
]
mute: [sponsored]   # always
...
"""

TASTES = (COMMENTED, BARE, BLOCKS, ANCHORS, FLOW, FLOW_LINES, WINDOWS, MARKED, UNFINISHED, TRAILING)
