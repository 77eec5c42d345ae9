"""The sources of an answer: hits with a number, cut into sentences, without repetitions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rag.language.sentences import sentences
from rag.types.answers import Source
from rag.types.documents import Passage
from rag.types.questions import Hit
from rag.types.text import Span


def select(hits: Iterable[Hit], *, characters: int | None = None) -> tuple[Source, ...]:
    """The sources in the order of the hits. A sentence that an earlier source shows is left out
    (passages may overlap), and so is a source without a new sentence. `characters` limits the sum
    of their lengths."""
    sources: list[Source] = []
    shown: dict[str, list[Span]] = {}
    room = characters
    for hit in hits:
        seen = shown.setdefault(hit.passage.document.id, [])
        fresh = [span for span in sentences_of(hit.passage) if not _overlaps_any(span, seen)]
        size = sum(len(span) for span in fresh)
        if not fresh or (room is not None and size > room):
            continue
        room = None if room is None else room - size
        seen.extend(fresh)
        sources.append(Source(len(sources) + 1, hit, tuple(fresh)))
    return tuple(sources)


def sentences_of(passage: Passage) -> list[Span]:
    """The sentences of a passage, as spans of its document's text."""
    start = passage.span.start
    return [
        Span(start + sentence.start, start + sentence.end) for sentence in sentences(passage.text)
    ]


def _overlaps_any(span: Span, others: Sequence[Span]) -> bool:
    return any(span.overlaps(other) for other in others)
