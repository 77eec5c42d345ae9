"""The frame of an answer in the reader's language: regions, speakers, institutions, titles and
headings. The original always stands beside it.

What a table or a rule of ours gives is made of `names`; what was translated word for word is made of
the `dictionary`, and is said to be so wherever it is shown.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from rag.language.english_places import english_place
from rag.language.leaders import leader
from rag.language.person_names import pinyin_name
from rag.language.places import place_named
from rag.presentation.frame.headings import heading_in
from rag.presentation.frame.institutions import institution_in
from rag.presentation.frame.titles import title_in
from rag.presentation.frame.words import FrameWords
from rag.types.documents import Document
from rag.types.text import Language

__all__ = ["DocumentFrame", "FrameWords", "document_frame", "heading_frame", "region_in", "speaker_in"]

_HAN = re.compile("[\u3400-\u9fff]")


class DocumentFrame(NamedTuple):
    """What is said of a document in a reader's language; None where the document says it in that
    language itself, or it is not known."""

    title: FrameWords | None
    region: FrameWords | None
    institution: FrameWords | None
    speaker: FrameWords | None


def document_frame(document: Document, language: Language) -> DocumentFrame:
    """The names of a document in `language`."""
    year = document.date.year if document.date else None
    is_foreign = document.language != language
    return DocumentFrame(
        title_in(document.title, year, language) if is_foreign else None,
        region_in(document.region, language) if document.region else None,
        _institution(document.institution, language) if document.institution else None,
        _speaker(document.speaker, year, language) if document.speaker else None,
    )


def heading_frame(heading: tuple[str, ...], language: Language) -> tuple[FrameWords | None, ...]:
    """Each part of a heading path in `language`; None for one that is in it already."""
    return tuple(
        heading_in(part, language) if is_chinese(part) == (language == "en") else None
        for part in heading
    )


def _institution(name: str, language: Language) -> FrameWords | None:
    return institution_in(name, language) if is_chinese(name) == (language == "en") else None


def _speaker(name: str, year: int | None, language: Language) -> FrameWords | None:
    return speaker_in(name, year, language) if is_chinese(name) == (language == "en") else None


def is_chinese(name: str) -> bool:
    """Whether a name is written in Chinese."""
    return _HAN.search(name) is not None


@lru_cache(maxsize=1024)
def region_in(region: str, language: Language) -> FrameWords | None:
    """`Guangdong` for 广东省; Chinese names of places that have an English one; None for a name that
    is in `language` already, or not known."""
    if language == "en":
        english = english_place(region)
        return FrameWords(english, "names") if english else None
    place = place_named(region)
    if place is None or place.name == region:
        return None
    return FrameWords(place.name, "names")


@lru_cache(maxsize=1024)
def speaker_in(speaker: str, year: int | None, language: Language) -> FrameWords | None:
    """`Li Keqiang, Premier of the State Council` for 李克强 in 2015: the office only where the table
    of leaders has it in that year."""
    person = leader(speaker, year)
    if person is None:
        pinyin = pinyin_name(speaker) if language == "en" else None
        return FrameWords(pinyin, "names") if pinyin else None
    name, office = person.name(language), person.office(year, language)
    if language == "en":
        words = f"{name}, {office}" if office else name
    else:
        words = f"{name}（{office}）" if office else name
    return FrameWords(words, "names") if words != speaker else None
