"""The cases of an evaluation: questions with their known answers, read from JSON Lines files.

A case is a JSON object on a line. It points at words of a document, never at passages, so that it
can judge any way of cutting and ranking:

    {"id": "c1", "question": "...", "lang": "en", "type": "fact", "answerable": true,
     "gold": [{"doc": "report-2025", "quote": "words of that document"}],
     "alt_gold": [], "facts": ["21.8%"], "accept": {"21.8%": ["21.8 percent"]}}

`gold`: a full answer needs all of these quotations; any of `alt_gold` can replace one of them.
`facts`: the words that a right answer must say, as the document writes them; `accept` gives other
forms of a fact. A case without facts is judged by its gold quotations alone.
`answerable: false` wants a refusal, unless `refute` names the words that correct a false premise
(`says` and `doc` do so too). Without `answerable` a case is answerable if it has gold or facts.
`trap`: a figure that only a careless reader gives (a target for a result). `pair`: the id of the
same question in the other language. `type` may be called `kind`; `note` is for people. Only
`question` is required; other fields are ignored.

`doc` is the name of a file without its suffix, a title, or a document's id in the index. For any
other name a `documents.jsonl` beside the file gives each `id` its `title` (or `file`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rag.errors import UnreadableFile
from rag.language.detect import language_of
from rag.types.documents import Document
from rag.types.text import Language

DOCUMENTS = "documents.jsonl"


@dataclass(frozen=True, slots=True)
class Gold:
    """Words that answer, and the name that the cases give to their document."""

    document: str
    quote: str


@dataclass(frozen=True, slots=True)
class Case:
    """A question with its known answer. `file` is the name of its file in the report."""

    id: str
    question: str
    language: Language
    kind: str = "question"
    answerable: bool = True
    gold: tuple[Gold, ...] = ()
    alternatives: tuple[Gold, ...] = ()
    refute: tuple[Gold, ...] = ()
    facts: tuple[str, ...] = ()
    accept: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    trap: str | None = None
    note: str | None = None
    pair: str | None = None
    file: str = ""

    @property
    def judgeable(self) -> bool:
        """Whether it is known if an answer is right."""
        return not self.answerable or bool(self.gold or self.alternatives or self.facts)

    @property
    def known_words(self) -> tuple[Gold, ...]:
        """All words that answer the question or correct it."""
        return (*self.gold, *self.alternatives, *self.refute)

    @property
    def false_premise(self) -> bool:
        """Whether the question takes something for granted that a document contradicts."""
        return not self.answerable and bool(self.refute)


@dataclass(frozen=True, slots=True)
class Names:
    """The names of documents in the cases: `known` leads from any name of a document to that
    name."""

    known: Mapping[str, str] = field(default_factory=dict)

    def of(self, document: Document) -> str:
        """The name of `document` in the cases, or its file's name where it has none there."""
        stem = Path(document.file).stem
        names = (document.id, stem, document.title)
        return next((self.known[name] for name in names if name in self.known), stem)


def read_cases(path: Path, *, file: str = "") -> tuple[Case, ...]:
    """The cases of a JSONL file, in its order. UnreadableFile names the line that is wrong."""
    cases = tuple(_case(row, number, path, file) for number, row in _rows(path))
    if not cases:
        raise UnreadableFile(str(path), "holds no cases")
    seen: set[str] = set()
    for case in cases:
        if case.id in seen:
            raise UnreadableFile(str(path), f"the id {case.id!r} stands there twice")
        seen.add(case.id)
    return cases


def read_names(cases: Sequence[Case], path: Path) -> Names:
    """The names that `cases` of the file `path` use, and those that documents.jsonl adds."""
    known = {gold.document: gold.document for case in cases for gold in case.known_words}
    beside = path.with_name(DOCUMENTS)
    for _, row in _rows(beside) if beside.is_file() else ():
        for key in ("id", "title", "file"):
            if isinstance(row.get(key), str) and row.get("id"):
                name = Path(row[key]).stem if key == "file" else row[key]
                known[name] = str(row["id"])
    return Names(known)


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each line that is not empty, with its number from 1."""
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                row = json.loads(line)
                if not isinstance(row, dict):
                    raise UnreadableFile(str(path), f"line {number} is no JSON object")
                yield number, row
    except json.JSONDecodeError as error:
        raise UnreadableFile(str(path), f"line {number} is not JSON: {error.msg}") from None
    except UnicodeDecodeError:
        raise UnreadableFile(str(path), "is not UTF-8") from None


def _case(row: Mapping[str, Any], number: int, path: Path, file: str) -> Case:
    try:
        question = _text(row["question"])
        language = row.get("lang") or language_of(question)
        if language not in ("zh", "en"):
            raise ValueError(f"lang is {language!r}, not zh or en")
        gold, alternatives = _golds(row.get("gold")), _golds(row.get("alt_gold"))
        facts = tuple(map(_text, row.get("facts") or ()))
        answerable = row.get("answerable")
        if answerable is None:
            answerable = gold or alternatives or facts
        return Case(
            id=_text(row.get("id") or f"line-{number}"),
            question=question,
            language=language,
            kind=_text(row.get("type") or row.get("kind") or "question"),
            answerable=bool(answerable),
            gold=gold,
            alternatives=alternatives,
            refute=_golds(row.get("refute") or _said(row)),
            facts=facts,
            accept={
                fact: tuple(map(_text, forms)) for fact, forms in (row.get("accept") or {}).items()
            },
            trap=row.get("trap"),
            note=row.get("note"),
            pair=_text(row["pair"]) if row.get("pair") else None,
            file=file,
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        what = f"lacks {error}" if isinstance(error, KeyError) else str(error)
        raise UnreadableFile(str(path), f"line {number}: {what}") from None


def _said(row: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """What a document says against a false premise, where `says` and `doc` give it."""
    return [{"doc": row["doc"], "quote": row["says"]}] if row.get("says") else ()


def _golds(entries: Sequence[Mapping[str, Any]] | None) -> tuple[Gold, ...]:
    return tuple(Gold(_text(entry["doc"]), _text(entry["quote"])) for entry in entries or ())


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{value!r} stands where words are needed")
    return value
