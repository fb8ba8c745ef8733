"""Where each setting comes from: the line of the file that says it, else the default."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.config import read
from digest.config.origin import annotated, settings

FILE = b"""version: 1
feeds:
  - https://a.example/f
  - {name: B, url: https://b.example/f,
     tags: [x, y]}
  - url: https://c.example/f
    tags: z
interests:
  - rust
  - {match: [sqlite, "postgres*"], weight: 2}
digest: {words: 40,
  minutes: 5}
"""


def lines(data: bytes) -> dict[str, int | None]:
    return {setting.key: setting.line for setting in settings(read(data, name="feeds.yaml"), data)}


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("version", 1), ("timezone", None), ("feeds[1].name", None), ("feeds[1].url", 3), ("feeds[2].name", 4), ("feeds[2].tags", 5),
        ("feeds[3].tags", 7), ("interests[1].match", 9), ("interests[1].weight", None), ("interests[2].match", 10),
        ("interests[2].weight", 10), ("digest.words", 11), ("digest.minutes", 12), ("digest.max_stories", None), ("rank.sources", None),
    ],
)  # fmt: skip
def test_setting_comes_from_the_line_that_says_it(key: str, line: int | None) -> None:
    assert lines(FILE)[key] == line


def test_what_an_anchor_brings_comes_from_where_it_is_written() -> None:
    data = b"feeds:\n  - &first {url: https://a.example/f, name: A,\n     tags: [x]}\n  - {<<: *first, url: https://b.example/f, name: B}\n"

    assert lines(data)["feeds[2].tags"] == 3
    assert lines(data)["feeds[2].url"] == 4


def test_text_with_the_origins_is_a_feeds_yaml_that_says_the_same() -> None:
    config = read(FILE, name="feeds.yaml")

    again = read(annotated(config, FILE).encode(), name="again.yaml")

    assert (again.interests, again.digest, [(f.name, f.url, f.tags) for f in again.feeds]) == (
        config.interests,
        config.digest,
        [(f.name, f.url, f.tags) for f in config.feeds],
    )


def test_every_value_has_its_origin_behind_it() -> None:
    rows = annotated(read(FILE, name="feeds.yaml"), FILE).splitlines()

    bare = [row for row in rows if not row.endswith((":", "default")) and "  # line " not in row]
    assert [row for row in bare if row not in ("- match:", "  match:", "  tags:")] == []


@given(
    st.lists(st.text(st.characters(blacklist_categories=("Cc", "Cs", "Cf", "Zl", "Zp", "Co", "Cn")), min_size=1), min_size=1, max_size=3)
)
def test_names_of_any_characters_are_not_broken_by_the_origins(names: list[str]) -> None:
    import json

    data = "feeds:\n" + "".join(f"  - {{url: 'https://a.example/{n}', name: {json.dumps(name + '!')}}}\n" for n, name in enumerate(names))
    config = read(data.encode(), name="feeds.yaml")

    again = read(annotated(config, data.encode()).encode(), name="again.yaml")

    assert [feed.name for feed in again.feeds] == [feed.name for feed in config.feeds]
