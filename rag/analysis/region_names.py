"""The regions of an index, of which one may have names in two scripts (澄川市 and Chengchuan City),
and the years of their reports. The ledger, comparisons and answers join names by it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

from rag.index.index import Index
from rag.language.same_places import same_places

# A resolution about a work report is none.
_WORK_REPORT = re.compile(r"工作报告(?!的?决议)|work report|report on the work", re.IGNORECASE)


class RegionNames:
    """The name under which the documents of each region are joined, and the years of its
    reports."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._joined = same_places(index.regions(), index.spoken)

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
