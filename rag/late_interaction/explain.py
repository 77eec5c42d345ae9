"""The explanation of a hit: the words of the question, each with the passage's word that it met."""

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

# With a lower cosine two tokens share a topic rather than a meaning (拆除 ~ 改造 is .45).
SHOWN_COSINE = 0.5
_Pair = tuple[Span, Span]


def matches(
    encoder: QueryEncoder, question: str, passage: str, ids: NDArray[np.uint16]
) -> tuple[Match, ...]:
    """Each content word of the question with the closest word of the passage, in the order of the
    question. Adjacent words that met adjacent words are shown together. `ids` are the tokens of the
    passage and of the headings that are indexed in front of it."""
    query = encoder.encode(question)
    placed = encoder.vocabulary.placed(passage, ids)
    if not len(placed.ids) or not query.ids:
        return ()
    closest = _closest(encoder, query, placed)
    pairs = [
        (Span(start, end), closest[token])
        for token, start, end in encoder.vocabulary.encode_offsets(question)
        if token in closest
    ]
    words = [
        Match(a.slice(question), b.slice(passage)) for a, b in _joined(pairs, question, passage)
    ]
    return tuple(dict.fromkeys(words))


def _closest(encoder: QueryEncoder, query: EncodedQuery, placed: Placed) -> dict[int, Span]:
    """For each content word of the question, the span of the closest content word of the passage,
    the first of equals; a word without a close one is left out."""
    own = [
        position
        for position, token in enumerate(query.ids)
        if _is_content_word(encoder.vocabulary.piece(token))
    ]
    cosines = query.without_name_pieces(query.cosines(placed.ids))[own]
    near = np.flatnonzero((cosines >= SHOWN_COSINE).any(axis=0))
    words = map(encoder.vocabulary.piece, placed.ids[near].tolist())
    content = near[np.fromiter(map(_is_content_word, words), dtype=bool, count=len(near))]
    if not len(content):
        return {}
    cosines = cosines[:, content]
    met = content[cosines.argmax(axis=1)]
    starts, ends = placed.starts[met].tolist(), placed.ends[met].tolist()
    is_close = (cosines.max(axis=1) >= SHOWN_COSINE).tolist()
    return {
        query.ids[position]: Span(start, end)
        for position, start, end, close in zip(own, starts, ends, is_close, strict=True)
        if close
    }


@cache  # there are only as many arguments as the vocabulary has pieces
def _is_content_word(piece: str) -> bool:
    return piece.isalnum() and piece not in FUNCTION_WORDS


def _joined(pairs: list[_Pair], question: str, passage: str) -> list[_Pair]:
    """The pairs, with each pair that continues the one before on both sides joined to it."""
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
    """Whether only a space, a point or a hyphen stands between the spans: PM2.5, well-being."""
    between = text[first.end : second.start]
    return first.end <= second.start and (not between.strip() or between in ".-")
