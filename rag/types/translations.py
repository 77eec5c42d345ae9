"""The types of official translations: two documents that say the same in two languages, and which
of their sentences stand for each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rag.types.text import Span

# An editor declares that one document translates the other; or their sentences show it.
Basis = Literal["declared", "found"]


@dataclass(frozen=True, slots=True)
class AlignedSentences:
    """Whole sentences of one document and of its translation that say the same; their figures are
    equal."""

    here: Span
    there: Span


@dataclass(frozen=True, slots=True)
class ComparedDocuments:
    """Two documents in two languages that a build compared, by their ids. `basis` is None where
    they are no translations of each other: then no sentences stand for each other."""

    document: str
    other: str
    basis: Basis | None
    sentences: tuple[AlignedSentences, ...] = ()
