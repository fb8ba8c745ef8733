"""Fit the weights of the extractive summaries to summaries that people wrote, and print how well that holds on unseen ones.

    python -m scripts.fit_summaries FOLDER [--write]

FOLDER holds `score.py` and the corpora it reads. The weights are a ridge regression on how much of the reference a sentence
carries. Two halves fit each other's weights for the cross-validated figure: ROUGE-2 as a multiple of what the first sentences
reach. Climbing from there on the figure itself gained nothing on unseen summaries.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from digest.summarize import extractive
from digest.summarize.extractive import RESTATED, candidates, features, take
from scripts.quality_adapters import story_of

WEIGHTS = Path(extractive.__file__).parent / "weights.json"
Pairs = Counter[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Case:
    """A story with its reference, made ready for many tries."""

    kind: str
    budget: int
    lead: float  # the mean ROUGE-2 of first sentences on cases of this kind
    values: NDArray[np.float64]  # a row of features for each candidate
    repeats: NDArray[np.float64]
    lengths: NDArray[np.int64]
    tokens: tuple[tuple[str, ...], ...]
    reference: Pairs


def main() -> None:
    """Fit, print, and with --write keep the weights."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--write", action="store_true")
    options = arguments.parse_args()
    sys.path.insert(0, str(options.folder))
    cases = load(importlib.import_module("score"))
    halves = cases[::2], cases[1::2]
    unseen = {
        kind: sum(figures(half, ridge(other))[kind] for half, other in (halves, halves[::-1])) / 2 for kind in figures(cases, ridge(cases))
    }
    weights = ridge(cases)
    print("times the lead, cross-validated:", rounded(unseen))
    print("times the lead, all:", rounded(figures(cases, weights)))
    names = list(json.loads(WEIGHTS.read_text(encoding="utf-8")))
    text = json.dumps(rounded(dict(zip(names, weights.tolist(), strict=True))), indent=2) + "\n"
    print(text, end="")
    if options.write:
        WEIGHTS.write_text(text, encoding="utf-8")


def rounded(values: Mapping[str, float]) -> dict[str, float]:
    """Return the values with three decimals, which is more than they are worth."""
    return {name: round(value, 3) for name, value in values.items()}


def load(score: ModuleType) -> list[Case]:
    """Return every case of which something can be quoted."""
    cases = []
    for kind, items in (("inshorts", score.rows("inshorts")), ("cnndm", score.rows("cnndm")), ("multinews", score.multinews())):
        budget = score.WORDS[kind]
        leads = [
            score.rouge(item["ref"], [s for t in score.base_lead(item["title"], item["docs"], budget) for s in score.sents(t)])[1]
            for item in items
        ]
        cases += [case for item in items if (case := prepared(item, kind, budget, sum(leads) / len(leads), score))]
    return cases


def prepared(item: Mapping[str, object], kind: str, budget: int, lead: float, score: ModuleType) -> Case | None:
    """Return a case with all that does not depend on the weights, or None where nothing can be quoted."""
    story = story_of(item["title"], item["docs"])  # type: ignore[arg-type]
    found = candidates(story)
    if not found:
        return None
    terms = sorted({term for one in found for term in one.terms})
    matrix = np.array([[one.terms.get(term, 0.0) for term in terms] for one in found])
    shares = matrix**2 @ (matrix > 0).T
    return Case(
        kind=kind,
        budget=budget,
        lead=lead,
        values=np.array(features(found, story)),
        repeats=np.where(np.maximum(shares, shares.T) >= RESTATED, np.inf, matrix @ matrix.T),
        lengths=np.array([one.length for one in found]),
        tokens=tuple(tuple(score.toks(one.text)) for one in found),
        reference=Counter(pairwise(score.toks(item["ref"]))),
    )


def ridge(cases: Sequence[Case]) -> NDArray[np.float64]:
    """Return the weights that best tell, within a story, how many of the reference's pairs a sentence carries."""
    values = np.concatenate([case.values - case.values.mean(axis=0) for case in cases])
    carried = [np.array([overlap(case, [at]) for at in range(len(case.lengths))]) / case.reference.total() for case in cases]
    wanted = np.concatenate([one - one.mean() for one in carried])
    scale = values.std(axis=0) + 1e-9
    scaled = values / scale
    solved: NDArray[np.float64] = np.linalg.solve(scaled.T @ scaled + np.eye(len(scale)), scaled.T @ wanted) / scale
    return solved


def figures(cases: Sequence[Case], weights: NDArray[np.float64]) -> dict[str, float]:
    """Return for each kind the mean ROUGE-2 as a multiple of the lead's."""
    reached: dict[str, list[float]] = {}
    for case in cases:
        reached.setdefault(case.kind, []).append(rouge(case, weights) / case.lead)
    return {kind: sum(values) / len(values) for kind, values in reached.items()}


def rouge(case: Case, weights: NDArray[np.float64]) -> float:
    """Return the ROUGE-2 of the sentences that the weights choose."""
    chosen = take((case.values @ weights).tolist(), case.lengths.tolist(), case.repeats.tolist().__getitem__, case.budget)
    said = sum(len(case.tokens[at]) for at in chosen)
    return 200 * overlap(case, sorted(chosen)) / (case.reference.total() + max(1, said - 1))


def overlap(case: Case, chosen: Sequence[int]) -> int:
    """Return how many pairs of words the chosen sentences share with the reference."""
    return (Counter(pairwise([token for at in chosen for token in case.tokens[at]])) & case.reference).total()


if __name__ == "__main__":
    main()
