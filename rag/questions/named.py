"""Where a text names a place or a year, and a text without such words or with more of them."""

from __future__ import annotations

from collections.abc import Sequence

from rag.language.dates import resolve_years
from rag.language.detect import language_of
from rag.language.places import places_in, unknown_places
from rag.types.text import PartialDate, Span

# Relative years are only located here, not resolved.
_ANY_DAY = PartialDate(2000, 7, 1)


def named_places(text: str) -> list[Span]:
    """Where `text` names a place, known or by its suffix."""
    known = [mention.span for mention in places_in(text)]
    return sorted([*known, *(p.span for p in unknown_places(text) if not _met(p.span, known))])


def named_years(text: str) -> list[Span]:
    """Where `text` names a year, or one counted from today."""
    return [mention.span for mention in resolve_years(text, _ANY_DAY)]


def without_spans(text: str, spans: Sequence[Span]) -> str:
    """`text` without the words of `spans`."""
    for span in sorted(spans, reverse=True):
        text = text[: span.start] + " " + text[span.end :]
    return " ".join(text.split())


def with_words(asked: str, words: Sequence[str]) -> str:
    """`asked`, followed by its topic in parentheses."""
    words = [word for word in words if word]
    if not words:
        return asked
    if language_of(asked) == "zh":
        return f"{asked}（{'，'.join(words)}）"
    return f"{asked} ({', '.join(words)})"


def _met(span: Span, others: Sequence[Span]) -> bool:
    return any(span.overlaps(other) for other in others)
