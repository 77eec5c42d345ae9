"""A benchmark of the formats: how much of a speech is read from every format and encoding.

    python scripts/benchmarks/formats.py

The golden tests (tests/ingestion/formats) check these figures; here they stand side by side. `same`
is the share of characters that are read as they were saved, after NFC and without white space. The
files of LibreOffice are made where it is installed; pictures are read where the extra `ocr` is.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from rag.errors import UnreadableFile  # noqa: E402
from rag.ingestion.load import parse  # noqa: E402
from rag.ingestion.read import read_one  # noqa: E402
from rag.types.documents import Document  # noqa: E402
from tests.ingestion.formats.speech import (  # noqa: E402
    OFFICE_FORMATS,
    TITLE,
    TRADITIONAL,
    WRITERS,
    as_scan,
    folded,
    plain,
    saved_by_office,
)

SECTIONS = 5


def main() -> int:
    print(f"{'file':22} {'same':>7} {'facts':>6} {'sections':>9} {'ms':>7}  read by")
    with tempfile.TemporaryDirectory() as folder:
        for path, expected in files(Path(folder)):
            print(f"{path.name:22} {row(path, expected)}")
    return 0


def files(folder: Path) -> Iterator[tuple[Path, str]]:
    """The speech in every format, and its expected text."""
    traditional = "\n".join(TRADITIONAL)
    writers: dict[str, Callable[[], bytes]] = {
        **WRITERS,
        "big5.txt": partial(traditional.encode, "big5"),
        "scan.pdf": as_scan,
    }
    for name, write in writers.items():
        path = folder / name
        path.write_bytes(write())
        yield path, traditional if name == "big5.txt" else plain()
    if shutil.which("soffice") is None:
        print("LibreOffice is not installed: what it saves is not shown")
        return
    saved_by_office(folder)
    for suffix in OFFICE_FORMATS:
        yield (folder / f"speech.{suffix}").rename(folder / f"libreoffice.{suffix}"), plain()


def row(path: Path, expected: str) -> str:
    """The figures of a file, or the reason why it was refused."""
    started = time.perf_counter()
    try:
        read = read_one(parse(path, path.name))
    except UnreadableFile as error:
        return f"refused: {error.reason}"
    milliseconds = (time.perf_counter() - started) * 1000
    wanted, found = folded(expected), folded(read.document.text)
    same = SequenceMatcher(None, wanted, found, autojunk=False).ratio()
    is_whole = expected == plain()  # the speech in traditional characters is only a part of it
    told = facts(read.document) if is_whole else "-"
    sections = f"{len(read.sections)}/{SECTIONS}" if is_whole else "-"
    read_by = ", ".join(
        [
            read.report["decoding"],
            *(warning.code for warning in read.document.warnings),
        ]
    )
    return f"{same:7.2%} {told:>6} {sections:>9} {milliseconds:7.1f}  {read_by}"


def facts(document: Document) -> str:
    """How many of title, speaker, region, institution, date and language are right."""
    found = (
        folded(document.title),
        document.speaker,
        document.region,
        document.institution,
        str(document.date),
        document.language,
    )
    wanted = (TITLE, "秦望舒", "青湖区", "青湖区人民政府", "2026-01-15", "zh")
    return f"{sum(read == right for read, right in zip(found, wanted, strict=True))}/{len(wanted)}"


if __name__ == "__main__":
    sys.exit(main())
