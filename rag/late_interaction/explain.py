"""A question and a passage in, the words of the one that met words of the other out."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from rag.language.function_words import FUNCTION_WORDS
from rag.language.vocabulary import Placed
from rag.late_interaction.encoder import QueryEncoder
from rag.late_interaction.query import EncodedQuery
from rag.types.questions import Match
from rag.types.text import Span

# Below this, two tokens are more neighbours by topic than by meaning (拆除 ~ 改造 is .45).
SHOWN_COSINE = 0.5
_Pair = tuple[Span, Span]


def matches(
    encoder: QueryEncoder, question: str, passage: str, ids: NDArray[np.uint16]
) -> tuple[Match, ...]:
    """Each important word of the question with the word of the passage that it is closest to, in
    the order of the question; neighbours that met neighbours are shown together. `ids` are those
    of the passage, whatever is indexed in front of it included."""
    query = encoder.encode(question)
    given = encoder.vocabulary.placed(passage, ids)
    if not len(given.ids) or not query.ids:
        return ()
    closest = _closest(encoder, query, given)
    pairs = [
        (Span(start, end), closest[token])
        for token, start, end in encoder.vocabulary.encode_offsets(question)
        if token in closest
    ]
    words = [
        Match(a.slice(question), b.slice(passage)) for a, b in _joined(pairs, question, passage)
    ]
    return tuple(dict.fromkeys(words))


def _closest(encoder: QueryEncoder, query: EncodedQuery, given: Placed) -> dict[int, Span]:
    """For each token asked that tells something, where the first of the closest tokens stands that
    do so too; none where none is close."""
    own = [
        place for place, token in enumerate(query.ids) if _tells(encoder.vocabulary.piece(token))
    ]
    cosines = query.without_name_pieces(query.cosines(given.ids))[own]
    near = np.flatnonzero((cosines >= SHOWN_COSINE).any(axis=0))
    words = map(encoder.vocabulary.piece, given.ids[near].tolist())
    discriminative_terms = near[np.fromiter(map(_tells, words), dtype=bool, count=len(near))]
    if not len(discriminative_terms):
        return {}
    cosines = cosines[:, discriminative_terms]
    met = discriminative_terms[cosines.argmax(axis=1)]
    starts, ends = given.starts[met].tolist(), given.ends[met].tolist()
    is_close = (cosines.max(axis=1) >= SHOWN_COSINE).tolist()
    return {
        query.ids[place]: Span(start, end)
        for place, start, end, close in zip(own, starts, ends, is_close, strict=True)
        if close
    }


@cache  # of the vocabulary's pieces
def _tells(piece: str) -> bool:
    return piece.isalnum() and piece not in FUNCTION_WORDS


def _joined(pairs: list[_Pair], question: str, passage: str) -> list[_Pair]:
    """Pairs whose two sides both continue the pair before, made one."""
    joined: list[_Pair] = []
    for query, source in pairs:
        if joined and _continues(joined[-1][0], query, question):
            last_query, last_source = joined[-1]
            if _continues(last_source, source, passage) or last_source.contains(source):
                end = max(last_source.end, source.end)
                joined[-1] = (Span(last_query.start, query.end), Span(last_source.start, end))
                continue
        joined.append((query, source))
    return joined


def _continues(first: Span, second: Span, text: str) -> bool:
    """Whether nothing but a space, a point or a hyphen stands between: PM2.5, well-being."""
    between = text[first.end : second.start]
    return first.end <= second.start and (not between.strip() or between in ".-")
