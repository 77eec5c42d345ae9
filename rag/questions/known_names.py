"""The names that are known without an index: leaders, countries, institutions and organisations.

Three tables hold them in both languages (DATA.md). Longer names win over shorter ones inside them.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from rag.language.leaders import Term, all_leaders
from rag.language.wordlists import words
from rag.questions.name_words import (
    NEVER_AFTER,
    NEVER_BEFORE,
    ORDINARY_ENGLISH,
    ORDINARY_HAN,
    SPEAKS_AFTER,
    TITLE_BEFORE,
)
from rag.types.text import Span

KnownKind = Literal["person", "country", "organisation"]
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class KnownName:
    """A name of a table: all its forms, the Chinese and the English one first, and for a person the
    offices."""

    kind: KnownKind
    forms: tuple[str, ...]
    terms: tuple[Term, ...] = ()

    @property
    def surname(self) -> str:
        """The last name of a person with a foreign name: "Johnson"; "" for a Chinese one."""
        return _surname(self.forms[1]) if self.kind == "person" else ""


@dataclass(frozen=True, slots=True)
class KnownMention:
    """Where a text names something known. Several persons may share a last name."""

    names: tuple[KnownName, ...]
    span: Span


def known_in(text: str) -> list[KnownMention]:
    """The known names in `text`, in order; of overlapping ones the longest. Where `text` has no
    capital at all, names need none."""
    lower = not any(character.isupper() for character in text)
    pattern, forms = _table(lower)
    found: list[KnownMention] = []
    for match in pattern.finditer(text.replace("’", "'")):
        form = match.group()
        if not _is_accident(text, match.start(), match.end(), form):
            found.append(KnownMention(forms[form], Span(*match.span())))
    return found


def all_known() -> tuple[KnownName, ...]:
    """Every known name."""
    return _names()


def leaders() -> tuple[KnownName, ...]:
    """Every known person."""
    return tuple(name for name in _names() if name.kind == "person")


def _is_accident(text: str, start: int, end: int, form: str) -> bool:
    """Whether the characters of `form` belong to other words: 沿海地区 names no Haiti."""
    before, after = text[:start], text[end:]
    if _HAN.match(form):
        never = NEVER_AFTER.get(form, ""), NEVER_BEFORE.get(form, "")
        if (before and before[-1] in never[0]) or (after and after[0] in never[1]):
            return True
    ordinary = form in ORDINARY_HAN or form.lower() in ORDINARY_ENGLISH
    return ordinary and not (SPEAKS_AFTER.match(after) or TITLE_BEFORE.search(before))


@cache
def _table(lower: bool) -> tuple[re.Pattern[str], dict[str, tuple[KnownName, ...]]]:
    """A pattern for all forms, the longest first, and the names of each."""
    forms: defaultdict[str, dict[KnownName, None]] = defaultdict(dict)
    for name in _names():
        for form in (*name.forms, *filter(None, [name.surname])):
            written = form.lower() if lower else form
            forms[written][name] = None
    longest = sorted(forms, key=len, reverse=True)
    han = "|".join(re.escape(form) for form in longest if _HAN.match(form))
    latin = "|".join(re.escape(form) for form in longest if not _HAN.match(form))
    pattern = re.compile(rf"(?:{han})|(?<![A-Za-z])(?:{latin})(?![A-Za-z]|\.[A-Za-z]|'[a-rt-z])")
    return pattern, {form: tuple(names) for form, names in forms.items()}


@cache
def _names() -> tuple[KnownName, ...]:
    persons = (KnownName("person", leader.names, leader.terms) for leader in all_leaders())
    return (*persons, *_others("countries.tsv", "country"), *_organisations())


def _others(file: str, kind: KnownKind) -> Iterator[KnownName]:
    for row in rows_of(file):
        others = filter(None, row["other"].split("|"))
        yield KnownName(kind, (row["chinese"], row["english"], *others))


def _organisations() -> Iterator[KnownName]:
    for row in rows_of("report_terms.tsv"):
        is_office = row["chinese"].endswith(_OFFICES)
        if row["kind"] == "organisation" and row["english"][0].isupper() and not is_office:
            others = [form for form in row["other"].split("|") if form and form[0].isupper()]
            short = [row["chinese"][:-2]] if row["chinese"].endswith("委员会") else []
            yield KnownName("organisation", (row["chinese"], row["english"], *others, *short))


_OFFICES = ("长", "主席", "总理", "书记", "委员", "代表", "长官", "国情咨文")


def rows_of(file: str) -> Iterator[dict[str, str]]:
    """The rows of a table of this folder, by the names of their columns."""
    text = (files("rag.questions") / file).read_text("utf-8")
    yield from csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)


# Their family names come first, in English too.
_FAMILY_FIRST = words(
    "Mao Liu Zhou Hua Deng Hu Zhao Li Yang Jiang Xi Zhu Wen Ye Peng Wan Qiao Wu Zhang Jia Yu Wang "
    "Han Zeng Rong Ding He Sun Ma Qian Soong Song Chen Lin Tung Leung Ho Sam Lee Goh Heng Yoon Kim "
    "Chiang Ren Qin Ban Bo Tan Yao Tsai Lai"
)


def _surname(english: str) -> str:
    """The last name of a name that is not Chinese; "" where it is alone or the family name comes
    first."""
    first, *others = english.split()
    return others[-1] if others and not {first, others[-1]} & _FAMILY_FIRST else ""
