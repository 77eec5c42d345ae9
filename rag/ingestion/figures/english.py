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
from rag.language.dates import YearMention, resolve_years
from rag.language.places import place_named, places_in
from rag.language.indicators import INDICATORS, Indicator, indicators_in
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
_RATIO = INDICATORS["deficit_ratio"]
_WHOLE_YEAR_DAYS = 360
_MORE = re.compile(r"\b(?:an additional|another|an extra|a further) ?$", re.I)
# Before a year that belongs to another figure: 6.3 percent in 1982, consumption rose by 10 percent.
_TAKEN = re.compile(r"(?:%|percent|per cent|illion|\d) (?:in|for|during) (?:fiscal )?$", re.I)
# Before a year that a figure is only set against.
_COMPARES = re.compile(
    r"\b(?:since|than|before|until|compared (?:with|to)|over|as|versus|against|like)"
    r"(?: (?:in|the|of|early|late|that|those))*(?: fiscal| year)? ?$",
    re.I,
)
# A name of one thing before a verb of many is the last of a list: aid, energy and defense exceed.
_MANY = re.compile(r"^ (?:exceed|are|were|amount|have|total|come|make|account)\b")
_PART = re.compile(
    r"\b(?:(?:first|second|third|fourth|last|next) (?:half|quarter)|(?:first|last|next) (?:[\w-]+[ -])?(?:months"
    r"|quarters|weeks)|half of|quarter of|months of|to date|so far|january|february|march|april|june"
    r"|july|august|september|october|november|december)\b",
    re.I,
)
# Figures of others, in a speech of one country.
_ELSEWHERE = re.compile(
    r"\b(?:world|worldwide|global|international|asean|oecd|euro ?(?:area|zone)|european|europe|asian?"
    r"|federal reserve|advanced economies|foreign|other countries)\b",
    re.I,
)
_AMERICA = re.compile(r"\bU\.?S\b|\bUnited States\b|\bAmerican?\b")
# Before a term: it is only where something goes, or a part of another name.
_PART_OF_NAME = re.compile(r"(?:\w-|\bcontribut\w+ [^,;.]*\bto (?:the |our )?)$", re.I)
# Between a figure and the year that it is said of.
_ONLY_WHEN = re.compile(
    r"[ ,(]*(?:(?:in|for|by|during|at|the|of|fiscal|financial|assessment|ya|fy|with|effect|from|year"
    r"|end|just|about)\b[ ,()]*)*",
    re.I,
)
# from 12 percent in 1980 to 4: what it was.
_OLD = re.compile(
    r"\bfrom (?:an? |the )?(?:high |low |peak |deficit |surplus |rate |level |record )*(?:of )?"
    r"(?:about |nearly |almost |over |more than |some )?$"
)
_OF_GDP = re.compile(
    r" ?of (?:the |our |its )?(?:nation's |country's )?(?:gdp|gnp|gross (?:domestic|national) product"
    r"|economy)\b",
    re.I,
)
_SUPPOSED = re.compile(r"\b(?:would|could|might|if|predicted|projected to|than|instead of|out of)\b", re.I)


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
    for section in sections:
        part = section.span.slice(document.text)
        for span in sentences(part):
            sentence = span.slice(part)
            if _MAY_SAY.search(sentence):
                offset = section.span.start + span.start
                rows.extend(_of_sentence(document, section, sentence, offset))
    return tuple(rows)


def _of_sentence(
    document: Document, section: Section, sentence: str, offset: int
) -> Iterator[FigureRow]:
    found = quantities(sentence, bare=True)
    if not found:
        return
    terms = indicators_in(sentence)
    found = list(_with_units(sentence, found, terms))
    said = stance(sentence, section.heading)
    years = resolve_years(sentence, document.date)
    last: Found | None = None
    for number, quantity in enumerate(found):
        before = found[number - 1].end if number else 0
        measured = _measured(sentence, quantity, terms, before, last)
        last = measured if measured.indicator else last
        yield _row(document, section, sentence, offset, quantity, measured, said, years)


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
    if after is None:
        return None
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
    if quantity.unit == "percent" and _OF_GDP.match(sentence, quantity.end):
        return _share_of_gdp(sentence, quantity, terms, before)
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
        earlier = sentence[: span.start]
        whole = WHOLE_TERM.search(earlier.lower()) is not None
        whole = whole and _PART_OF_NAME.search(earlier) is None
        several = _MANY.match(between) and not sentence[: span.end].endswith("s")
        if linked and whole:
            if several and earlier.endswith("and "):
                whole = False
            return Found(
                indicator, span.slice(sentence), _clause(sentence, span.start), between, whole
            )
        break
    rest = sentence[before:start]
    if last is not None and last.indicator and LINKS.search(rest.replace(" and ", " ")):
        another = any(before <= span.start < start for span, _ in terms)
        sure = last.sure and not another and _TERM_ENDS.match(sentence, quantity.end) is not None
        return Found(last.indicator, last.name, last.start, rest, sure)
    return Found(None, _noun(sentence, quantity), _clause(sentence, start), rest, False)


