"""Folds: cases dealt into groups of about equal size, so that what is fitted on some of them is
measured on others.

Cases that belong together are in the same fold: the same question in another language (`pair`), and
cases of which one has gold words that hold those of the other, whatever they call the document.
The digest of the questions chooses the fold, so that order and names of files and cases do not
matter. Deal all cases of a fit in one call: a case with no partner there may be in another fold.
"""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rag.evaluation.case_files import CaseFile
from rag.evaluation.cases import Case
from rag.evaluation.judging import words_alone


@dataclass(frozen=True, slots=True)
class Fold:
    """The fold `number`, from 1, of `count` folds."""

    number: int
    count: int

    @classmethod
    def parse(cls, text: str) -> Fold:
        """`2/5` is the second of five. ValueError for anything else."""
        found = re.fullmatch(r"([0-9]{1,3})/([0-9]{1,3})", text)
        number, count = map(int, found.groups()) if found else (0, 0)
        if not 1 <= number <= count or count == 1:
            raise ValueError(f"{text!r} is not one of several folds")
        return cls(number, count)


def deal(cases: Sequence[Case], count: int) -> list[int]:
    """For each case the number of its fold, from 1 to `count`."""
    digests = [int(hashlib.sha256(case.question.encode()).hexdigest(), 16) for case in cases]
    families = _families(len(cases), _links(cases))
    return [min(digests[member] for member in family) % count + 1 for family in families]


def in_fold(files: Sequence[CaseFile], fold: Fold) -> tuple[CaseFile, ...]:
    """The files with only the cases of the fold; a file that has none is left out."""
    numbers = iter(deal([case for file in files for case in file.cases], fold.count))
    kept = (
        replace(file, cases=tuple(case for case in file.cases if next(numbers) == fold.number))
        for file in files
    )
    return tuple(file for file in kept if file.cases)


def _links(cases: Sequence[Case]) -> Iterator[tuple[int, int]]:
    """The numbers of two cases that belong together, once or more."""
    numbers = {(case.file, case.id): number for number, case in enumerate(cases)}
    holders: dict[str, int] = {}  # gold words -> the first case that has them
    for number, case in enumerate(cases):
        if case.pair and (case.file, case.pair) in numbers:
            yield number, numbers[case.file, case.pair]
        for words in filter(None, (words_alone(known.quote) for known in case.known_words)):
            yield number, holders.setdefault(words, number)
    for one, other in itertools.combinations(holders, 2):
        if one in other or other in one:
            yield holders[one], holders[other]


def _families(count: int, links: Iterable[tuple[int, int]]) -> list[list[int]]:
    """For each of `count` cases the list of all that belong with it, itself among them."""
    families = [[number] for number in range(count)]
    for one, other in links:
        kept, taken = families[one], families[other]
        if kept is not taken:
            kept.extend(taken)
            for member in taken:
                families[member] = kept
    return families
