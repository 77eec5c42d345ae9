"""Paths of files come in on standard input, one a line; each is parsed, cleaned and tokenised, and
the bytes of its clean text go out. The floor of ingestion.py, which starts this."""

from __future__ import annotations

import sys
from pathlib import Path

from rag.errors import UnreadableFile
from rag.ingestion.clean import clean
from rag.ingestion.load import parse
from rag.language.vocabulary import Vocabulary


def tokenised(path: Path) -> int:
    """Bytes of clean text, 0 where the file cannot be read."""
    try:
        text = clean(parse(path, path.name)).text
    except UnreadableFile:
        return 0
    Vocabulary.bundled().encode(text)
    return len(text.encode("utf-8", "replace"))


if __name__ == "__main__":
    for line in sys.stdin:
        print(tokenised(Path(line.rstrip("\n"))), flush=True)
