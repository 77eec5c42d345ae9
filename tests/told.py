"""A check for tests of warnings: the words of a warning leave out none of its values."""

from __future__ import annotations

from collections.abc import Iterator

from rag.presentation.warnings import WARNINGS, warning_words
from rag.types.answers import AnswerWarning
from rag.types.documents import DocumentWarning
from rag.types.text import Language

LANGUAGES: tuple[Language, Language] = ("zh", "en")


def values_left_out(warning: DocumentWarning | AnswerWarning) -> list[str]:
    """The values that one of the languages has no words for or does not show."""
    return [
        f"{name}={value} ({language})"
        for language in LANGUAGES
        for name, value in warning.values
        for shown in (warning_words(warning, language),)
        if name not in WARNINGS[warning.code].names(language)
        or any(leaf not in shown for leaf in _leaves(value))
    ]


def _leaves(value: object) -> Iterator[str]:
    if isinstance(value, tuple):
        for item in value:
            yield from _leaves(item)
    else:
        yield str(value)
