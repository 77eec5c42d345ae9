"""The ranking measures of a case: how early search finds the passages that answer."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

RANKING = ("Success@1", "Success@5", "Success@10", "R@100", "nDCG@10")


def ranked(ranks: Sequence[int | None]) -> dict[str, float]:
    """The ranking measures of one case. `ranks` has, for each gold entry, the rank (from 1) of the
    first passage that meets it, or None; entries first met by one passage follow one another.

    Recall and success as in Manning, Raghavan and Schütze, Introduction to Information Retrieval
    (2008), chapter 8; nDCG as in Järvelin and Kekäläinen (2002), every entry with gain 1 and the
    discount log2(1 + rank).
    """
    places = _places(ranks)
    hits = {cut: sum(place <= cut for place in places) for cut in (1, 5, 10, 100)}
    return {
        "Success@1": float(hits[1] > 0),
        "Success@5": float(hits[5] > 0),
        "Success@10": float(hits[10] > 0),
        "R@100": hits[100] / len(ranks),
        "nDCG@10": _gain(place for place in places if place <= 10)
        / _gain(range(1, min(len(ranks), 10) + 1)),
    }


def _places(ranks: Sequence[int | None]) -> list[int]:
    """Where each entry that was found stands, from 1, when each has a place of its own."""
    found = sorted(rank for rank in ranks if rank is not None)
    shared = 0  # how many entries so far were met by the passage of the one before
    places: list[int] = []
    for before, rank in zip([0, *found], found, strict=False):
        shared += rank == before
        places.append(rank + shared)
    return places


def _gain(places: Iterable[int]) -> float:
    return sum(1 / math.log2(1 + place) for place in places)
