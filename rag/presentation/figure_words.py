"""A row of the table of figures in words: its value with what binds it, its period, its place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from rag.language.gloss_names import name_in
from rag.language.indicators import INDICATORS
from rag.language.shown_amounts import shown
from rag.presentation.frame import region_named
from rag.presentation.phrases import in_brackets, listed, phrase
from rag.presentation.source_words import heading_words, title_words
from rag.types.figure_table import Coverage, StatedRow
from rag.types.figures import Amount, Bound, FigureRow, Period
from rag.types.text import Language

# What the figure says by itself.
_PLAIN_BOUNDS = ("exact", "range")
# How a bound is written around a figure: (Chinese, English).
_BOUNDS: dict[Bound, tuple[str, str]] = {
    "exact": ("{}", "{}"),
    "about": ("{}左右", "about {}"),
    "at_least": ("{}以上", "{} or more"),
    "above": ("超过{}", "more than {}"),
    "at_most": ("{}以内", "{} or less"),
    "below": ("低于{}", "less than {}"),
    "range": ("{}", "{}"),
}
_HAN = re.compile("[\u3400-\u9fff]")
# 百分之五点五 is read aloud; in a chart it stands as 5.5%.
_SPELLED_OUT = re.compile("百分之|千分之|[一二三四五六七八九十]")
# The last number and what stands around it: 1300亿斤, $12 million; of a range, its end.
_WRITTEN = re.compile(r"(?P<before>[$€£]?)(?P<number>\d[\d,]*(?:\.\d+)?)(?P<unit>[^\d—–~～-]*)$")
# Two years side by side are shorter than a span.
_PAIR = 2
MINUS = "\u2212"
# All ways in which a speech writes that a figure is below zero.
_HAS_SIGN = re.compile(
    rf"[-{MINUS}－﹣–]|负|零下|[百千万]分之负|(?:minus|negative)\b", re.IGNORECASE
)


class WrittenUnit(NamedTuple):
    """What one of the unit that a value is written in amounts to in the value's own unit, and what
    stands before a number of it and behind: of 1300亿斤, 5e7 kilograms and 亿斤."""

    size: float
    before: str
    behind: str


class InBoth(NamedTuple):
    """Words in Chinese and in English."""

    zh: str
    en: str

    def of(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en


def in_both(key: str, *values: object) -> InBoth:
    """A phrase in both languages; values that are in both themselves stand in theirs."""
    chinese = phrase(key, "zh", *(v.zh if isinstance(v, InBoth) else v for v in values))
    return InBoth(
        chinese, phrase(key, "en", *(v.en if isinstance(v, InBoth) else v for v in values))
    )


def region_words(region: str, language: Language) -> str:
    """The region as the language calls it; as it is written where the language has no name."""
    named = region_named(region, language)
    return named.text if named else region


def indicator_words(key: str, language: Language) -> str:
    """The name of an indicator that is shown; a key that is not known stays as it is."""
    found = INDICATORS.get(key)
    names = (found.zh if language == "zh" else found.en) if found else ()
    return names[0] if names else key


def figure_name(row: FigureRow) -> InBoth:
    """What a row measures: its indicator; else the term as it is written, with our words for it
    before it in the other language."""
    known = INDICATORS.get(row.indicator) if row.indicator else None
    if known:
        return InBoth(known.zh[0], known.en[0])
    return InBoth(_term(row.name, "zh"), _term(row.name, "en"))


def _term(name: str, language: Language) -> str:
    is_foreign = (_HAN.search(name) is None) == (language == "zh")
    told = name_in(name, None, language) if is_foreign else None
    return f"{told} ({name})" if told else name


def amount_words(value: Amount, language: Language, *, as_written: bool = True) -> str:
    """The figure without what binds it: as it is written where the reader's language writes it so,
    else in the reader's units, digit for digit; what cannot be told so stays as it is written. A
    fall that the words around the figure tell has a minus."""
    is_foreign = _HAN.search(value.text) if language == "en" else not _reads_in_chinese(value)
    told = shown(value, language) if is_foreign or not as_written else None
    return _signed(told.text if told else value.text.replace("％", "%"), value)


def bounded_words(row: FigureRow, language: Language, *, as_written: bool = True) -> str:
    """The value with its bound: 5%左右, about 5%; what the words say by themselves is not said
    twice."""
    text = amount_words(row.value, language, as_written=as_written)
    bound = _BOUNDS[row.qualifier.bound][language == "en"]
    plain = bound.format("").strip()
    return text if plain and plain in text else bound.format(text)


def flag_words(row: FigureRow, language: Language) -> str:
    """What else the words say of the figure: that it is striven for, or preliminary."""
    keys = ["strive"] * row.qualifier.strive + ["preliminary"] * row.qualifier.preliminary
    return listed((phrase(key, language) for key in keys), language)


def value_words(row: FigureRow, language: Language) -> str:
    """The figure as it is written, with the sign of a fall and its bound: `5% (about, to strive
    for)`, `−2.3%`."""
    bound, text = row.qualifier.bound, _signed(row.value.text, row.value)
    told = [] if bound in _PLAIN_BOUNDS else [phrase(f"bound.{bound}", language)]
    told += filter(None, [flag_words(row, language)])
    return text + in_brackets(listed(told, language), language) if told else text


def _signed(text: str, value: Amount) -> str:
    """The words of a value; of a fall that words around them tell (下降2.3%) with its sign."""
    falls = value.high is not None and value.high < 0
    return f"{MINUS}{text}" if falls and not _HAS_SIGN.match(text) else text


def written_unit(value: Amount) -> WrittenUnit | None:
    """None for a value without a number in digits."""
    found = _WRITTEN.search(value.text)
    number = float(found["number"].replace(",", "")) if found else 0.0
    size = max(abs(value.low or 0.0), abs(value.high or 0.0))
    if found is None or not number or not size:
        return None
    return WrittenUnit(size / number, found["before"], found["unit"])


def period_words(period: Period | None, language: Language) -> str:
    """The time that a figure speaks of."""
    if period is None:
        return phrase("period.none", language)
    if period.kind == "year":
        return str(period.end.year)
    if period.kind == "point":
        return phrase("period.point", language, period.end.year)
    if period.kind == "part_year":
        return phrase("period.part_year", language, f"{period.start:%Y-%m}", f"{period.end:%Y-%m}")
    return phrase(f"period.{period.kind}", language, period.start.year, period.end.year)


def year_spans(years: Iterable[int], language: Language) -> str:
    """1989–1991, 1996: runs of three years and more as spans."""
    runs = [
        [year for _, year in run]
        for _, run in groupby(enumerate(sorted(years)), key=lambda pair: pair[1] - pair[0])
    ]
    told = [f"{run[0]}–{run[-1]}" if len(run) > _PAIR else listed(run, language) for run in runs]
    return listed(told, language)


def notes_words(row: FigureRow, language: Language) -> str:
    """The term, the kind of figure, and what a reader must beware of: the figure is not of the
    whole region, or its row is not certain."""
    parts = [row.name, phrase(f"kind.{row.kind}", language)]
    if row.scope != "region":
        parts.append(row.place or phrase(f"scope.{row.scope}", language))
    if row.confidence != "certain":
        parts.append(phrase(f"certainty.{row.confidence}", language))
    return " · ".join(parts)


def row_place_words(stated: StatedRow, language: Language) -> str:
    """Title and date of the document, heading path and page, in the reader's language with the
    original beside it."""
    document = stated.document
    page = document.page(stated.row.clause.start)
    parts = [
        title_words(document, language),
        str(document.date) if document.date else phrase("undated", language),
        heading_words(stated.row.heading, language),
        phrase("page", language, page) if page else "",
    ]
    return " · ".join(part for part in parts if part)


def coverage_words(coverage: Coverage, language: Language) -> str:
    """How many documents were read for a table, and how many state something."""
    return phrase("coverage", language, coverage.documents, coverage.read, coverage.stated)


def _reads_in_chinese(value: Amount) -> bool:
    """Whether a Chinese reader reads the figure as it is written: 5%, 3.2万亿元, but not $5 billion
    and not 百分之五."""
    if _HAN.search(value.text):
        return _SPELLED_OUT.search(value.text) is None
    return re.search("[A-Za-z$€£]", value.text) is None
