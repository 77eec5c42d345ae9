"""Reads the figures of English sentences into rows: the term stands before the figure, with
nothing but verbs between, or directly after it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rag.ingestion.figures.amounts import Quantity, quantities
from rag.ingestion.figures.frames import read_heading
from rag.ingestion.figures.kinds import Kind, fits
from rag.ingestion.figures.stretches import stretches
from rag.language.dates import YearMention, resolve_years
from rag.language.indicators import Indicator, indicators_in
from rag.language.lists import ListItems, marker
from rag.language.row_words import PRELIMINARY, STRIVES
from rag.language.row_words_english import (
    AVERAGE_ENGLISH,
    CUTS_ENGLISH,
    FELL_BY_ENGLISH,
    LINKS,
    RAISES_ENGLISH,
    ROSE_BY_ENGLISH,
    SHARE_OF_ENGLISH,
    WHOLE_TERM,
)
from rag.language.sentences import sentences
from rag.language.stance import stance
from rag.language.units import COUNTED
from rag.types.documents import Document, Section
from rag.types.figures import (
    Confidence,
    FigureRow,
    Period,
    PeriodBasis,
    PeriodKind,
    Qualifier,
)
from rag.types.text import Span, Stance

_MAY_SAY = re.compile(
    r"\d|percent|per cent|million|billion|trillion|thousand|hundred|half|doubl|tripl"
)
_BORDER = re.compile(r"[;:—]|, (?:and|but|while|with|which)\b|\b(?:and|but|while|which)\b|,(?!\d)")
_AFTER_TERM = re.compile(
    r"^[ \-](?:(?:new|more|additional|net|of|in|the|a|annual|rise|increase|growth|for)[ \-]){0,2}"
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
    r"[.,;:)]|$|['’]?s? (?:in|this|last|next|by|for|over|and|since|was|is|are|were|has|have|will"
    r"|which|that|to|from|during|a|on|at|as|we|but)\b"
)
# One-word names that are sure; others (budget, savings, homes) mean many things.
_SURE_WORDS = frozenset(
    [
        "gdp",
        "gnp",
        "cpi",
        "unemployment",
        "inflation",
        "exports",
        "imports",
        "deficit",
        "surplus",
        "expenditures",
        "revenues",
        "pm2.5",
    ]
)
_WHOLE_YEAR_DAYS = 360
# By 2027 is no figure of the one year.
_UP_TO = r"\b(?:by|until|through|before)(?: the (?:end|close) of)?(?: fiscal(?: year)?)? {year}\b"
_SUPPOSED = re.compile(r"\b(?:would|could|might|if|predicted|projected to|than|instead of)\b", re.I)


@dataclass(frozen=True, slots=True)
class Found:
    """What a figure measures, and whether nothing else stands between."""

    indicator: Indicator | None
    name: str
    start: int
    between: str
    sure: bool
    end: int = 0


def rows_of_english(document: Document, sections: Sequence[Section]) -> tuple[FigureRow, ...]:
    """The figures of an English document, in the order of the text."""
    rows: list[FigureRow] = []
    text = document.text
    lists = ListItems(text)
    for section in sections:
        for span in sentences(section.span.slice(text)):
            start, end = span.start + section.span.start, span.end + section.span.start
            if start == 0 or text[start - 1] == "\n":
                start += marker(text, start)
            if _MAY_SAY.search(text, start, end):
                leads = lists.leads_at(start)
                lead = " ".join(lead.slice(text) for lead in leads)
                for first, last in stretches(text, start, end):
                    rows.extend(_of_sentence(document, section, text[first:last], first, lead))
    return tuple(rows)


def _of_sentence(
    document: Document, section: Section, sentence: str, offset: int, lead: str
) -> Iterator[FigureRow]:
    found = quantities(sentence, bare=True)
    if not found:
        return
    terms = indicators_in(sentence)
    found = list(_with_units(sentence, found, terms))
    whole = f"{lead} {sentence}".strip()
    said = stance(whole, section.heading)
    years = resolve_years(sentence, document.date) or _of_lead(lead, document)
    last: Found | None = None
    for number, quantity in enumerate(found):
        before = found[number - 1].end if number else 0
        measured = _measured(sentence, quantity, terms, before, last)
        last = measured if measured.indicator else last
        row = _row(document, section, sentence, offset, quantity, measured, said, years)
        yield _up_to(row, whole)


def _up_to(row: FigureRow, words: str) -> FigureRow:
    """The row as one of a point in time where the words say by when, and not in which year."""
    if row.period is None or row.period.year is None:
        return row
    by = re.search(_UP_TO.format(year=row.period.year), words, re.I)
    return replace(row, period=replace(row.period, kind="point")) if by else row


def _of_lead(lead: str, document: Document) -> list[YearMention]:
    """The years that the words before a list name, as if they stood right before its item."""
    return [replace(years, span=Span(0, 0)) for years in resolve_years(lead, document.date)]


def _with_units(
    sentence: str, found: Sequence[Quantity], terms: Sequence[tuple[Span, Indicator]]
) -> Iterator[Quantity]:
    """The figures with a unit: 12 million new urban jobs have that of the jobs."""
    for quantity in found:
        if quantity.unit:
            yield quantity
            continue
        term = _behind(sentence, quantity, terms)
        if term is not None and term[1].unit in COUNTED:
            yield replace(quantity, unit=term[1].unit)


def _behind(
    sentence: str, quantity: Quantity, terms: Sequence[tuple[Span, Indicator]]
) -> tuple[Span, Indicator] | None:
    """The term that stands directly behind a figure."""
    after = _AFTER_TERM.match(sentence[quantity.span.end : quantity.span.end + 40])
    if after is None or (quantity.unit == "percent" and " of " in after.group()):
        return None  # 2 percent of GDP measures something else
    reach = quantity.span.end + after.end()
    return next((t for t in terms if quantity.span.end < t[0].start <= reach < t[0].end), None)


def _measured(
    sentence: str,
    quantity: Quantity,
    terms: Sequence[tuple[Span, Indicator]],
    before: int,
    last: Found | None,
) -> Found:
    start = quantity.span.start
    behind = _behind(sentence, quantity, terms)
    if behind is not None and _whole_unit(quantity, behind[1]):
        span, indicator = behind
        sure = _TERM_ENDS.match(sentence, span.end) is not None
        name = span.slice(sentence)
        return Found(
            indicator if sure else None, name, _clause(sentence, start), "", sure, span.end
        )
    for span, indicator in reversed(terms):
        if span.end > start or span.end < before:
            continue
        between = sentence[span.end : start]
        linked = LINKS.search(between) is not None and not between.startswith(",")
        whole = WHOLE_TERM.search(sentence[: span.start].lower()) is not None
        if linked and whole:
            return Found(
                indicator, span.slice(sentence), _clause(sentence, span.start), between, True
            )
        break
    rest = sentence[before:start]
    if last is not None and last.indicator and LINKS.search(rest.replace(" and ", " ")):
        return Found(last.indicator, last.name, last.start, rest, last.sure)
    return Found(None, _noun(sentence, quantity), _clause(sentence, start), rest, False)


def _whole_unit(quantity: Quantity, indicator: Indicator) -> bool:
    """12 million new jobs: a number of them; 3 percent growth: a share."""
    return quantity.unit == "percent" or fits(quantity, indicator)


def _clause(sentence: str, position: int) -> int:
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
    words = sentence[_clause(sentence, quantity.span.start) : quantity.span.start].split()
    while words and _VERBS.search(words[-1].strip(",")):
        words.pop()
    return " ".join(words[-5:]).strip(" ,")


def _row(
    document: Document, section: Section, sentence: str, offset: int, quantity: Quantity,
    measured: Found, said: Stance | None, years: Sequence[YearMention],
) -> FigureRow:  # fmt: skip
    kind = _kind(quantity, measured, sentence)
    indicator = measured.indicator
    if indicator is not None and kind.kind in ("level", "count") and not fits(quantity, indicator):
        indicator = None
    period, sure = _period(document, section, sentence, quantity, years)
    start = min(measured.start, quantity.span.start)
    return FigureRow(
        indicator=indicator.key if indicator else None,
        name=measured.name,
        kind=kind.kind,
        value=quantity.amount(sentence, kind.sign),
        qualifier=Qualifier(
            quantity.bound,
            strive=said == "target" and STRIVES.search(sentence) is not None,
            preliminary=said == "achieved" and PRELIMINARY.search(sentence) is not None,
        ),
        period=period,
        stance=said,
        scope="region",
        place=None,
        clause=Span(offset + start, offset + max(quantity.end, measured.end)),
        figure=Span(offset + quantity.span.start, offset + quantity.span.end),
        heading=section.heading,
        confidence=_confidence(
            indicator,
            measured,
            kind,
            period,
            said,
            sure=sure and _SUPPOSED.search(sentence) is None and _agree(document, period, said),
        ),
    )


def _agree(document: Document, period: Period | None, said: Stance | None) -> bool:
    """Whether a result lies before the end of the speech's year, and a target not before it."""
    if period is None or document.date is None:
        return False
    if said == "achieved":
        return period.end.year <= document.date.year
    return period.end.year >= document.date.year


