"""The frame of a claim: what a reader knows of the quotations beside their words: whose speech it
is, of which place and day, and under which headings they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rag.types.answers import Quote
from rag.types.text import PartialDate


@dataclass(frozen=True, slots=True)
class Frame:
    """The words of all quotations, the words that name their documents, their headings, and the
    dates of the speeches."""

    quoted: str
    named: str
    headings: str
    dates: tuple[PartialDate, ...]

    @classmethod
    def of(cls, quotes: Sequence[Quote]) -> Frame:
        documents = [quote.passage.document for quote in quotes]
        named = [
            part
            for document in documents
            for part in (document.title, document.region, document.speaker, document.institution)
            if part
        ]
        headings = [line for quote in quotes for line in quote.passage.heading]
        return cls(
            "\n".join(quote.text for quote in quotes),
            "\n".join(dict.fromkeys(named)),
            "\n".join(dict.fromkeys(headings)),
            tuple(document.date for document in documents if document.date),
        )
