"""The bundled vocabulary: cuts a text into word pieces, with their ids and positions.

The bundled encoding is a byte-level BPE whose pieces are words; it is the one unit in which this
project counts, searches and embeds. Text is normalised character by character before it is cut, so
that every piece can be traced back to the characters it came from.
"""

from __future__ import annotations

import binascii
import hashlib
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import tiktoken

from rag.types.text import Span

ENCODING_NAME = "speechrag_bilingual"
# A run of letters, a run of digits, a run of anything else written without spaces (so: a Chinese
# clause), or one mark. Words never join figures or punctuation.
PATTERN = r"[a-z]+|[0-9]+|[^\s\p{P}\p{S}a-z0-9]+|[\p{P}\p{S}]"
RANKS_FILE = "vocabulary.tiktoken"
FOLD_FILE = "traditional.txt"
# The passages of the last answers, about 25 KB each.
_REMEMBERED_TEXTS = 1024
TOKENIZER_FILE = "tokenizer.json"
# Voiced sound marks tell Japanese syllables apart; every other mark is an accent.
_KEPT_MARKS = "\u3099\u309a"
_ASCII_SPACE = " \t\n\r\v\f"  # all white space of a normalised text: 0x20, 0x09 to 0x0d


class Normaliser(dict[int, str]):
    """A table for `str.translate`: each character alone, worked out when it is first met.

    NFKC, lower case, accents and invisible format characters removed, traditional characters
    folded to simplified ones by `fold` (one character to one character). All white space beyond
    ASCII is a space; a lone surrogate, which no encoding can write, is U+FFFD.
    """

    def __init__(self, fold: dict[str, str]) -> None:
        super().__init__()
        self._fold = fold
        # The characters met so far that become none, or more than one.
        self.uneven: set[str] = set()

    def __missing__(self, code_point: int) -> str:
        plain = unicodedata.normalize("NFKC", _readable(chr(code_point))).lower()
        parts = unicodedata.normalize("NFKD", plain)
        kept = "".join(part for part in parts if _is_kept(part))
        composed = unicodedata.normalize("NFKC", kept)
        self[code_point] = result = "".join(
            self._fold.get(character, character) for character in composed
        )
        if len(result) != 1:
            self.uneven.add(chr(code_point))
        return result


class Placed(NamedTuple):
    """Pieces in order: the id of each, and where it stands, in code points, the end exclusive."""

    ids: npt.NDArray[np.integer[Any]]
    starts: npt.NDArray[np.intp]
    ends: npt.NDArray[np.intp]