def _share_of_gdp(
    sentence: str, quantity: Quantity, terms: Sequence[tuple[Span, Indicator]], before: int
) -> Found:
    """3 percent of GDP: how large something else is; of the deficit this has a name of its own."""
    start = quantity.span.start
    named = [term for term in terms if before <= term[0].start and term[0].end <= start]
    if named and named[-1][1].key == "deficit":
        span = named[-1][0]
        between = sentence[span.end : start]
        sure = LINKS.search(between) is not None
        found = Found(_RATIO, span.slice(sentence), _clause(sentence, span.start), between, sure)
        return replace(found, end=_end_of_gdp(sentence, quantity))
    noun = _noun(sentence, quantity)
    return Found(None, noun, _clause(sentence, start), sentence[before:start], False)


def _end_of_gdp(sentence: str, quantity: Quantity) -> int:
    match = _OF_GDP.match(sentence, quantity.end)
    return match.end() if match else quantity.end


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
    period, sure = _period(document, section, sentence, quantity, measured.end, years)
    if period is not None and document.date and period.start.year > document.date.year:
        said = "target"  # the budget of next year has expenditures of …
    old = _OLD.search(sentence, 0, quantity.span.start) is not None
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
            sure=sure
            and not old
            and _SUPPOSED.search(sentence, 0, quantity.end) is None
            and not _of_others(document, sentence)
            and _agree(document, period, said),
        ),
    )


def _of_others(document: Document, sentence: str) -> bool:
    """Whether a sentence names another place than the one that speaks."""
    if _ELSEWHERE.search(sentence):
        return True
    own = place_named(document.region) if document.region else None
    if own is None:
        return False
    if _AMERICA.search(sentence) and own != place_named("United States"):
        return True
    return any(mention.place != own for mention in places_in(sentence))


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
            grows = indicator is None or indicator.unit != "percent" or "growth" in indicator.kinds
            return Kind("growth", sign, sure=grows)
        if SHARE_OF_ENGLISH.search(between) or indicator is None:
            return Kind("share", sure=False)
        if indicator.unit == "percent" or indicator.kinds[0] == "growth":
            return Kind(indicator.kinds[0], sure=indicator.unit == "percent" or not between)
        return Kind("share", sure=False)
    if by and not (rose or fell or cut):  # falls short of the budget by 3 billion
        return Kind("change", sign, sure=False)
    if rose or fell or cut or _MORE.search(sentence, 0, quantity.span.start):
        return Kind("change", sign)
    return Kind("count" if unit in COUNTED and indicator is None else "level")


def _period(
    document: Document, section: Section, sentence: str, quantity: Quantity, named: int,
    years: Sequence[YearMention],
) -> tuple[Period | None, bool]:  # fmt: skip
    """The years that the sentence names nearest before the figure, or else the first after it."""
    mentions = [
        y
        for y in years
        if not (quantity.span.overlaps(y.span) or _COMPARES.search(sentence, 0, y.span.start))
    ]
    if mentions:
        following = next((y for y in mentions if y.span.start >= quantity.span.end), None)
        if following is not None and _ONLY_WHEN.fullmatch(
            sentence, max(quantity.end, named), following.span.start
        ):
            return _mentioned(following, sentence, quantity), True  # $290 billion in 1992
        earlier = [y for y in mentions if y.span.end <= quantity.span.start]
        chosen = earlier[-1] if earlier else mentions[0]
        period = _mentioned(chosen, sentence, quantity)
        yearly = period.kind == "year" and AVERAGE_ENGLISH.search(sentence) is not None
        taken = _TAKEN.search(sentence, 0, chosen.span.start) is not None
        return period, bool(earlier) and not yearly and not taken
    frame = read_heading(section.heading, document.date).frame
    if frame is None or frame.basis == "assumed":
        return None, False
    kind: PeriodKind = "years_sum" if frame.several else "year"
    first, last = datetime.date(frame.first, 1, 1), datetime.date(frame.last, 12, 31)
    # Headings of English speeches name a year of their own more seldom than one of comparison.
    return Period(first, last, kind, "heading"), False


def _mentioned(years: YearMention, sentence: str, quantity: Quantity) -> Period:
    """The period of years that the words name."""
    basis: PeriodBasis = "explicit" if years.basis in ("written", "plan") else "counted"
    kind: PeriodKind = "year"
    if years.until.year > years.since.year:
        kind = "years_mean" if AVERAGE_ENGLISH.search(sentence) else "years_sum"
    elif (years.until - years.since).days < _WHOLE_YEAR_DAYS:
        kind = "part_year"
    elif _PART.search(sentence, _clause(sentence, min(quantity.span.start, years.span.start))):
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
