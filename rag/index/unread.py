"""A document whose text is read when somebody first needs it: a question over thousands of rows
needs the region and date of their documents, but the texts only of the few that it quotes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from rag.types.documents import Document
from rag.types.text import PartialDate

# What an UnreadDocument has from the first; the rest is read with the text.
FACT_COLUMNS = "id, title, file, language, speaker, institution, region, date, url"
_READ_LATER = ("text", "alignment", "pages", "warnings", "turns")


class UnreadDocument(Document):
    """A Document like any other, equal to the one that `read` gives. Its text, pages, alignment,
    warnings and turns are read, once, by the first who asks for one of them; `read` raises
    sqlite3.Error if the index was closed before that."""

    __slots__ = ("_read",)
    _read: Callable[[], Document]

    @classmethod
    def of(cls, facts: Sequence[Any], read: Callable[[], Document]) -> UnreadDocument:
        """The document of the FACT_COLUMNS `facts`."""
        id, title, file, language, speaker, institution, region, date, url = facts
        document = object.__new__(cls)
        known = {
            "id": id,
            "title": title,
            "file": file,
            "language": language,
            "speaker": speaker,
            "institution": institution,
            "region": region,
            "date": _date(date) if date else None,
            "url": url,
            "_read": read,
        }
        for name, value in known.items():
            object.__setattr__(document, name, value)
        return document

    # Python asks here only for attributes that have no value yet.
    def __getattr__(self, name: str) -> Any:
        if name not in _READ_LATER:
            raise AttributeError(name)
        whole = self._read()
        for late in _READ_LATER:
            object.__setattr__(self, late, getattr(whole, late))
        return getattr(whole, name)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Document):
            return NotImplemented
        return _values(self) == _values(other)

    def __hash__(self) -> int:
        return hash(_values(self))


def _values(document: Document) -> tuple[Any, ...]:
    """All that a document consists of, in the order of its fields, as Document compares it."""
    names = Document.__dataclass_fields__
    return tuple(getattr(document, name) for name in names)


@lru_cache(4096)
def _date(written: str) -> PartialDate:
    return PartialDate.parse(written)
