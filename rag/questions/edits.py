"""The distance between two words in keys: Damerau's, with neighbouring letters swapped as one.

Damerau, F. J. (1964), "A technique for computer detection and correction of spelling errors"; here
each letter takes part in one edit at most (optimal string alignment).
"""

from __future__ import annotations

from rag.language.wordlists import words

# A word and its forms are no misspellings of each other: deficits, deficit.
_ENDINGS = words("s es d ed r er ing ly al n an ese y ism ist l")
# Nor are British and American spellings.
_SPELLINGS = (
    ("is", "iz"), ("our", "or"), ("re", "er"), ("ll", "l"), ("ys", "yz"), ("ce", "se"),
    ("nium", "num"), ("age", "ag"), ("mme", "m"), ("dge", "dg"), ("efa", "ifa"), ("ogue", "og"),
)  # fmt: skip


def distance(first: str, second: str, most: int, *, replacing: int = 1) -> int | None:
    """How many letters must be put in, left out, replaced, or swapped with the next one; None if
    more than `most`. A replaced letter counts as `replacing`."""
    if abs(len(first) - len(second)) > most:
        return None
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, letter in enumerate(first, 1):
        two_before, before, row = before, row, [i]
        for j, other in enumerate(second, 1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + replacing * (letter != other))
            swapped = i > 1 and j > 1 and letter == second[j - 2] and first[i - 2] == other
            row.append(min(cost, two_before[j - 2] + 1) if swapped else cost)
        if min(row) > most:
            return None
    return row[-1] if row[-1] <= most else None


def is_inflected(first: str, second: str) -> bool:
    """Whether the words are forms or spellings of one word."""
    short, long = sorted((first, second), key=len)
    stems = (short, short.removesuffix("e"), short.removesuffix("y"))
    if any(long == stem + ending for stem in stems for ending in _ENDINGS):
        return True
    if short[:-1] == long[:-1] and {short[-1], long[-1]} <= {"s", "d", "r", "y"}:
        return True
    return any(
        first.replace(british, american) == second.replace(british, american)
        for british, american in _SPELLINGS
    )
