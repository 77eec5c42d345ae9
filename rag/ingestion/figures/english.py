"""Reads the figures of English sentences into rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rag.ingestion.figures.amounts import Quantity, quantities
from rag.ingestion.figures.english_periods import period_of_english
from rag.ingestion.figures.english_terms import Found, measured_by, with_units
from rag.ingestion.figures.kinds import Kind, fits
from rag.ingestion.figures.sound import sound
from rag.ingestion.figures.stretches import stretches
from rag.language.dates import YearMention, resolve_years
from rag.language.indicators import Indicator, indicators_in
from rag.language.lists import ListItems, marker
from rag.language.places import place_named, places_in
from rag.language.row_words import PRELIMINARY, STRIVES
from rag.language.row_words_english import (
    CUTS_ENGLISH,
    FELL_BY_ENGLISH,
    RAISES_ENGLISH,
    ROSE_BY_ENGLISH,
    SHARE_OF_ENGLISH,
)
from rag.language.sentences import sentences
from rag.language.stance import stance
from rag.language.units import COUNTED
from rag.types.documents import Document, Section
from rag.types.figures import Confidence, FigureRow, Period, Qualifier
from rag.types.text import Span, Stance

_MAY_SAY = re.compile(
    r"\d|percent|per cent|million|billion|trillion|thousand|hundred|half|doubl|tripl"
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
_MORE = re.compile(r"\b(?:an additional|another|an extra|a further) ?$", re.I)
# Figures of others, in a speech of one country.
_ELSEWHERE = re.compile(
    r"\b(?:world|worldwide|global|international|asean|oecd|euro ?(?:area|zone)|european|europe"
    r"|asian?|federal reserve|advanced economies|foreign|other countries)\b",
    re.I,
)
_AMERICA = re.compile(r"\bU\.?S\b|\bUnited States\b|\bAmerican?\b")
# from 12 percent in 1980 to 4: what it was.
_OLD = re.compile(
    r"\bfrom (?:an? |the )?(?:high |low |peak |deficit |surplus |rate |level |record )*(?:of )?"
    r"(?:about |nearly |almost |over |more than |some )?$"
)
# By 2027 is no figure of the one year.
_UP_TO = r"\b(?:by|until|through|before)(?: the (?:end|close) of)?(?: fiscal(?: year)?)? {year}\b"
_SUPPOSED = re.compile(
    r"\b(?:would|could|might|if|predicted|projected to|than|instead of|out of)\b", re.I
)


def rows_of_english(
    document: Document, sections: Sequence[Section], unread: list[Span]
) -> tuple[FigureRow, ...]:
    """The figures of an English document, in the order of the text; `unread` as in `rows_of`."""
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
                    found = _of_sentence(document, section, text[first:last], first, lead)
                    rows.extend(sound(found, len(text), Span(first, last), unread))
    return tuple(rows)


def _of_sentence(
    document: Document, section: Section, sentence: str, offset: int, lead: str
) -> Iterator[FigureRow]:
    found = quantities(sentence, bare=True)
    if not found:
        return
    terms = indicators_in(sentence)
    found = list(with_units(sentence, found, terms))
    whole = f"{lead} {sentence}".strip()
    said = stance(whole, section.heading)
    years = resolve_years(sentence, document.date) or _of_lead(lead, document)
    last: Found | None = None
    for number, quantity in enumerate(found):
        before = found[number - 1].end if number else 0
        measured = measured_by(sentence, quantity, terms, before, last)
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


def _row(
    document: Document, section: Section, sentence: str, offset: int, quantity: Quantity,
    measured: Found, said: Stance | None, years: Sequence[YearMention],
) -> FigureRow:  # fmt: skip
    kind = _kind(quantity, measured, sentence)
    indicator = measured.indicator
    if indicator is not None and kind.kind in ("level", "count") and not fits(quantity, indicator):
        indicator = None
    period, sure = period_of_english(document, section, sentence, quantity, measured.end, years)
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
        ratio = indicator is not None and indicator.key == "deficit_ratio"
        of_another = not ratio and sentence.startswith(" of ", quantity.span.end)
        if of_another or SHARE_OF_ENGLISH.search(between) or indicator is None:
            return Kind("share", sure=False)
        if indicator.unit == "percent" or indicator.kinds[0] == "growth":
            return Kind(indicator.kinds[0], sure=indicator.unit == "percent" or not between)
        return Kind("share", sure=False)
    if by and not (rose or fell or cut):  # falls short of the budget by 3 billion
        return Kind("change", sign, sure=False)
    if rose or fell or cut or _MORE.search(sentence, 0, quantity.span.start):
        return Kind("change", sign)
    return Kind("count" if unit in COUNTED and indicator is None else "level")


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
