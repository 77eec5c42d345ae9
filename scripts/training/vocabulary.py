"""The training of the vocabulary: tokenizer.json, the tiktoken ranks and the character fold.

The same BPE is written in two forms. It is trained on whole characters, over text whose Chinese is
cut into words, so that pieces are words. Then it is spelled out in bytes, so that both libraries
give the same ids for any input.
"""

from __future__ import annotations

import base64
import json
import struct
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import rjieba
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

from rag.language.vocabulary import FOLD_FILE, PATTERN, RANKS_FILE, TOKENIZER_FILE, Normaliser

from .data import Entry

LARGEST = 65_536  # ids fit uint16
ALPHABET = 7_500  # characters that are pieces of their own; rarer characters become bytes
LARGEST_SHARE_UNCHANGED = 0.2  # the share of a character's words in which it stays as it is


def character_fold(entries: Iterable[Entry]) -> dict[str, str]:
    """Traditional to simplified characters, as CC-CEDICT's headwords pair them.

    A character that simplified words use too (乾 in 乾隆, 著 in 著名) stays, and so does every
    result, so that folding twice changes nothing.
    """
    counts: dict[str, Counter[str]] = {}
    for entry in entries:
        if len(entry.traditional) == len(entry.simplified):
            for old, new in zip(entry.traditional, entry.simplified, strict=True):
                counts.setdefault(old, Counter())[new] += 1
    fold = {}
    for old, news in counts.items():
        rarely_itself = news[old] <= LARGEST_SHARE_UNCHANGED * news.total()
        if rarely_itself and unicodedata.normalize("NFKC", old) == old:
            fold[old] = news.most_common(1)[0][0]
    results = set(fold.values())
    return {old: new for old, new in fold.items() if old not in results}


