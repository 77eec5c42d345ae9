"""The working text: a text on its way from source to clean, which knows where each character came
from and what was done.

A rule sees a working text and names changes at its positions: removals, and replacements of single
characters one for one. Nothing is ever inserted or moved, so every step can be undone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rag.ingestion.source_text import SourceText
from rag.types.text import Alignment, Edit, Run, Span


class Change(NamedTuple):
    """Characters [start, end) of a working text become `replacement`: nothing, or as many."""

    start: int
    end: int
    replacement: str = ""


@dataclass(frozen=True, slots=True)
class WorkingText:
    """A text on its way from source to clean. `origins[i]` is where character i stands in the
    source; `replaced` says which rule last replaced the character at a position of the source."""

    source: SourceText
    text: str
    origins: NDArray[np.int64]
    removals: tuple[Edit, ...] = ()
    replaced: tuple[tuple[int, str, str], ...] = ()

    @classmethod
    def of(cls, source: SourceText) -> WorkingText:
        """The source text, untouched."""
        return cls(source, source.text, np.arange(len(source.text), dtype=np.int64))

    def here(self, span: Span) -> Span:
        """The part of this text that came from `span` of the source."""
        start, end = np.searchsorted(self.origins, (span.start, span.end))
        return Span(int(start), int(end))

    def apply(self, rule: str, changes: Iterable[Change]) -> WorkingText:
        """The text after `changes`, which must not overlap. They may come in any order."""
        ordered = sorted(changes)
        if not ordered:
            return self
        pieces: list[str] = []
        kept = np.ones(len(self.text), dtype=bool)
        replaced: list[tuple[int, str, str]] = []
        at = 0
        for start, end, replacement in ordered:
            if not at <= start < end <= len(self.text) or len(replacement) not in (0, end - start):
                raise ValueError(f"rule {rule} wants to change [{start}, {end}) after {at}")
            pieces.append(self.text[at:start])
            if replacement:
                pieces.append(replacement)
                replaced += self._replacements(rule, start, replacement)
            else:
                kept[start:end] = False
            at = end
        pieces.append(self.text[at:])
        return WorkingText(
            self.source,
            "".join(pieces),
            self.origins[kept],
            (*self.removals, *(Edit(rule, span) for span in _spans(self.origins[~kept]))),
            (*self.replaced, *replaced),
        )

    def _replacements(self, rule: str, start: int, text: str) -> Iterator[tuple[int, str, str]]:
        for offset, character in enumerate(text):
            if character != self.text[start + offset]:
                yield int(self.origins[start + offset]), rule, character

    def alignment(self) -> Alignment:
        """Runs that cover the text so far."""
        starts = _starts(self.origins)
        ends = np.append(starts[1:], len(self.origins))[: len(starts)]
        return Alignment(
            tuple(
                Run(int(start), int(self.origins[start]), int(end - start))
                for start, end in zip(starts, ends, strict=True)
            )
        )

    def edits(self) -> tuple[Edit, ...]:
        """Everything that was done, disjoint and in the order of the source."""
        last = {position: (rule, character) for position, rule, character in self.replaced}
        left = set(self.origins[np.isin(self.origins, np.fromiter(last, np.int64))].tolist())
        single = sorted((position, *last[position]) for position in left)
        # An unbroken row of replacements by one rule is one edit.
        rows = groupby(enumerate(single), key=lambda row: (row[1][0] - row[0], row[1][1]))
        replacements: list[Edit] = []
        for (_, rule), members in rows:
            row = [member for _, member in members]
            span = Span(row[0][0], row[-1][0] + 1)
            replacements.append(Edit(rule, span, "".join(character for _, _, character in row)))
        return tuple(sorted((*self.removals, *replacements), key=lambda edit: edit.span))


def disjoint(spans: list[tuple[int, int]]) -> Iterator[Change]:
    """Removals of all that the spans cover; none twice."""
    at = 0
    for start, end in sorted(spans):
        if end > max(start, at):
            yield Change(max(start, at), end)
            at = end


Rule = Callable[[WorkingText], Iterable[Change]]


def _starts(positions: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where unbroken rows of positions begin."""
    if not len(positions):
        return np.zeros(0, dtype=np.int64)
    breaks = np.flatnonzero(np.diff(positions) != 1) + 1
    return np.concatenate((np.zeros(1, dtype=np.int64), breaks))


def _spans(positions: NDArray[np.int64]) -> list[Span]:
    starts = _starts(positions)
    ends = np.append(starts[1:], len(positions))[: len(starts)]
    return [
        Span(int(positions[start]), int(positions[end - 1]) + 1)
        for start, end in zip(starts, ends, strict=True)
    ]
