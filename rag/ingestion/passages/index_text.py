"""The index text of a passage: what is searched and embedded, with its token ids.

What is searched is the title and the heading path, then the passage. Token ids are put together
from those of its sentences: a text of the vocabulary's pieces is cut at white space and at marks,
so that two texts that meet there have the same ids apart as together.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rag.ingestion.passages.chunk import Chunk, Sizes, Unit, chunk
from rag.language.vocabulary import Vocabulary
from rag.types.documents import Document, Passage, Section

# Marks, as normalised, that are pieces by themselves whatever stands beside them.
_MARKS = frozenset("。、.,;:!?()[]\"'“”‘’「」『』《》【】〔〕")


@dataclass(frozen=True, slots=True)
class IndexText:
    """A passage and what the indexes keep of its index text: the vocabulary's ids (uint16), the
    text normalised and its digest."""

    passage: Passage
    token_ids: array[int]
    normalised: str
    digest: str


def index_text(passage: Passage) -> str:
    """Title and heading path, then the passage: what is embedded and searched, never quoted."""
    return "\n".join((passage.document.title, *passage.heading, passage.text))


def digest_of(text: str) -> str:
    """SHA-256 in hex of what was embedded."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def index_texts(
    document: Document, sections: Iterable[Section], *, vocabulary: Vocabulary, sizes: Sizes
) -> tuple[IndexText, ...]:
    """The passages of all `sections` of `document`, in order."""
    title = _Line.of(document.title, vocabulary)
    found: list[IndexText] = []
    for section in sections:
        lines = [title, *(_Line.of(words, vocabulary) for words in section.heading)]
        found += [
            _index_text(piece, lines, vocabulary)
            for piece in chunk(section, vocabulary=vocabulary, sizes=sizes)
        ]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Line:
    """A title or heading, tokenised once for all the passages below it."""

    normalised: str
    token_ids: list[int]

    @staticmethod
    def of(words: str, vocabulary: Vocabulary) -> _Line:
        normalised = vocabulary.normalise(words)
        return _Line(normalised, vocabulary.encoding().encode_ordinary(normalised))


def _index_text(chunk: Chunk, lines: Sequence[_Line], vocabulary: Vocabulary) -> IndexText:
    normalised = _joined(chunk, vocabulary)
    ids: list[int] = []
    for line in lines:
        ids += line.token_ids
    if all(_is_divided(before, after) for before, after in pairwise(chunk.units)):
        for unit in chunk.units:
            ids += unit.token_ids
    else:
        ids += vocabulary.encoding().encode_ordinary(normalised)
    text = "\n".join((*(line.normalised for line in lines), normalised))
    return IndexText(chunk.passage, array("H", ids), text, digest_of(index_text(chunk.passage)))


def _joined(chunk: Chunk, vocabulary: Vocabulary) -> str:
    """The passage as normalised: character by character, so the parts can be put together."""
    text, parts = chunk.passage.document.text, [chunk.units[0].normalised]
    for before, after in pairwise(chunk.units):
        if before.end < after.start:
            parts.append(vocabulary.normalise(text[before.end : after.start]))
        parts.append(after.normalised)
    return "".join(parts)


def _is_divided(before: Unit, after: Unit) -> bool:
    """Whether no piece can reach from one unit into the next."""
    return (
        before.end < after.start
        or before.normalised[-1:] in _MARKS
        or after.normalised[:1] in _MARKS
    )
