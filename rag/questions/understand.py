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
from rag.language.places import place_named
from rag.language.romanise import Spoken, names_in
from rag.questions.aliases import other_names
from rag.questions.congresses import congress_reports
from rag.questions.document_kinds import documents_meant
from rag.questions.intent import asked_stances, mention_spans, premise_spans, with_intent
from rag.questions.leaders import Given
from rag.questions.names import Person, other_names_in, persons_in
from rag.questions.parts import parts_of
from rag.questions.preamble import what_is_asked
from rag.questions.reference_words import OFFICE_AFTER, OFFICE_BEFORE
from rag.questions.regions import Regions, regions_in, with_nation
from rag.questions.simplified import simplified
from rag.questions.spelling import corrected
from rag.questions.years import YearTalkedAbout, report_years, years_talked_about
from rag.types.questions import Filters, Name, Question, Understood
from rag.types.text import PartialDate, Span, Stance

LONG_STRETCH = 10  # years


class Holdings(Protocol):
    """The parts of an index that reading a question needs."""

    def regions(self) -> tuple[str, ...]: ...
    def speakers(self) -> tuple[str, ...]: ...
    def spoken(self, name: str) -> Spoken: ...
    def mentions(self, name: str) -> bool: ...
    def holds_word(self, word: str) -> bool: ...
    @property
    def catalogue(self) -> tuple[Entry, ...]: ...
    def rows(self, filters: Filters) -> NDArray[np.int64] | None: ...


class Reader:
    """Reads questions; `today` resolves "last year" and the like."""

    def __init__(self, *, today: Callable[[], datetime.date]) -> None:
        self._today = today

    def understand(self, question: Question, index: Holdings) -> Understood:
        """The names and the intent of the question, looked up in `index`."""
        own = question.filters
        text, taken_as = corrected(what_is_asked(simplified(question.text)), index)
        parts = parts_of(text)
        stances = asked_stances(parts)
        times = self._times(text, stances)
        regions = with_nation(
            text,
            regions_in(text, index),
            index,
            reports=times.reports,
            expected=times.expected,
        )
        people = _people(text, index, times)
        expected = people.years(times.talked) or times.expected
        named = Filters(
            *_span_of_years(times.reports),
            regions=(*regions.held, *regions.beside),
            speakers=people.speakers,
            documents=people.documents,
        )
        filters = joined(_with_official_regions(own), named)
        congress = congress_reports(text, index.catalogue)
        likely = Filters(
            *_span_of_years([] if times.reports else expected),
            regions=regions.likely,
            documents=documents_meant(text, index.catalogue),
        )
        if congress:
            likely = Filters(documents=congress)
        names = other_names_in(text, index, regions.named, regions.unlisted)
        understood = Understood(
            text=question.text,
            language=question.language,
            topic=_topic(text, [*regions.spans, *times.spans, *people.spans]),
            filters=filters,
            preferred=_without(likely, filters),
            regions=filters.regions or regions.likely,
            speakers=filters.speakers or people.names,
            documents=own.documents,
            reports=times.reports,
            years=times.talked,
            missing=_missing(regions, people, times, filters, own, index),
            compared=_compared(regions, filters, times, stances),
            taken_as=taken_as,
            names=(*(person.name for person in people.persons), *(name for name, _ in names)),
        )
        return with_intent(understood, stances, read=text, parts=parts)

    def _times(self, text: str, stances: Sequence[Stance]) -> _Times:
        """The years of a question, and where the topic leaves them out."""
        today = self._today()
        reports = [report for report in report_years(text, today) if report.certain]
        mentions = years_talked_about(text, today)
        talked = _years(mentions)
        past = [year for year in talked if year < today.year]
        stance = stances[0] if len(stances) == 1 else None
        expected = [
            *expected_reports(past, None if len(stances) > 1 else stance or "achieved"),
            *expected_reports([year for year in talked if year not in past], stance),
        ]
        return _Times(
            reports=tuple(dict.fromkeys(report.year for report in reports)),
            talked=tuple(dict.fromkeys(talked)),
            expected=tuple(dict.fromkeys(expected)),
            mentions=tuple(mentions),
            spans=(*(report.span for report in reports), *_relative_years(text, mentions)),
        )


