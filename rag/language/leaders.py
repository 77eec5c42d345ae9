"""The persons of leaders.tsv, by either of their names, with their office in a year."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from rag.types.text import Language

_OPEN_END = 9999
# Offices as leaders.tsv names them, and in Chinese.
_OFFICES = {
    "President of the United States": "美国总统",
    "Vice President of the United States": "美国副总统",
    "Premier": "国务院总理",
    "General Secretary of the CPC Central Committee": "中共中央总书记",
    "Chairman of the CPC Central Committee": "中共中央主席",
    "President (State Chairman)": "国家主席",
}
_SHOWN = {
    "Premier": "Premier of the State Council",
    "President (State Chairman)": "President of China",
}


class Term(NamedTuple):
    """An office and the years in which it was held: `since` and `until`, both included. An open end
    is the far future."""

    office: str
    since: int
    until: int


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
        for office, since, until in self.terms:
            if year is not None and since <= year <= until:
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


def _key(name: str) -> str:
    """Without a middle initial: Gerald R. Ford is Gerald Ford. But George W. Bush is not George
    H. W. Bush, so those of a Bush stay."""
    plain = re.sub(r"\.\s*", ". ", name).strip().lower()
    middle = re.fullmatch(r"([a-z]+) [a-z]\. ([a-z]+)", plain)
    return f"{middle[1]} {middle[2]}" if middle and middle[2] != "bush" else plain


@cache
def _by_name() -> dict[str, tuple[Leader, ...]]:
    found: defaultdict[str, dict[Leader, None]] = defaultdict(dict)
    for person in all_leaders():
        is_foreign = any("United States" in term.office for term in person.terms)
        for form in (*person.names, *([person.english.split()[-1]] if is_foreign else ())):
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
            until = int(row["to"] or _OPEN_END)
            terms[english].append(Term(row["office"], int(row["from"]), until))
    return tuple(Leader(tuple(own), tuple(terms[english])) for english, own in names.items())
