"""The type of a rule that reads what a sentence commits itself to."""

from __future__ import annotations

from dataclasses import dataclass, field

from rag.language.rules import Rule


@dataclass(frozen=True, slots=True)
class Commitment(Rule):
    """Words that commit a sentence: to all, not, first, because. Rows that are
    `in_quotation_only` are read in what proves a sentence, not in the sentence: the quotation may
    say it more freely than the claim."""

    in_quotation_only: bool = field(default=False, kw_only=True)

    @property
    def says(self) -> str:
        """What the words say: "all" of the row "all, in Chinese, loosely"."""
        return self.label.partition(",")[0]
