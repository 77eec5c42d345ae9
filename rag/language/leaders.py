"""The persons of leaders.tsv, by either of their names, with their office in a year or on a day."""

from __future__ import annotations

import csv
import datetime
import re
from collections import defaultdict
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from rag.language.simplified import simplified
from rag.types.text import Language, PartialDate

_OPEN_END = 9999
# The last year of which this table knows who held the offices that have no end in it.
KNOWN_UNTIL = 2026
# Offices as leaders.tsv names them, and in Chinese.
_OFFICES = {
    "President of the United States": "美国总统",
    "Vice President of the United States": "美国副总统",
    "Premier": "国务院总理",
    "General Secretary of the CPC Central Committee": "中共中央总书记",
    "Chairman of the CPC Central Committee": "中共中央主席",
    "President (State Chairman)": "国家主席",
    "President": "国家主席",
}
_SHOWN = {
    "Premier": "Premier of the State Council",
    "President (State Chairman)": "President of China",
    "President": "President of China",
}


class Term(NamedTuple):
    """An office and the years in which it was held: `since` and `until`, both included. An open end
    is the far future. `first` and `last` are the days of taking and leaving it, or their years
    where no day is on record; `last` is None while it is held."""

    office: str
    since: int
    until: int
    first: PartialDate | None = None
    last: PartialDate | None = None

    @staticmethod
    def of(office: str, first: str, last: str) -> Term:
        """A row of the table: dates as 1998-03-17 or 1998, the last "" while it is held."""
        since = PartialDate.parse(first)
        until = PartialDate.parse(last) if last else None
        return Term(office, since.year, until.year if until else _OPEN_END, since, until)

    def holds(self, date: PartialDate) -> bool:
        """Whether all days of `date` surely lie in this term; the day of a change belongs to
        nobody, and nobody knows yet who holds an office in later years."""
        if self.first is None or date.year > KNOWN_UNTIL:
            return False
        end = self.last.first_day if self.last else datetime.date.max
        return self.first.last_day < date.first_day and date.last_day < end


class Leader(NamedTuple):
    """A person: all names, the Chinese and the English one first, and the offices."""

    names: tuple[str, ...]
    terms: tuple[Term, ...]

    @property
    def chinese(self) -> str:
        return self.names[0]

    @property
    def english(self) -> str:
        return self.names[1]

    def name(self, language: Language) -> str:
        return self.chinese if language == "zh" else self.english

    def office(self, year: int | None, language: Language) -> str | None:
        """The office in `year` in words; None where none is known, or the year."""
        for term in self.terms:
            if year is not None and term.since <= year <= term.until:
                office = term.office
                return _OFFICES.get(office) if language == "zh" else _SHOWN.get(office, office)
        return None


def leader(name: str, year: int | None) -> Leader | None:
    """The person of that name; where several have it (Bush, Johnson), the one who held an office in
    `year`. None if nobody has it, or several do."""
    found = _by_name().get(_key(name), ())
    if len(found) == 1:
        return found[0]
    in_office = [person for person in found if person.office(year, "en")]
    return in_office[0] if len(in_office) == 1 else None


def holder(office: str, date: PartialDate) -> Leader | None:
    """Who held `office`, as the table names it, on all days of `date`; None where that is not
    known for sure, as in the year of a change."""
    for person in all_leaders():
        if any(term.office == office and term.holds(date) for term in person.terms):
            return person
    return None


def every_form(name: str) -> tuple[str, ...]:
    """`name` and all other names of the persons of the table who have it: 奥巴马, Barack Obama.
    A family name alone that several have (Johnson, Clinton) may be anybody's."""
    persons = _by_whole_name().get(_key(name), ())
    alone = _by_name().get(_key(name), ())
    persons = persons or (alone if len(alone) == 1 else ())
    return tuple(dict.fromkeys([name, *(form for person in persons for form in person.names)]))


def same_person(name: str, other: str) -> bool:
    """Whether two names are of one person of the table: G.W. Bush, 小布什."""
    if simplified(name) == simplified(other):
        return True
    persons = _by_name().get(_key(name), ())
    return len(persons) == 1 and persons == _by_name().get(_key(other))


def _key(name: str) -> str:
    """Without a middle initial: Gerald R. Ford is Gerald Ford. But George W. Bush is not George
    H. W. Bush, so those of a Bush stay."""
    plain = re.sub(r"\.\s*", ". ", simplified(name)).strip().lower()
    middle = re.fullmatch(r"([a-z]+) [a-z]\. ([a-z]+)", plain)
    return f"{middle[1]} {middle[2]}" if middle and middle[2] not in _SHARED else plain


# Family names of several presidents, whom the middle initial tells apart.
_SHARED = ("bush", "adams", "harrison")


@cache
def _by_name() -> dict[str, tuple[Leader, ...]]:
    found: defaultdict[str, dict[Leader, None]] = defaultdict(dict)
    for person in all_leaders():
        is_foreign = any("United States" in term.office for term in person.terms)
        for form in (*person.names, *([person.english.split()[-1]] if is_foreign else ())):
            found[_key(form)][person] = None
    return {form: tuple(persons) for form, persons in found.items()}


@cache
def _by_whole_name() -> dict[str, tuple[Leader, ...]]:
    found: defaultdict[str, dict[Leader, None]] = defaultdict(dict)
    for person in all_leaders():
        for form in person.names:
            found[_key(form)][person] = None
    return {form: tuple(persons) for form, persons in found.items()}


@cache
def all_leaders() -> tuple[Leader, ...]:
    """The persons of leaders.tsv, which has a line for each office of one."""
    text = (files("rag.language") / "leaders.tsv").read_text("utf-8")
    names: dict[str, dict[str, None]] = {}
    terms: defaultdict[str, list[Term]] = defaultdict(list)
    for row in csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        english = row["english"]
        forms = [row["chinese"], english, *filter(None, row["other"].split("|"))]
        names.setdefault(english, {}).update(dict.fromkeys(forms))
        if row["from"]:
            terms[english].append(Term.of(row["office"], row["from"], row["to"]))
    return tuple(Leader(tuple(own), tuple(terms[english])) for english, own in names.items())
