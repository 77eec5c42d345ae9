"""In: a question, and texts as vocabulary ids. Out: how close each text comes to each word asked.

Late interaction over the rows of a token table: each token of the question meets the closest
token of the text, and counts by its learned importance. Khattab and Zaharia 2020, "ColBERT".
Query expansion, the reranker, the choice of sentences and the explanation of a match all rest on
the one matrix of an Asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from rag.language.vocabulary import Vocabulary
from rag.models.lexicon import Lexicon, Translated
from rag.models.names import Hearing
from rag.models.sounds import NOTHING_LEARNED, Learned
from rag.models.table import Floats, TokenTable
from rag.types import Span

Flags = npt.NDArray[np.bool_]
Ids = Sequence[int] | npt.NDArray[np.integer[Any]]
Counts = npt.NDArray[np.int64]

# Two generations may serve at a time. One of 21,000 distinct tokens takes 21 MB, and what is
# remembered of questions of 12 tokens 16 MB more.
_REMEMBERED_BLOCKS = 2
# What is remembered of the neighbourhoods of a block at most: of 1,100 words of questions, for an
# index of 21,000 distinct tokens. Where all words are known a search takes a third less.
_REMEMBERED_BYTES = 96_000_000
# The stages of one answer ask about the same question; several are answered at a time.
_REMEMBERED_QUESTIONS = 16
# 16 to 64 neighbours with a cosine of at least .3 measure alike on the policy questions; 4 lose
# ten points of hit@5. Fewer are faster.
NEIGHBOURS = 32
NEAR_COSINE = 0.3
# Up to 16 x d by d x 64, for d = 256, is a product that OpenBLAS makes where it lies, on one
# thread: 14,000 rows take 1 ms so, and 4 ms, or many where cores are busy, in one product.
_TILE = 64
_TOKENS_AT_A_TIME = 16
# What answers stands together: the best of stretches of so many tokens, each begun in the middle of
# the one before, counts beside the whole text. CMRC, first: .94 without, .96 with it.
STRETCH = 32
HALF = STRETCH // 2
STRETCH_SHARE = 0.43
# By chance alone, a longer text is closer to any word. Taking this off for each e-fold of its
# length beyond that of a short one finds .78 first where .71 were found (XQuAD, English questions,
# Chinese passages). Short ones, title pages mostly, gain nothing against each other.
LENGTH_COST = 0.05
SHORT = 100
_NAME = re.compile(r"[A-Za-z]{4,}")
# For ranking, words that training holds to matter most matter less: with the square root those
# questions find .80 first in place of .78, and no other set loses.
RANKING_POWER = 0.5


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A token among the ids of a block: its `cosines` with all of them, float32 [len(ids)], and
    the nearest few: their `ids` and their `closeness`, nearest first. All others are `beyond`."""

    cosines: Floats
    ids: npt.NDArray[np.uint16]
    closeness: Floats
    beyond: float

    @classmethod
    def among(cls, ids: npt.NDArray[np.uint16], cosines: Floats) -> Neighbourhood:
        near = np.flatnonzero(cosines >= NEAR_COSINE)
        if len(near) > NEIGHBOURS:
            near = near[np.argpartition(cosines[near], -NEIGHBOURS)[-NEIGHBOURS:]]
        near = near[np.argsort(-cosines[near], kind="stable")]
        beyond = float(cosines[near[-1]]) if len(near) == NEIGHBOURS else NEAR_COSINE
        return cls(cosines, ids[near], cosines[near], beyond)


