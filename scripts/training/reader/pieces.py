"""The pieces of the reader's vocabulary: those of XLM-R that Chinese and English texts use.

Of the 250,002 pieces of the multilingual tokenizer the training texts use a sixth. The others would
be four fifths of the shipped model. A text that used a dropped piece is cut into smaller ones.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

# A piece that the texts use less often is dropped, unless it is a single character.
LEAST_USES = 3
_SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
MARK = "<mask>"  # the training gives it a new meaning: here a sentence begins
_BATCH = 512


def choose(tokenizer_file: Path, texts: Iterable[str], *, limit: int) -> list[int]:
    """The ids of the pieces to keep, ascending: special, single characters, and the most used."""
    description = json.loads(tokenizer_file.read_text(encoding="utf-8"))
    tokenizer = Tokenizer.from_str(json.dumps(_plain(description)))
    uses: Counter[int] = Counter()
    batch: list[str] = []
    for text in texts:
        batch.append(text)
        if len(batch) == _BATCH:
            _count(tokenizer, batch, uses)
            batch = []
    _count(tokenizer, batch, uses)
    vocabulary = description["model"]["vocab"]
    kept = {number for number, (piece, _) in enumerate(vocabulary) if piece in (*_SPECIAL, MARK)}
    kept |= {number for number, (piece, _) in enumerate(vocabulary) if _is_needed(piece)}
    for number, count in uses.most_common():
        if len(kept) >= limit or count < LEAST_USES:
            break
        kept.add(number)
    return sorted(kept)


def _is_needed(piece: str) -> bool:
    """Single characters of Chinese and Latin writing, without which text would be unknown."""
    if len(piece.removeprefix("▁")) != 1:
        return False
    character = piece[-1]
    return (
        "!" <= character <= "~"
        or "一" <= character <= "鿿"
        or "　" <= character <= "〿"
        or ("‐" <= character <= "⅏" or "＀" <= character <= "￯")
    )


def _count(tokenizer: Tokenizer, texts: list[str], uses: Counter[int]) -> None:
    for encoding in tokenizer.encode_batch(texts, add_special_tokens=False):
        uses.update(encoding.ids)


def write_tokenizer(tokenizer_file: Path, kept: list[int], goal: Path) -> None:
    """A tokenizer of the kept pieces alone, numbered in their order."""
    description = _plain(json.loads(tokenizer_file.read_text(encoding="utf-8")))
    vocabulary = description["model"]["vocab"]
    description["model"]["vocab"] = [
        [vocabulary[number][0], round(vocabulary[number][1], 4)] for number in kept
    ]
    numbers = {piece: number for number, (piece, _) in enumerate(description["model"]["vocab"])}
    description["added_tokens"] = [
        {**token, "id": numbers[token["content"]]} for token in description["added_tokens"]
    ]
    goal.write_text(json.dumps(description, ensure_ascii=False, separators=(",", ":")), "utf-8")


def _plain(description: dict[str, Any]) -> dict[str, Any]:
    """Without XLM-R's table of normalisations, which NFKC stands for, and without templates."""
    return {
        **description,
        "truncation": None,
        "padding": None,
        "post_processor": None,
        "normalizer": {
            "type": "Sequence",
            "normalizers": [
                {"type": "NFKC"},
                {"type": "Replace", "pattern": {"Regex": "\\s+"}, "content": " "},
            ],
        },
    }


def rows(word: npt.NDArray[np.float32], kept: list[int]) -> npt.NDArray[np.float32]:
    """The rows of the kept pieces of [all pieces, width]."""
    found: npt.NDArray[np.float32] = word[kept]
    return found
