"""Understands a question: which of the speeches that an index holds it is about.

A place, speaker or report year that is named and held becomes a filter; what is only likely (the
province of a city, the report that would speak of a year) is preferred; what is named and not
held is missing, so that a neighbour's figure is never the answer. The asker's own filters win.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from rag.index.store import Entry
from rag.language.places import place_named, places_in, unknown_places
from rag.language.romanise import Spoken, names_in
from rag.questions.aliases import other_names
from rag.questions.document_kinds import documents_meant
from rag.questions.intent import asked_stance, mention_spans, premise_spans, with_intent
from rag.questions.reference_words import ITS_REPORT, OFFICE_AFTER, OFFICE_BEFORE
from rag.questions.years import YearTalkedAbout, report_years, years_talked_about
from rag.types.questions import Filters, Question, Understood
from rag.types.text import PartialDate, Span, Stance

LONG_STRETCH = 10  # years


class Holdings(Protocol):
    """The parts of an index that reading a question needs."""

    def regions(self) -> tuple[str, ...]: ...
    def speakers(self) -> tuple[str, ...]: ...
    def spoken(self, name: str) -> Spoken: ...
    def says(self, words: str) -> bool: ...
    @property
    def catalogue(self) -> tuple[Entry, ...]: ...
    def rows(self, filters: Filters) -> NDArray[np.int64] | None: ...


class Reader:
    """Reads questions; `today` resolves "last year" and the like."""

    def __init__(self, *, today: Callable[[], datetime.date]) -> None:
        self._today = today

    def understand(self, question: Question, index: Holdings) -> Understood:
        """The names in the question, looked up in `index`."""
        text, own = question.text, question.filters
        stance = asked_stance(text)
        places = _places(text, index)
        named_reports = [report for report in report_years(text, self._today()) if report.certain]
        reports = [report.year for report in named_reports]
        mentions = years_talked_about(text, self._today())
        reports_named = [report.span for report in named_reports]
        talked = _years(mentions)
        speakers = names_in(text, index.speakers(), index.spoken)
        named = Filters(
            *_span_of_years(reports),
            regions=places.held,
            speakers=tuple(speakers),
        )
        filters = joined(_with_official_regions(own), named)
        past = [year for year in talked if year < self._today().year]
        expected = [
            *expected_reports(past, stance or "achieved"),
            *expected_reports([year for year in talked if year not in past], stance),
        ]
        likely = Filters(
            *_span_of_years([] if reports else expected),
            regions=places.likely,
            documents=documents_meant(text, index.catalogue),
        )
        understood = Understood(
            text=text,
            language=question.language,
            topic=_topic(
                text,
                [
                    *places.spans,
                    *reports_named,
                    *_relative_years(text, mentions),
                    *(_with_office(text, span) for span in speakers.values()),
                ],
            ),
            filters=filters,
            preferred=_without(likely, filters),
            regions=filters.regions or places.likely,
            speakers=filters.speakers,
            documents=filters.documents,
            reports=tuple(dict.fromkeys(reports)),
            years=tuple(dict.fromkeys(talked)),
            missing=_missing(places, reports, filters, own, index),
            compared=_compared(filters, reports, mentions, stance),
        )
        return with_intent(understood, (stance,) if stance else ())


@dataclass(frozen=True, slots=True)
class _Places:
    """Regions that the index holds and the text names, or makes likely, places not held, and
    where the text names a region that is held."""

    held: tuple[str, ...]
    likely: tuple[str, ...]
    absent: tuple[str, ...]
    spans: tuple[Span, ...]


def joined(first: Filters, second: Filters) -> Filters:
    """Both filters together: `second` fills in where `first` is open."""
    dated = first if first.since or first.until else second
    return Filters(
        since=dated.since,
        until=dated.until,
        regions=first.regions or second.regions,
        speakers=first.speakers or second.speakers,
        documents=first.documents or second.documents,
    )


def expected_reports(years: Sequence[int], stance: Stance | None) -> list[int]:
    """Years of the reports that would speak of `years`: a report reviews the year before it and
    plans its own."""
    if stance == "target":
        return list(years)
    if stance == "achieved":
        return [year + 1 for year in years]
    return sorted({report for year in years for report in (year, year + 1)})


def _places(text: str, index: Holdings) -> _Places:
    """A district that no speech names makes the city around it no answer either. A country is
    only likely: 中国 stands in many a name."""
    regions = index.regions()
    unknown = [place for place in unknown_places(text) if not _is_held(place.name, index)]
    around = {place.within.name for place in unknown if place.within}
    unlisted = [region for region in regions if place_named(region) is None]
    own = names_in(text, unlisted, index.spoken)
    held = _with_other_scripts(list(own), regions, index.spoken)
    likely: list[str] = []
    spans = list(own.values())
    absent = [place.name for place in unknown]
    for mention in places_in(text):
        place = mention.place
        parent = place_named(place.parent) if place.parent else None
        if place.name in around:
            continue
        if place.name in regions:
            (likely if place.level == "country" else held).append(place.name)
            spans += [mention.span] if place.level != "country" else []
        elif ITS_REPORT.match(text[mention.span.end :]):
            absent.append(mention.span.slice(text))  # the report of its province is another one
        elif parent is not None and parent.name in regions:
            likely.append(parent.name)
        elif place.level != "country":
            absent.append(mention.span.slice(text))
    return _Places(_distinct(held), _distinct(likely), _distinct(absent), tuple(spans))


def _distinct(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _with_office(text: str, name: Span) -> Span:
    """A speaker's name with the office before or after it: "Governor Wang Kai", 王凯省长."""
    before = OFFICE_BEFORE.search(text[: name.start])
    after = OFFICE_AFTER.match(text[name.end :])
    start = before.start() if before else name.start
    return Span(start, name.end + (after.end() if after else 0))


