"""Query expansion: the weighted Terms, in both languages, that a question searches an index for.

Each token of the question may match the nearest tokens that occur in the index, in any language;
nearness is the cosine in the token table. A search for the best alternative of each token, weighted
by the token's weight for ranking, is late interaction (Khattab and Zaharia 2020, "ColBERT") on an
inverted index.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Sequence, Set

import numpy as np
from numpy.typing import NDArray

from rag.language.function_words import FUNCTION_WORDS
from rag.late_interaction.encoder import QueryEncoder
from rag.late_interaction.neighbours import Neighbourhood
from rag.types.questions import Term

Counts = NDArray[np.int64]

# Tokens with a higher cosine are taken as the same word in another form or language.
SAME_MEANING = 0.5
# A token that is not among the neighbours of a word is still close to it: by this share of the
# closeness of the furthest neighbour. Without this floor two of a hundred answers would be lost,
# because their words have closer neighbours elsewhere (XQuAD, English questions, candidates among
# 968 Chinese passages: .97 with 0, .99 with .7, 1 with 1; among 50,000 passages .7 is half a point
# worse than .4).
BEYOND = 0.4
# A word that discriminates less than this share of the most discriminative one is not shown.
LEAST_DISCRIMINATIVE = 0.25


def expand(encoder: QueryEncoder, question: str, occurring: NDArray[np.uint16]) -> tuple[Term, ...]:
    """One Term for each distinct token of the question; `occurring` are the sorted ids that the
    index holds."""
    query = encoder.encode(question)
    near = query.neighbourhoods(encoder.neighbours(occurring))
    meant: defaultdict[int, list[tuple[int, ...]]] = defaultdict(list)
    for word in (*query.translations, *query.transliterated):
        for position in word.positions:  # two names may share a piece
            meant[position] += word.meanings
    return tuple(
        Term(
            encoder.vocabulary.piece(token),
            weight,
            _alternatives(
                neighbourhood,
                weight,
                {first for first, *others in meant[position] if not others},
            ),
            tuple(meaning for meaning in meant[position] if len(meaning) > 1),
            BEYOND * weight * neighbourhood.beyond,
        )
        for position, (token, weight, neighbourhood) in enumerate(
            zip(query.ids, query.for_ranking.tolist(), near, strict=True)
        )
    )


def discriminative_terms(
    terms: Sequence[Term],
    importance: Sequence[float],
    passages_with: Callable[[Sequence[int]], Counts],
    passages: int,
) -> tuple[str, ...]:
    """The words of `terms` that tell passages apart, the most discriminative first: they are
    important, and few of the `passages` hold them or a word of nearly the same meaning."""
    weights = {}
    for term, important in zip(terms, importance, strict=True):
        if term.text in FUNCTION_WORDS:
            continue
        near = [
            token for token, cosine in term.alternatives if cosine >= term.weight * SAME_MEANING
        ]
        rarity = math.log((passages + 1) / (1 + int(passages_with(near).sum())))
        weights[term.text] = important * rarity
    best = max(weights.values(), default=0.0)
    words = sorted(weights, key=lambda word: -weights[word])
    return tuple(word for word in words if weights[word] > max(0.0, LEAST_DISCRIMINATIVE * best))


def _alternatives(
    near: Neighbourhood, weight: float, same: Set[int]
) -> tuple[tuple[int, float], ...]:
    """(id, strength) of the tokens with the `same` meaning, then of the nearest tokens, nearest
    first."""
    nearest = zip(near.ids.tolist(), (weight * near.closeness.astype(float)).tolist(), strict=True)
    others = [(token, strength) for token, strength in nearest if token not in same]
    return (*((token, weight) for token in sorted(same)), *others)