class Vocabulary:
    """The bundled encoding: text to ids and back to the places in the text they came from."""

    def __init__(self, *, ranks: bytes, fold: str, digest: str) -> None:
        """`ranks` as in a .tiktoken file, `fold` as two lines: traditional, simplified."""
        traditional, simplified = fold.split()
        self._normaliser = Normaliser(dict(zip(traditional, simplified, strict=True)))
        self._pieces = read_ranks(ranks)
        self._encoding = tiktoken.Encoding(**self.encoding_arguments())
        self._digest = digest
        self._words: dict[int, str] = {}
        # Finding words in a passage and scoring its sentences need the same positions.
        self.encode_offsets = lru_cache(maxsize=_REMEMBERED_TEXTS)(self._encode_offsets)
        self._normalised = lru_cache(maxsize=_REMEMBERED_TEXTS)(self.normalise)

    @staticmethod
    @cache
    def bundled() -> Vocabulary:
        """The vocabulary that ships with the package; loaded once per process."""
        return Vocabulary.read(_folder())

    @staticmethod
    def read(folder: Traversable) -> Vocabulary:
        """The vocabulary whose files lie in `folder`."""
        ranks = (folder / RANKS_FILE).read_bytes()
        fold = (folder / FOLD_FILE).read_bytes()
        digest = hashlib.sha256(ranks + fold).hexdigest()
        return Vocabulary(ranks=ranks, fold=fold.decode("utf-8"), digest=digest)

    @staticmethod
    def is_bundled(directory: Path) -> bool:
        """Whether `directory` is the folder of the bundled vocabulary."""
        return directory.resolve() == Path(str(_folder())).resolve()

    def normalise(self, text: str) -> str:
        """The text as the encoding sees it; only for matching, never shown or cited."""
        return text.translate(self._normaliser)

    def normalise_parts(self, text: str, spans: Sequence[Span]) -> list[str]:
        """`normalise` for each part of `text`, for a third of the cost of each by itself."""
        normalised = self.normalise(text)
        if any(character in text for character in self._normaliser.uneven):
            return [self.normalise(span.slice(text)) for span in spans]
        return [normalised[span.start : span.end] for span in spans]

    def encode(self, text: str) -> list[int]:
        """Ids of the text's pieces; white space gives none."""
        return self._encoding.encode_ordinary(self.normalise(text))

    def encode_batch(self, texts: Sequence[str]) -> list[list[int]]:
        """`encode` for each text."""
        return [self.encode(text) for text in texts]

    def _encode_offsets(self, text: str) -> tuple[tuple[int, int, int], ...]:
        """(id, start, end) of each piece: code points of `text` as it was given, end exclusive.

        Where a piece is only some bytes of a character (a character that the vocabulary does not
        hold), its place is the whole character.
        """
        normalised = self._normalised(text)
        ids = np.array(self._encoding.encode_ordinary(normalised), dtype=np.intp)
        placed = self._placed(text, normalised, ids)
        if placed is None:
            return tuple(self._split_places(text, normalised))
        return tuple(zip(*(column.tolist() for column in placed), strict=True))

    def placed(self, text: str, ids: npt.NDArray[np.integer[Any]]) -> Placed:
        """`encode_offsets` of `text`, where `ids` are known: those of a text that ends with this
        one, in a line or lines of its own. That saves half of the time."""
        placed = self._placed(text, self._normalised(text), ids)
        if placed is None:
            columns = np.array(self.encode_offsets(text), dtype=np.intp).reshape(-1, 3).T
            placed = Placed(*columns)
        return placed

    def _placed(
        self, text: str, normalised: str, ids: npt.NDArray[np.integer[Any]]
    ) -> Placed | None:
        """The common case: one character each before and after, and each piece whole characters.
        None where a piece is not."""
        counts, goes_on = self._characters
        if len(normalised) != len(text) or goes_on.take(ids).any():
            return None
        standing = _standing(normalised)  # pieces hold these, in order, and nothing else
        lengths = counts.take(ids)
        firsts = len(standing) - lengths[::-1].cumsum()[::-1]
        own = firsts >= 0
        firsts, lasts = firsts[own], (firsts + lengths)[own] - 1
        return Placed(ids[own], standing[firsts], standing[lasts] + 1)

    @cached_property
    def _characters(self) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.bool_]]:
        """Of each piece: how many characters begin in it, and whether one goes on that does not;
        worked out when first needed (10 ms)."""
        lengths = np.fromiter(map(len, self._pieces), dtype=np.intp, count=self.size)
        firsts = np.cumsum(lengths) - lengths
        begins = np.frombuffer(b"".join(self._pieces), dtype=np.uint8) & 0xC0 != 0x80
        return np.add.reduceat(begins, firsts, dtype=np.intp), ~begins[firsts]

    def _split_places(self, text: str, normalised: str) -> list[tuple[int, int, int]]:
        ends = list(accumulate(len(self._normaliser[ord(character)]) for character in text))
        byte_ends = list(accumulate(len(character.encode()) for character in normalised))
        places = []
        for token_id, first, last in self._byte_places(normalised):
            start = bisect_right(ends, bisect_right(byte_ends, first))
            end = bisect_right(ends, bisect_right(byte_ends, last - 1)) + 1
            places.append((token_id, start, end))
        return places

    def count(self, text: str) -> int:
        """How many pieces the text has."""
        return len(self.encode(text))

    def piece(self, token_id: int) -> str:
        """The piece as text; bytes that are no whole character show as U+FFFD."""
        word = self._words.get(token_id)
        if word is None:
            word = self._words[token_id] = self._pieces[token_id].decode(errors="replace")
        return word

    def lines(self) -> str:
        """All pieces in the order of their ids, each with a line end behind it; the piece that is
        a line end shows as a space."""
        pieces = (piece.replace(b"\n", b" ") for piece in self._pieces)
        return b"".join(piece + b"\n" for piece in pieces).decode(errors="replace")

    def encoding(self) -> tiktoken.Encoding:
        """The tiktoken encoding; it expects text that `normalise` has seen."""
        return self._encoding

    def encoding_arguments(self) -> dict[str, Any]:
        """The arguments of `tiktoken.Encoding`; tiktoken's plugin interface asks for them."""
        return {
            "name": ENCODING_NAME,
            "pat_str": PATTERN,
            "mergeable_ranks": {piece: rank for rank, piece in enumerate(self._pieces)},
            "special_tokens": {},
        }

    @property
    def size(self) -> int:
        """Number of pieces; below 65,536, so that ids fit uint16."""
        return len(self._pieces)

    @property
    def digest(self) -> str:
        """sha256 over the vocabulary's files: two equal digests cut every text alike."""
        return self._digest

    def _byte_places(self, normalised: str) -> Iterator[tuple[int, int, int]]:
        """(id, first byte, end byte): pieces stand in order, with only white space between."""
        data, position = normalised.encode(), 0
        for token_id in self._encoding.encode_ordinary(normalised):
            piece = self._pieces[token_id]
            position = data.index(piece, position)
            yield token_id, position, position + len(piece)
            position += len(piece)


def read_ranks(data: bytes) -> list[bytes]:
    """The pieces of a .tiktoken file in the order of their ids (its ranks are 0, 1, 2, …)."""
    return [binascii.a2b_base64(line.partition(b" ")[0]) for line in data.splitlines()]


def _standing(normalised: str) -> npt.NDArray[np.intp]:
    """Where the characters stand that are not white space."""
    codes = np.frombuffer(normalised.encode("utf-32-le"), dtype="<u4")
    return np.flatnonzero((codes != 0x20) & ((codes < 0x09) | (codes > 0x0D)))


def _readable(character: str) -> str:
    if unicodedata.category(character) == "Cs":
        return "\N{REPLACEMENT CHARACTER}"
    return " " if character.isspace() and character not in _ASCII_SPACE else character


def _is_kept(character: str) -> bool:
    category = unicodedata.category(character)
    return category not in ("Mn", "Cf") or character in _KEPT_MARKS


def traditional_fold() -> str:
    """Traditional characters and the simplified ones that stand for them, as two lines."""
    return (_folder() / FOLD_FILE).read_text(encoding="utf-8")


def _folder() -> Traversable:
    return files("rag.models") / "bilingual"
