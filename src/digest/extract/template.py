"""What repeats across a site's articles is its template, and no article.

Pure functions of fingerprints: who keeps them, and for how long, is not decided here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import blake2b

from digest.extract.lines import count_words, squash

SEEN_ON = 3  # other articles; with a single sibling, half of what was cut belonged to the article
SENTENCE = 12  # words; a shorter line may stand amid several articles and be theirs: "What happens next"
SAME_ARTICLE = 0.5  # of the lines shared: a copy or a new version of the article, no witness of a template


def fingerprints(text: str) -> tuple[str, ...]:
    """Return a fingerprint of each line, in order."""
    return tuple(blake2b(squash(line).encode(), digest_size=8).hexdigest() for line in text.split("\n"))


def without_template(lines: Sequence[str], siblings: Iterable[Sequence[str]]) -> list[str]:
    """Return the lines without those that stand on at least three other articles of the site: at head and tail any, amid it long ones.

    `siblings` are the fingerprints of the other articles; one that shares most of its lines is a copy, and does not count.
    """
    own = fingerprints("\n".join(lines)) if lines else ()
    seen = Counter(mark for sibling in siblings if not _is_copy(own, sibling) for mark in set(sibling))
    start, end = 0, len(lines)
    while start < end and seen[own[start]] >= SEEN_ON:
        start += 1
    while end > start and seen[own[end - 1]] >= SEEN_ON:
        end -= 1
    amid = zip(lines[start:end], own[start:end], strict=True)
    return [line for line, mark in amid if seen[mark] < SEEN_ON or count_words(line) < SENTENCE]


def _is_copy(own: Sequence[str], sibling: Sequence[str]) -> bool:
    shared = len(set(own) & set(sibling))
    return shared > SAME_ARTICLE * min(len(set(own)), len(set(sibling)))
