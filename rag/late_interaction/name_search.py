"""The name search: the Chinese words of an index that a name in Latin letters transliterates.

No dictionary holds every name. In the index a name is a run of tokens, each of one to four
characters; the search goes along the tokens and the letters at once and keeps the runs that spell
the name.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from rag.language.vocabulary import Vocabulary
from rag.late_interaction.per_index import PerIndexCache
from rag.late_interaction.transliteration import (
    IMPOSSIBLE,
    MOST_LETTERS,
    Transliteration,
    TransliterationModel,
)

Floats = npt.NDArray[np.float32]
Positions = npt.NDArray[np.intp]
IndexPositions = npt.NDArray[np.int32]  # in the concatenated tokens of an index
Written = tuple[int, ...]  # the token ids of a name in Chinese

# The most characters that a token of a name has, and the most tokens of a name.
CHARACTERS, TOKENS = 4, 5
# The least mean logarithm of the probability of a letter: names of CC-CEDICT that were kept from
# training have more, chance finds less. XQuAD, English questions over Chinese passages, first: .830
# with it, .812 without the search, .825 with -1.3.
ALIKE = -1.2
# A name whose mean logarithm is lower than the best by more than this is another name.
NEAR = 0.2
# The weight of the likeness of a character to a name, beside the probability of its letters.
LIKENESS_SHARE = 0.7
# The search drops a beginning whose logarithm is lower than ALIKE allows by more than this.
SLACK = 1.0
# A character that is this much rarer in names than elsewhere is a function word, 的 or 了, or a
# common word.
_FUNCTION, _COMMON = -2.5, -1.0
_REMEMBERED_WORDS = 64
_IDS = 1 << 16


class NameTokens:
    """The tokens of a vocabulary that may be part of a name, and the numbers of their
    characters."""

    def __init__(self, vocabulary: Vocabulary, transliteration: Transliteration) -> None:
        self.transliteration = transliteration
        self.characters = _numbers(vocabulary, transliteration)
        likeness = np.where(self.characters, transliteration.likeness[self.characters], np.inf).min(
            axis=1
        )
        several = self.characters[:, 1] > 0
        # A Chinese name may have any character but function words; a foreign name is written with
        # characters that are seldom used for anything else.
        self.native: npt.NDArray[np.bool_] = np.isfinite(likeness) & (likeness > _FUNCTION)
        self.foreign = self.native & (likeness > np.where(several, _COMMON, _FUNCTION))
        # Tokens that may be a whole name: of two or more characters.
        self.alone: npt.NDArray[np.bool_] = self.native & several


def _numbers(vocabulary: Vocabulary, transliteration: Transliteration) -> npt.NDArray[np.int32]:
    """[ids, CHARACTERS]: the numbers of the characters of each token, filled up with 0; all 0 where
    a character is not Chinese or the token has more characters."""
    known = np.zeros(0x110000, dtype=np.int32)
    known[[ord(character) for character in transliteration.numbers]] = list(
        transliteration.numbers.values()
    )
    codes = np.frombuffer(vocabulary.lines().encode("utf-32-le"), dtype="<u4")
    ends = np.flatnonzero(codes == ord("\n"))
    lengths = np.diff(ends, prepend=-1) - 1
    numbers = known[codes]
    result = np.zeros((len(ends), CHARACTERS), dtype=np.int32)
    for position in range(CHARACTERS):
        long_enough = np.flatnonzero(lengths > position)
        result[long_enough, position] = numbers[(ends - lengths)[long_enough] + position]
    count = (result > 0).sum(axis=1)
    result[count != lengths] = 0
    return result


class NameSearch:
    """Finds names in the indexes of one vocabulary. It prepares an index when a question first has
    a name, and keeps the last few indexes."""

    def __init__(self, vocabulary: Vocabulary, learned: TransliterationModel) -> None:
        self._vocabulary = vocabulary
        self._learned = learned
        self._tokens: NameTokens | None = None
        self._cache = PerIndexCache(self._names)

    def names(self, ids: npt.NDArray[np.uint16]) -> Names:
        """The names of the index whose concatenated passages have the tokens `ids`."""
        return self._cache.of(ids)

    def _names(self, ids: npt.NDArray[np.uint16]) -> Names:
        if self._tokens is None:
            self._tokens = NameTokens(self._vocabulary, Transliteration(self._learned))
        return Names(ids, self._tokens)


class Names:
    """The positions, in the tokens of an index, where a name may begin."""

    def __init__(self, ids: npt.NDArray[np.uint16], tokens: NameTokens) -> None:
        """`ids` [n]: the tokens of all passages, concatenated."""
        self._ids = ids
        self._tokens = tokens
        may_be = tokens.native.take(ids)
        pairs = np.flatnonzero(may_be[:-1] & may_be[1:])
        positions = np.union1d(pairs, _firsts(ids, tokens.alone)).astype(np.int32)
        # The positions grouped by the token that stands there.
        self._positions = positions[np.argsort(ids.take(positions), kind="stable")]
        self._first, self._starts, counts = np.unique(
            ids.take(self._positions), return_index=True, return_counts=True
        )
        self._ends = self._starts + counts
        # Not an lru_cache of a method: that and this object would hold each other, and with them
        # the files of a generation that is gone.
        self._known: dict[str, tuple[Written, ...]] = {}  # replaced, never changed: threads read it

    def written(self, word: str) -> tuple[Written, ...]:
        """The runs of tokens in the index that `word`, in lower case, transliterates; the last few
        words are remembered."""
        found = self._known.get(word)
        if found is None:
            found = self._written(word)
            self._known = dict([*self._known.items(), (word, found)][-_REMEMBERED_WORDS:])
        return found

    def _written(self, word: str) -> tuple[Written, ...]:
        """The most probable of these runs, and none that contains another."""
        tokens = self._tokens
        transliteration = tokens.transliteration
        found = self._spelt(word, transliteration.foreign(word), tokens.foreign, LIKENESS_SHARE)
        if transliteration.is_pinyin(word):
            native = self._spelt(word, transliteration.native(word), tokens.native, 0.0)
            for written, value in native.items():
                found[written] = max(value, found.get(written, IMPOSSIBLE))
        best = max(found.values(), default=0.0)
        near = sorted((written for written in found if found[written] >= best - NEAR), key=len)
        return tuple(
            written
            for number, written in enumerate(near)
            if not any(_holds(written, shorter) for shorter in near[:number])
        )

    def _spelt(
        self, word: str, logarithms: Floats, may_be: npt.NDArray[np.bool_], share: float
    ) -> dict[Written, float]:
        """The runs of tokens that spell `word`, each with the mean logarithm of its probability
        per letter; only tokens that `may_be` part of it."""
        tokens = self._tokens
        spells = _Spelling(logarithms, share, tokens.transliteration)
        begins = may_be[self._first] & spells.begins()[tokens.characters[self._first, 0]]
        positions = self._positions_of(np.flatnonzero(begins))
        # Equal beginnings are spelt once: `reached` [n, letters + 1] has a row for each distinct
        # beginning, and `begun` has the row number of the beginning at each position.
        begun = np.zeros(len(positions), dtype=np.intp)
        reached = np.full((1, len(word) + 1), IMPOSSIBLE, dtype=np.float32)
        reached[:, 0] = 0.0
        found: dict[Written, float] = {}
        for count in range(1, TOKENS + 1):
            positions, begun = self._going_on(positions, begun, count, may_be)
            before, last, first, begun = self._distinct(positions, begun, count)
            reached = spells.after(reached[before], tokens.characters[last], is_first=count == 1)
            means = reached[:, -1] / len(word)
            for row in np.flatnonzero((means > ALIKE) & ((count > 1) | tokens.alone[last])):
                start = positions[first[row]]
                found[tuple(self._ids[start : start + count].tolist())] = float(means[row])
            alive = np.any(reached > _least(len(word) + 1), axis=1)
            positions, begun = positions[alive[begun]], begun[alive[begun]]
        return found

    def _going_on(
        self, positions: IndexPositions, begun: Positions, count: int, may_be: npt.NDArray[np.bool_]
    ) -> tuple[IndexPositions, Positions]:
        """The positions where token number `count` exists and may be part of a name."""
        within = np.flatnonzero(positions + count <= len(self._ids))
        going_on = within[may_be.take(self._ids.take(positions[within] + count - 1))]
        return positions[going_on], begun[going_on]

    def _distinct(
        self, positions: IndexPositions, begun: Positions, count: int
    ) -> tuple[Positions, npt.NDArray[np.uint16], Positions, Positions]:
        """The distinct beginnings of `count` tokens. For each: the row of the shorter beginning
        that it continues, its last token, and the first of its positions. And for each position,
        the row of its beginning."""
        ids = self._ids.take(positions + count - 1)
        keys = begun * _IDS + ids
        _, first, now = np.unique(keys, return_index=True, return_inverse=True)
        return begun[first], ids[first], first, now

    def _positions_of(self, firsts: Positions) -> IndexPositions:
        """The positions of the first tokens whose numbers are `firsts`."""
        stretches = zip(self._starts[firsts].tolist(), self._ends[firsts].tolist(), strict=True)
        pieces = [self._positions[start:end] for start, end in stretches]
        return np.concatenate([self._positions[:0], *pieces])


class _Spelling:
    """The probability that characters stand for the letters of a word."""

    def __init__(self, logarithms: Floats, share: float, transliteration: Transliteration) -> None:
        """`logarithms` [syllables + 1, letters + 1, MOST_LETTERS + 1] of probabilities; the
        likeness of each character to a name, times `share`, is added to them."""
        self._logarithms = logarithms
        self._likeness = share * transliteration.likeness
        self._first, self._second = np.ascontiguousarray(transliteration.readings.T)

    def begins(self) -> npt.NDArray[np.bool_]:
        """[characters]: whether a character may stand for the first letters."""
        least = _least(MOST_LETTERS + 1)
        best = (self._logarithms[:, 0] - least)[:, 1:].max(axis=1)
        values = np.maximum(best.take(self._first), best.take(self._second)) + self._likeness
        return np.asarray(values > 0)

    def after(
        self, reached: Floats, characters: npt.NDArray[np.int32], *, is_first: bool
    ) -> Floats:
        """`reached` after one more token each. `reached` [n, letters + 1] has the logarithm of the
        probability to have spelt 0, 1, 2, … letters; `characters` [n, CHARACTERS] are those of the
        token. The first character of a name is not silent."""
        result = reached.copy()
        letters = reached.shape[1]
        for position in range(CHARACTERS):
            some = np.flatnonzero(characters[:, position])
            if position and not len(some):
                break
            column, before = characters[some, position], result[some]
            first = self._logarithms.take(self._first.take(column), axis=0)
            values = np.maximum(
                first, self._logarithms.take(self._second.take(column), axis=0), out=first
            )
            spelt = np.full_like(before, IMPOSSIBLE)
            for count in range(is_first and position == 0, min(MOST_LETTERS + 1, letters)):
                stay = letters - count
                onto = spelt[:, count:]
                np.maximum(onto, before[:, :stay] + values[:, :stay, count], out=onto)
            result[some] = spelt + self._likeness.take(column)[:, None]
            if position == 0 and len(some) < len(characters):
                result[characters[:, 0] == 0] = IMPOSSIBLE
        return result


def _firsts(ids: npt.NDArray[np.uint16], wanted: npt.NDArray[np.bool_]) -> Positions:
    """The first position in `ids` of each id that is `wanted`."""
    positions = np.flatnonzero(wanted.take(ids))[::-1]
    first = np.full(len(wanted), -1, dtype=np.intp)
    # The positions run backwards: of several for an id numpy keeps the last, the first position.
    first[ids.take(positions)] = positions
    return first[first >= 0]


def _least(counts: int) -> Floats:
    """[counts]: the least logarithm of the probability to have spelt 0, 1, 2, … letters."""
    return np.arange(counts, dtype=np.float32) * np.float32(ALIKE) - np.float32(SLACK)


def _holds(ids: Written, part: Written) -> bool:
    return any(ids[start : start + len(part)] == part for start in range(len(ids)))
