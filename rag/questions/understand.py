"""Understands a question: which of the speeches that an index holds it is about.

A place, speaker or report year that is named and held becomes a filter; what is only likely (the
province of a city, the report that would speak of a year) is preferred; what is named and not
held is missing, so that a neighbour's figure is never the answer. The asker's own filters win.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from rag.index.store import Entry
from rag.language.places import place_named
from rag.language.romanise import Spoken
from rag.models.llm import LanguageModel
from rag.questions.aliases import other_names
from rag.questions.congresses import congress_reports
from rag.questions.conversation import self_contained
from rag.questions.conversation.said import NamesHeld
from rag.questions.document_kinds import documents_meant
from rag.questions.figure_request import asks_otherwise, with_figures
from rag.questions.intent import (
    asked_stances,
    mention_spans,
    premise_spans,
    stances_of,
    with_intent,
)
from rag.questions.name_words import WORK
from rag.questions.names import other_names_in
from rag.questions.nation_words import HISTORICAL, LATEST
from rag.questions.parts import parts_of
from rag.questions.people import People, people_in
from rag.questions.preamble import what_is_asked
from rag.questions.regions import Regions, regions_in, with_nation
from rag.questions.simplified import simplified
from rag.questions.spelling import corrected
from rag.questions.times import Times, expected_reports, span_of_years, times_of
from rag.types.questions import Filters, Message, Question, Understood
from rag.types.text import Span, Stance


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
        """The names and the intent of the question, and of each of its parts, looked up in
        `index`."""
        text, taken_as = corrected(what_is_asked(simplified(question.text)), index)
        parts = parts_of(text)
        stances = asked_stances([part.whole for part in parts])
        understood = self._read(question, text, stances, index)
        understood = replace(understood, taken_as=taken_as)
        understood = with_figures(understood, text, index, parts=len(parts), today=self._today())
        if len(parts) == 1:
            return understood
        each = [
            with_figures(
                self._read(replace(question, text=part.said), part.whole, stances_of(part), index),
                part.whole,
                index,
                today=self._today(),
            )
            for part in parts
        ]
        if asks_otherwise(understood.intent.figures, [part.intent.figures for part in each]):
            understood = replace(understood, intent=replace(understood.intent, figures=None))
        return replace(understood, parts=tuple(each))

    def self_contained(
        self, turns: Sequence[Message], index: NamesHeld, llm: LanguageModel | None
    ) -> str:
        """The last question of a conversation, worded so that it can be asked alone."""
        return self_contained(turns, llm, index=index, today=self._today())

    def _read(
        self, question: Question, text: str, stances: Sequence[Stance], index: Holdings
    ) -> Understood:
        """`question`, whose words without preamble and misspellings are `text`."""
        own = question.filters
        times = times_of(text, stances, self._today())
        regions = with_nation(
            text,
            regions_in(text, index),
            index,
            reports=times.reports,
            expected=times.expected,
        )
        people = people_in(text, index, times.reports or times.talked)
        expected = people.years(times.talked) or times.expected
        named = Filters(
            *span_of_years(times.reports),
            regions=(*regions.held, *regions.beside),
            speakers=people.speakers,
            documents=people.documents,
        )
        filters = joined(_with_official_regions(own), named)
        congress = congress_reports(text, index.catalogue)
        likely = Filters(
            *span_of_years([] if times.reports else expected),
            regions=regions.likely,
            documents=documents_meant(text, index.catalogue),
        )
        if congress:
            likely = Filters(documents=congress)
        is_newest = _names_no_time(text, times, people, congress)
        if is_newest and LATEST.search(text):
            newest = _newest(filters.regions or likely.regions, index)
            since, until = span_of_years([newest] if newest else [])
            likely = replace(likely, since=since, until=until)
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
            newest=is_newest,
            names=(*(person.name for person in people.persons), *(name for name, _ in names)),
        )
        return with_intent(understood, stances, read=text)


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


def _topic(text: str, spans: Sequence[Span]) -> str:
    """`text` with spaces instead of `spans`, premises and words that only ask who says something,
    followed by the official names of its things; all of the text if nothing else is left."""
    names, whole = other_names(text), text
    for span in [*spans, *premise_spans(text), *mention_spans(text)]:
        text = text[: span.start] + " " * len(span) + text[span.end :]
    return " ".join([text if any(map(str.isalnum, text)) else whole, *names])


# Newer reports are preferred only where the words ask for the latest: to prefer them wherever no
# time is named costs 8.6 points of right answers (eval/policy, 187 questions), 4.3 points where a
# region is named, and 1.6 where a target is asked. `newest` says that no time is named.
def _names_no_time(text: str, times: Times, people: People, congress: Sequence[str]) -> bool:
    """Whether nothing in the question tells of when it asks: no year, person, work or event."""
    return not (
        times.reports
        or times.talked
        or people.persons
        or congress
        or HISTORICAL.search(text)
        or WORK.search(text)
    )


def _newest(regions: Sequence[str], index: Holdings) -> int | None:
    """The year of the newest documents, of `regions` where some are given."""
    years = [
        entry.year
        for entry in index.catalogue
        if entry.year and (not regions or entry.region in regions)
    ]
    return max(years, default=None)


def _compared(
    regions: Regions, filters: Filters, times: Times, stances: Sequence[Stance]
) -> tuple[Filters, ...]:
    """A side for each region and each report that is named, where several are; years that are
    talked about stand for the reports that give their results."""
    single = [mention.since for mention in times.mentions if mention.since == mention.until]
    stance = stances[0] if len(stances) == 1 else "achieved"
    years = list(times.reports) or expected_reports(single, stance)
    dates = [span_of_years([year]) for year in sorted(set(years), reverse=True)]
    if len(dates) < 2:
        dates = [(None, None)]
    sides = regions.held if set(regions.held) <= set(filters.regions) else filters.regions
    named = [(region,) for region in sides] if len(sides) > 1 else [()]
    found = [Filters(since, until, region) for region in named for since, until in dates]
    return tuple(found) if len(found) > 1 else ()


def _missing(
    regions: Regions,
    people: People,
    times: Times,
    filters: Filters,
    own: Filters,
    index: Holdings,
) -> tuple[str, ...]:
    """The names that the index does not hold; none where the asker chose the documents. A person
    whose words are asked for is missing if no speech is his."""
    if own.regions or own.documents:
        return ()
    silent = people.silent()
    rows = index.rows(filters)
    if rows is not None and not len(rows):
        speakers = [*silent, *(people.names or filters.speakers)]
        return (" ".join([*filters.regions, *speakers, *map(str, times.reports)]),)
    return (*regions.absent, *silent)


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
