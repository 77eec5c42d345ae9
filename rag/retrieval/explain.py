"""A question and a passage in, the words of the one that met words of the other out."""

from __future__ import annotations

from rag.language.vocabulary import Vocabulary
from rag.models.table import TokenTable
from rag.types import Match, Span

# Below this, two tokens are more neighbours by topic than by meaning (拆除 ~ 改造 is .45).
SHOWN_COSINE = 0.5
# Tokens with less than this share of the question's heaviest token are function words.
SHOWN_IMPORTANCE = 0.3

_Pair = tuple[Span, Span]


class Explainer:
    """Shows why a passage was found, in the words of the texts as they are written."""

    def __init__(self, vocabulary: Vocabulary, table: TokenTable) -> None:
        self._vocabulary = vocabulary
        self._table = table

    def matches(self, question: str, passage: str) -> tuple[Match, ...]:
        """Each important word of the question with the word of the passage that it is closest
        to, in the order of the question; neighbours that met neighbours are shown together."""
        asked = self._vocabulary.encode_offsets(question)
        given = self._vocabulary.encode_offsets(passage)
        if not asked or not given:
            return ()
        ids = [token for token, _, _ in asked]
        importance = self._table.weights[ids]
        cosines = self._table.similarities(ids)[:, [token for token, _, _ in given]]
        pairs: list[_Pair] = []
        for i, (token, start, end) in enumerate(asked):
            best = int(cosines[i].argmax())
            same = given[best][0] == token
            if importance[i] < SHOWN_IMPORTANCE * importance.max():
                continue
            if cosines[i, best] < SHOWN_COSINE or (question[start:end].isdigit() and not same):
                continue
            pairs.append((Span(start, end), Span(*given[best][1:])))
        joined = _joined(pairs, question, passage)
        words = [Match(a.slice(question), b.slice(passage)) for a, b in joined]
        return tuple(dict.fromkeys(words))


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
    return first.end <= second.start and not text[first.end : second.start].strip()
