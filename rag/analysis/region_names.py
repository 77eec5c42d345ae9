"""The regions of an index, of which one may have names in two scripts (澄川市 and Chengchuan City).

山西 and 陕西 sound the same and are two: a name joins another only where the gazetteer says that
they are one place, or where one is written in Han characters and the other is its sound.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

from rag.index.index import Index
from rag.language.places import place_named

# A resolution about a work report is none.
_WORK_REPORT = re.compile(r"工作报告(?!的?决议)|work report|report on the work", re.IGNORECASE)


class RegionNames:
    """The name under which the documents of each region are joined, and the years of its
    reports."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._joined = _joined({name: index.spoken(name).key for name in index.regions()})

    def joined(self, region: str) -> str:
        """The name under which the documents of a region are joined."""
        return self._joined.get(region, region)

    def written(self, regions: Iterable[str]) -> tuple[str, ...]:
        """All names that documents have for some regions."""
        wanted = set(map(self.joined, regions))
        return tuple(name for name, joined in self._joined.items() if joined in wanted)

    @property
    def all(self) -> tuple[str, ...]:
        """Each region once."""
        return tuple(dict.fromkeys(self._joined.values()))

    @cached_property
    def years(self) -> Mapping[str, frozenset[int]]:
        """The years of the work reports of each region; of all its documents where it has none."""
        reports: dict[str, set[int]] = defaultdict(set)
        others: dict[str, set[int]] = defaultdict(set)
        for entry in self._index.catalogue:
            if entry.region and entry.year:
                is_report = _WORK_REPORT.search(entry.title)
                (reports if is_report else others)[self.joined(entry.region)].add(entry.year)
        return {region: frozenset(held) for region, held in {**others, **reports}.items()}


def _joined(sounds: Mapping[str, str]) -> dict[str, str]:
    """name -> the first name of the same place. `sounds`: name -> how it is spoken."""
    by_place: dict[str, str] = {}
    in_han: dict[str, list[str]] = defaultdict(list)
    for name, sound in sounds.items():
        place = place_named(name)
        by_place.setdefault(place.name if place else name, name)
        if not name.isascii():
            in_han[sound].append(name)
    joined: dict[str, str] = {}
    for name, sound in sounds.items():
        place = place_named(name)
        first = by_place[place.name if place else name]
        if place is None and name.isascii() and len(in_han[sound]) == 1:
            first = in_han[sound][0]
        joined[name] = first
    return joined
