"""Counts how often each language rule fires on sets of questions and on corpora, so that rules that
no text needs show themselves.

    scripts/bench rules [FILE OR FOLDER…] [--table NAME…] [--dead] [--json FILE]

A file of JSON Lines (.jsonl, .jsonl.gz) with a `question` in each line is a set of questions; any
other file is read as a speech, and its sentences are counted; all speeches of a folder are one
corpus. By default: the question sets and the folders of the corpus in ../shared/data. Several texts
of a set that are the same count once.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rag.errors import UnreadableFile
from rag.ingestion.clean import clean
from rag.ingestion.load import parse
from rag.language.rule_tables import tables
from rag.language.rules import Rule, Table
from rag.language.sentences import sentences

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
BY_DEFAULT = ("eval/policy/dev.jsonl", "eval/natural/dev.jsonl", "eval/xquad/questions.jsonl",
              "train2/qa/*.jsonl.gz", "corpus/*")  # fmt: skip
_QUESTIONS = (".jsonl", ".jsonl.gz")

TextSet = tuple[str, list[str]]  # a name and distinct texts


@dataclass(frozen=True, slots=True)
class Row:
    """A rule of a table and how often it fires on each set, in the order of the sets."""

    table: str
    rule: Rule
    fired: tuple[int, ...]


def main() -> int:
    options = arguments()
    chosen = [table for table in tables() if not options.table or table.name in options.table]
    paths = options.paths or [path for glob in BY_DEFAULT for path in sorted(DATA.glob(glob))]
    missing = [path for path in paths if not path.exists()]
    if not chosen or not paths or missing:
        print(f"bench: {complaint(chosen, missing)}", file=sys.stderr)
        return 2
    sets = [found for path in paths for found in read(path)]
    rows = [row for table in chosen for row in counted(table, sets)]
    report(rows, sets, dead=options.dead)
    if options.json:
        listed = [
            {
                "table": row.table,
                "rule": row.rule.label,
                "language": row.rule.language,
                "fired": {name: times for (name, _), times in zip(sets, row.fired, strict=True)},
            }
            for row in rows
        ]
        options.json.write_text(json.dumps(listed, ensure_ascii=False, indent=1), encoding="utf-8")
    return 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__,
        allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("paths", type=Path, nargs="*")
    parser.add_argument("--table", nargs="+", default=[], help="only these tables: past done")
    parser.add_argument("--dead", action="store_true", help="print only rules that never fire")
    parser.add_argument("--json", type=Path, help="write the counts to this file, too")
    return parser.parse_args()


def complaint(chosen: Sequence[Table[Any]], missing: Sequence[Path]) -> str:
    if not chosen:
        return f"there is no such table; there are: {', '.join(table.name for table in tables())}"
    if missing:
        return f"there is no {missing[0]}; name files or folders that exist"
    return f"there is nothing in {DATA}; name files or folders"


def read(path: Path) -> list[TextSet]:
    """The set of a file or folder, or where the questions of a file are in several languages, a
    set for each."""
    if path.name.endswith(_QUESTIONS):
        return questions(path)
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    texts = (text for file in files if file.is_file() for text in spoken(file))
    return [(path.stem, list(dict.fromkeys(texts)))]


def questions(path: Path) -> list[TextSet]:
    # "dev.jsonl" and "questions.jsonl" say less than the folder that they lie in.
    stem = path.name.split(".")[0]
    name = path.parent.name if stem in ("dev", "questions") else stem
    whole = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    found: dict[str, dict[str, None]] = {}
    for line in filter(str.strip, whole.decode().splitlines()):
        row: dict[str, Any] = json.loads(line)
        if "question" in row:
            found.setdefault(row.get("lang", ""), {})[row["question"]] = None
    if len(found) < 2:
        return [(name, list(texts)) for texts in found.values()]
    return [(f"{name}, {language}", list(texts)) for language, texts in found.items()]


def spoken(file: Path) -> Iterator[str]:
    """The sentences of a speech; none, with a warning, where the file cannot be read."""
    try:
        text = clean(parse(file, file.name)).text
    except UnreadableFile as error:
        print(f"bench: {file.name} is left out: {error}", file=sys.stderr)
        return
    yield from (span.slice(text) for span in sentences(text))


def counted(table: Table[Rule], sets: Sequence[TextSet]) -> Iterator[Row]:
    """The rows of a table with their counts."""
    counts = [
        Counter(rule.label for text in filter(table.search, texts) for rule in table.firing(text))
        for _, texts in sets
    ]
    for rule in table.rules:
        yield Row(table.name, rule, tuple(fired[rule.label] for fired in counts))


def report(rows: Sequence[Row], sets: Sequence[TextSet], *, dead: bool) -> None:
    """The sets by number, then a line for each rule with its counts in a column for each set."""
    for number, (name, texts) in enumerate(sets, 1):
        print(f"[{number}] {name}: {len(texts)} texts")
    widths = [max(4, *(len(str(row.fired[column])) for row in rows)) for column in range(len(sets))]
    print(" ".join(f"{f'[{number}]':>{width}}" for number, width in enumerate(widths, 1)))
    for row in rows:
        if not dead or not any(row.fired):
            cells = (
                f"{times or '.':>{width}}" for times, width in zip(row.fired, widths, strict=True)
            )
            print(" ".join(cells), f" {row.table}: {row.rule.label} ({row.rule.language})")
    silent = sum(not any(row.fired) for row in rows)
    print(f"{len(rows)} rules, of which {silent} never fire on these texts")


if __name__ == "__main__":
    sys.exit(main())
