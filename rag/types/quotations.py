"""The types of a check of quotations: what a text quotes, and what the speeches say of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rag.types.answers import Citation, IndexState

# The speech that is meant says it so; a speech says it with other words; the reference names one
# speech and another says it; no speech says anything like it.
Verdict = Literal["stands", "altered", "elsewhere", "not_found"]
Kind = Literal["same", "del", "ins"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A reference to a document by its id, with the position in its text where one is given."""

    document: str
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words that a text quotes, without their marks, and the words around them that may name the
    source: those of the same paragraph before, and those up to the next quotation behind."""

    words: str
    before: str = ""
    behind: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """A piece of a comparison of two texts: in both (`same`), only in the quotation (`del`), or
    only in the speech (`ins`)."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class CheckedQuotation:
    """A quotation and its verdict. `at` is the place that says it, or says it with the
    `differences`; its score is the share of the words that agree. `named` are the ids of the
    documents that the reference names."""

    words: str
    verdict: Verdict
    at: Citation | None = None
    differences: tuple[Difference, ...] = ()
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuotationCheck:
    """All quotations of a text in order; `skipped` is the number of those that are too short to
    check."""

    quotations: tuple[CheckedQuotation, ...]
    skipped: int
    index: IndexState

    def count(self, verdict: Verdict) -> int:
        """How many quotations got that verdict."""
        return sum(quotation.verdict == verdict for quotation in self.quotations)

    @property
    def all_stand(self) -> bool:
        return self.count("stands") == len(self.quotations)
