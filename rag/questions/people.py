"""The persons of a question, and the speeches that it is confined to by them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from rag.index.store import Entry
from rag.language.offices import is_office
from rag.language.romanise import Spoken, names_in
from rag.language.simplified import simplified
from rag.questions.leaders import Given
from rag.questions.name_words import SPEAKS_AFTER, TITLE_BEFORE
from rag.questions.names import Person, persons_in
from rag.questions.reference_words import OFFICE_AFTER, OFFICE_BEFORE
from rag.types.questions import Name
from rag.types.text import Span

# A speaker of whom only the family name is known, and the last word of any.
_SURNAME = re.compile(r"[A-Z][^\W\d_]*(?:[-'’][^\W\d_]+)*")
_LAST = re.compile(rf"(?<![^\s]){_SURNAME.pattern}$")


class Speakers(Protocol):
    """The parts of an index that tell who speaks in it."""

    def regions(self) -> tuple[str, ...]: ...
    def speakers(self) -> tuple[str, ...]: ...
    def spoken(self, name: str) -> Spoken: ...
    def mentions(self, name: str) -> bool: ...
    @property
    def catalogue(self) -> tuple[Entry, ...]: ...


@dataclass(frozen=True, slots=True)
class People:
    """The persons that a question names, and the speakers or documents that it is confined to."""

    persons: tuple[Person, ...] = ()
    names: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    spoke_in: frozenset[int] = frozenset()

    def silent(self) -> list[str]:
        """Those whose words are asked for and who gave no speech; nor may have given one that names
        no speaker."""
        return [
            person.name.text
            for person in self.persons
            if person.speaks
            and (
                person.name.status == "unknown"
                or (person.name.status == "met" and not person.given.possible)
            )
        ]

    def years(self, talked: Sequence[int]) -> list[int]:
        """Those of the years in which they gave a speech: "what did he say in 1964?"."""
        return [year for year in talked if year in self.spoke_in]


def people_in(text: str, index: Speakers, years: Sequence[int]) -> People:
    """The speeches of the persons whose words are asked for; if it is asked for nobody's words, of
    those who are named and gave some. Speakers that no table knows are found by their name."""
    spoken = _spoken_names(text, index)
    persons = persons_in(text, index, years, list(spoken.values()))
    others = {
        name: span
        for name, span in spoken.items()
        if not any(span.overlaps(person.span) for person in persons)
    }
    asked = [person for person in persons if person.speaks] or persons
    heard = [person for person in asked if person.given]
    complete = all(person.given.complete for person in heard)
    speakers = [name for person in heard for name in person.given.speakers] if complete else []
    documents = [] if complete else [id for person in heard for id in person.given.documents]
    listed = tuple(
        Person(Name(name, "person", "held"), span, Given(speakers=(name,)), True, False)
        for name, span in others.items()
    )
    return People(
        persons=(*persons, *listed),
        names=tuple(dict.fromkeys(person.name.forms[0] for person in heard)),
        speakers=tuple(dict.fromkeys([*speakers, *others])),
        documents=tuple(dict.fromkeys(documents)),
        spoke_in=frozenset(year for person in heard for year in person.given.years),
        spans=tuple(
            _with_office(text, span) for span in [*(p.span for p in heard), *others.values()]
        ),
    )


def _spoken_names(text: str, index: Speakers) -> dict[str, Span]:
    """The speakers of the index whom `text` names, and where: by their whole name, or by the family
    name where the words around it say that a person is meant."""
    written = {simplified(name): name for name in index.speakers()}
    whole = [name for name in written if not (_SURNAME.fullmatch(name) or is_office(name))]
    found = names_in(text, whole, index.spoken)
    for name in written:
        part = name if is_office(name) else (last := _LAST.search(name)) and last.group()
        place = _said_to_speak(text, part) if part and name not in found else None
        if place and not any(place != span and place.overlaps(span) for span in found.values()):
            found[name] = place  # of one family name, all who have it
    return {written[name]: span for name, span in found.items()}


def _said_to_speak(text: str, name: str) -> Span | None:
    for match in re.finditer(rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])", text):
        before, after = text[: match.start()], text[match.end() :]
        if TITLE_BEFORE.search(before) or SPEAKS_AFTER.match(after):
            return Span(*match.span())
    return None


def _with_office(text: str, name: Span) -> Span:
    """A speaker's name with the office before or after it: "Governor Wang Kai", 王凯省长."""
    before = OFFICE_BEFORE.search(text[: name.start])
    after = OFFICE_AFTER.match(text[name.end :])
    start = before.start() if before else name.start
    return Span(start, name.end + (after.end() if after else 0))
