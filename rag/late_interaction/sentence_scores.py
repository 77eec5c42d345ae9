"""Sentence scores: how well each sentence of a passage would answer a question.

Late interaction, sentence by sentence. A long sentence of a report lists a dozen results, so its
best window of clauses counts; a word elsewhere in the sentence, or only in the title and headings
above it, counts at a discount.
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
# A word of the question whose closest word has a lower cosine is unmet.
NEAR_COSINE = 0.4
# The longest window: a fact and its subject stand within this many clauses.
WINDOW_CLAUSES = 3


@dataclass(frozen=True, slots=True)
class SentenceScore:
    """How well a sentence would answer. `score` is that of its best `window` of clauses, with the
    discounted context. `key` is the closeness of the sentence or its context to the key word of the
    question. `alone` is the score of the whole sentence without its context, and `unmet` the share
    of the question, by importance, that has no near word in the sentence."""

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
    """The score of each of the `sentences` of `text`, about 0 to 1. `context` is the title and the
    headings above them; `key` is the piece of the question that must not be missed."""
    query = encoder.encode(question)
    if not query.ids or not sentences:
        return [SentenceScore(0.0, sentence) for sentence in sentences]
    clause_spans = [clauses(text, sentence) for sentence in sentences]
    flat = [clause for sentence_clauses in clause_spans for clause in sentence_clauses]
    closeness = query.without_name_pieces(query.closeness(_tokens_of(encoder, text, flat))).T
    context_ids = encoder.vocabulary.encode(context)
    above = CONTEXT_DISCOUNT * query.without_name_pieces(query.closeness([context_ids]))[:, 0]
    pieces = [encoder.vocabulary.piece(token) for token in query.ids]
    position = pieces.index(key) if key in pieces else None
    counts = np.array([len(sentence_clauses) for sentence_clauses in clause_spans])
    ends = np.cumsum(counts)
    whole = np.maximum.reduceat(closeness, ends - counts, axis=0)
    base = np.maximum(SENTENCE_DISCOUNT * whole, above)
    scores = _scores(query, closeness, np.repeat(base, counts, axis=0))
    keys = (
        np.ones(len(clause_spans))
        if position is None
        else np.maximum(whole[:, position], above[position])
    )
    alone = weighted(whole, query.importance).tolist()
    unmet = weighted((whole < NEAR_COSINE).astype(np.float32), query.importance).tolist()
    best = (
        _best_window(
            sentence_clauses, [by_start[end - len(sentence_clauses) : end] for by_start in scores]
        )
        for sentence_clauses, end in zip(clause_spans, ends.tolist(), strict=True)
    )
    return [
        SentenceScore(score, window, *others)
        for (score, window), *others in zip(best, keys.tolist(), alone, unmet, strict=True)
    ]


def _tokens_of(encoder: QueryEncoder, text: str, clause_spans: Sequence[Span]) -> list[list[int]]:
    """The token ids of each clause; the clauses are in order, and no token crosses their
    borders."""
    first, last = clause_spans[0].start, clause_spans[-1].end
    found = encoder.vocabulary.encode_offsets(text[first:last])
    starts = [first + start for _, start, _ in found]
    borders = [bisect_left(starts, part.start) for part in clause_spans]
    borders_after = [bisect_left(starts, part.end) for part in clause_spans]
    return [
        [token for token, _, _ in found[low:high]]
        for low, high in zip(borders, borders_after, strict=True)
    ]


def _scores(query: EncodedQuery, closeness: Floats, base: Floats) -> list[list[float]]:
    """The scores of all windows of one clause, of all windows of two clauses and so on, each by its
    first clause. `closeness` is [clauses, n]; `base` [clauses, n] is the discounted closeness of
    the rest of the sentence and of the context."""
    found, met = [], closeness
    for length in range(1, WINDOW_CLAUSES + 1):
        if len(met) > 0:
            counted = np.maximum(met, base[: len(met)])
            found.append(weighted(counted, query.importance).tolist())
            met = np.maximum(met[:-1], closeness[length:])
    return found


def _best_window(
    clause_spans: Sequence[Span], scores: Sequence[Sequence[float]]
) -> tuple[float, Span]:
    """The score and the span of the best window of a sentence; of equals the shorter window.
    `scores[k]` are the scores of the windows of k + 1 clauses that begin in the sentence."""
    windows = [
        (score, first, first + longer)
        for longer, by_start in enumerate(scores[: len(clause_spans)])
        for first, score in enumerate(by_start[: len(clause_spans) - longer])
    ]
    score, first, last = max(windows, key=itemgetter(0))
    return score, Span(clause_spans[first].start, clause_spans[last].end)
