"""Outcomes of invented cases, made by hand."""

from __future__ import annotations

from typing import Any

from rag.evaluation.cases import Case, Gold
from rag.evaluation.run import JudgedStatement, Outcome, Quotation
from rag.types.text import Language

RIGHT, WRONG = JudgedStatement(True), JudgedStatement(False)


def outcome(
    id: str,
    *statements: JudgedStatement,
    language: Language = "zh",
    answerable: bool = True,
    status: str = "answered",
    reason: str | None = None,
    facts: tuple[bool, ...] = (True,),
    ranks: tuple[int | None, ...] = (1,),
    refute: tuple[Gold, ...] = (),
    file: str = "",
    **fields: Any,
) -> Outcome:
    """An outcome with so many facts and gold entries as `facts` and `ranks` have."""
    gold = tuple(Gold("a", f"{id} {i}") for i in range(len(ranks)))
    names = tuple(f"fact {i}" for i in range(len(facts)))
    case = Case(
        id, f"{id}？", language, "fact", answerable, gold, refute=refute, facts=names, file=file
    )
    quoted = (Quotation("a", "words <b>", True, True),) if status != "unsupported" else ()
    return Outcome(case, ranks, status, reason, quoted, facts, statements=statements, **fields)


def unanswerable(id: str, *statements: JudgedStatement, **fields: Any) -> Outcome:
    """An outcome of a question that no document answers."""
    return outcome(id, *statements, answerable=False, facts=(), ranks=(), **fields)
