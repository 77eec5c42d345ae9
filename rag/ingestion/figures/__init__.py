"""Reads every figure of a document into rows of the table of figures."""

from __future__ import annotations

from collections.abc import Sequence

from rag.ingestion.figures.chinese import may_say, rows_of_sentence
from rag.ingestion.figures.english import rows_of_english
from rag.ingestion.figures.folding import simplified, with_years_in_digits
from rag.ingestion.figures.frames import Frames, reviewed_year, this_year
from rag.ingestion.figures.places import Known, Place
from rag.language.sentences import sentences
from rag.language.stance import stance
from rag.types.documents import Document, Section
from rag.types.figures import FigureRow

_NATIONS = frozenset({"中国", "中华人民共和国", "China"})


def rows_of(document: Document, sections: Sequence[Section]) -> tuple[FigureRow, ...]:
    """The figures of `document` in the order of the text, and what its main indicators say in
    words. `sections` are those of the document, in order."""
    if document.language != "zh":
        return rows_of_english(document, sections)
    text = with_years_in_digits(simplified(document.text))
    frames = Frames(document.date)
    known = Known(
        region=document.region,
        national=document.region is None or document.region in _NATIONS,
        year=this_year(document.date),
        reviewed=reviewed_year(document.date),
    )
    rows: list[FigureRow] = []
    for section in sections:
        frames.enter(section.heading)
        offset = section.span.start
        for span in sentences(section.span.slice(document.text)):
            start, end = span.start + offset, span.end + offset
            sentence = text[start:end]
            frame = frames.read(sentence, at_line=start == 0 or text[start - 1] == "\n")
            if may_say(sentence):
                said = None if frame else stance(sentence, section.heading)
                place = Place(start, section.heading, frame, said, known)
                rows.extend(rows_of_sentence(sentence, place))
    return tuple(rows)
