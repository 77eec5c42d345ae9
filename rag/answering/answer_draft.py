"""The draft of an answer: the statements that the gate has passed, and what was left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from rag.answering.gate import Gate
from rag.types.answers import AnswerWarning, Claim, Dropped, Statement
from rag.types.documents import values_of


@dataclass(slots=True)
class AnswerDraft:
    """One answer while it is written."""

    gate: Gate
    statements: list[Statement] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    warnings: list[AnswerWarning] = field(default_factory=list)

    def proven(self, claims: Iterator[Claim]) -> Iterator[Statement]:
        """The statements that `claims` prove to be, each as soon as it is and none twice."""
        said = {statement.text for statement in self.statements}
        try:
            for claim in claims:
                if claim.text in said:
                    continue
                said.add(claim.text)
                verdict = self.gate.verify(claim)
                if isinstance(verdict, Dropped):
                    self.dropped.append(verdict)
                else:
                    self.statements.append(verdict)
                    yield verdict
        finally:
            close = getattr(claims, "close", None)
            if close is not None:
                close()  # a reader who has left ends the work at its source

    def all_dropped(self) -> bool:
        """Whether something was claimed and nothing proven."""
        return bool(self.dropped) and not self.statements

    def fell_back(self, failure: Exception | None) -> None:
        """Warn that another answerer wrote the statements, and why; `failure` is None where the
        first one wrote nothing that could be proven."""
        unproven = values_of(unproven=len(self.dropped))
        values = values_of(failure=str(failure)) if failure else unproven
        self.warnings.append(AnswerWarning("answerer_failed", None, values))
