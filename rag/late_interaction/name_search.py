"""In: a word in Latin letters, and the tokens of an index. Out: what stands there and sounds so.

No dictionary holds every name. The characters that write one are pieces of the vocabulary for
themselves or in twos and threes, and stand in a row; what they spell is found by going along both.
"""

from __future__ import annotations

from functools import lru_cache

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
Places = npt.NDArray[np.intp]
Where = npt.NDArray[np.int32]
Written = tuple[int, ...]

# Characters of a token, and tokens, that a name may have.
CHARACTERS, TOKENS = 4, 5
# Per letter, on average: names of CC-CEDICT that were kept from training lie above, chance below.
# XQuAD, English questions over Chinese passages: .830 first so, .812 without, .825 with -1.3.
ALIKE = -1.2
# What sounds less alike than the best by this much is something else.
NEAR = 0.2
# How much the likeness of a character counts against its sound.
LIKENESS_SHARE = 0.7
# What has been spelt worse than that by so much in all is given up.
SLACK = 1.0
# A character that is so much rarer in names than elsewhere is the word for something: 的, 了.
_FUNCTION, _COMMON = -2.5, -1.0
_REMEMBERED_WORDS = 64
_IDS = 1 << 16


class NameTokens:
    """Which tokens of a vocabulary may be part of a name, and the numbers of their characters."""

    def __init__(self, vocabulary: Vocabulary, sounds: Transliteration) -> None:
        self.sounds = sounds
        self.characters = _numbers(vocabulary, sounds)
        likeness = np.where(self.characters, sounds.likeness[self.characters], np.inf).min(axis=1)
        several = self.characters[:, 1] > 0
        # A Chinese name has any characters that are words; a foreign one is written with such as
        # are seldom anything else.
        self.native: npt.NDArray[np.bool_] = np.isfinite(likeness) & (likeness > _FUNCTION)
        self.foreign = self.native & (likeness > np.where(several, _COMMON, _FUNCTION))
        # Such a token may be a name by itself.
        self.alone: npt.NDArray[np.bool_] = self.native & several


def _numbers(vocabulary: Vocabulary, sounds: Transliteration) -> npt.NDArray[np.int32]:
    """[ids, CHARACTERS]: of each token its characters, first ones first and then 0; only 0 where
    one is not Chinese or there are more."""
    known = np.zeros(0x110000, dtype=np.int32)
    known[[ord(character) for character in sounds.numbers]] = list(sounds.numbers.values())
    codes = np.frombuffer(vocabulary.lines().encode("utf-32-le"), dtype="<u4")
    ends = np.flatnonzero(codes == ord("\n"))
    lengths = np.diff(ends, prepend=-1) - 1
    numbers = known[codes]
    result = np.zeros((len(ends), CHARACTERS), dtype=np.int32)
    for place in range(CHARACTERS):
        long_enough = np.flatnonzero(lengths > place)
        result[long_enough, place] = numbers[(ends - lengths)[long_enough] + place]
    count = (result > 0).sum(axis=1)
    result[count != lengths] = 0
    return result


class NameSearch:
    """Finds names in the indexes of one vocabulary; what takes time is done when a question first
    has one, and kept for the last few indexes."""

    def __init__(self, vocabulary: Vocabulary, learned: TransliterationModel) -> None:
        self._vocabulary = vocabulary
        self._learned = learned
        self._tokens: NameTokens | None = None
        self._cache = PerIndexCache(self._names)

    def names(self, ids: npt.NDArray[np.uint16]) -> Names:
        """Of the index with these tokens, all its passages one behind the other."""
        return self._cache.of(ids)

    def _names(self, ids: npt.NDArray[np.uint16]) -> Names:
        if self._tokens is None:
            self._tokens = NameTokens(self._vocabulary, Transliteration(self._learned))
        return Names(ids, self._tokens)