@dataclass(frozen=True, slots=True)
class _Times:
    """The years of the reports that a question names, the years that it talks about, those of the
    reports that would speak of them, and where a topic leaves out years."""

    reports: tuple[int, ...]
    talked: tuple[int, ...]
    expected: tuple[int, ...]
    mentions: tuple[YearTalkedAbout, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _People:
    """The persons that a question names, and the speakers or documents that it is confined to."""

    persons: tuple[Person, ...] = ()
    names: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    spoke_in: frozenset[int] = frozenset()

    def years(self, talked: Sequence[int]) -> list[int]:
        """Those of the years in which they gave a speech: "what did he say in 1964?"."""
        return [year for year in talked if year in self.spoke_in]


def _people(text: str, index: Holdings, times: _Times) -> _People:
    """The speeches of the persons whose words are asked for; if it is asked for nobody's words, of
    those who are named and gave some. Speakers that no table knows are found by their name."""
    spoken = names_in(text, index.speakers(), index.spoken)
    persons = persons_in(text, index, times.reports or times.talked, list(spoken.values()))
    others = {
        name: span
        for name, span in spoken.items()
        if not any(span.overlaps(person.span) for person in persons)
    }
    asked = [person for person in persons if person.speaks] or persons
    heard = [person for person in asked if person.given]
    complete = all(person.given.complete for person in heard)
    speakers = [name for person in heard for name in person.given.speakers] if complete else []
    documents = [] if complete else [id for person in heard for id in person.given.documents]
    listed = tuple(
        Person(Name(name, "person", "held"), span, Given(speakers=(name,)), True, False)
        for name, span in others.items()
    )
    return _People(
        persons=(*persons, *listed),
        names=tuple(dict.fromkeys(person.name.forms[0] for person in heard)),
        speakers=tuple(dict.fromkeys([*speakers, *others])),
        documents=tuple(dict.fromkeys(documents)),
        spoke_in=frozenset(year for person in heard for year in person.given.years),
        spans=tuple(
            _with_office(text, span) for span in [*(p.span for p in heard), *others.values()]
        ),
    )


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


def _compared(
    regions: Regions, filters: Filters, times: _Times, stances: Sequence[Stance]
) -> tuple[Filters, ...]:
    """A side for each region and each report that is named, where several are; years that are
    talked about stand for the reports that give their results."""
    single = [mention.since for mention in times.mentions if mention.since == mention.until]
    stance = stances[0] if len(stances) == 1 else "achieved"
    years = list(times.reports) or expected_reports(single, stance)
    dates = [_span_of_years([year]) for year in sorted(set(years), reverse=True)]
    if len(dates) < 2:
        dates = [(None, None)]
    sides = regions.held if set(regions.held) <= set(filters.regions) else filters.regions
    named = [(region,) for region in sides] if len(sides) > 1 else [()]
    found = [Filters(since, until, region) for region in named for since, until in dates]
    return tuple(found) if len(found) > 1 else ()


def _missing(
    regions: Regions,
    people: _People,
    times: _Times,
    filters: Filters,
    own: Filters,
    index: Holdings,
) -> tuple[str, ...]:
    """The names that the index does not hold; none where the asker chose the documents. A person
    whose words are asked for is missing if no speech is his."""
    if own.regions or own.documents:
        return ()
    silent = [p.name.text for p in people.persons if p.speaks and p.name.status != "held"]
    rows = index.rows(filters)
    if rows is not None and not len(rows):
        speakers = [*silent, *(people.names or filters.speakers)]
        return (" ".join([*filters.regions, *speakers, *map(str, times.reports)]),)
    return (*regions.absent, *silent)


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