class Block:
    """The distinct token ids of an index, sorted, and their unit rows together, so that a few
    multiplications compare a question with all of them."""

    def __init__(self, ids: npt.NDArray[np.uint16], table: TokenTable) -> None:
        self.ids = ids
        self._tiles = _tiles(table.units(ids))
        self._places = np.full(len(table.rows), -1, dtype=np.intp)  # numpy looks up by no other
        self._places[ids] = np.arange(len(ids))
        self._known: dict[int, Neighbourhood] = {}
        self._most_known = _REMEMBERED_BYTES // (4 * max(len(ids), 1))

    def places(self, ids: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
        """Where each of `ids` stands in the block; -1 for one that the index does not hold."""
        return self._places[ids]

    def neighbourhoods(self, ids: Sequence[int], table: TokenTable) -> list[Neighbourhood]:
        """Of each of `ids`; questions share words, so the last ones are remembered."""
        known = self._known  # replaced, never changed: other threads may be reading it
        found = {token: known[token] for token in ids if token in known}
        new = [token for token in ids if token not in found]
        for start in range(0, len(new), _TOKENS_AT_A_TIME):
            some = new[start : start + _TOKENS_AT_A_TIME]
            for token, cosines in zip(some, self._cosines(table.units(some)), strict=True):
                found[token] = Neighbourhood.among(self.ids, cosines)
        if new:
            self._known = dict([*known.items(), *found.items()][-self._most_known :])
        return [found[token] for token in ids]

    def _cosines(self, rows: Floats) -> Iterator[Floats]:
        """[len(self.ids)] for each of `rows`, each an array of its own."""
        products = rows @ self._tiles
        for place in range(len(rows)):
            yield products[:, place].reshape(-1)[: len(self.ids)]


def _tiles(rows: Floats) -> Floats:
    """`rows` [n, d] as [n / 64, d, 64], filled up with zeros."""
    count = -(-len(rows) // _TILE)
    padded = np.zeros((count * _TILE, rows.shape[1]), dtype=np.float32)
    padded[: len(rows)] = rows
    return np.ascontiguousarray(padded.reshape(count, _TILE, -1).transpose(0, 2, 1))


@dataclass(frozen=True, slots=True)
class RareWord:
    """A word that the vocabulary cuts into pieces: their places among the ids asked, and the ids
    of the words that mean it, or sound like it, in the other language."""

    places: tuple[int, ...]
    meanings: tuple[tuple[int, ...], ...]


class _Compared:
    """A block and the neighbourhood in it of each token asked."""

    def __init__(self, block: Block, each: Sequence[Neighbourhood]) -> None:
        self.block = block
        self._each = each

    @cached_property
    def cosines(self) -> Floats:
        """[n, len(block.ids)]; together they are looked up in half the time."""
        return np.stack([one.cosines for one in self._each])


class Asked:
    """A question, ready to meet texts: its distinct token `ids`, their `importance`, float32 [n]
    with sum 1, and how much each counts `for_ranking`, the same."""

    def __init__(
        self,
        ids: tuple[int, ...],
        importance: Floats,
        exact: Flags,
        table: TokenTable,
        rare: tuple[RareWord, ...] = (),
        unknown: tuple[tuple[str, tuple[int, ...]], ...] = (),
    ):
        """`exact` [n]: which tokens are close to nothing but themselves."""
        self.ids = ids
        self.rare = rare
        # Names that the lexicon does not know, in Latin letters, and their places.
        self.unknown = unknown
        self.heard: tuple[RareWord, ...] = ()
        self.importance = importance
        flattened = importance**RANKING_POWER
        self.for_ranking: Floats = flattened / max(float(flattened.sum()), 1e-9)
        self._exact = exact
        self._table = table
        self._compared: _Compared | None = None

    def cosines(self, ids: Ids) -> Floats:
        """[n, len(ids)]: cosine of each token asked with each of `ids`; 1 where these, one after
        the other, are what a rare word means."""
        wanted = np.asarray(ids, dtype=np.intp)
        cosines = self._looked_up(wanted)
        for asked, found in self._meant(wanted):
            cosines[np.ix_(asked, found)] = 1.0
        return cosines

    def _meant(
        self, ids: npt.NDArray[np.intp]
    ) -> Iterator[tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]]:
        """Of each rare word and meaning, its places among the ids asked and among `ids`."""
        for word in (*self.rare, *self.heard):
            for meaning in word.meanings:
                found = _where(ids, meaning)
                yield np.array(word.places), np.add.outer(found, np.arange(len(meaning))).ravel()

    def _looked_up(self, wanted: npt.NDArray[np.intp]) -> Floats:
        if self._compared is not None:
            places = self._compared.block.places(wanted)
            if len(places) == 0 or places.min() >= 0:
                # Without "clip" numpy looks at each place first, whether it is there.
                return self._compared.cosines.take(places, axis=1, mode="clip")
        distinct, back = np.unique(wanted, return_inverse=True)
        cosines = self._table.units(list(self.ids)) @ self._table.units(distinct).T
        for place in np.flatnonzero(self._exact):
            cosines[place] = distinct == self.ids[place]
        return np.take(cosines, back, axis=1)

    def neighbourhoods(self, block: Block) -> list[Neighbourhood]:
        """Of each token asked; texts of that index are then met by looking up."""
        tokens = zip(self.ids, self._exact.tolist(), strict=True)
        inexact = [token for token, exact in tokens if not exact]
        found = dict(zip(inexact, block.neighbourhoods(inexact, self._table), strict=True))
        each = [found.get(token) or _itself(token, block) for token in self.ids]
        if each:
            self._compared = _Compared(block, each)
        return each

    def closeness(self, texts: Sequence[Ids]) -> Floats:
        """[n, len(texts)]: for each token asked, its cosine with the closest token of each text;
        0 for an empty text."""
        result = np.zeros((len(self.ids), len(texts)), dtype=np.float32)
        filled = [place for place, ids in enumerate(texts) if len(ids)]
        if not filled or not self.ids:
            return result
        starts = np.cumsum([0, *(len(texts[place]) for place in filled[:-1])])
        flat = np.concatenate([np.asarray(texts[place]) for place in filled])
        result[:, filled] = np.maximum.reduceat(self.cosines(flat), starts, axis=1)
        return result

    def scores(self, texts: Sequence[Ids]) -> Floats:
        """[len(texts)], at most 1, to rank by: the mean closeness, weighted by importance, of each
        text and of its best stretch, less what its length brings by chance; 0 for an empty text."""
        result = np.zeros(len(texts), dtype=np.float32)
        filled = [place for place, ids in enumerate(texts) if len(ids)]
        if not filled or not self.ids:
            return result
        lengths = np.array([len(texts[place]) for place in filled])
        counts = -(-lengths // HALF)
        flat = np.concatenate([np.asarray(texts[place]) for place in filled]).astype(np.intp)
        halves = self._halves(flat, lengths, counts)
        firsts = np.cumsum(counts) - counts
        count = halves.shape[1]
        following = np.minimum(np.arange(count) + 1, np.repeat(firsts + counts - 1, counts))
        whole = self._weighed(np.maximum.reduceat(halves, firsts, axis=1))
        stretches = self._weighed(np.maximum(halves, halves.take(following, axis=1)))
        best = np.maximum.reduceat(stretches, firsts)
        mixed = (1 - STRETCH_SHARE) * whole + STRETCH_SHARE * best
        result[filled] = mixed - by_chance(lengths)
        return result

    def _halves(self, ids: npt.NDArray[np.intp], lengths: Counts, counts: Counts) -> Floats:
        """[n, sum of counts]: the closeness of each half of a stretch, of texts of these `lengths`
        one behind the other, which have so many halves.

        The first tokens of all halves are laid side by side, then the second ones and so on, the
        last of a text again where it ends within a half: sixteen long comparisons take a tenth of
        the time of a short one for each half.
        """
        ends = np.cumsum(lengths)
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        starts = np.repeat(ends - lengths, counts) + within * HALF
        laid = np.minimum(starts + np.arange(HALF)[:, None], np.repeat(ends - 1, counts))
        cosines = self._looked_up(ids.take(laid.ravel()))
        halves: Floats = cosines.reshape(len(self.ids), HALF, -1).max(axis=1)
        for asked, found in self._meant(ids):
            halves[np.ix_(asked, np.searchsorted(starts, found, side="right") - 1)] = 1.0
        return halves

    def _weighed(self, closeness: Floats) -> Floats:
        """[m], the means of `closeness` [n, m]. A matrix product of that size would wake BLAS
        threads."""
        means: Floats = np.einsum("i,ij->j", self.for_ranking, closeness)
        return means


def by_chance(lengths: Counts) -> Floats:
    """What texts of so many tokens gain in closeness by their length alone, [len(lengths)]."""
    each = np.arange(lengths.max(initial=0) + 1)  # there are fewer lengths than texts
    costs = LENGTH_COST * np.log(np.maximum(each / SHORT, 1))
    return costs.astype(np.float32).take(lengths)


def _where(ids: npt.NDArray[np.intp], wanted: Sequence[int]) -> npt.NDArray[np.intp]:
    """Where `wanted`, as a whole, begins in `ids`."""
    found = np.flatnonzero(ids == wanted[0])
    for step, token in enumerate(wanted[1:], 1):
        found = found[found + step < len(ids)]
        found = found[ids[found + step] == token]
    return found


def _itself(token: int, block: Block) -> Neighbourhood:
    """What is close to nothing but itself."""
    cosines = (block.ids == token).astype(np.float32)
    held = block.ids[cosines > 0]
    return Neighbourhood(cosines, held, np.ones(len(held), dtype=np.float32), beyond=0.0)


class LateInteraction:
    """Readies questions over one vocabulary and token table; safe between threads."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        table: TokenTable,
        lexicon: Lexicon | None = None,
        sounds: Learned = NOTHING_LEARNED,
    ) -> None:
        self.vocabulary = vocabulary
        self._table = table
        self._lexicon = lexicon or Lexicon(b"")
        self._hearing = Hearing(vocabulary, sounds)
        self._blocks: list[Block] = []
        self.asked = lru_cache(maxsize=_REMEMBERED_QUESTIONS)(self._asked)

    def weights(self, ids: Sequence[int]) -> Floats:
        """Learned importance of tokens, [len(ids)]: function words have little."""
        return np.asarray(self._table.weights[list(ids)], dtype=np.float32)

    def block(self, ids: npt.NDArray[np.uint16]) -> Block:
        """The rows of `ids`, kept for the last few arrays that were asked for."""
        for block in self._blocks:
            if block.ids is ids:
                return block
        block = Block(ids, self._table)
        self._blocks = [block, *self._blocks[: _REMEMBERED_BLOCKS - 1]]
        return block

    def listen(self, question: str, ids: npt.NDArray[np.uint16]) -> None:
        """Let names of the question that nothing else knows meet what sounds like them among the
        `ids` of an index, all its passages one behind the other."""
        asked = self.asked(question)
        if not asked.unknown:
            return
        names = self._hearing.names(ids)
        heard = [
            (places, names.written(word) or names.written(word.removesuffix("s")))
            for word, places in asked.unknown
        ]
        asked.heard = tuple(RareWord(places, written) for places, written in heard if written)

    def _asked(self, question: str) -> Asked:
        """A figure is close only to itself: 61 is near 62 in the table, not in fact. Marks count
        for nothing."""
        ids = tuple(dict.fromkeys(self.vocabulary.encode(question)))
        pieces = [self.vocabulary.piece(token) for token in ids]
        importance = self.weights(ids)
        for place, piece in enumerate(pieces):
            if not any(character.isalnum() for character in piece):
                importance[place] = 0.0
        importance /= max(float(importance.sum()), 1e-9)
        exact = np.array([piece.isdigit() for piece in pieces], dtype=bool)
        translated = tuple(self._lexicon.translated(question))
        rare = tuple(self._rare(question, ids, translated))
        unknown = tuple(self._unknown(question, ids, translated))
        return Asked(ids, importance, exact, self._table, rare, unknown)

    def _rare(
        self, question: str, ids: tuple[int, ...], translated: Sequence[Translated]
    ) -> Iterator[RareWord]:
        """What the lexicon, and not the table, knows of the question's words."""
        for word in translated:
            meanings = map(self.vocabulary.encode, word.meanings)
            yield RareWord(
                self._places(question, ids, word.span),
                tuple(tuple(meaning) for meaning in meanings if meaning),
            )

    def _unknown(
        self, question: str, ids: tuple[int, ...], translated: Sequence[Translated]
    ) -> Iterator[tuple[str, tuple[int, ...]]]:
        """Words, as they may be written in another script, that only their sound can find. An
        abbreviation is not spoken as a word."""
        for found in _NAME.finditer(question):
            span = Span(*found.span())
            word = found.group().lower()
            known = any(one.span.overlaps(span) for one in translated)
            if not (known or found.group().isupper()) and len(self.vocabulary.encode(word)) > 1:
                yield word, self._places(question, ids, span)

    def _places(self, question: str, ids: tuple[int, ...], span: Span) -> tuple[int, ...]:
        """Where the tokens of a stretch of the question stand among its distinct `ids`."""
        inside = [
            token
            for token, start, end in self.vocabulary.encode_offsets(question)
            if span.start <= start and end <= span.end
        ]
        return tuple(dict.fromkeys(map(ids.index, inside)))
