"""How well sentences of two documents would stand for each other: content, length and figures.

A pair is scored by the cosine of its vectors, less the usual cosine of either side with its nearest
few (the margin of Artetxe and Schwenk 2019): a sentence about everything is near to all others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from rag.language.figures import figures
from rag.language.same_figures import unmatched
from rag.types.figures import Figure

Scores = npt.NDArray[np.float64]
Embed = Callable[[Sequence[str]], npt.NDArray[np.float32]]

# Tuned by `scripts/bench alignment --seed 11` and 12; what it gives for others stands in its file.
NEAREST = 4
MARGIN = 0.8
# A counterpart e**0.3 times longer than usual costs nothing; the cost grows from there.
FREE_STRETCH = 0.3
COST_OF_STRETCH = 0.05
SAME_FIGURES = 0.1
OTHER_FIGURES = 0.3


@dataclass(frozen=True, slots=True)
class Side:
    """The sentences of a document, or its neighbouring sentences two by two."""

    texts: tuple[str, ...]
    vectors: npt.NDArray[np.float32]
    figures: tuple[tuple[Figure, ...], ...]

    @classmethod
    def of(cls, texts: Sequence[str], vectors: npt.NDArray[np.float32]) -> Side:
        return cls(tuple(texts), vectors, tuple(tuple(figures(text)) for text in texts))

    @property
    def lengths(self) -> Scores:
        return np.array([max(len(text), 1) for text in self.texts], dtype=np.float64)


def met(first: npt.NDArray[np.float32], second: npt.NDArray[np.float32]) -> float:
    """The share of the vectors of the shorter side that are nearest to one of the other side and
    have it nearest: of translations .71 with a fifth of each left out, of unrelated speeches .1."""
    cosines = first @ second.T
    there, back = cosines.argmax(axis=1), cosines.argmax(axis=0)
    mutual = int((back[there] == np.arange(len(first))).sum())
    return mutual / min(len(first), len(second))


def in_pairs(sentences: Sequence[str]) -> list[str]:
    """Each sentence joined with the next."""
    return [f"{first} {second}" for first, second in pairwise(sentences)]


@dataclass(frozen=True, slots=True)
class Usual:
    """How close the sentences of a side usually are to their nearest few of the other side, and how
    much longer the second document is, as a logarithm."""

    first: Scores
    second: Scores
    stretch: float

    @classmethod
    def of(cls, first: Side, second: Side) -> Usual:
        cosines = _cosines(first, second)
        stretch = float(np.log(second.lengths.sum() / first.lengths.sum()))
        return cls(_nearest(cosines), _nearest(cosines.T), stretch)


def scores(first: Side, second: Side, usual: Usual) -> Scores:
    """[len(first), len(second)]: how well each would stand for each."""
    near_first, near_second = (
        _as_long_as(near, len(side.texts))
        for near, side in ((usual.first, first), (usual.second, second))
    )
    result = _cosines(first, second) - MARGIN * (near_first[:, None] + near_second[None, :]) / 2
    longer = np.log(second.lengths)[None, :] - np.log(first.lengths)[:, None] - usual.stretch
    result -= COST_OF_STRETCH * np.maximum(0.0, np.abs(longer) - FREE_STRETCH)
    _count_figures(result, first, second)
    return result


def _count_figures(result: Scores, first: Side, second: Side) -> None:
    """Equal figures speak for a pair, others against it."""
    stating = [np.array([bool(found) for found in side.figures]) for side in (first, second)]
    either = stating[0][:, None] | stating[1][None, :]
    both = stating[0][:, None] & stating[1][None, :]
    # The others are lost without a look at their figures.
    worth = np.argwhere(both & (result > -SAME_FIGURES))
    result[either] -= OTHER_FIGURES
    for row, column in worth.tolist():
        if not unmatched(first.figures[row], second.figures[column]):
            result[row, column] += OTHER_FIGURES + SAME_FIGURES


def _cosines(first: Side, second: Side) -> Scores:
    return (first.vectors @ second.vectors.T).astype(np.float64)


def _nearest(cosines: Scores) -> Scores:
    """The mean cosine of each row with its nearest few."""
    few = min(NEAREST, cosines.shape[1])
    return np.asarray(np.sort(cosines, axis=1)[:, -few:].mean(axis=1))


def _as_long_as(near: Scores, count: int) -> Scores:
    """`near` for single sentences, or for neighbours two by two: the nearer of the two."""
    return near if len(near) == count else np.maximum(near[:-1], near[1:])
