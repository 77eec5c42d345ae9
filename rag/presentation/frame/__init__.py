"""The frame of an answer in the reader's language: regions, speakers, institutions, titles and
headings. The original always stands beside it.

What a table or a rule of ours gives is made of `names`; what was translated word for word is made
of the `dictionary`, and is said to be so wherever it is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
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
from rag.presentation.phrases import in_brackets, labelled, phrase
from rag.types.documents import Document
from rag.types.text import Language

__all__ = [
    "DocumentFrame",
    "FrameWords",
    "beside",
    "document_frame",
    "heading_frame",
    "is_chinese",
    "region_in",
    "region_named",
    "regions_in",
    "speaker_in",
    "speaker_named",
    "speakers_in",
]

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
    title = document.title if document.language != language else None
    return _frame(title, document.region, document.institution, document.speaker, year, language)


@lru_cache(maxsize=1024)
def _frame(
    title: str | None,
    region: str | None,
    institution: str | None,
    speaker: str | None,
    year: int | None,
    language: Language,
) -> DocumentFrame:
    """Kept, since a table says it of every row of a document. Without a `title` that is in another
    language there is none to tell."""
    return DocumentFrame(
        title_in(title, year, language) if title is not None else None,
        region_named(region, language) if region else None,
        _institution(institution, language) if institution else None,
        speaker_named(speaker, language, year) if speaker else None,
    )


def heading_frame(heading: tuple[str, ...], language: Language) -> tuple[FrameWords | None, ...]:
    """Each part of a heading path in `language`; None for one that is in it already."""
    return tuple(
        heading_in(part, language) if _is_foreign(part, language) else None for part in heading
    )


def region_named(name: str, language: Language) -> FrameWords | None:
    """The region in `language`; None where it is in it already, or not known."""
    return region_in(name, language) if _is_foreign(name, language) else None


def _institution(name: str, language: Language) -> FrameWords | None:
    return institution_in(name, language) if _is_foreign(name, language) else None


def speaker_named(name: str, language: Language, year: int | None = None) -> FrameWords | None:
    """The speaker in `language`, with the office of `year`; None as for a region."""
    return speaker_in(name, year, language) if _is_foreign(name, language) else None


def _is_foreign(name: str, language: Language) -> bool:
    return is_chinese(name) == (language == "en")


def is_chinese(name: str) -> bool:
    """Whether a name is written in Chinese."""
    return _HAN.search(name) is not None


def beside(original: str, known: FrameWords | None, language: Language) -> str:
    """The words in the reader's language with the original beside them. What is translated word for
    word stands behind the original, and says so."""
    if known is None:
        return original
    if known.made_of == "names":
        return known.text + in_brackets(original, language)
    label = phrase("word_for_word", language)
    return original + in_brackets(labelled(label, known.text, language), language)


def regions_in(regions: Iterable[str], language: Language) -> list[str]:
    """Regions in the reader's language, each with its original beside it."""
    return [beside(region, region_named(region, language), language) for region in regions]


def speakers_in(speakers: Iterable[str], language: Language) -> list[str]:
    """The same of speakers."""
    return [beside(name, speaker_named(name, language), language) for name in speakers]


@lru_cache(maxsize=1024)
def region_in(region: str, language: Language) -> FrameWords | None:
    """`Guangdong` for 广东省, 美国 for United States; None for a name that is in `language`
    already, or not known."""
    if language == "en":
        english = english_place(region)
        return FrameWords(english, "names") if english else None
    place = place_named(region)
    if place is None or place.name == region:
        return None
    return FrameWords(place.name, "names")


@lru_cache(maxsize=1024)
def speaker_in(speaker: str, year: int | None, language: Language) -> FrameWords | None:
    """`Li Keqiang, Premier of the State Council` for 李克强 in 2015: the office only where the
    table of leaders has it in that year."""
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
