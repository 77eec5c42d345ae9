"""Aligns the sentences of two texts that say the same in two languages, by dynamic programming over
1-1, 1-2, 2-1, 1-0 and 0-1 (Gale and Church 1993), with content and figures beside length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rag.ingestion.translations.closeness import Embed, Scores, Side, Usual, in_pairs, met, scores
from rag.language.same_figures import same_figures
from rag.language.sentences import sentences
from rag.types.text import Span
from rag.types.translations import AlignedSentences

# A sentence without a counterpart: two of them weigh more than a poor pair.
LEFT_OUT = 0.06
# Two sentences for one must be worth it: else one without a counterpart joins its neighbour (pairs
# that are right, of 1,100 with seeds 11 and 12: .994 with 0, .998 with .03 and .06).
COST_OF_JOINING = 0.03
# Steps through both texts, (sentences here, sentences there); a step that is first wins a tie.
STEPS = ((1, 0), (1, 1), (1, 2), (2, 1), (0, 1))
_NEVER = -1e9
# A score for each cell: for two texts of 4,000 sentences 130 MB, and half a minute.
MOST_SENTENCES = 4_000


@dataclass(frozen=True, slots=True)
class AlignedTexts:
    """The sentences that stand for each other, in order, and how many sentences each text has."""

    pairs: tuple[AlignedSentences, ...]
    here: int
    there: int

    @property
    def share(self) -> float:
        """The share of the sentences of the shorter text that have a counterpart."""
        return len(self.pairs) / max(1, min(self.here, self.there))


def align(here: str, there: str, embed: Embed, *, least_met: float = 0.0) -> AlignedTexts:
    """The sentences of `here` and `there` that stand for each other; those whose figures or years
    differ are left out. `embed` gives unit vectors [n, d] in which a text lies near its
    translation. Where a smaller share of the sentences than `least_met` meet, nothing is aligned:
    to see that takes a tenth of the time."""
    spans, others = sentences(here), sentences(there)
    if not spans or not others or max(len(spans), len(others)) > MOST_SENTENCES:
        return AlignedTexts((), len(spans), len(others))
    texts = [span.slice(here) for span in spans]
    other_texts = [span.slice(there) for span in others]
    vectors, other_vectors = embed(texts), embed(other_texts)
    if met(vectors, other_vectors) < least_met:
        return AlignedTexts((), len(spans), len(others))
    first, second = Side.of(texts, vectors), Side.of(other_texts, other_vectors)
    found = tuple(
        pair
        for rows, columns in _best_steps(_tables(first, second, embed))
        if _agree(pair := _joined(spans[rows], others[columns]), here, there)
    )
    return AlignedTexts(found, len(spans), len(others))


def _joined(here: Sequence[Span], there: Sequence[Span]) -> AlignedSentences:
    return AlignedSentences(Span(here[0].start, here[-1].end), Span(there[0].start, there[-1].end))


def _agree(pair: AlignedSentences, here: str, there: str) -> bool:
    return same_figures(pair.here.slice(here), pair.there.slice(there))


def _tables(first: Side, second: Side, embed: Embed) -> dict[tuple[int, int], Scores]:
    """The scores of the steps that pair sentences."""
    usual = Usual.of(first, second)
    tables = {(1, 1): scores(first, second, usual)}
    if len(second.texts) > 1:
        tables[1, 2] = scores(first, _two_by_two(second, embed), usual) - COST_OF_JOINING
    if len(first.texts) > 1:
        tables[2, 1] = scores(_two_by_two(first, embed), second, usual) - COST_OF_JOINING
    return tables


def _two_by_two(side: Side, embed: Embed) -> Side:
    texts = in_pairs(side.texts)
    return Side.of(texts, embed(texts))


def _best_steps(tables: dict[tuple[int, int], Scores]) -> list[tuple[slice, slice]]:
    """The pairs of the best way through both texts, as sentences of each."""
    steps = _steps(tables)
    row, column = steps.shape[0] - 1, steps.shape[1] - 1
    found = []
    while row or column:
        down, right = STEPS[steps[row, column]]
        if down and right:
            found.append((slice(row - down, row), slice(column - right, column)))
        row, column = row - down, column - right
    return found[::-1]


def _steps(tables: dict[tuple[int, int], Scores]) -> npt.NDArray[np.int8]:
    """[n + 1, m + 1]: the number in STEPS of the last step of the best way to each place."""
    n, m = tables[1, 1].shape
    skipped = LEFT_OUT * np.arange(m + 1)
    steps = np.full((n + 1, m + 1), STEPS.index((0, 1)), dtype=np.int8)
    best = [skipped]
    for row in range(1, n + 1):
        ways = _ways(tables, best, row)
        here = ways.max(axis=0)
        # A run of 0-1 steps: the best start of it, all along the row at once.
        reached = np.maximum.accumulate(here - skipped) + skipped
        arrived = here >= reached - 1e-12
        steps[row, arrived] = ways.argmax(axis=0)[arrived]
        best = [*best[-1:], reached]
    return steps


def _ways(tables: dict[tuple[int, int], Scores], best: Sequence[Scores], row: int) -> Scores:
    """[4, m + 1]: the score of each place in `row`, by each of the first four STEPS; `best` are
    the rows above, the last one last."""
    ways = np.full((4, len(best[-1])), _NEVER)
    ways[0] = best[-1] + LEFT_OUT
    for number, (down, right) in enumerate(STEPS[1:4], 1):
        if (down, right) in tables and len(best) >= down and row >= down:
            ways[number, right:] = best[-down][:-right] + tables[down, right][row - down]
    return ways
