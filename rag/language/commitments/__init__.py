"""What a sentence commits itself to: that it is true of all, not true, of last year, the first of
its kind, because of something; and which of these words a quotation must have to prove it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from rag.language.commitments.cause_words import CAUSE, DEGREE
from rag.language.commitments.certainty_words import CERTAINTY
from rag.language.commitments.direction_words import DIRECTION
from rag.language.commitments.negation_words import NEGATION
from rag.language.commitments.rank_words import RANK
from rag.language.commitments.rule import Commitment
from rag.language.commitments.time_words_chinese import CHINESE
from rag.language.commitments.time_words_english import ENGLISH
from rag.language.commitments.totality_words import TOTALITY
from rag.language.rules import Table
from rag.language.simplified import simplified
from rag.types.text import Span

REMEMBERED = 1024
TIME = Table("time", *CHINESE, *ENGLISH)
KindName = Literal[
    "totality", "negation", "time", "direction", "rank", "cause", "degree", "certainty"
]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of commitment: its words, which words of a quotation prove a label beside the label
    itself, and the labels that a sentence may not leave out of what it tells. `kept_beside`:
    also where they stand in another part of it. `near`: the words
    must stand in the very part of the quotation that is spoken of."""

    name: KindName
    table: Table[Commitment]
    proven_by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    kept: frozenset[str] = frozenset()
    kept_beside: frozenset[str] = frozenset()
    near: bool = False


KINDS = (
    Kind("totality", TOTALITY, {"all": ("wholly",), "wholly": ("all", "none")}, near=True),
    Kind("negation", NEGATION, {"undone": ("not",)}, kept=frozenset({"not"}), near=True),
    Kind("time", TIME, {"a single year": ("last year",), "decade": ("years",)}),
    Kind("direction", DIRECTION, near=True),
    Kind(
        "rank",
        RANK,
        {
            "leading": ("first", "most"),
            "first": ("most", "first of its kind"),
            "most": ("first",),
            "first of its kind": ("first",),
        },
        near=True,
    ),
    Kind("cause", CAUSE, near=True),
    Kind("degree", DEGREE, kept=frozenset({"nearly"}), near=True),
    Kind("certainty", CERTAINTY, kept=frozenset({"perhaps"}), kept_beside=frozenset({"if"})),
)


@dataclass(frozen=True, slots=True)
class Committed:
    """What one text commits itself to in one kind: the labels, and the words that say so."""

    labels: frozenset[str]
    spans: tuple[Span, ...]


@lru_cache(maxsize=REMEMBERED)
def of_claim(kind_name: KindName, text: str) -> Committed:
    """The commitments of a sentence that is to be proven."""
    plain = simplified(text)
    rules = [rule for rule in _kind(kind_name).table.firing(plain) if not rule.in_quotation_only]
    only = _claim_table(kind_name)
    return Committed(frozenset(rule.says for rule in rules), tuple(only.spans(plain)))


@lru_cache(maxsize=REMEMBERED)
def of_quotation(kind_name: KindName, text: str) -> frozenset[str]:
    """The labels that the words of a speech prove, freely read."""
    return frozenset(rule.says for rule in _kind(kind_name).table.firing(simplified(text)))


def _kind(name: KindName) -> Kind:
    return next(kind for kind in KINDS if kind.name == name)


@lru_cache(maxsize=len(KINDS))
def _claim_table(name: KindName) -> Table[Commitment]:
    rules = [rule for rule in _kind(name).table.rules if not rule.in_quotation_only]
    return Table(f"{name} of a claim", *rules)
