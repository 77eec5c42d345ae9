"""The frame of a claim: what a reader knows of the quotations beside their words: whose speech it
is, of which place and day, and under which headings they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.types.answers import Quote
from rag.types.documents import Document
from rag.types.text import PartialDate

_ADDRESS = re.compile(r"state of the union|congress|inaugural", re.IGNORECASE)


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
            for quote, document in zip(quotes, documents, strict=True)
            for part in (
                document.title,
                document.region,
                quote.speaker,
                document.institution,
                _office(document),
            )
            if part
        ]
        headings = [line for quote in quotes for line in quote.passage.heading]
        return cls(
            "\n".join(quote.text for quote in quotes),
            "\n".join(dict.fromkeys(named)),
            "\n".join(dict.fromkeys(headings)),
            tuple(document.date for document in documents if document.date),
        )


def _office(document: Document) -> str:
    """Words for whoever gives such a speech: a president, a governor, a mayor."""
    if _ADDRESS.search(document.title):
        return "president administration federal government 总统"
    if document.region and document.region.endswith("市"):
        return "市长 市政府 mayor municipal"
    return "省长 主席 省政府 自治区政府 governor chairman provincial" if document.region else ""
