"""The query encoder: it makes of a question an EncodedQuery, which can be compared with texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice

import numpy as np
import numpy.typing as npt

from rag.language.vocabulary import Vocabulary
from rag.late_interaction.lexicon import Lexicon, Translated
from rag.late_interaction.name_search import NameSearch
from rag.late_interaction.neighbours import IndexNeighbours
from rag.late_interaction.per_index import PerIndexCache
from rag.late_interaction.query import EncodedQuery, Translation
from rag.late_interaction.transliteration import NO_TRANSLITERATION, TransliterationModel
from rag.models.reproducible import Floats
from rag.models.table import TokenTable
from rag.types.text import Span

# The tokens of a question: (id, start, end), the characters that each token covers.
Tokens = Sequence[tuple[int, int, int]]
# The stages of an answer encode the same question; several questions are answered at a time.
_REMEMBERED_QUESTIONS = 16
# Names whose transliterations are remembered.
_REMEMBERED_NAMES = 256
# A shorter word sounds like too many others; Chinese characters do not spell a longer one.
_NAME = re.compile(r"(?<![A-Za-z])[A-Za-z]{4,20}(?![A-Za-z])")
# The search for a name takes 1 to 10 milliseconds.
MOST_NAMES = 8


class QueryEncoder:
    """Encodes questions over one vocabulary and token table; safe between threads."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        table: TokenTable,
        lexicon: Lexicon | None = None,
        transliteration: TransliterationModel = NO_TRANSLITERATION,
    ) -> None:
        self.vocabulary = vocabulary
        self._table = table
        self._lexicon = lexicon or Lexicon(b"")
        self._name_search = NameSearch(vocabulary, transliteration)
        # For an index of 21,000 distinct tokens this takes 21 MB, and the remembered questions, of
        # 12 tokens each, take 16 MB more.
        self._neighbours = PerIndexCache(lambda ids: IndexNeighbours(ids, table))
        self._written: dict[str, tuple[tuple[int, ...], ...]] = {}  # replaced, never changed
        self.encode = lru_cache(maxsize=_REMEMBERED_QUESTIONS)(self._encoded)

    def weights(self, ids: Sequence[int]) -> Floats:
        """Learned importance of tokens, [len(ids)]; function words have a low importance."""
        return np.asarray(self._table.weights[list(ids)], dtype=np.float32)

    def neighbours(self, ids: npt.NDArray[np.uint16]) -> IndexNeighbours:
        """The neighbours among the sorted `ids` of an index, kept for the last few indexes."""
        return self._neighbours.of(ids)

    def transliterate(self, question: str, ids: npt.NDArray[np.uint16]) -> None:
        """Find transliterations of the question's unknown names in an index, so that they count in
        its later searches; `ids` are the tokens of all passages, concatenated."""
        query = self.encode(question)
        if not query.unknown_names:
            return
        names = self._name_search.names(ids)
        words = {
            word: names.written(word) or names.written(word.removesuffix("s"))
            for word, _ in query.unknown_names
        }
        self._written = dict([*self._written.items(), *words.items()][-_REMEMBERED_NAMES:])
        # Encoded again: two threads may have encoded it, and the cache keeps one query only.
        self.encode(question).transliterated = self._transliterated(query.unknown_names)

    def _transliterated(
        self, unknown: Iterable[tuple[str, tuple[int, ...]]]
    ) -> tuple[Translation, ...]:
        """The remembered transliterations of the names, whatever question they were found for."""
        found = ((positions, self._written.get(word, ())) for word, positions in unknown)
        return tuple(Translation(positions, written) for positions, written in found if written)

    def _encoded(self, question: str) -> EncodedQuery:
        """A figure is close only to itself: 61 is near 62 in the table, but is another figure.
        Punctuation has no importance."""
        ids = tuple(dict.fromkeys(self.vocabulary.encode(question)))
        pieces = [self.vocabulary.piece(token) for token in ids]
        importance = self.weights(ids)
        for position, piece in enumerate(pieces):
            if not any(character.isalnum() for character in piece):
                importance[position] = 0.0
        importance /= np.float32(max(float(importance.sum(dtype=np.float64)), 1e-9))
        exact = np.array([piece.isdigit() for piece in pieces], dtype=bool)
        translated = tuple(self._lexicon.translated(question))
        tokens = tuple(self.vocabulary.encode_offsets(question))
        translations = tuple(self._translations(ids, translated, tokens))
        unknown = tuple(islice(self._unknown(question, ids, translated, tokens), MOST_NAMES))
        transliterated, name_pieces = (
            self._transliterated(unknown),
            frozenset(self._name_pieces(question, ids, tokens)),
        )
        return EncodedQuery(
            ids, importance, exact, self._table, translations, unknown, transliterated, name_pieces
        )

    def _translations(
        self, ids: tuple[int, ...], translated: Sequence[Translated], tokens: Tokens
    ) -> Iterator[Translation]:
        """The translations that the lexicon gives for words of the question."""
        for word in translated:
            meanings = map(self.vocabulary.encode, word.meanings)
            yield Translation(
                _positions(ids, tokens, word.span),
                tuple(tuple(meaning) for meaning in meanings if meaning),
            )

    def _unknown(
        self, question: str, ids: tuple[int, ...], translated: Sequence[Translated], tokens: Tokens
    ) -> Iterator[tuple[str, tuple[int, ...]]]:
        """Names that only a transliteration can find: the lexicon does not know them, and the
        vocabulary cuts them into pieces. Abbreviations are left out: they are spelt, not spoken."""
        for found in _NAME.finditer(question):
            span = Span(*found.span())
            word = found.group().lower()
            known = any(words.span.overlaps(span) for words in translated)
            if not (known or found.group().isupper()) and len(self.vocabulary.encode(word)) > 1:
                yield word, _positions(ids, tokens, span)

    def _name_pieces(self, question: str, ids: tuple[int, ...], tokens: Tokens) -> Iterator[int]:
        """Positions of the pieces that names are cut into."""
        for found in _NAME.finditer(question):
            is_name = found.group().istitle()
            if is_name and len(self.vocabulary.encode(found.group().lower())) > 1:
                yield from _positions(ids, tokens, Span(*found.span()))


def _positions(ids: tuple[int, ...], tokens: Tokens, span: Span) -> tuple[int, ...]:
    """The positions, among the distinct `ids` of a question, of its tokens within `span`."""
    inside = [token for token, start, end in tokens if span.start <= start and end <= span.end]
    return tuple(dict.fromkeys(map(ids.index, inside)))
