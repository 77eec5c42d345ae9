"""The names in a question: persons, countries, places, works and organisations, each with whether
the index holds it, some speech says it, or nothing does.

A name is unknown only if that can be known: a name in one language may stand in speeches of the
other under a form that no table has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from rag.index.store import Entry
from rag.language.places import PlaceMention, UnknownPlace, place_named
from rag.language.vocabulary import Vocabulary
from rag.questions.known_names import KnownMention, KnownName, known_in
from rag.questions.leaders import Given, given_by, in_office, likeliest
from rag.questions.name_words import (
    NO_PERSON,
    OFFICES,
    ORGANISATION,
    SPEAKER,
    SPEAKS_AFTER,
    SPEAKS_BEFORE,
    SPEECH_AFTER,
    WORK,
)
from rag.types.questions import Name, NameKind, NameStatus
from rag.types.text import Span

_HAN = re.compile(r"[\u3400-\u9fff]")


class Mentions(Protocol):
    """The parts of an index that tell whether a name is in it."""

    def mentions(self, name: str) -> bool: ...
    @property
    def catalogue(self) -> tuple[Entry, ...]: ...
    def regions(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Person:
    """A person that a question names, and the documents that he gave. `speaks`: what he says is
    asked for; `speech`: a speech of his."""

    name: Name
    span: Span
    given: Given
    speaks: bool
    speech: bool


def persons_in(
    text: str, index: Mentions, years: Sequence[int], speakers: Sequence[Span] = ()
) -> list[Person]:
    """The persons that `text` names, or means by an office and a year; `years` tell those of one
    last name apart. `speakers` are the places where the text names speakers of the index, whom no
    table need know."""
    found = [
        _person(mention, text, index, years)
        for mention in known_in(text)
        if mention.names[0].kind == "person"
    ]
    if not found and not speakers:
        found = [*_by_office(text, index, years)]
    taken = [*speakers, *(person.span for person in found)]
    return [*found, *_unlisted(text, index, taken)]


def other_names_in(
    text: str, index: Mentions, places: Sequence[PlaceMention], unlisted: Sequence[UnknownPlace]
) -> list[tuple[Name, Span]]:
    """The countries, places, works and organisations in `text`, with where they stand."""
    found = [
        (_known(mention, text, index), mention.span)
        for mention in known_in(text)
        if mention.names[0].kind != "person"
    ]
    found += [
        _place(mention, text, index) for mention in places if mention.place.level != "country"
    ]
    for place in unlisted:
        name = _unlisted_name(place.name, "place", index)
        found += [(name, place.span)] if name else []
    for match in WORK.finditer(text):
        name = _work(match["title"] or match["act"], index)
        found += [(name, Span(*match.span()))] if name else []
    for match in ORGANISATION.finditer(text):
        name = _unlisted_name(match["name"] or match["short"], "organisation", index)
        found += [(name, Span(*match.span()))] if name else []
    kept: list[tuple[Name, Span]] = []
    for name, span in sorted(found, key=lambda pair: (pair[1].start, -pair[1].end)):
        if not any(span.overlaps(other) for _, other in kept):
            kept.append((name, span))
    return kept


def _person(mention: KnownMention, text: str, index: Mentions, years: Sequence[int]) -> Person:
    persons = likeliest(mention.names, years)
    given = _joined([given_by(person, index.catalogue) for person in persons])
    forms = tuple(dict.fromkeys(form for person in persons for form in person.forms))
    surnames = tuple(filter(None, (person.surname for person in persons)))
    status: NameStatus = "held" if given else _met((*forms, *surnames), index)
    name = Name(mention.span.slice(text), "person", status, forms)
    return Person(name, mention.span, given, *_role(text, mention.span))


def _role(text: str, span: Span) -> tuple[bool, bool]:
    """Whether the words around a name ask what the person says, and whether for a speech."""
    before, after = text[: span.start], text[span.end :]
    speech = SPEECH_AFTER.match(after) is not None
    speaks = SPEAKS_AFTER.match(after) is not None or SPEAKS_BEFORE.search(before) is not None
    return speech or speaks, speech


def _joined(all_given: Sequence[Given]) -> Given:
    return Given(
        tuple(id for given in all_given for id in given.documents),
        tuple(dict.fromkeys(name for given in all_given for name in given.speakers)),
        tuple(year for given in all_given for year in given.years),
        all(given.complete for given in all_given),
        any(given.possible for given in all_given),
    )


def _by_office(text: str, index: Mentions, years: Sequence[int]) -> Iterator[Person]:
    """`the Premier's 2014 report` names 李克强."""
    for match in OFFICES.finditer(text):
        for office in (rule.office for rule in OFFICES.firing(match.group())):
            for person in dict.fromkeys(in_office(office, year) for year in years):
                given = given_by(person, index.catalogue) if person else None
                if person and given:
                    name = Name(match.group(), "person", "held", person.forms)
                    span = Span(*match.span())
                    yield Person(name, span, given, *_role(text, span))


def _unlisted(text: str, index: Mentions, taken: Sequence[Span]) -> Iterator[Person]:
    """Persons of no table, known by the words around them. A Chinese name that some speech says, or
    that is one piece of the vocabulary, may be any word."""
    for match in SPEAKER.finditer(text):
        group = next(name for name, words in match.groupdict().items() if words)
        words, span = match[group], Span(*match.span(group))
        is_other = (
            any(span.overlaps(other) for other in taken)
            or any(part.lower() in NO_PERSON for part in words.split())
            or place_named(words) is not None
            or bool(known_in(words))
        )
        if is_other:
            continue
        status = _met((words,), index)
        if _HAN.match(words) and (status == "met" or _is_a_word(words)):
            continue
        yield Person(Name(words, "person", status), span, Given(), True, group == "owner")


def _is_a_word(han: str) -> bool:
    return len(Vocabulary.bundled().encode(han)) == 1


def _known(mention: KnownMention, text: str, index: Mentions) -> Name:
    name: KnownName = mention.names[0]
    words = mention.span.slice(text)
    place = place_named(name.forms[0])
    held = place is not None and place.name in index.regions()
    status: NameStatus = "held" if held else _met(name.forms, index)
    return Name(words, name.kind, status, name.forms)


def _place(mention: PlaceMention, text: str, index: Mentions) -> tuple[Name, Span]:
    place = mention.place
    forms = tuple(dict.fromkeys((place.short, place.name, *place.english)))
    status: NameStatus = "held" if place.name in index.regions() else _met(forms, index)
    return Name(mention.span.slice(text), "place", status, forms), mention.span


def _work(title: str, index: Mentions) -> Name | None:
    if any(title in entry.title for entry in index.catalogue):
        return Name(title, "work", "held")
    return _unlisted_name(title, "work", index)


def _unlisted_name(words: str, kind: NameKind, index: Mentions) -> Name | None:
    """A name of no table. None for an English one that no speech says, if some speeches are
    Chinese: they may say it under a Chinese name."""
    status = _met((words,), index)
    may_be_translated = not _HAN.search(words) and any(
        entry.language == "zh" for entry in index.catalogue
    )
    return None if status == "unknown" and may_be_translated else Name(words, kind, status)


def _met(forms: Sequence[str], index: Mentions) -> NameStatus:
    """Two characters that are only a further form are met by chance: 四川普通话 names no 川普."""
    sure = [form for form in forms if form == forms[0] or len(form) > 2]
    return "met" if any(index.mentions(form) for form in sure) else "unknown"
