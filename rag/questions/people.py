"""The persons of a question, and the speeches that it is confined to by them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from rag.index.store import Entry
from rag.language.romanise import Spoken, names_in
from rag.questions.leaders import Given
from rag.questions.names import Person, persons_in
from rag.questions.reference_words import OFFICE_AFTER, OFFICE_BEFORE
from rag.types.questions import Name
from rag.types.text import Span


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
    spoken = names_in(text, index.speakers(), index.spoken)
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


def _with_office(text: str, name: Span) -> Span:
    """A speaker's name with the office before or after it: "Governor Wang Kai", 王凯省长."""
    before = OFFICE_BEFORE.search(text[: name.start])
    after = OFFICE_AFTER.match(text[name.end :])
    start = before.start() if before else name.start
    return Span(start, name.end + (after.end() if after else 0))