def _kind(quantity: Quantity, measured: Found, sentence: str) -> Kind:
    between = measured.between
    rose = ROSE_BY_ENGLISH.search(between)
    fell = FELL_BY_ENGLISH.search(between)
    by = between.strip().lower().startswith("by")
    before = sentence[: quantity.span.start - len(between) - len(measured.name)] if by else ""
    cut = CUTS_ENGLISH.search(before)
    sign = -1.0 if fell or cut else 1.0
    rose = rose or RAISES_ENGLISH.search(before)
    unit, indicator = quantity.unit, measured.indicator
    if unit == "ordinal":
        return Kind("rank")
    if unit == "percentage_point":
        return Kind("change", sign, sure=bool(rose or fell or cut))
    if unit == "multiple":
        return Kind("ratio", sure=False)
    if unit == "percent":
        if rose or fell or cut:
            return Kind("growth", sign)
        of_another = sentence.startswith(" of ", quantity.span.end)  # 30 percent of GDP
        if of_another or SHARE_OF_ENGLISH.search(between) or indicator is None:
            return Kind("share", sure=False)
        if indicator.unit == "percent" or indicator.kinds[0] == "growth":
            return Kind(indicator.kinds[0], sure=indicator.unit == "percent" or not between)
        return Kind("share", sure=False)
    if rose or fell or cut:
        return Kind("change", sign)
    return Kind("count" if unit in COUNTED and indicator is None else "level")


