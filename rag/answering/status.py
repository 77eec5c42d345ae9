"""A question, what was understood and the statements in, the answer's status and its reason out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rag.types import Question, Statement, Status, Understood

_NOT_HELD = {
    "zh": "索引中没有：{}",
    "en": "the index does not hold: {}",
}
_NOT_SAID = {
    "zh": "已收录的讲话中没有找到足以回答的语句；下面列出最接近的段落",
    "en": "no sentence of the indexed speeches answers this; the nearest passages are listed",
}


@dataclass(frozen=True, slots=True)
class Assessed:
    """Status, and in the question's language why it is not simply `answered`."""

    status: Status
    reason: str | None = None


def assess(question: Question, understood: Understood, statements: Sequence[Statement]) -> Assessed:
    """Without statements `unsupported`; `partial` if something that was named is not held."""
    missing = _NOT_HELD[question.language].format("、".join(understood.missing))
    if not statements:
        reason = missing if understood.missing else _NOT_SAID[question.language]
        return Assessed("unsupported", reason)
    return Assessed("partial", missing) if understood.missing else Assessed("answered")
