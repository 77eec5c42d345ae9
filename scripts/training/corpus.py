"""The training corpus: the text that the vocabulary is trained on, and all pairs as token ids."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from rag.language.vocabulary import Vocabulary

from . import data
from .mix import Mix, Parallel
from .ragged import Ragged
from .wordforms import compounds, inflections

CHINESE_TEXT = ("laws", "state_council", "crud_news")
ENGLISH_TEXT = ("sotu", "singapore_mfa")
# The share of lines that the vocabulary sees: these sources would otherwise dominate it.
_SHOWN = {
    "twlaw_articles": 0.35, "twlaw_titles": 0.35, "python_docs": 0.1, "react_docs": 0.1,
    "rust_book": 0.1, "msdocs_project_operations": 0.1, "login_gov_ui": 0.1,
}  # fmt: skip
_CLOZE_PER_CHINESE_TEXT, _CLOZE_PER_ENGLISH_TEXT = 20, 60  # English texts are longer

Encode = Callable[[Sequence[str]], list[list[int]]]


def vocabulary_text(folder: Path, entries: list[data.Entry], *, seed: int) -> Iterator[str]:
    """All training text once, with fewer lines of sources with narrow wording."""
    generator = random.Random(seed)
    for pair in data.read_parallel(folder / "parallel.tsv"):
        if generator.random() < _SHOWN.get(pair.source, 1.0):
            yield pair.question
            yield pair.passage
    for entry in entries:
        yield entry.simplified
        yield " ".join(entry.glosses)
    for _, text in data.read_texts(folder / "text.jsonl"):
        yield text
    passages = set()
    for pair in data.question_pairs(folder):
        yield pair.question
        if pair.passage not in passages:
            passages.add(pair.passage)
            yield pair.passage


def make_mix(folder: Path, entries: list[data.Entry], vocabulary: Vocabulary, *, seed: int) -> Mix:
    """All training pairs as ids, ready to be drawn in batches."""
    encode = vocabulary.encode_batch
    pairs = data.read_parallel(folder / "parallel.tsv")
    parallel = Parallel.of(
        pairs,
        encode([pair.question for pair in pairs]),
        encode([pair.passage for pair in pairs]),
    )
    texts = data.read_texts(folder / "text.jsonl")
    chinese = [text for text in texts if text[0] in CHINESE_TEXT]
    english = [text for text in texts if text[0] in ENGLISH_TEXT]
    questions = data.question_pairs(folder)
    others = {
        "cmrc2018": [pair for pair in questions if pair.source == "cmrc2018"],
        "reqa_squad": [pair for pair in questions if pair.source == "reqa_squad"],
        "cloze_zh": data.cloze_pairs(chinese, per_text=_CLOZE_PER_CHINESE_TEXT, seed=seed),
        "cloze_en": data.cloze_pairs(english, per_text=_CLOZE_PER_ENGLISH_TEXT, seed=seed),
    }
    encoded = {name: _encoded(encode, found) for name, found in others.items()}
    dictionary = _encoded(encode, data.dictionary_pairs(entries))
    return Mix(parallel, dictionary, encoded | _wordforms(vocabulary), seed=seed)


def _encoded(encode: Encode, pairs: list[data.Pair]) -> tuple[Ragged, Ragged]:
    questions = encode([pair.question for pair in pairs])
    return Ragged.of(questions), Ragged.of(encode([pair.passage for pair in pairs]))


def _wordforms(vocabulary: Vocabulary) -> dict[str, tuple[Ragged, Ragged]]:
    """Inflections and compounds, in both directions: part to whole and whole to part."""
    pieces = [vocabulary.piece(number) for number in range(vocabulary.size)]
    ids = {piece: number for number, piece in enumerate(pieces)}
    stems = [([ids[word]], [ids[stem]]) for word, stem in inflections(pieces)]
    parts = [
        ([ids[first], ids[second]], [ids[whole]]) for whole, first, second in compounds(pieces)
    ]
    return {
        name: (
            Ragged.of([left for left, _ in both] + [right for _, right in both]),
            Ragged.of([right for _, right in both] + [left for left, _ in both]),
        )
        for name, both in (("inflections", stems), ("compounds", parts))
    }
