"""A process of the floor of ingestion.py: it parses, cleans and tokenises files.

It reads paths from standard input, one a line, and prints the bytes of each clean text.
"""

from __future__ import annotations

import sys
from pathlib import Path

from rag.errors import UnreadableFile
from rag.ingestion.clean import clean
from rag.ingestion.load import parse
from rag.language.vocabulary import Vocabulary


def tokenised(path: Path) -> int:
    """The bytes of clean text; 0 where the file cannot be read."""
    try:
        text = clean(parse(path, path.name)).text
    except UnreadableFile:
        return 0
    Vocabulary.bundled().encode(text)
    return len(text.encode("utf-8", "replace"))


if __name__ == "__main__":
    for line in sys.stdin:
        print(tokenised(Path(line.rstrip("\n"))), flush=True)
