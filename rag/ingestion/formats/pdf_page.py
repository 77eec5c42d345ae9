"""A page of a PDF, and how much of it nobody can read: its fonts may not say which characters their
glyphs show, or say it wrongly. What is garbled is left out and counted, never taken for speech."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rag.ingestion.formats.layout import LaidOut
from rag.language.readable import is_unreadable, letters_of, unreadable_lines
from rag.types.text import Span

# Fewer characters than this on a page is a picture, a blank or a page number.
_FEWEST_CHARACTERS = 20
_PRIVATE_OR_UNKNOWN = re.compile("[\ufffd\ue000-\uf8ff]")
_MOST_PRIVATE = 0.1


@dataclass(frozen=True, slots=True)
class Page:
    """What was read of a page; `garbled`: how many letters stand on it that nobody can read;
    `is_recognised`: its words were recognised in a picture of it."""

    laid: LaidOut
    garbled: int = 0
    is_recognised: bool = False

    @property
    def is_empty(self) -> bool:
        return _is_empty(self.laid.text)

    def or_recognised(self, text: str) -> Page:
        """The page as recognised in a picture of it, where that says more."""
        if self.garbled:
            is_more = not is_unreadable(text) and is_better(text, self.laid.text)
        else:  # one of few words, as with only its number, keeps them
            is_more = len(text) > len(self.laid.text)
        return Page(LaidOut(text), is_recognised=True) if is_more else self


def checked(page: LaidOut) -> Page:
    """The page with its unreadable lines marked as unseen; without a word if it is unreadable."""
    if is_unreadable(page.text):
        return Page(LaidOut(""), garbled=letters_of(page.text).counted)
    garbled = list(_garbled(page.text))
    if not garbled:
        return Page(page)
    others = [span for span in page.unseen if not any(map(span.overlaps, garbled))]
    letters = sum(letters_of(span.slice(page.text)).counted for span in garbled)
    return Page(replace(page, unseen=tuple(sorted([*garbled, *others]))), letters)


def is_poor(text: str) -> bool:
    """Whether a page should be read by other means, if there are."""
    private = len(_PRIVATE_OR_UNKNOWN.findall(text))
    return _is_empty(text) or private > _MOST_PRIVATE * len(text) or any(_garbled(text))


def is_better(text: str, than: str) -> bool:
    """Whether a text says more than another that was read of the same page."""
    return _worth(text) > _worth(than) and (_is_empty(than) or not _is_empty(text))


def _worth(text: str) -> tuple[int, int]:
    """How many letters stand in words, less those that are garbled; and how many characters."""
    garbled = sum(letters_of(span.slice(text)).counted for span in _garbled(text))
    return letters_of(text).in_words - garbled, len(text)


def words_on(page: Page) -> int:
    """How many letters of a page stand in words."""
    return letters_of(page.laid.text).in_words


def _garbled(text: str) -> Iterator[Span]:
    """Where the unreadable lines stand."""
    lines = text.split("\n")
    at = 0
    for line, is_garbled in zip(lines, unreadable_lines(lines), strict=True):
        if is_garbled and line:
            yield Span(at, at + len(line))
        at += len(line) + 1


def _is_empty(text: str) -> bool:
    return len("".join(text.split())) < _FEWEST_CHARACTERS
