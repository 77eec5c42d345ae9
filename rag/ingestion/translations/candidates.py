"""Chooses the documents that may be translations of each other, without reading their texts: what
an editor declares, then those of one date in two languages whose vectors are closest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

import numpy as np
import numpy.typing as npt

from rag.types.documents import Document
from rag.types.text import Language, PartialDate
from rag.types.translations import Basis

# So many documents of its date, the closest, are compared with a document, sentence by sentence.
MOST_COMPARED = 2
# Characters of an English text for one of the Chinese; reports have 2.5 to 4.
LEAST_LONGER, MOST_LONGER = 1.2, 8.0


@dataclass(frozen=True, slots=True)
class TextFacts:
    """What is remembered of a document that the index holds now: what it is, its length in
    characters, the mean of its passages' vectors, and what it says that it translates."""

    id: str
    file: str
    language: Language
    date: PartialDate | None
    length: int
    vector: npt.NDArray[np.float32]
    translation_of: str | None

    @classmethod
    def of(
        cls, document: Document, vectors: npt.NDArray[np.floating], translation_of: str | None
    ) -> TextFacts:
        length = len(document.text)
        mean = np.asarray(vectors.mean(axis=0) if len(vectors) else (), dtype=np.float32)
        return cls(
            document.id, document.file, document.language, document.date, length, mean,
            translation_of,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two documents, the one written first named first, and why they are compared."""

    one: TextFacts
    two: TextFacts
    basis: Basis


def candidates(texts: Sequence[TextFacts]) -> list[Candidate]:
    """The pairs to compare, declared ones first, none twice."""
    order = {document.id: number for number, document in enumerate(texts)}
    found: dict[tuple[str, str], Candidate] = {}
    for one, two, basis in (*_declared(texts), *_of_one_date(texts)):
        first, second = sorted((one, two), key=lambda document: order[document.id])
        found.setdefault((first.id, second.id), Candidate(first, second, basis))
    return list(found.values())


def _declared(texts: Sequence[TextFacts]) -> Iterator[tuple[TextFacts, TextFacts, Basis]]:
    for document in texts:
        if document.translation_of:
            original = _named(document.translation_of, document, texts)
            if original is not None and original.language != document.language:
                yield original, document, "declared"


def _named(name: str, document: TextFacts, texts: Sequence[TextFacts]) -> TextFacts | None:
    """The document that `name` means: an id, a file beside the document, or a file by its whole
    name."""
    beside = str(PurePosixPath(document.file).parent / name)
    for wanted in (beside, name):
        for other in texts:
            if wanted in (other.file, other.id) and other.id != document.id:
                return other
    return None


def _of_one_date(texts: Sequence[TextFacts]) -> Iterator[tuple[TextFacts, TextFacts, Basis]]:
    """For each English document the closest Chinese ones of its date."""
    by_year: defaultdict[int, list[TextFacts]] = defaultdict(list)
    for document in texts:
        if document.date is not None and document.language == "zh":
            by_year[document.date.year].append(document)
    for document in texts:
        if document.date is not None and document.language == "en":
            yield from ((o, document, "found") for o in _closest(document, by_year))


def _closest(document: TextFacts, by_year: dict[int, list[TextFacts]]) -> list[TextFacts]:
    assert document.date is not None
    possible = [
        other
        for other in by_year.get(document.date.year, ())
        if _same_day(document.date, other.date)
        and LEAST_LONGER <= document.length / max(1, other.length) <= MOST_LONGER
    ]
    return sorted(possible, key=lambda other: -_closeness(document, other))[:MOST_COMPARED]


def _same_day(one: PartialDate, two: PartialDate | None) -> bool:
    """Whether the dates can be one day: the year alone may be any day of it."""
    return two is not None and one.first_day <= two.last_day and two.first_day <= one.last_day


def _closeness(one: TextFacts, two: TextFacts) -> float:
    if one.vector.shape != two.vector.shape:
        return 0.0
    return round(float(np.einsum("i,i->", one.vector, two.vector, dtype=np.float64)), 6)
