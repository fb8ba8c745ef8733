"""Fit the weights of the extractive summaries to summaries that people wrote, and print how well that holds on unseen ones.

    python -m scripts.fit_summaries FOLDER [--write]

FOLDER holds `score.py` and the corpora it reads. The weights are a ridge regression: from a sentence's features to the share of its
pairs of words that the reference has. The figure is ROUGE-2 as a multiple of what the first sentences reach, cross-validated: each
tenth of the stories is summarised with weights fitted to the other nine; its deviation is the standard error over stories.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from digest.summarize import extractive
from digest.summarize.candidates import Candidate, candidates
from digest.summarize.choice import choose
from digest.summarize.extractive import features, offer
from scripts.quality_adapters import story_of

WEIGHTS = Path(extractive.__file__).parent / "weights.json"
FOLDS = 10
RIDGE = 100.0  # from 10 to 1,000 the figures differ by less than their error
Pairs = Counter[tuple[str, str]]
Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Case:
    """A story with its reference, made ready for many tries."""

    kind: str
    budget: int
    lead: float  # the ROUGE-2 of its first sentences
    found: tuple[Candidate, ...]
    values: Vector  # a row of features for each candidate
    lengths: Vector
    shares: Vector  # of each candidate's pairs, what the reference has
    tokens: tuple[tuple[str, ...], ...]
    reference: Pairs


def main() -> None:
    """Fit, print, and with --write keep the weights."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--write", action="store_true")
    options = arguments.parse_args()
    sys.path.insert(0, str(options.folder))
    cases = list(load(importlib.import_module("score")))
    weights = ridge(cases)
    report("cross-validated", [reached for fold in range(FOLDS) for reached in unseen(cases, fold)])
    report("on what was fitted", [(case, rouge(case, weights)) for case in cases])
    names = list(json.loads(WEIGHTS.read_text(encoding="utf-8")))
    text = json.dumps({name: round(weight, 3) for name, weight in zip(names, weights.tolist(), strict=True)}, indent=2) + "\n"
    print(text, end="")
    if options.write:
        WEIGHTS.write_text(text, encoding="utf-8")


def report(title: str, reached: Sequence[tuple[Case, float]]) -> None:
    """Print for each kind the mean ROUGE-2 as a multiple of the lead's, and its standard error."""
    for kind in dict.fromkeys(case.kind for case, _ in reached):
        ours = np.array([figure for case, figure in reached if case.kind == kind])
        lead = np.array([case.lead for case, _ in reached if case.kind == kind])
        times = ours.mean() / lead.mean()
        error = (ours - times * lead).std() / np.sqrt(len(lead)) / lead.mean()
        print(f"{kind:10} {len(lead):4} stories  {times:.3f} ± {error:.3f} times the lead, {title}")


def unseen(cases: Sequence[Case], fold: int) -> Iterator[tuple[Case, float]]:
    """Return the ROUGE-2 of the stories of a fold with weights fitted to the others."""
    weights = ridge([case for at, case in enumerate(cases) if at % FOLDS != fold])
    return ((case, rouge(case, weights)) for case in cases[fold::FOLDS])


def load(score: ModuleType) -> Iterator[Case]:
    """Return every story with its reference."""
    for kind, items in (("inshorts", score.rows("inshorts")), ("cnndm", score.rows("cnndm")), ("multinews", score.multinews())):
        for item in items:
            lead = [part for text in score.base_lead(item["title"], item["docs"], score.WORDS[kind]) for part in score.sents(text)]
            yield prepared(item, kind, score.rouge(item["ref"], lead)[1], score)


def prepared(item: Mapping[str, object], kind: str, lead: float, score: ModuleType) -> Case:
    """Return a story with all that does not depend on the weights."""
    story = story_of(item["title"], item["docs"])  # type: ignore[arg-type]
    found = tuple(candidates(story))
    tokens = tuple(tuple(score.toks(one.text)) for one in found)
    reference = Counter(pairwise(score.toks(item["ref"])))
    return Case(
        kind=kind,
        budget=score.WORDS[kind],
        lead=lead,
        found=found,
        values=np.array(features(found, story)),
        lengths=np.array([float(one.length) for one in found]),
        shares=np.array([overlap([one], reference) / max(1, len(one) - 1) for one in tokens]),
        tokens=tokens,
        reference=reference,
    )


def ridge(cases: Sequence[Case]) -> Vector:
    """Return the weights that best tell the shares; each story counts the same, in it each word."""
    told = [case for case in cases if case.found]
    counts = np.concatenate([np.sqrt(case.lengths / case.lengths.sum()) for case in told])
    values = np.concatenate([case.values for case in told]) * counts[:, None]
    scale = values.std(axis=0) + 1e-9
    scaled = values / scale
    wanted = np.concatenate([case.shares for case in told]) * counts
    solved: Vector = np.linalg.solve(scaled.T @ scaled + RIDGE * np.eye(len(scale)), scaled.T @ wanted) / scale
    return solved


def rouge(case: Case, weights: Vector) -> float:
    """Return the ROUGE-2 of the sentences that the weights choose."""
    if not case.found:
        return 0.0
    said = [case.tokens[at] for at in choose(offer(case.found, case.values.tolist(), weights.tolist(), case.budget))]
    length = sum(map(len, said))
    return 200 * overlap(said, case.reference) / (case.reference.total() + max(1, length - 1))


def overlap(said: Sequence[Sequence[str]], reference: Pairs) -> int:
    """Return how many pairs of words some sentences share with the reference."""
    return (Counter(pairwise([token for tokens in said for token in tokens])) & reference).total()


if __name__ == "__main__":
    main()
