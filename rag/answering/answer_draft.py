"""The answer draft: the proven statements of an answer, the dropped claims, and the warnings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from rag.answering.gate import Gate
from rag.types.answers import AnswerWarning, Claim, Dropped, Statement
from rag.types.documents import values_of


@dataclass(slots=True)
class AnswerDraft:
    """An answer while it is written. `gloss` adds the line in the reader's language to a proven
    statement."""

    gate: Gate
    gloss: Callable[[Statement], Statement] | None = None
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
                    proven = self.gloss(verdict) if self.gloss else verdict
                    self.statements.append(proven)
                    yield proven
        finally:
            close = getattr(claims, "close", None)
            if close is not None:
                close()  # so that a model stops writing when the reader has left

    def all_dropped(self) -> bool:
        """Whether there were claims and none was proven."""
        return bool(self.dropped) and not self.statements

    def fell_back(self, failure: Exception | None) -> None:
        """Warn that another answerer wrote the statements, and why; `failure` is None where the
        first one wrote nothing that could be proven."""
        unproven = values_of(unproven=len(self.dropped))
        values = values_of(failure=str(failure)) if failure else unproven
        self.warnings.append(AnswerWarning("answerer_failed", None, values))
