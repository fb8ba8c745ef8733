"""Simple methods for the same jobs, that `quality stories` scores in the same run as the product.

TF-IDF with the word statistics of the batch, as peers do it; thresholds tuned on the same halves, in their favour.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from digest.sentences import sentences
from digest.stories.link import average_link as linked

Document = Mapping[str, str | float]  # id, title, text, source, ts (seconds)
Vector = Mapping[str, float]

LINK = 0.06  # cosine on average, of headlines
TEXT_LINK = 0.12  # of texts
PASS = 0.2  # cosine with a story's centroid


def average_link(docs: Sequence[Document]) -> list[int]:
    """Return the story of each document: clusters whose members are alike on average join, the most alike first."""
    enough = TEXT_LINK if all(doc["text"] for doc in docs) else LINK
    links: dict[int, dict[int, float]] = defaultdict(dict)
    holders: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for at, vector in enumerate(_vectors(docs)):
        shared: dict[int, float] = defaultdict(float)
        for term, weight in vector.items():
            for other, its_weight in holders[term]:
                shared[other] += weight * its_weight
            holders[term].append((at, weight))
        for other, cosine in shared.items():
            links[at][other] = links[other][at] = cosine / enough
    return linked([1] * len(docs), links)


def single_pass(docs: Sequence[Document]) -> list[int]:
    """Return the story of each document: the most alike of those before it, or its own."""
    centroids: list[dict[str, float]] = []
    labels: list[int] = []
    for vector in _vectors(docs):
        likeness = [_cosine(vector, centroid) for centroid in centroids]
        best = max(range(len(centroids)), key=lambda at: likeness[at], default=-1)
        if best < 0 or likeness[best] < PASS:
            centroids.append({})
            best = len(centroids) - 1
        for term, weight in vector.items():
            centroids[best][term] = centroids[best].get(term, 0.0) + weight
        labels.append(best)
    return labels


def by_sources(docs: Sequence[Document], labels: Sequence[int]) -> list[int]:
    """Return the stories by how many publishers tell them."""
    publishers: dict[int, set[object]] = defaultdict(set)
    for doc, label in zip(docs, labels, strict=True):
        publishers[label].add(doc["source"])
    return sorted(publishers, key=lambda label: -len(publishers[label]))


def lead(_title: str, docs: Sequence[Document], budget: int) -> list[str]:
    """Return the first sentences of the documents in turn, until the budget of words is spent; the title decides nothing."""
    found = [[text[start:end] for start, end in sentences(text)] for text in (str(doc["text"]) for doc in docs)]
    chosen: list[str] = []
    for turn in range(max(map(len, found))):
        for sentence in (of_one[turn] for of_one in found if turn < len(of_one)):
            if chosen and sum(len(one.split()) for one in (*chosen, sentence)) > budget:
                return chosen
            chosen.append(sentence)
    return chosen


def _vectors(docs: Sequence[Document]) -> list[Vector]:
    counted = [Counter(word for word in re.findall(r"[^\W_]+", f"{doc['title']} {doc['text']}".lower()) if len(word) > 3) for doc in docs]
    spread = Counter(word for counts in counted for word in counts)
    weighed = [{word: (1 + math.log(count)) * math.log((len(docs) + 1) / spread[word]) for word, count in one.items()} for one in counted]
    return [{word: weight / (_length(one) or 1.0) for word, weight in one.items()} for one in weighed]


def _cosine(vector: Vector, centroid: Vector) -> float:
    return sum(weight * centroid.get(word, 0.0) for word, weight in vector.items()) / (_length(centroid) or 1.0)


def _length(vector: Vector) -> float:
    return math.sqrt(sum(weight * weight for weight in vector.values()))
