"""The regions that a question is about, and whether the nation's documents speak for them.

A region's documents speak for the region; the nation's speak of all places. So a region is a
filter, but the nation's report is asked where the question names it, or a year that only the nation
has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from rag.index.store import Entry
from rag.language.places import (
    PlaceMention,
    UnknownPlace,
    is_country,
    place_named,
    places_in,
    unknown_places,
)
from rag.language.romanise import Spoken, names_in
from rag.language.same_places import same_places
from rag.questions.nation_words import (
    ITS_OWN_REPORT,
    NATION,
    NATION_REPORT,
    REGIONS_ONLY,
    UNITED_STATES,
)
from rag.questions.reference_words import ITS_REPORT
from rag.types.text import Span

CHINA, AMERICA = "中华人民共和国", "美利坚合众国"


class RegionsHeld(Protocol):
    """The parts of an index that tell which regions it holds."""

    def regions(self) -> tuple[str, ...]: ...
    def spoken(self, name: str) -> Spoken: ...
    def mentions(self, name: str) -> bool: ...
    @property
    def catalogue(self) -> tuple[Entry, ...]: ...


@dataclass(frozen=True, slots=True)
class Regions:
    """Regions that the index holds and the text names, the nation `beside` them where it alone has
    the years asked for, regions that are likely, places not held, where the text names a region
    that is held, and every place that it names."""

    held: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    likely: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    named: tuple[PlaceMention, ...] = ()
    unlisted: tuple[UnknownPlace, ...] = ()


def regions_in(text: str, index: RegionsHeld) -> Regions:
    """The regions that `text` names. A district that no speech names makes the city around it no
    answer either. A country is only likely: 中国 stands in many a name."""
    regions = index.regions()
    unlisted = unknown_places(text)
    unknown = [place for place in unlisted if not _is_held(place.name, index)]
    around = {place.within.name for place in unknown if place.within}
    unlisted_regions = [region for region in regions if place_named(region) is None]
    own = names_in(text, unlisted_regions, index.spoken)
    held = _with_other_scripts(list(own), regions, index.spoken)
    likely: list[str] = []
    spans = list(own.values())
    absent = [place.name for place in unknown]
    mentions = places_in(text)
    for mention in mentions:
        place = mention.place
        parent = place_named(place.parent) if place.parent else None
        if place.name in around:
            continue
        if place.name in regions:
            (likely if place.level == "country" else held).append(place.name)
            spans += [mention.span] if place.level != "country" else []
        elif ITS_REPORT.match(text[mention.span.end :]) and place.level != "country":
            absent.append(mention.span.slice(text))  # the report of its province is another one
        elif parent is not None and parent.name in regions:
            likely.append(parent.name)
        elif place.level != "country":
            absent.append(mention.span.slice(text))
    return Regions(
        held=_distinct(held),
        likely=_distinct(likely),
        absent=_distinct(absent),
        spans=tuple(spans),
        named=tuple(mentions),
        unlisted=tuple(unlisted),
    )


def with_nation(
    text: str,
    regions: Regions,
    index: RegionsHeld,
    *,
    reports: Sequence[int],
    expected: Sequence[int],
) -> Regions:
    """`regions` with the nation, where the question means its documents. `reports` are the years of
    the reports that it names, `expected` those of the reports that would speak of its years."""
    nation = _held_as(CHINA, index)
    if nation is None:
        return _with_country(text, regions, index)
    if NATION_REPORT.search(text):
        if regions.held or (reports and not set(reports) & _years_of([nation], index)):
            return replace(regions, held=(nation,), likely=(), absent=(), spans=())
        return replace(regions, likely=(nation,), absent=())
    if not regions.held:
        return _with_country(text, regions, index)
    years = _years_of(regions.held, index), _years_of([nation], index)
    if reports and _only_second(reports, *years) and not _names_its_report(text, regions):
        return replace(regions, held=(nation,), spans=())
    if not reports and expected and _only_second(expected, *years):
        return replace(regions, beside=(nation,), spans=())
    return regions


def _with_country(text: str, regions: Regions, index: RegionsHeld) -> Regions:
    """`regions` with a country, or with all regions but countries, where the words mean these and
    no region is named."""
    if regions.held or (regions.likely and not all(map(is_country, regions.likely))):
        return regions
    nation, america = _held_as(CHINA, index), _held_as(AMERICA, index)
    if UNITED_STATES.search(text) and america:
        return replace(regions, likely=(america,))
    if regions.likely or regions.absent:
        return regions
    if REGIONS_ONLY.search(text):
        countries = {nation, america}
        return replace(regions, likely=tuple(r for r in index.regions() if r not in countries))
    if NATION.search(text) and nation:
        return replace(regions, likely=(nation,))
    return regions


def _held_as(country: str, index: RegionsHeld) -> str | None:
    """The region of the index that is `country`, under whichever name."""
    for region in index.regions():
        place = place_named(region)
        if place is not None and place.name == country:
            return region
    return None


def _names_its_report(text: str, regions: Regions) -> bool:
    """Whether the report of a region is meant ("Tibet's 1959 report"), not one about it."""
    return any(ITS_OWN_REPORT.match(text[span.end :]) for span in regions.spans)


def _years_of(regions: Iterable[str], index: RegionsHeld) -> set[int]:
    wanted = set(regions)
    return {entry.year for entry in index.catalogue if entry.region in wanted and entry.year}


def _only_second(years: Iterable[int], first: set[int], second: set[int]) -> bool:
    wanted = set(years)
    return not wanted & first and bool(wanted & second)


def _distinct(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _with_other_scripts(
    held: list[str], regions: Sequence[str], spoken: Callable[[str], Spoken]
) -> list[str]:
    """`held` and other names of the same places in the documents: 明湖区 and Minghu District."""
    if not held:
        return held
    joined = same_places(regions, spoken)
    wanted = {joined[name] for name in held}
    return held + [name for name in regions if joined[name] in wanted]


def _is_held(name: str, index: RegionsHeld) -> bool:
    return bool(names_in(name, index.regions(), index.spoken)) or index.mentions(name)
