"""Several files of cases in one evaluation: their cases, and what tells them apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path

from rag.errors import UnreadableFile
from rag.evaluation.cases import Case, Names, read_cases, read_names


@dataclass(frozen=True, slots=True)
class CaseFile:
    """The cases of a file. `name` stands for the file in the report; `names` are those that its
    cases give to documents."""

    name: str
    cases: tuple[Case, ...]
    names: Names


def read_case_files(paths: Sequence[Path]) -> tuple[CaseFile, ...]:
    """The files in their order. An id that stands in several of them has the name of its file
    before it: `natural/dev.jsonl:c1`. UnreadableFile if a file is wrong or is named twice."""
    labels = _labels(paths)
    read = [read_cases(path, file=label) for path, label in zip(paths, labels, strict=True)]
    holders = Counter(case.id for cases in read for case in cases)
    repeated = {id for id, count in holders.items() if count > 1}
    return tuple(
        CaseFile(label, tuple(_renamed(case, repeated) for case in cases), read_names(cases, path))
        for label, cases, path in zip(labels, read, paths, strict=True)
    )


def _renamed(case: Case, repeated: Set[str]) -> Case:
    """The case with the name of its file before its id and its partner's, where these repeat."""

    def own(id: str) -> str:
        return f"{case.file}:{id}" if id in repeated else id

    return replace(case, id=own(case.id), pair=own(case.pair) if case.pair else None)


def _labels(paths: Sequence[Path]) -> list[str]:
    """The last parts of each path, as many as tell it from the others."""
    whole = [path.resolve().parts for path in paths]
    for path, parts in zip(paths, whole, strict=True):
        if whole.count(parts) > 1:
            raise UnreadableFile(str(path), "is named twice")
    return [
        next(
            "/".join(parts[-size:])
            for size in range(1, len(parts) + 1)
            if sum(other[-size:] == parts[-size:] for other in whole) == 1
        )
        for parts in whole
    ]
