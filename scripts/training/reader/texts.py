"""The texts that the reader's vocabulary is chosen on: all that it will be trained on, and more."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator
from pathlib import Path

from .. import data
from .questions import read_reports

# The share of lines of sources with narrow wording.
_SHOWN = {"twlaw_articles": 0.1, "python_docs": 0.1, "react_docs": 0.1, "rust_book": 0.1}
_CMRC_SHOWN = 0.3
_PIECE = 4_000  # characters
_GLOSSARIES = ("report_terms", "places", "leaders")


def vocabulary_texts(folder: Path, *, seed: int) -> Iterator[str]:
    """Texts of train/ and train2/, in pieces of a few thousand characters."""
    generator = random.Random(seed)
    for path in sorted((folder / "train2" / "qa").glob("*.jsonl.gz")):
        yield from _questions_and_contexts(path)
    for report in read_reports(folder):
        yield from _pieces(report.text)
    for _, text in data.read_texts(folder / "train" / "text.jsonl"):
        yield from _pieces(text)
    for pair in data.read_parallel(folder / "train" / "parallel.tsv"):
        if generator.random() < _SHOWN.get(pair.source, 1.0):
            yield pair.question
            yield pair.passage
    with (folder / "train" / "cmrc2018-train.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield row["question"]
            if generator.random() < _CMRC_SHOWN:
                yield row["context"]
    for name in _GLOSSARIES:
        path = folder / "train2" / "glossary" / f"{name}.tsv"
        yield from path.read_text("utf-8").replace("\t", " ").splitlines()


def _questions_and_contexts(path: Path) -> Iterator[str]:
    seen = set()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield row["question"]
            if row["context"] not in seen:
                seen.add(row["context"])
                yield row["context"]


def _pieces(text: str) -> Iterator[str]:
    for start in range(0, len(text), _PIECE):
        yield text[start : start + _PIECE]
