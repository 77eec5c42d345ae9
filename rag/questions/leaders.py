"""Which speeches a known person gave: by the speaker that a document names, or by the office that
he held in the year of a report that names no speaker."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.index.store import Entry
from rag.language.leaders import Term
from rag.language.official_reports import premier_of_report
from rag.language.simplified import simplified
from rag.questions.known_names import KnownName, leaders

PREMIER = "Premier"
GENERAL_SECRETARY = "General Secretary of the CPC Central Committee"
US_PRESIDENT = "President of the United States"
_NATION, _UNITED_STATES = "中华人民共和国", "美利坚合众国"
# What these are called nobody gave as a speech.
_NO_SPEECH = re.compile(
    r"(?:决议|决定|通知|意见|办法|规划|方案|纲要|通报|批复|条例|规定|公报|公告|章程|函)(?:[（(].*)?$"
)


@dataclass(frozen=True, slots=True)
class Given:
    """The documents of a person: their ids, the names that they give their speaker, and their
    years. `complete` if all of them name a speaker, so that the names alone find them. `possible`
    if some document of their time and country names no speaker, and so may be theirs."""

    documents: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    complete: bool = True
    possible: bool = False

    def __bool__(self) -> bool:
        return bool(self.documents)


def given_by(person: KnownName, catalogue: Sequence[Entry]) -> Given:
    """The documents that `person` gave."""
    found = [(entry, _names_in(person, entry)) for entry in catalogue if _gave(person, entry)]
    return Given(
        tuple(entry.id for entry, _ in found),
        tuple(dict.fromkeys(name for _, names in found for name in names)),
        tuple(entry.year for entry, _ in found if entry.year),
        all(names for _, names in found),
        any(_may_have_given(person, entry) for entry in catalogue),
    )


def in_office(office: str, year: int) -> KnownName | None:
    """Who gave the reports of `office` in `year`: a year in which it changes hands belongs to the
    one who leaves, since reports are given in spring and congresses end a term; the reports of
    China's government, as they are on record."""
    recorded = premier_of_report(year) if office == PREMIER else None
    for person in leaders():
        if recorded in person.forms:
            return person
    for person in leaders():
        if any(term.office == office and term.since < year <= term.until for term in person.terms):
            return person
    for person in leaders():
        if any(term.office == office and term.since == year for term in person.terms):
            return person
    return None


def likeliest(persons: Sequence[KnownName], years: Sequence[int]) -> tuple[KnownName, ...]:
    """Those of several persons with one last name who held office in one of `years`; all of them
    if none did, or no year is given."""
    fitting = [
        person
        for person in persons
        if any(term.since <= year <= term.until for term in person.terms for year in years)
    ]
    return tuple(fitting or persons)


def _gave(person: KnownName, entry: Entry) -> bool:
    if _names_in(person, entry):
        return True
    return not (entry.speaker or entry.others) and any(
        _by_office(person, term, entry) for term in person.terms
    )


def _names_in(person: KnownName, entry: Entry) -> list[str]:
    """The names by which a document has `person` as its speaker, or one of a debate."""
    names = filter(None, (entry.speaker, *entry.others))
    return [name for name in names if _is_named(person, name, entry)]


def _is_named(person: KnownName, name: str, entry: Entry) -> bool:
    if name in person.forms or simplified(name) in person.forms:
        return True
    *first, last = name.split()
    if last != person.surname or any(len(part.strip(".")) > 1 for part in first):
        return False  # another first name is another person
    year = entry.year
    return year is None or any(term.since <= year <= term.until for term in person.terms)


def _may_have_given(person: KnownName, entry: Entry) -> bool:
    if entry.speaker or entry.others or entry.year is None or _NO_SPEECH.search(entry.title):
        return False
    is_american = any("United States" in term.office for term in person.terms)
    in_time = any(term.since <= entry.year <= term.until for term in person.terms)
    return in_time and is_american == (entry.region == _UNITED_STATES)


def _by_office(person: KnownName, term: Term, entry: Entry) -> bool:
    if entry.year is None or not term.since <= entry.year <= term.until:
        return False
    return _is_of(term.office, entry) and in_office(term.office, entry.year) == person


def _is_of(office: str, entry: Entry) -> bool:
    """Whether a document is one that the holder of `office` gives."""
    if office == US_PRESIDENT:
        return entry.region == _UNITED_STATES
    if entry.region != _NATION:
        return False
    if office == PREMIER:
        return "国务院" in entry.title and entry.title.endswith("工作报告")
    party = "中国共产党" in (entry.institution or "") or "中国共产党" in entry.title
    return office == GENERAL_SECRETARY and party
