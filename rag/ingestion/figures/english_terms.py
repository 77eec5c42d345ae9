"""What an English figure measures: the term stands before it, with nothing but verbs between, or
directly behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.ingestion.figures.amounts import Quantity
from rag.ingestion.figures.kinds import fits
from rag.language.indicators import INDICATORS, Indicator
from rag.language.row_words_english import LINKS, WHOLE_TERM
from rag.language.units import COUNTED
from rag.types.text import Span

_BORDER = re.compile(r"[;:—]|, (?:and|but|while|with|which)\b|\b(?:and|but|while|which)\b|,(?!\d)")
_AFTER_TERM = re.compile(
    r"^[ \-](?:(?:rise|increase|growth|rate|cut|fall|decline|reduction|drop) (?:in|of) (?:the )?"
    r"|(?:(?:new|more|additional|net|a|annual|growth|for)[ \-]){0,2})"
)
_NAME = re.compile(r"[A-Za-z][A-Za-z'’\-]*(?: [A-Za-z][A-Za-z'’\-]*){0,4}")
_VERBS = re.compile(
    r"\b(?:have|has|had|will|was|were|is|are|be|been|to|by|than|of|at|from|about|nearly|almost"
    r"|over|more|some|up|down"
    r"|rose|grew|fell|increased|decreased|reached|cut|totaled|the|a|an|in|for|and|that|only|just"
    r"|least|as)$",
    re.I,
)
# A term behind its figure ends here; else it is the beginning of a longer one.
_TERM_ENDS = re.compile(
    r"[.,;:)]|$|['’]?s? (?:in|this|last|next|by|over|and|since|was|is|are|were|has|have|will"
    r"|which|that|from|during|a|at|as|we|but)\b"
)
_RATIO = INDICATORS["deficit_ratio"]
# A name of one thing before a verb of many is the last of a list: aid, energy and defense exceed.
_MANY = re.compile(r"^ (?:exceed|are|were|amount|have|total|come|make|account)\b")
# Before a term: it is only where something goes, or a part of another name.
_PART_OF_NAME = re.compile(r"(?:\w-|\bcontribut\w+ [^,;.]*\bto (?:the |our )?)$", re.I)
_OF_GDP = re.compile(
    r" ?of (?:the |our |its )?(?:nation's |country's )?(?:gdp|gnp|economy"
    r"|gross (?:domestic|national) product)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Found:
    """What a figure measures, and whether nothing else stands between."""

    indicator: Indicator | None
    name: str
    start: int
    between: str
    sure: bool
    end: int = 0


def with_units(
    sentence: str, found: Sequence[Quantity], terms: Sequence[tuple[Span, Indicator]]
) -> Iterator[Quantity]:
    """The figures with a unit: 12 million new urban jobs have that of the jobs."""
    for quantity in found:
        if quantity.unit:
            yield quantity
            continue
        term = _behind(sentence, quantity, terms)
        if term is not None and term[1].unit in COUNTED:
            yield quantity._replace(unit=term[1].unit)


def measured_by(
    sentence: str,
    quantity: Quantity,
    terms: Sequence[tuple[Span, Indicator]],
    before: int,
    last: Found | None,
) -> Found:
    start = quantity.span.start
    of_gdp = _OF_GDP.match(sentence, quantity.end) if quantity.unit == "percent" else None
    if of_gdp:
        return _share_of_gdp(sentence, quantity, terms, before, of_gdp.end())
    behind = _behind(sentence, quantity, terms)
    if behind is not None and _whole_unit(quantity, behind[1]):
        span, indicator = behind
        sure = _TERM_ENDS.match(sentence, span.end) is not None
        name = span.slice(sentence)
        return Found(
            indicator if sure else None, name, clause_start(sentence, start), "", sure, span.end
        )
    for span, indicator in reversed(terms):
        if span.end > start or span.end < before:
            continue
        between = sentence[span.end : start]
        linked = LINKS.search(between) is not None and not between.startswith(",")
        earlier = sentence[: span.start]
        whole = WHOLE_TERM.search(earlier.lower()) is not None
        whole = whole and _PART_OF_NAME.search(earlier) is None
        several = _MANY.match(between) and not sentence[: span.end].endswith("s")
        if linked and whole:
            if several and earlier.endswith("and "):
                whole = False
            return Found(
                indicator, span.slice(sentence), clause_start(sentence, span.start), between, whole
            )
        break
    rest = sentence[before:start]
    if last is not None and last.indicator and LINKS.search(rest.replace(" and ", " ")):
        another = any(before <= span.start < start for span, _ in terms)
        sure = last.sure and not another and _TERM_ENDS.match(sentence, quantity.end) is not None
        return Found(last.indicator, last.name, last.start, rest, sure)
    return Found(None, _noun(sentence, quantity), clause_start(sentence, start), rest, False)


def _behind(
    sentence: str, quantity: Quantity, terms: Sequence[tuple[Span, Indicator]]
) -> tuple[Span, Indicator] | None:
    """The term that stands directly behind a figure."""
    after = _AFTER_TERM.match(sentence[quantity.span.end : quantity.span.end + 40])
    if after is None:
        return None
    reach = quantity.span.end + after.end()
    return next((t for t in terms if quantity.span.end < t[0].start <= reach < t[0].end), None)


def _share_of_gdp(
    sentence: str,
    quantity: Quantity,
    terms: Sequence[tuple[Span, Indicator]],
    before: int,
    end: int,
) -> Found:
    """3 percent of GDP: how large something else is; of the deficit this has a name of its own.
    `end` is that of the words “of GDP”."""
    start = quantity.span.start
    named = [term for term in terms if before <= term[0].start and term[0].end <= start]
    if named and named[-1][1].key == "deficit":
        span = named[-1][0]
        between = sentence[span.end : start]
        sure = LINKS.search(between) is not None
        first = clause_start(sentence, span.start)
        return Found(_RATIO, span.slice(sentence), first, between, sure, end)
    noun = _noun(sentence, quantity)
    return Found(None, noun, clause_start(sentence, start), sentence[before:start], False)


def _whole_unit(quantity: Quantity, indicator: Indicator) -> bool:
    """12 million new jobs: a number of them; 3 percent growth: a share."""
    return quantity.unit == "percent" or fits(quantity, indicator)


def clause_start(sentence: str, position: int) -> int:
    borders = [m.end() for m in _BORDER.finditer(sentence, 0, position)]
    start = borders[-1] if borders else 0
    while start < position and sentence[start] in " ,":
        start += 1
    return start


def _noun(sentence: str, quantity: Quantity) -> str:
    """The noun after a counted figure, or the words before."""
    if quantity.unit in COUNTED:
        after = _NAME.match(sentence[quantity.span.end :].lstrip(" -"))
        written = quantity.span.slice(sentence).split()[-1]
        return f"{written} {after.group()}" if after and len(written) > 1 else written
    words = sentence[clause_start(sentence, quantity.span.start) : quantity.span.start].split()
    while words and _VERBS.search(words[-1].strip(",")):
        words.pop()
    return " ".join(words[-5:]).strip(" ,")
