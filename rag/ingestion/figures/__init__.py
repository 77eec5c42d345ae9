"""Reads every figure of a document into rows of the table of figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rag.ingestion.figures.chinese import may_say, rows_of_sentence
from rag.ingestion.figures.english import rows_of_english
from rag.ingestion.figures.frames import Frame, Frames, reviewed_year, this_year
from rag.ingestion.figures.places import Known, Place
from rag.ingestion.figures.sound import sound
from rag.ingestion.figures.stretches import stretches
from rag.language.lists import ListItems, marker
from rag.language.sentences import sentences
from rag.language.simplified import simplified, with_years_in_digits
from rag.language.stance import stance
from rag.types.documents import Document, Section
from rag.types.figures import FigureRow
from rag.types.text import Span

_NATIONS = frozenset({"中国", "中华人民共和国", "China"})


def rows_of(
    document: Document, sections: Sequence[Section], unread: list[Span] | None = None
) -> tuple[FigureRow, ...]:
    """The figures of `document` in the order of the text, and what its main indicators say in
    words. `sections` are those of the document, in order. `unread` gets the places of what is left
    out because no text can state it: one odd figure loses no file."""
    unread = [] if unread is None else unread
    if document.language != "zh":
        return rows_of_english(document, sections, unread)
    text = with_years_in_digits(simplified(document.text))
    frames = Frames(document.date)
    known = Known(
        region=document.region,
        national=document.region is None or document.region in _NATIONS,
        year=this_year(document.date),
        reviewed=reviewed_year(document.date),
    )
    rows: list[FigureRow] = []
    lists = _Lists(text)
    for section in sections:
        frames.enter(tuple(map(simplified, section.heading)))
        offset = section.span.start
        for span in sentences(section.span.slice(document.text)):
            start, end = span.start + offset, span.end + offset
            at_line = start == 0 or text[start - 1] == "\n"
            led = lists.at(start)
            if at_line:
                start += marker(text, start)
            sentence = text[start:end]
            frame = frames.read(sentence, at_line=at_line, held=led.frame)
            lists.saw(start, end, frame)
            if may_say(sentence):
                said = None if frame else stance(led.words + sentence, section.heading)
                for first, last in stretches(text, start, end):
                    place = Place(first, section.heading, frame, said, known, led.words)
                    found = rows_of_sentence(text[first:last], place)
                    rows.extend(sound(found, len(text), Span(first, last), unread))
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class _Led:
    """What leads into a sentence: words and their frame; empty outside of lists."""

    words: str = ""
    frame: Frame | None = None


class _Lists:
    """The lists of a text, with the frames of the sentences that lead into them."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._items = ListItems(text)
        self._frames: dict[int, Frame | None] = {}

    def at(self, position: int) -> _Led:
        """What leads into the sentence at `position`."""
        leads = self._items.leads_at(position)
        if not leads:
            return _Led()
        return _Led(
            "".join(lead.slice(self._text) for lead in leads), self._frames.get(leads[-1].start)
        )

    def saw(self, start: int, end: int, frame: Frame | None) -> None:
        """Remembers the frame of a sentence that leads into a list."""
        for lead in self._items.leads_in(start, end):
            self._frames[lead] = frame
