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


class Leader(NamedTuple):
    """A person: the names in both languages, and (office, first year, last year)."""

    chinese: str
    english: str
    terms: tuple[tuple[str, int, int], ...]

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
    forms: dict[str, dict[str, None]] = {}
    chinese: dict[str, str] = {}
    terms: defaultdict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for row in leader_rows():
        english = row["english"]
        chinese.setdefault(english, row["chinese"])
        names = [row["chinese"], english, *filter(None, row["other"].split("|"))]
        forms.setdefault(english, {}).update(dict.fromkeys(names))
        if row["from"]:
            until = int(row["to"] or _OPEN_END)
            terms[english].append((row["office"], int(row["from"]), until))
    found: defaultdict[str, dict[Leader, None]] = defaultdict(dict)
    for english, own in forms.items():
        person = Leader(chinese[english], english, tuple(terms[english]))
        is_foreign = any("United States" in office for office, _, _ in person.terms)
        for form in (*own, *([english.split()[-1]] if is_foreign else ())):
            found[_key(form)][person] = None
    return {form: tuple(persons) for form, persons in found.items()}


def leader_rows() -> list[dict[str, str]]:
    """The rows of leaders.tsv by the names of their columns."""
    text = (files("rag.language") / "leaders.tsv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
