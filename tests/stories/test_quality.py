"""Floors under the judgement of the stages, over corpora that may lie beside the repository."""

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from scripts.quality_adapters import cluster, rank, summarise


@pytest.fixture(scope="module")
def score(shared: Path) -> ModuleType:
    location = shared / "corpora" / "stories" / "score.py"
    if not location.exists():
        pytest.skip(f"no {location}: the yardsticks of stories are not here")
    found = importlib.util.spec_from_file_location("score", location)
    assert found
    assert found.loader
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def printed(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_strangers_are_left_alone_in_batches_small_and_large(score: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    score.do_apart(cluster)

    *small, every = [line["alone"] for line in printed(capsys)]

    assert min(small) >= 0.95
    assert every >= 0.80


def test_headlines_of_one_event_are_found(score: ModuleType) -> None:
    sets = [score.feeds(score.rows("uci"), draw) for draw in range(8)]

    precision, _, f1 = score.mean([score.bcubed([d["label"] for d in docs], cluster([score.public(d) for d in docs])) for docs in sets])

    assert precision >= 0.895
    assert f1 >= 0.845


def test_unrelated_articles_stay_apart_when_their_texts_are_read(score: ModuleType) -> None:
    articles = [
        {"id": row["id"], "title": "", "text": row["docs"][0]["text"], "source": f"s{at}"} for at, row in enumerate(score.rows("cnndm"))
    ]

    assert sum(count == 1 for count in Counter(cluster(articles)).values()) >= 0.97 * len(articles)


def test_the_stories_most_publishers_tell_come_first(score: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    score.do_rank(rank, cluster)

    (line,) = printed(capsys)

    assert line["nDCG10"] >= 0.93
    assert line["P10"] >= 0.75


def test_summaries_are_verbatim_and_say_more_than_first_sentences(score: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    score.do_summarise(summarise)
    ours = {line["set"]: line for line in printed(capsys)}
    score.do_summarise(score.base_lead)
    lead = {line["set"]: line for line in printed(capsys)}

    assert {line["faithful"] for line in ours.values()} == {1.0}
    assert ours["cnndm"]["R2"] >= 1.2 * lead["cnndm"]["R2"]
