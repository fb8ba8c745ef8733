"""Choose sentences of a story's articles, word for word, into a number of words.

The worth of a sentence is how much of a summary it would be: the share of its pairs of words that an editor's summary has, as told by
a few features and weights fitted to such summaries (`scripts/fit_summaries.py`), times its words. What is said is the set of
sentences worth most.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from digest.model import Sentence, Story
from digest.summarize.candidates import MARKS, Candidate, Terms, alike, candidates, terms_of, unit
from digest.summarize.choice import Offer, choose
from digest.text import language_of, words

LEAD = 1.3  # what the lead's sentences are worth against others: the headline is its own
REPEATED = 0.2  # of its worth, what a sentence loses when it says all that another says
RESTATED = 0.75  # share of a sentence's terms found in another, from which it is the other in fewer words


def quote(story: Story, budget: int) -> list[Sentence]:
    """Return the sentences that say most of a story in at most so many words: article by article, the lead first."""
    found = candidates(story)
    said = (found[at] for at in choose(offer(found, features(found, story), weights(), budget)))
    return [Sentence(one.text, one.source, one.start, one.end - one.start) for one in said]


def offer(found: Sequence[Candidate], rows: Sequence[Sequence[float]], weights: Sequence[float], budget: int) -> Offer:
    """Return the sentences as something to choose from, each worth what the weights make of its row of features."""
    at = {(one.source, one.start): number for number, one in enumerate(found)}
    return Offer(
        worth=[_worth(one, row, weights) for one, row in zip(found, rows, strict=True)],
        lengths=[one.length for one in found],
        needs=[None if one.follows is None else at[one.source, one.follows] for one in found],
        repeats=lru_cache(maxsize=None)(lambda one, other: _repeats(found[one].terms, found[other].terms)),
        budget=budget,
    )


def _worth(one: Candidate, row: Sequence[float], weights: Sequence[float]) -> float:
    share = sum(weight * value for weight, value in zip(weights, row, strict=True))
    return share * one.length * one.news * (LEAD if one.source == 1 else 1.0)


def _repeats(one: Terms, other: Terms) -> float:
    """Return how far a sentence says again what another says: all of it where it is the same in other words."""
    return 1.0 if max(_share(one, other), _share(other, one)) >= RESTATED else REPEATED * alike(one, other)


def _share(one: Terms, other: Terms) -> float:
    return sum(value * value for term, value in one.items() if term in other)


def features(found: Sequence[Candidate], story: Story) -> list[tuple[float, ...]]:
    """Return for each candidate the values that `weights.json` weighs, in its order."""
    whole = _whole(found)
    pairs = Counter(pair for one in found for pair in one.bigrams)
    titles = [terms_of(words(article.entry.title), language_of(article.entry.title, article.entry.language)) for article in story.articles]
    return [
        (
            1.0,
            math.log(1 + one.place),
            float(one.place == 0),
            alike(one.terms, whole),
            alike(one.terms, titles[one.source - 1]) / (1 + one.place),
            sum(pairs[pair] > 1 for pair in one.bigrams) / max(1, len(one.bigrams)),
            float(one.text.startswith(MARKS)),
        )
        for one in found
    ]


def _whole(found: Sequence[Candidate]) -> Terms:
    """Return the sum of all sentences, the first ones weighing most."""
    total: dict[str, float] = {}
    for one in found:
        for term, weight in one.terms.items():
            total[term] = total.get(term, 0.0) + weight / (1 + one.place)
    return unit(total)


@lru_cache(maxsize=1)
def weights() -> tuple[float, ...]:
    """Return the fitted weights, in the order of `features`."""
    return tuple(json.loads((files("digest.summarize") / "weights.json").read_text(encoding="utf-8")).values())