def train_merges(texts: Iterable[str], normaliser: Normaliser, *, size: int) -> Tokenizer:
    """A character-level BPE over normalised text that is cut into words; below `size` pieces."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.WhitespaceSplit(),
            pre_tokenizers.Split(Regex(PATTERN), behavior="removed", invert=True),
        ]
    )
    trainer = trainers.BpeTrainer(
        vocab_size=size,
        limit_alphabet=min(ALPHABET, size * 3 // 4),
        min_frequency=3,
        max_token_length=16,
        show_progress=False,
    )
    tokenizer.train_from_iterator(_cut(texts, normaliser), trainer=trainer)
    return tokenizer


def spell_in_bytes(tokenizer: Tokenizer, *, size: int) -> list[bytes]:
    """The pieces in the order of their ids: bytes, beginnings of characters, characters, merges."""
    state = json.loads(tokenizer.to_str())["model"]
    by_id = sorted(state["vocab"], key=state["vocab"].__getitem__)
    alphabet = [piece.encode() for piece in by_id if len(piece) == 1]
    beginnings = dict.fromkeys(
        character[:length] for character in alphabet for length in range(2, len(character))
    )
    words = ["".join(merge).encode() for merge in state["merges"]]
    ordered = [bytes([value]) for value in range(256)]
    ordered += [*beginnings, *(character for character in alphabet if len(character) > 1), *words]
    return list(dict.fromkeys(ordered))[:size]


def byte_tokenizer(pieces: list[bytes], normaliser: Normaliser) -> Tokenizer:
    """The same vocabulary for the tokenizers library.

    tiktoken joins any two neighbours whose union is a piece, so every such way to make a piece is
    listed as a merge, in the order of the pieces' ranks: the two agree by construction.
    """
    letters = _byte_letters()
    spelled = ["".join(letters[value] for value in piece) for piece in pieces]
    known = set(spelled)
    merges = [
        (piece[:cut], piece[cut:])
        for piece in spelled
        for cut in range(1, len(piece))
        if piece[:cut] in known and piece[cut:] in known
    ]
    vocabulary = {piece: rank for rank, piece in enumerate(spelled)}
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=merges, ignore_merges=True))
    tokenizer.normalizer = normalizers.Precompiled(precompiled_map(normaliser))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(PATTERN), behavior="removed", invert=True),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    return tokenizer


def precompiled_map(normaliser: Normaliser) -> bytes:
    """All characters that normalise to something else, as SentencePiece's precompiled map.

    Format: u32 size, a Darts-clone double array over UTF-8, then the results, each ended by NUL.
    It lets every loader of tokenizer.json fold characters in one pass.
    """
    keys, results, offsets = [], bytearray(), {}
    for code_point in range(1, sys.maxunicode + 1):
        if 0xD800 <= code_point <= 0xDFFF:
            continue
        result = Normaliser.__missing__(normaliser, code_point)
        if result != chr(code_point):
            if result not in offsets:
                offsets[result] = len(results)
                results += result.encode() + b"\0"
            keys.append((chr(code_point).encode(), offsets[result]))
    units = double_array(keys)
    array = b"".join(struct.pack("<I", unit) for unit in units)
    return struct.pack("<I", len(array)) + array + bytes(results)


def double_array(keys: list[tuple[bytes, int]]) -> list[int]:
    """A Darts-clone double array (github.com/s-yata/darts-clone) of keys to values below 2^31."""
    tree: dict[int | None, object] = {}
    for key, value in keys:
        node = tree
        for byte in key:
            node = node.setdefault(byte, {})  # type: ignore[assignment]
        node[None] = value
    bases: set[int] = set()
    units, taken = [0] * 256, {0}
    free = 1
    stack: list[tuple[dict[int | None, object], int]] = [(tree, 0)]
    while stack:
        node, position = stack.pop()
        labels = [0 if label is None else label for label in node]
        while free in taken:
            free += 1
        base = _find_base(labels, free, taken, bases, position)
        bases.add(base)
        while len(units) <= base | 255:
            units.extend([0] * 256)
        units[position] |= (base ^ position) << 10 | (1 << 8 if None in node else 0)
        for label, child in node.items():
            unit = base ^ (label or 0)
            taken.add(unit)
            if label is None:
                units[unit] = int(child) | 1 << 31  # type: ignore[call-overload]
            else:
                units[unit] = label
                stack.append((child, unit))  # type: ignore[arg-type]
    return units


def write(folder: Path, pieces: list[bytes], fold: dict[str, str]) -> None:
    """tokenizer.json, the ranks and the fold, in `folder`."""
    byte_tokenizer(pieces, Normaliser(fold)).save(str(folder / TOKENIZER_FILE), pretty=False)
    lines = [b"%s %d\n" % (base64.b64encode(piece), rank) for rank, piece in enumerate(pieces)]
    (folder / RANKS_FILE).write_bytes(b"".join(lines))
    old, new = "".join(fold), "".join(fold.values())
    (folder / FOLD_FILE).write_text(f"{old}\n{new}\n", encoding="utf-8")


def _find_base(
    labels: list[int], free: int, taken: set[int], bases: set[int], position: int
) -> int:
    """The first base where all labels fall on free units and the offset can be encoded."""
    unit = free
    while True:
        base = unit ^ labels[0]
        fits = base not in bases and base ^ position < 1 << 21
        if fits and all(base ^ label not in taken for label in labels):
            return base
        unit += 1


def _cut(texts: Iterable[str], normaliser: Normaliser) -> Iterator[str]:
    for text in texts:
        yield " ".join(rjieba.cut(text.translate(normaliser)))


def _byte_letters() -> list[str]:
    """The visible letter that byte-level BPE writes for each byte (GPT-2's table)."""
    visible = [*range(33, 127), *range(161, 173), *range(174, 256)]
    hidden = [value for value in range(256) if value not in visible]
    letters = {value: chr(value) for value in visible}
    letters |= {value: chr(256 + number) for number, value in enumerate(hidden)}
    return [letters[value] for value in range(256)]
