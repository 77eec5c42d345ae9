"""A question and sentences in, how far each sentence speaks to the question out.

Late interaction, sentence by sentence. A long sentence of a report lists a dozen results, so what
counts is its best window of clauses; a word that stands elsewhere in the sentence, or only in the
title and headings above it, counts at a discount.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from rag.language.sentences import clauses
from rag.models.late import Asked, LateInteraction
from rag.models.table import Floats
from rag.types import Span

# Tuned on the development part of the policy questions.
SENTENCE_DISCOUNT = 0.85
CONTEXT_DISCOUNT = 0.6
# A fact and what it is about stand at most this many clauses apart.
WINDOW_CLAUSES = 3


@dataclass(frozen=True, slots=True)
class Supported:
    """How far a sentence supports an answer, the window of it that does so most, and how close
    the sentence, or what stands above it, comes to the most telling word of the question."""

    score: float
    window: Span
    key: float = 0.0


def supports(
    late: LateInteraction,
    question: str,
    text: str,
    sentences: Sequence[Span],
    context: str,
    *,
    key: str | None = None,
) -> list[Supported]:
    """Support of each of the `sentences` of `text`, about 0 to 1; `context` stands above all,
    `key` is the piece of the question that must not be missed."""
    asked = late.asked(question)
    if not asked.ids or not sentences:
        return [Supported(0.0, sentence) for sentence in sentences]
    parts = [clauses(text, sentence) for sentence in sentences]
    flat = [part for each in parts for part in each]
    closeness = asked.closeness(_tokens_of(late, text, flat))
    above = CONTEXT_DISCOUNT * asked.closeness([late.vocabulary.encode(context)])
    pieces = [late.vocabulary.piece(token) for token in asked.ids]
    place = pieces.index(key) if key in pieces else None
    ends = np.cumsum([len(each) for each in parts])
    return [
        _support(asked, each, closeness[:, end - len(each) : end], above, place)
        for each, end in zip(parts, ends.tolist(), strict=True)
    ]


def _tokens_of(late: LateInteraction, text: str, parts: Sequence[Span]) -> list[list[int]]:
    """The token ids of each part; the parts are in order, and cut where no token crosses."""
    first, last = parts[0].start, parts[-1].end
    found = late.vocabulary.encode_offsets(text[first:last])
    starts = [first + start for _, start, _ in found]
    borders = [bisect_left(starts, part.start) for part in parts]
    borders_after = [bisect_left(starts, part.end) for part in parts]
    return [
        [token for token, _, _ in found[low:high]]
        for low, high in zip(borders, borders_after, strict=True)
    ]


def _support(
    asked: Asked, parts: Sequence[Span], closeness: Floats, above: Floats, place: int | None
) -> Supported:
    """The best window of one sentence; `closeness` [n, len(parts)] is that of its clauses."""
    base = np.maximum(SENTENCE_DISCOUNT * closeness.max(axis=1), above[:, 0])
    key = 1.0 if place is None else max(float(closeness[place].max()), float(above[place, 0]))
    windows = list(_windows(len(parts)))
    met = np.array([closeness[:, first:last].max(axis=1) for first, last in windows])
    scores = np.maximum(met, base) @ asked.importance
    first, last = windows[int(scores.argmax())]
    return Supported(float(scores.max()), Span(parts[first].start, parts[last - 1].end), key)


def _windows(count: int) -> Iterator[tuple[int, int]]:
    """First and last clause of each window; a shorter window comes before a longer one."""
    for length in range(1, min(WINDOW_CLAUSES, count) + 1):
        for first in range(count - length + 1):
            yield first, first + length
