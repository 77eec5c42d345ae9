"""Reads every figure of a document into rows of the table of figures."""

from __future__ import annotations

from collections.abc import Sequence

from rag.ingestion.figures.chinese import Place, rows_of_sentence
from rag.ingestion.figures.folding import simplified
from rag.ingestion.figures.frames import Frames, reviewed_year, this_year
from rag.language.sentences import sentences
from rag.language.stance import stance
from rag.types.documents import Document, Section
from rag.types.figures import FigureRow
from rag.types.text import Span

_NATIONS = frozenset({"中国", "中华人民共和国", "China"})


def rows_of(document: Document, sections: Sequence[Section]) -> tuple[FigureRow, ...]:
    """The figures of `document` in the order of the text, and what its main indicators say in
    words. `sections` are those of the document, in order."""
    if document.language != "zh":
        return ()
    text = simplified(document.text)
    frames = Frames(document.date)
    rows: list[FigureRow] = []
    for section in sections:
        frames.enter(section.heading)
        part = text[section.span.start : section.span.end]
        for span in sentences(part):
            rows.extend(_of_sentence(document, section, frames, text, span))
    return tuple(rows)


def _of_sentence(
    document: Document, section: Section, frames: Frames, text: str, span: Span
) -> tuple[FigureRow, ...]:
    start = section.span.start + span.start
    sentence = text[start : section.span.start + span.end]
    frame = frames.read(sentence, at_line=start == 0 or text[start - 1] == "\n")
    place = Place(
        offset=start,
        heading=section.heading,
        frame=frame,
        stance=None if frame else _stance(sentence, section.heading),
        region=document.region,
        national=document.region is None or document.region in _NATIONS,
        year=this_year(document.date),
        reviewed=reviewed_year(document.date),
    )
    return tuple(rows_of_sentence(sentence, place))


def _stance(sentence: str, heading: tuple[str, ...]) -> str | None:
    return stance(sentence, heading)
