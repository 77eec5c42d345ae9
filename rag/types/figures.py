"""A quantity that a text gives."""

from __future__ import annotations

from dataclasses import dataclass

from rag.types.text import Span


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity in a text: `value` in the base `unit` (1.2亿元 -> 120000000.0, "yuan"), where
    it stands in that text, and the words it was read from."""

    text: str
    value: float
    unit: str | None
    span: Span
