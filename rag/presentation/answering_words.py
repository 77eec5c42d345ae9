"""The words of a statement or quotation that answer, among those that only stand beside them; and
the line in the reader's language that stands above."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from rag.presentation.phrases import labelled, phrase
from rag.types.answers import Citation, Gloss, Statement
from rag.types.text import Span

# A shorter sentence is read at a glance: nothing in it needs to be quiet.
_LONG = 60
_LONG_ENGLISH = 160
_HAN = re.compile(r"[\u4e00-\u9fff]")


def gloss_words(gloss: Gloss) -> str:
    """The line with its label, which says whose words these are."""
    label = phrase(f"gloss.made_of.{gloss.made_of}", gloss.language)
    return labelled(label, gloss.text, gloss.language)


def window(statement: Statement) -> Span | None:
    """The characters of the statement that answer; None where they are not known, or are all."""
    for citation in statement.citations:
        if citation.quote.text == statement.text:
            found = quoted_window(citation)
            if found is not None:
                return found
    return None


def quoted_window(citation: Citation) -> Span | None:
    """The characters of the quotation that answer; None where they are not known, or are all."""
    quote = citation.quote.span
    for part in citation.highlight:
        if part != quote and quote.contains(part):
            return Span(part.start - quote.start, part.end - quote.start)
    return None


def is_long(text: str) -> bool:
    """Whether what does not answer should step back, so that the eye finds what does."""
    return len(text) >= (_LONG if _HAN.search(text) else _LONG_ENGLISH)


def emphasised(text: str, strong: Span | None, escaped: Callable[[str], str] = str) -> str:
    """Markdown of `text` with the words of `strong` in bold, where it is long: a short sentence
    stays as it was said. `escaped` is applied to each piece. A mark that Markdown would not take
    for one moves inwards; where none fits, nothing is bold."""
    fitting = _fitting(text, strong) if strong and is_long(text) else None
    if not fitting:
        return escaped(text)
    before, within, after = text[: fitting.start], fitting.slice(text), text[fitting.end :]
    return f"{escaped(before)}**{escaped(within)}**{escaped(after)}"


def _fitting(text: str, span: Span) -> Span | None:
    """The longest part of `span` around which Markdown sees marks of bold words. Between a letter
    and a sign of punctuation it does not, and Chinese writes no spaces."""
    if "\n" in span.slice(text):
        return None
    start = next(_openings(text, span), None)
    end = next(_closings(text, span), None)
    if start is None or end is None or end - start < 1:
        return None
    return Span(start, end)


def _openings(text: str, span: Span) -> Iterator[int]:
    for start in range(span.start, span.end):
        before, first = text[start - 1 : start], text[start]
        if not first.isspace() and (not _is_sign(first) or _is_edge(before)):
            yield start


def _closings(text: str, span: Span) -> Iterator[int]:
    for end in range(span.end, span.start, -1):
        last, after = text[end - 1], text[end : end + 1]
        if not last.isspace() and (not _is_sign(last) or _is_edge(after)):
            yield end


def _is_edge(character: str) -> bool:
    return not character or character.isspace() or _is_sign(character)


def _is_sign(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"
