"""Finds the official translation of a quotation: the sentences that stand for it in a document of
the other language, all of them and no more, with the same figures. Of a quotation within one
sentence it is the translation of that sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from rag.index.index import Index
from rag.index.translations import Counterpart
from rag.language.same_figures import same_figures
from rag.types.documents import Document, Passage
from rag.types.text import Span
from rag.types.translations import Basis


@dataclass(frozen=True, slots=True)
class OfficialWords:
    """Where the official translation of a quotation stands, and how it is known for one."""

    passage: Passage
    span: Span
    basis: Basis


# The official translation of the words at a span of a document; None where there is none.
FindCounterpart = Callable[[Document, Span], OfficialWords | None]


def counterparts_in(index: Index) -> FindCounterpart:
    """Looks in the translations that the index holds."""

    def find(document: Document, quoted: Span) -> OfficialWords | None:
        aligned = index.counterparts(document.id, quoted)
        for _, found in groupby(aligned, key=lambda part: part.other.id):
            parts = list(found)
            if (there := _translated(document.text, quoted, parts)) is not None:
                other = parts[0].other
                return OfficialWords(index.passage_at(other.id, there), there, parts[0].basis)
        return None

    return find


def _translated(text: str, quoted: Span, parts: Sequence[Counterpart]) -> Span | None:
    """The span in the other document that stands for the words; None where it would say more or
    less than they do, or give other figures."""
    other = parts[0].other.text
    here = _whole(text, [part.here for part in parts])
    there = _whole(other, [part.there for part in parts])
    if here is None or there is None:
        return None
    is_whole = here.slice(text).strip() == quoted.slice(text).strip()
    if not is_whole and not (len(parts) == 1 and here.contains(quoted)):
        return None
    return there if same_figures(here.slice(text), there.slice(other)) else None


def _whole(text: str, spans: Sequence[Span]) -> Span | None:
    """The spans as one, where they follow each other with only white space between."""
    if any(b.start < a.end or text[a.end : b.start].strip() for a, b in pairwise(spans)):
        return None
    return Span(spans[0].start, spans[-1].end)
