"""The answer draft: the proven statements of an answer, the dropped claims, and the warnings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from rag.answering.gate import Gate
from rag.types.answers import AnswerWarning, Claim, Dropped, Statement
from rag.types.text import Language

_FELL_BACK: dict[Language, str] = {
    "zh": "语言模型没有给出可用的回答（{}）；下面引用的是讲话原句",
    "en": "no usable answer came from the language model ({}); these are the speakers' own words",
}
_NONE_PROVEN: dict[Language, str] = {
    "zh": "它写的内容都没有通过核对",
    "en": "nothing that it wrote could be verified",
}


@dataclass(slots=True)
class AnswerDraft:
    """An answer while it is written."""

    gate: Gate
    statements: list[Statement] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    warnings: list[AnswerWarning] = field(default_factory=list)

    def proven(self, claims: Iterator[Claim]) -> Iterator[Statement]:
        """The statements that the gate makes of `claims`, each as soon as it is proven, none
        twice."""
        seen = {statement.text for statement in self.statements}
        try:
            for claim in claims:
                if claim.text in seen:
                    continue
                seen.add(claim.text)
                verdict = self.gate.verify(claim)
                if isinstance(verdict, Dropped):
                    self.dropped.append(verdict)
                else:
                    self.statements.append(verdict)
                    yield verdict
        finally:
            close = getattr(claims, "close", None)
            if close is not None:
                close()  # so that a model stops writing when the reader has left

    def all_dropped(self) -> bool:
        """Whether there were claims and none was proven."""
        return bool(self.dropped) and not self.statements

    def fell_back(self, language: Language, failure: Exception | None) -> None:
        """Add the warning that another answerer steps in, and why; `failure` is None where no claim
        of the chosen answerer could be proven."""
        reason = str(failure) if failure else _NONE_PROVEN[language]
        detail = _FELL_BACK[language].format(reason)
        self.warnings.append(AnswerWarning("answerer_failed", None, detail))
