"""A question and sentences in, how far each sentence speaks to the question out.

Late interaction, sentence by sentence. A long sentence of a report lists a dozen results, so what
counts is its best window of clauses; a word that stands elsewhere in the sentence, or only in the
title and headings above it, counts at a discount.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

import numpy as np

from rag.language.sentences import clauses
from rag.late_interaction.encoder import QueryEncoder
from rag.late_interaction.query import EncodedQuery
from rag.models.reproducible import Floats, weighted
from rag.types.text import Span

# Tuned on the development part of the policy questions.
SENTENCE_DISCOUNT = 0.85
CONTEXT_DISCOUNT = 0.6
# Words less close than this have met nothing.
NEAR_COSINE = 0.4
# A fact and what it is about stand at most this many clauses apart.
WINDOW_CLAUSES = 3


@dataclass(frozen=True, slots=True)
class SentenceScore:
    """How far a sentence supports an answer, the window of it that does so most, how close the
    sentence, or what stands above it, comes to the most telling word of the question; of the
    whole sentence, wherever its words stand and without what stands above it, how far it supports
    the answer, and the share of the question that meets nothing near in it."""

    score: float
    window: Span
    key: float = 0.0
    alone: float = 0.0
    unmet: float = 0.0


def sentence_scores(
    encoder: QueryEncoder,
    question: str,
    text: str,
    sentences: Sequence[Span],
    context: str,
    *,
    key: str | None = None,
) -> list[SentenceScore]:
    """Support of each of the `sentences` of `text`, about 0 to 1; `context` stands above all,
    `key` is the piece of the question that must not be missed."""
    query = encoder.encode(question)
    if not query.ids or not sentences:
        return [SentenceScore(0.0, sentence) for sentence in sentences]
    parts = [clauses(text, sentence) for sentence in sentences]
    flat = [part for each in parts for part in each]
    closeness = query.without_name_pieces(query.closeness(_tokens_of(encoder, text, flat))).T
    context_ids = encoder.vocabulary.encode(context)
    above = CONTEXT_DISCOUNT * query.without_name_pieces(query.closeness([context_ids]))[:, 0]
    pieces = [encoder.vocabulary.piece(token) for token in query.ids]
    place = pieces.index(key) if key in pieces else None
    counts = np.array([len(each) for each in parts])
    ends = np.cumsum(counts)
    whole = np.maximum.reduceat(closeness, ends - counts, axis=0)
    base = np.maximum(SENTENCE_DISCOUNT * whole, above)
    scores = _scores(query, closeness, np.repeat(base, counts, axis=0))
    keys = np.ones(len(parts)) if place is None else np.maximum(whole[:, place], above[place])
    alone = weighted(whole, query.importance).tolist()
    unmet = weighted((whole < NEAR_COSINE).astype(np.float32), query.importance).tolist()
    best = (
        _best_window(each, [length[end - len(each) : end] for length in scores])
        for each, end in zip(parts, ends.tolist(), strict=True)
    )
    return [
        SentenceScore(score, window, *others)
        for (score, window), *others in zip(best, keys.tolist(), alone, unmet, strict=True)
    ]


def _tokens_of(encoder: QueryEncoder, text: str, parts: Sequence[Span]) -> list[list[int]]:
    """The token ids of each part; the parts are in order, and cut where no token crosses."""
    first, last = parts[0].start, parts[-1].end
    found = encoder.vocabulary.encode_offsets(text[first:last])
    starts = [first + start for _, start, _ in found]
    borders = [bisect_left(starts, part.start) for part in parts]
    borders_after = [bisect_left(starts, part.end) for part in parts]
    return [
        [token for token, _, _ in found[low:high]]
        for low, high in zip(borders, borders_after, strict=True)
    ]


def _scores(query: EncodedQuery, closeness: Floats, base: Floats) -> list[list[float]]:
    """For windows of one clause, of two and so on: the score of each, by its first clause.
    `closeness` [clauses, n], `base` [clauses, n] what counts without the window."""
    found, met = [], closeness
    for length in range(1, WINDOW_CLAUSES + 1):
        if len(met) > 0:
            counted = np.maximum(met, base[: len(met)])
            found.append(weighted(counted, query.importance).tolist())
            met = np.maximum(met[:-1], closeness[length:])
    return found


def _best_window(parts: Sequence[Span], scores: Sequence[Sequence[float]]) -> tuple[float, Span]:
    """The score of the best window of one sentence and where it stands, a shorter one before a
    longer one; `scores[k]` are those of the windows of k + 1 clauses that begin in it."""
    windows = [
        (score, first, first + longer)
        for longer, each in enumerate(scores[: len(parts)])
        for first, score in enumerate(each[: len(parts) - longer])
    ]
    score, first, last = max(windows, key=itemgetter(0))
    return score, Span(parts[first].start, parts[last].end)
