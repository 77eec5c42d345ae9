"""A document's warnings in, what a reader should beware of out: plain words, one line each, in the
language of the question, with what matters of the detail that ingestion wrote.

The whole detail is for the document's own page and for programs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from rag.presentation.phrases import listed, phrase, warning_words
from rag.types.answers import Answer, AnswerWarning
from rag.types.documents import Document
from rag.types.text import Language

_YEAR = re.compile(r"(\d{4}) in the (title|heading|text|file name|declared date)\b")
_BLANKED = re.compile(r"places: (.+)$")
_SYNONYM = re.compile(r"([^\s,:：]+) \(for ([^()\s]+)\)")
_ENDS_WITH = re.compile(r"“…?(.+)”")
_PAGES = re.compile(r"(\d+) of (\d+) pages")
# Enough to see what is meant.
_EXAMPLES = 2


def cautions(answer: Answer) -> Iterator[tuple[Document, list[str]]]:
    """Each document that the answer rests on and that carries warnings, with what they mean."""
    language = answer.question.language
    documents = {c.quote.passage.document.id: c.quote.passage.document for c in answer.citations}
    for id, document in documents.items():
        notes = [note(warning, language) for warning in answer.warnings if warning.document == id]
        if notes:
            yield document, notes


def note(warning: AnswerWarning, language: Language) -> str:
    """What one warning means, with the detail where it is understood."""
    words = warning_words(warning.code, language)
    essence = _ESSENCE.get(warning.code)
    detail = essence(warning.detail, language) if essence else ""
    if not detail:
        return words
    return f"{words}：{detail}" if language == "zh" else f"{words}: {detail}"


def _years(detail: str, language: Language) -> str:
    """Which years stand where."""
    places: dict[str, dict[str, None]] = {}
    for year, place in _YEAR.findall(detail):
        places.setdefault(place, {})[year] = None
    parts = [
        phrase(f"place.{place}", language, listed(years, language))
        for place, years in places.items()
    ]
    return ("，" if language == "zh" else "; ").join(parts)


def _names(detail: str, language: Language) -> str:
    found = _BLANKED.search(detail)
    return listed(found[1].split(", "), language) if found else ""


def _synonyms(detail: str, language: Language) -> str:
    pairs = _SYNONYM.findall(detail)[:_EXAMPLES]
    shown = [phrase("synonym", language, odd, usual) for odd, usual in pairs]
    return listed(shown, language)


def _last_words(detail: str, language: Language) -> str:
    found = _ENDS_WITH.search(detail)
    return phrase("ends_with", language, found[1]) if found else ""


def _pages(detail: str, language: Language) -> str:
    found = _PAGES.search(detail)
    return phrase("pages_of", language, *found.groups()) if found else ""


_ESSENCE: Mapping[str, Callable[[str, Language], str]] = {
    "dates_disagree": _years,
    "anonymised_names": _names,
    "possible_rewording": _synonyms,
    "truncated": _last_words,
    "ocr": _pages,
    "low_text_yield": _pages,
}