def _relative_years(text: str, mentions: Sequence[YearTalkedAbout]) -> list[Span]:
    """Where `text` says "last year": a report says it everywhere, and means another."""
    return [
        mention.span
        for mention in mentions
        if mention.since == mention.until
        and not any(character.isdigit() for character in mention.span.slice(text))
    ]


def _topic(text: str, spans: Sequence[Span]) -> str:
    """`text` with spaces instead of `spans`, premises and words that only ask who says something,
    followed by the official names of its things; all of the text if nothing else is left."""
    names, whole = other_names(text), text
    for span in [*spans, *premise_spans(text), *mention_spans(text)]:
        text = text[: span.start] + " " * len(span) + text[span.end :]
    return " ".join([text if any(map(str.isalnum, text)) else whole, *names])


def _years(mentions: Sequence[YearTalkedAbout]) -> list[int]:
    """The years that mentions cover; of a long stretch (建国以来) only its ends."""
    years: dict[int, None] = {}
    for mention in mentions:
        length = mention.until - mention.since
        covered = range(mention.since, mention.until + 1)
        years |= dict.fromkeys(covered if length < LONG_STRETCH else (covered[0], covered[-1]))
    return list(years)


def _with_other_scripts(
    held: list[str], regions: Sequence[str], spoken: Callable[[str], Spoken]
) -> list[str]:
    """`held` and other names of the same places in the documents: 明湖区 and Minghu District."""
    keys = {spoken(name).key for name in held}
    return held + [name for name in regions if held and spoken(name).key in keys]


def _is_held(name: str, index: Holdings) -> bool:
    return bool(names_in(name, index.regions(), index.spoken)) or index.says(name)


def _compared(
    filters: Filters,
    reports: Sequence[int],
    mentions: Sequence[YearTalkedAbout],
    stance: Stance | None,
) -> tuple[Filters, ...]:
    """A side for each region and each report that is named, where several are; years that are
    talked about stand for the reports that give their results."""
    single = [mention.since for mention in mentions if mention.since == mention.until]
    years = list(reports) or expected_reports(single, stance or "achieved")
    dates = [_span_of_years([year]) for year in sorted(set(years), reverse=True)]
    if len(dates) < 2:
        dates = [(None, None)]
    regions = [(region,) for region in filters.regions] if len(filters.regions) > 1 else [()]
    sides = [Filters(since, until, region) for region in regions for since, until in dates]
    return tuple(sides) if len(sides) > 1 else ()


def _missing(
    places: _Places, reports: Sequence[int], filters: Filters, own: Filters, index: Holdings
) -> tuple[str, ...]:
    """The names that the index does not hold; none where the asker chose the documents."""
    if own.regions or own.documents:
        return ()
    rows = index.rows(filters)
    if rows is not None and not len(rows):
        return (" ".join([*filters.regions, *filters.speakers, *map(str, reports)]),)
    return places.absent


def _span_of_years(
    years: Sequence[int],
) -> tuple[datetime.date | None, datetime.date | None]:
    """First and last day of the years; none of no years."""
    if not years:
        return None, None
    return PartialDate(min(years)).first_day, PartialDate(max(years)).last_day


def _with_official_regions(filters: Filters) -> Filters:
    """`重庆` and `Chongqing`, as people write filters, become 重庆市, as documents have it."""
    named = [(place_named(region), region) for region in filters.regions]
    return replace(filters, regions=tuple(place.name if place else r for place, r in named))


def _without(likely: Filters, certain: Filters) -> Filters:
    """The likely filters where no filter is certain."""
    dated = certain.since is not None or certain.until is not None
    return Filters(
        since=None if dated else likely.since,
        until=None if dated else likely.until,
        regions=() if certain.regions else likely.regions,
        documents=() if certain.regions or certain.documents else likely.documents,
    )
