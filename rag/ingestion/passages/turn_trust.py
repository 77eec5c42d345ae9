"""Decides which labels of a text begin a turn, and which are headings run into a paragraph,
salutations, or rows of a list.

A title before a name is proof. An office alone, or words that only look like a name, need more:
that they come again, or stand beside labels that are sure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rag.ingestion.metadata.person import person_named
from rag.ingestion.passages.turn_labels import Label
from rag.language.simplified import simplified

# A label that only looks like a name, and is none unless it comes again.
_TIMES = 2


@dataclass(frozen=True, slots=True)
class _Proof:
    """What the labels of a text say together: how often each comes, who is named for sure, and the
    signs that end labels in the manner of a record, by what kind of label they end."""

    times: Counter[str]
    known: frozenset[str]
    has_title: bool
    offices_end: frozenset[str]
    names_end: frozenset[str]
    is_one_persons: bool


def trusted(labels: Sequence[Label], text: str, speaker: str | None) -> list[bool]:
    """For each label whether it begins a turn. `speaker` is whom the head of the text names: where
    no label does, it takes more to believe that others speak."""
    ordinary = set(text.split())
    styled = [label for label in labels if label.styled and _may_name(label, ordinary)]
    proven = [label for label in labels if label.sure and label.named and not label.press]
    offices = [label for label in labels if not label.named and not label.salutes]
    proof = _Proof(
        times=Counter(label.name for label in labels),
        known=frozenset(person_named(label.name, None) for label in proven),
        has_title=bool(proven),
        offices_end=frozenset(label.mark for label in (*offices, *proven)),
        names_end=frozenset(label.mark for label in styled),
        is_one_persons=speaker is not None and not _is_among(speaker, labels),
    )
    return [_is_trusted(label, proof, ordinary) for label in labels]


def _is_trusted(label: Label, proof: _Proof, ordinary: set[str]) -> bool:
    again = proof.times[label.name] >= _TIMES
    if label.press:
        return label.sure or again
    if not label.named:
        beside = proof.has_title or (label.mark in proof.names_end and not proof.is_one_persons)
        return proof.has_title if label.salutes else beside or again
    if label.sure or person_named(label.name, None) in proof.known:
        return True
    if (proof.is_one_persons and not proof.has_title) or not _may_name(label, ordinary):
        return False
    styled = label.styled and (_has_capital_surname(label) or label.mark in proof.offices_end)
    return again or styled


def _may_name(label: Label, ordinary: set[str]) -> bool:
    """Whether the words of a label may be a name: they are no ordinary words of the text itself."""
    are_words = (part.lower() in ordinary for part in label.name.split())
    return not (any(are_words) if label.name.isupper() else all(are_words))


def _has_capital_surname(label: Label) -> bool:
    last = label.name.split()[-1]
    return last.isupper() and len(last) > 1


def _is_among(speaker: str, labels: Sequence[Label]) -> bool:
    """Whether a label names `speaker`, by the whole name or by the last word of it."""
    last = _last(speaker)
    return any(label.named and _last(label.name) == last for label in labels)


def _last(name: str) -> str:
    return simplified(name).split()[-1].casefold() if name.split() else ""
