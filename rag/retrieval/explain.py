"""A question and a passage in, the words of the one that met words of the other out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rag.language.function_words import FUNCTION_WORDS
from rag.models.late import LateInteraction
from rag.models.table import Floats
from rag.types import Match, Span

# Below this, two tokens are more neighbours by topic than by meaning (拆除 ~ 改造 is .45).
SHOWN_COSINE = 0.5
_Pair = tuple[Span, Span]


def matches(late: LateInteraction, question: str, passage: str) -> tuple[Match, ...]:
    """Each important word of the question with the word of the passage that it is closest to, in
    the order of the question; neighbours that met neighbours are shown together."""
    asked = late.asked(question)
    given = late.vocabulary.encode_offsets(passage)
    if not given or not asked.ids:
        return ()
    tokens = [token for token, _, _ in given]
    cosines = asked.cosines(tokens)
    pairs: list[_Pair] = []
    for token, start, end in late.vocabulary.encode_offsets(question):
        if _tells(late.vocabulary.piece(token)):
            met = _closest(late, cosines[asked.ids.index(token)], tokens)
            if met is not None:
                pairs.append((Span(start, end), Span(*given[met][1:])))
    words = [
        Match(a.slice(question), b.slice(passage)) for a, b in _joined(pairs, question, passage)
    ]
    return tuple(dict.fromkeys(words))


def _closest(late: LateInteraction, cosines: Floats, tokens: Sequence[int]) -> int | None:
    """The place of the first of the closest tokens that tell something; None if none is close."""
    near = np.flatnonzero(cosines >= SHOWN_COSINE)
    for place in near[np.argsort(-cosines[near], kind="stable")].tolist():
        if _tells(late.vocabulary.piece(tokens[place])):
            return int(place)
    return None


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
