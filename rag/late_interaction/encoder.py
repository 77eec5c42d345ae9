"""In: a question. Out: the same ready to meet texts, with what the vocabulary, the table, the
lexicon and the sounds of names know of its words."""

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

# The tokens of a question, each with where it begins and ends.
Cut = Sequence[tuple[int, int, int]]
# The stages of one answer ask about the same question; several are answered at a time.
_REMEMBERED_QUESTIONS = 16
# Names of which it is remembered what sounds like them.
_REMEMBERED_NAMES = 256
# A shorter word sounds like too much, a longer one is no name that characters spell.
_NAME = re.compile(r"(?<![A-Za-z])[A-Za-z]{4,20}(?![A-Za-z])")
# Each takes 1 to 10 milliseconds.
MOST_NAMES = 8


class QueryEncoder:
    """Readies questions over one vocabulary and token table; safe between threads."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        table: TokenTable,
        lexicon: Lexicon | None = None,
        sounds: TransliterationModel = NO_TRANSLITERATION,
    ) -> None:
        self.vocabulary = vocabulary
        self._table = table
        self._lexicon = lexicon or Lexicon(b"")
        self._name_search = NameSearch(vocabulary, sounds)
        # One of 21,000 distinct tokens takes 21 MB, and what is remembered of questions of 12
        # tokens 16 MB more.
        self._neighbours = PerIndexCache(lambda ids: IndexNeighbours(ids, table))
        self._written: dict[str, tuple[tuple[int, ...], ...]] = {}  # replaced, never changed
        self.encode = lru_cache(maxsize=_REMEMBERED_QUESTIONS)(self._encoded)

    def weights(self, ids: Sequence[int]) -> Floats:
        """Learned importance of tokens, [len(ids)]: function words have little."""
        return np.asarray(self._table.weights[list(ids)], dtype=np.float32)

    def neighbours(self, ids: npt.NDArray[np.uint16]) -> IndexNeighbours:
        """The rows of `ids`, kept for the last few arrays that were asked for."""
        return self._neighbours.of(ids)

    def transliterate(self, question: str, ids: npt.NDArray[np.uint16]) -> None:
        """Let names of the question that nothing else knows meet what sounds like them among the
        `ids` of an index, all its passages one behind the other."""
        query = self.encode(question)
        if not query.unknown_names:
            return
        names = self._name_search.names(ids)
        words = {
            word: names.written(word) or names.written(word.removesuffix("s"))
            for word, _ in query.unknown_names
        }
        self._written = dict([*self._written.items(), *words.items()][-_REMEMBERED_NAMES:])
        # Asked for again: of two threads that readied it, one's is kept.
        self.encode(question).transliterated = self._transliterated(query.unknown_names)

    def _transliterated(
        self, unknown: Iterable[tuple[str, tuple[int, ...]]]
    ) -> tuple[Translation, ...]:
        """What is known of the words, in whatever form of the question they stand."""
        found = ((places, self._written.get(word, ())) for word, places in unknown)
        return tuple(Translation(places, written) for places, written in found if written)

    def _encoded(self, question: str) -> EncodedQuery:
        """A figure is close only to itself: 61 is near 62 in the table, not in fact. Marks count
        for nothing."""
        ids = tuple(dict.fromkeys(self.vocabulary.encode(question)))
        pieces = [self.vocabulary.piece(token) for token in ids]
        importance = self.weights(ids)
        for place, piece in enumerate(pieces):
            if not any(character.isalnum() for character in piece):
                importance[place] = 0.0
        importance /= np.float32(max(float(importance.sum(dtype=np.float64)), 1e-9))
        exact = np.array([piece.isdigit() for piece in pieces], dtype=bool)
        translated = tuple(self._lexicon.translated(question))
        cut = tuple(self.vocabulary.encode_offsets(question))
        translations = tuple(self._translations(ids, translated, cut))
        unknown = tuple(islice(self._unknown(question, ids, translated, cut), MOST_NAMES))
        transliterated, name_pieces = (
            self._transliterated(unknown),
            frozenset(self._name_pieces(question, ids, cut)),
        )
        return EncodedQuery(
            ids, importance, exact, self._table, translations, unknown, transliterated, name_pieces
        )

    def _translations(
        self, ids: tuple[int, ...], translated: Sequence[Translated], cut: Cut
    ) -> Iterator[Translation]:
        """What the lexicon, and not the table, knows of the question's words."""
        for word in translated:
            meanings = map(self.vocabulary.encode, word.meanings)
            yield Translation(
                _places(ids, cut, word.span),
                tuple(tuple(meaning) for meaning in meanings if meaning),
            )

    def _unknown(
        self, question: str, ids: tuple[int, ...], translated: Sequence[Translated], cut: Cut
    ) -> Iterator[tuple[str, tuple[int, ...]]]:
        """Words, as they may be written in another script, that only their sound can find. An
        abbreviation is not spoken as a word."""
        for found in _NAME.finditer(question):
            span = Span(*found.span())
            word = found.group().lower()
            known = any(one.span.overlaps(span) for one in translated)
            if not (known or found.group().isupper()) and len(self.vocabulary.encode(word)) > 1:
                yield word, _places(ids, cut, span)

    def _name_pieces(self, question: str, ids: tuple[int, ...], cut: Cut) -> Iterator[int]:
        """Places of the pieces that names are cut into."""
        for found in _NAME.finditer(question):
            is_name = found.group().istitle()
            if is_name and len(self.vocabulary.encode(found.group().lower())) > 1:
                yield from _places(ids, cut, Span(*found.span()))


def _places(ids: tuple[int, ...], cut: Cut, span: Span) -> tuple[int, ...]:
    """Where the tokens of a stretch of the question, which is `cut` so, stand among its distinct
    `ids`."""
    inside = [token for token, start, end in cut if span.start <= start and end <= span.end]
    return tuple(dict.fromkeys(map(ids.index, inside)))