def _period(
    document: Document, section: Section, sentence: str, quantity: Quantity,
    years: Sequence[YearMention],
) -> tuple[Period | None, bool]:  # fmt: skip
    """The years that the sentence names nearest before the figure, or else the first after it."""
    mentions = [y for y in years if not quantity.span.overlaps(y.span)]
    if mentions:
        earlier = [y for y in mentions if y.span.end <= quantity.span.start]
        chosen = earlier[-1] if earlier else mentions[0]
        return _mentioned(chosen, sentence), len(mentions) == 1 or bool(earlier)
    frame = read_heading(section.heading, document.date).frame
    if frame is None or frame.basis == "assumed":
        return None, False
    kind: PeriodKind = "years_sum" if frame.several else "year"
    first, last = datetime.date(frame.first, 1, 1), datetime.date(frame.last, 12, 31)
    return Period(first, last, kind, "heading"), not frame.several


def _mentioned(years: YearMention, sentence: str) -> Period:
    """The period of years that the words name."""
    basis: PeriodBasis = "explicit" if years.basis in ("written", "plan") else "counted"
    kind: PeriodKind = "year"
    if years.until.year > years.since.year:
        kind = "years_mean" if AVERAGE_ENGLISH.search(sentence) else "years_sum"
    elif (years.until - years.since).days < _WHOLE_YEAR_DAYS:
        kind = "part_year"
    return Period(years.since, years.until, kind, basis)


def _confidence(
    indicator: Indicator | None, measured: Found, kind: Kind, period: Period | None,
    said: Stance | None, *, sure: bool,
) -> Confidence:  # fmt: skip
    if period is None or said is None or not measured.name:
        return "unclear"
    if indicator is None:
        return "likely" if kind.sure and sure else "unclear"
    one_word = " " not in measured.name and measured.name.lower() not in _SURE_WORDS
    certain = measured.sure and kind.sure and sure and said in ("achieved", "target")
    return "certain" if certain and not one_word else "likely"
