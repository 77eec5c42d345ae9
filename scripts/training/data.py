"""The training data: pairs of texts that belong together, and plain text, read from files."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_ENTRY = re.compile(r"^(\S+) (\S+) \[([^\]]*)\] /(.*)/$")
_CROSS_REFERENCE = re.compile(
    r"^(see|variant of|old variant of|used in|also written|CL:|Taiwan pr)"
)
_PARENTHESES = re.compile(r"\([^)]*\)")
_BRACKETS = re.compile(r"\[[^\]]*\]")
_NOT_LETTERS = re.compile(r"[^a-z]+")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that belong together: a question and its passage, or a text and its translation."""

    question: str
    passage: str
    source: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of CC-CEDICT; `pinyin` keeps its tone digits and capitals."""

    traditional: str
    simplified: str
    pinyin: str
    glosses: tuple[str, ...]


def read_dictionary(path: Path) -> list[Entry]:
    """All entries of a CC-CEDICT file."""
    entries = []
    for line in path.read_text(encoding="utf-8").splitlines():
        match = _ENTRY.match(line.strip())
        if match:
            traditional, simplified, pinyin, glosses = match.groups()
            entries.append(Entry(traditional, simplified, pinyin, tuple(glosses.split("/"))))
    return entries


def dictionary_pairs(entries: list[Entry]) -> list[Pair]:
    """Pairs of an English meaning and its Chinese word; for names also of the pinyin and the
    name."""
    pairs = []
    for entry in entries:
        for gloss in entry.glosses:
            plain = _BRACKETS.sub("", gloss)
            if _CROSS_REFERENCE.match(plain):
                continue
            meaning = _PARENTHESES.sub(" ", plain).strip() or plain
            if meaning:
                pairs.append(Pair(meaning, entry.simplified, "cedict"))
        if entry.pinyin[:1].isupper():
            syllables = entry.pinyin.replace("u:", "u").lower().split()
            name = "".join(_NOT_LETTERS.sub("", syllable) for syllable in syllables)
            if name:
                pairs.append(Pair(name, entry.simplified, "cedict_names"))
    return pairs


def read_parallel(path: Path) -> list[Pair]:
    """Pairs with English as the question and Chinese as the passage, in the order of the file."""
    pairs = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            columns = line.rstrip("\n").split("\t")
            if len(columns) == 3 and columns[0] and columns[1]:
                pairs.append(Pair(columns[1], columns[0], columns[2]))
    return pairs


def question_pairs(folder: Path) -> list[Pair]:
    """Questions with the paragraph (CMRC 2018) or the sentence (ReQA-SQuAD) that answers them."""
    pairs = []
    for name in ("cmrc2018-train.jsonl", "cmrc2018-trial.jsonl"):
        for item in _read_jsonl(folder / name):
            pairs.append(Pair(item["question"], item["context"], "cmrc2018"))
    for item in _read_jsonl(folder / "reqa-squad-train.jsonl"):
        pairs.extend(
            Pair(item["question"], answer["text"], "reqa_squad") for answer in item["answers"]
        )
    return pairs


def read_texts(path: Path) -> list[tuple[str, str]]:
    """(source, text) of every monolingual document."""
    return [(item["source"], item["text"]) for item in _read_jsonl(path)]


def sentences_of(text: str) -> list[str]:
    """A rough cut into sentences: good enough to train on, never used to cite."""
    parts = re.split(r"(?<=[。！？；])|(?<=[.!?])\s+|\n+", text)
    return [part.strip() for part in parts if len(part.strip()) > 1]


def cloze_pairs(texts: list[tuple[str, str]], *, per_text: int, seed: int) -> list[Pair]:
    """Inverse cloze: a sentence is the question, its neighbours without it are the passage.

    Source: Lee et al. 2019, "Latent Retrieval for Weakly Supervised Open Domain QA".
    """
    generator = random.Random(seed)
    pairs = []
    for source, text in texts:
        sentences = sentences_of(text)
        if len(sentences) < 4:
            continue
        for _ in range(min(per_text, len(sentences) // 3)):
            middle = generator.randrange(len(sentences))
            first, last = max(0, middle - 3), middle + 4
            around = sentences[first:middle] + sentences[middle + 1 : last]
            pairs.append(Pair(sentences[middle], " ".join(around), f"cloze_{source}"))
    return pairs


def _read_jsonl(path: Path) -> Iterator[dict[str, Any]]:
    if not path.exists():
        return
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
