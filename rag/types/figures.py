"""The type of a quantity in a text."""

from __future__ import annotations

from dataclasses import dataclass

from rag.types.text import Span


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity in a text: its `value` in the base `unit` (1.2亿元 -> 120000000.0, "yuan"), its
    span, and the words `text` that it was read from."""

    text: str
    value: float
    unit: str | None
    span: Span
