"""A question and sentences in, how far each sentence speaks to the question out.

Late interaction, sentence by sentence. A long sentence of a report lists a dozen results, so what
counts is its best window of clauses; a word that stands elsewhere in the sentence, or only in the
title and headings above it, counts at a discount.
"""

from __future__ import annotations

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
    if not asked.ids:
        return [Supported(0.0, sentence) for sentence in sentences]
    above = CONTEXT_DISCOUNT * asked.closeness([late.vocabulary.encode(context)])
    pieces = [late.vocabulary.piece(token) for token in asked.ids]
    place = pieces.index(key) if key in pieces else None
    return [_support(late, asked, text, sentence, above, place) for sentence in sentences]


def _support(
    late: LateInteraction,
    asked: Asked,
    text: str,
    sentence: Span,
    above: Floats,
    place: int | None,
) -> Supported:
    parts = clauses(text, sentence)
    closeness = asked.closeness([late.vocabulary.encode(part.slice(text)) for part in parts])
    base = np.maximum(SENTENCE_DISCOUNT * closeness.max(axis=1), above[:, 0])
    key = 1.0 if place is None else max(float(closeness[place].max()), float(above[place, 0]))
    best = Supported(-1.0, sentence, key)
    for first, last in _windows(len(parts)):
        met = np.maximum(closeness[:, first:last].max(axis=1), base)
        score = float(asked.importance @ met)
        if score > best.score:
            best = Supported(score, Span(parts[first].start, parts[last - 1].end), key)
    return best


def _windows(count: int) -> Iterator[tuple[int, int]]:
    """First and last clause of each window; a shorter window comes before a longer one."""
    for length in range(1, min(WINDOW_CLAUSES, count) + 1):
        for first in range(count - length + 1):
            yield first, first + length