class Names:
    """The places, in the tokens of an index, where a name may begin."""

    def __init__(self, ids: npt.NDArray[np.uint16], tokens: NameTokens) -> None:
        """`ids` [n]: the tokens of all passages, one passage behind the other."""
        self._ids = ids
        self._tokens = tokens
        may_be = tokens.native.take(ids)
        pairs = np.flatnonzero(may_be[:-1] & may_be[1:])
        places = np.union1d(pairs, _firsts(ids, tokens.alone)).astype(np.int32)
        # The places of each token that stands first, those of one behind those of the other.
        self._places = places[np.argsort(ids.take(places), kind="stable")]
        self._first, self._starts, counts = np.unique(
            ids.take(self._places), return_index=True, return_counts=True
        )
        self._ends = self._starts + counts
        self.written = lru_cache(maxsize=_REMEMBERED_WORDS)(self._written)

    def _written(self, word: str) -> tuple[Written, ...]:
        """Ids, one behind the other, that are written in the index and sound like `word`, in lower
        case: those that sound most alike, and none that holds another."""
        tokens = self._tokens
        sounds = tokens.sounds
        found = self._spelt(word, sounds.foreign(word), tokens.foreign, LIKENESS_SHARE)
        if sounds.is_pinyin(word):
            native = self._spelt(word, sounds.native(word), tokens.native, 0.0)
            for written, value in native.items():
                found[written] = max(value, found.get(written, IMPOSSIBLE))
        best = max(found.values(), default=0.0)
        near = sorted((one for one in found if found[one] >= best - NEAR), key=len)
        return tuple(
            one
            for place, one in enumerate(near)
            if not any(_holds(one, shorter) for shorter in near[:place])
        )

    def _spelt(
        self, word: str, logarithms: Floats, may_be: npt.NDArray[np.bool_], share: float
    ) -> dict[Written, float]:
        """What spells `word`, of tokens that `may_be` part of it, with the logarithm of how
        probable that is, per letter."""
        tokens = self._tokens
        spells = _Spelling(logarithms, share, tokens.sounds)
        begins = may_be[self._first] & spells.begins()[tokens.characters[self._first, 0]]
        places = self._places_of(np.flatnonzero(begins))
        # What begins alike is spelt once: `reached` [n, letters + 1] has a row for each distinct
        # beginning, `begun` says which of them stands at each place.
        begun = np.zeros(len(places), dtype=np.intp)
        reached = np.full((1, len(word) + 1), IMPOSSIBLE, dtype=np.float32)
        reached[:, 0] = 0.0
        found: dict[Written, float] = {}
        for count in range(1, TOKENS + 1):
            places, begun = self._going_on(places, begun, count, may_be)
            before, last, first, begun = self._distinct(places, begun, count)
            reached = spells.on(reached[before], tokens.characters[last], is_first=count == 1)
            means = reached[:, -1] / len(word)
            for one in np.flatnonzero((means > ALIKE) & ((count > 1) | tokens.alone[last])):
                start = places[first[one]]
                found[tuple(self._ids[start : start + count].tolist())] = float(means[one])
            alive = np.any(reached > _least(len(word) + 1), axis=1)
            places, begun = places[alive[begun]], begun[alive[begun]]
        return found

    def _going_on(
        self, places: Where, begun: Places, count: int, may_be: npt.NDArray[np.bool_]
    ) -> tuple[Where, Places]:
        """Those of `places` whose token number `count` is there and may be part of a name."""
        within = np.flatnonzero(places + count <= len(self._ids))
        going_on = within[may_be.take(self._ids.take(places[within] + count - 1))]
        return places[going_on], begun[going_on]

    def _distinct(
        self, places: Where, begun: Places, count: int
    ) -> tuple[Places, npt.NDArray[np.uint16], Places, Places]:
        """The distinct beginnings of `count` tokens: which shorter one each goes on from, its last
        token, the first of the places where it stands; and of each place, which one stands there.
        """
        ids = self._ids.take(places + count - 1)
        keys = begun * _IDS + ids
        _, first, now = np.unique(keys, return_index=True, return_inverse=True)
        return begun[first], ids[first], first, now

    def _places_of(self, firsts: Places) -> Where:
        """Where the tokens stand that have these numbers among those that stand first."""
        stretches = zip(self._starts[firsts].tolist(), self._ends[firsts].tolist(), strict=True)
        pieces = [self._places[start:end] for start, end in stretches]
        return np.concatenate([self._places[:0], *pieces])


class _Spelling:
    """How probable it is that characters stand for letters of one word."""

    def __init__(self, logarithms: Floats, share: float, sounds: Transliteration) -> None:
        """`logarithms` [syllables + 1, letters + 1, MOST_LETTERS + 1]; to them comes, by `share`,
        how like a name the character is."""
        self._logarithms = logarithms
        self._likeness = share * sounds.likeness
        self._first, self._second = np.ascontiguousarray(sounds.readings.T)

    def begins(self) -> npt.NDArray[np.bool_]:
        """[characters]: which may stand for the first letters."""
        least = _least(MOST_LETTERS + 1)
        best = (self._logarithms[:, 0] - least)[:, 1:].max(axis=1)
        values = np.maximum(best.take(self._first), best.take(self._second)) + self._likeness
        return np.asarray(values > 0)

    def on(self, reached: Floats, characters: npt.NDArray[np.int32], *, is_first: bool) -> Floats:
        """`reached` [n, letters + 1], how probable it is to have spelt so many letters, after one
        more token each, whose `characters` are [n, CHARACTERS]; the first one is not silent."""
        result = reached.copy()
        letters = reached.shape[1]
        for place in range(CHARACTERS):
            some = np.flatnonzero(characters[:, place])
            if place and not len(some):
                break
            column, before = characters[some, place], result[some]
            first = self._logarithms.take(self._first.take(column), axis=0)
            values = np.maximum(
                first, self._logarithms.take(self._second.take(column), axis=0), out=first
            )
            spelt = np.full_like(before, IMPOSSIBLE)
            for count in range(is_first and place == 0, min(MOST_LETTERS + 1, letters)):
                stay = letters - count
                onto = spelt[:, count:]
                np.maximum(onto, before[:, :stay] + values[:, :stay, count], out=onto)
            result[some] = spelt + self._likeness.take(column)[:, None]
            if place == 0 and len(some) < len(characters):
                result[characters[:, 0] == 0] = IMPOSSIBLE
        return result


def _firsts(ids: npt.NDArray[np.uint16], wanted: npt.NDArray[np.bool_]) -> Places:
    """Where each id that is `wanted` stands first in `ids`."""
    places = np.flatnonzero(wanted.take(ids))[::-1]
    first = np.full(len(wanted), -1, dtype=np.intp)
    first[ids.take(places)] = places  # of what is written to one place numpy keeps the last
    return first[first >= 0]


def _least(counts: int) -> Floats:
    """[counts]: how probable it must be to have spelt 0, 1, 2, … letters."""
    return np.arange(counts, dtype=np.float32) * np.float32(ALIKE) - np.float32(SLACK)


def _holds(ids: Written, part: Written) -> bool:
    return any(ids[start : start + len(part)] == part for start in range(len(ids)))
