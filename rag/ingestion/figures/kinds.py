"""Which kind of figure it is (a level, a growth, a share …) and its sign."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from rag.ingestion.figures.amounts import Quantity
from rag.language.indicators import Indicator
from rag.language.row_words import FELL_BY, FROM_OTHERS, RECOVERS, ROSE_BY, SHARE_OF
from rag.language.units import COUNTED, dimension
from rag.types.figures import FigureKind

_GROWTH_NAMES = ("增长", "增速", "增幅", "涨幅", "增长率", "growth", "inflation", "increase")
_RATES = ("率", "度", "比例", "强度", "rate", "ratio")
# Behind a name: so many more of them (小巨人企业新增8家).
_ADDS = re.compile(r"新增|净增")


class Kind(NamedTuple):
    """A kind with the sign of its value; `sure` where the words or the table of indicators say so;
    `other` where the figure is a distance to something else, and not the quantity itself."""

    kind: FigureKind
    sign: float = 1.0
    sure: bool = True
    other: bool = False


def kind_of(quantity: Quantity, name: str, predicate: str, indicator: Indicator | None) -> Kind:
    """`predicate` are the words between the name and the figure."""
    unit = quantity.unit
    rose, fell = _moved(predicate)
    sign = -1.0 if fell else 1.0
    if unit == "ordinal":
        return Kind("rank")
    if unit == "percentage_point":
        other = FROM_OTHERS.search(predicate) is not None
        # 占比提高2个百分点: the share rose, not what has it.
        rate = indicator is None or indicator.unit in ("percent", "per_mille", None)
        return Kind("change", sign, sure=bool(rose or fell) and rate, other=other)
    if unit == "multiple":
        return Kind("ratio", sign, sure=False)
    if unit == "percent":
        return _of_percent(name, predicate, indicator, sign, moved=bool(rose or fell))
    if FROM_OTHERS.search(predicate):
        return Kind("change", sign, sure=False, other=True)
    if (rose or fell) and "新增" not in name + predicate:
        return Kind("change", sign)
    if _ADDS.search(predicate) and not _ADDS.search(name) and indicator is not None:
        return Kind("change", sure=fits(quantity, indicator))
    if indicator is not None:
        return Kind("level", sure=fits(quantity, indicator))
    return Kind("count" if unit in COUNTED else "level")


@lru_cache(maxsize=4096)
def _moved(predicate: str) -> tuple[bool, bool]:
    """Whether it rose, and whether it fell, by so much; a few predicates make most of a report."""
    return ROSE_BY.search(predicate) is not None, FELL_BY.search(predicate) is not None


def _of_percent(
    name: str, predicate: str, indicator: Indicator | None, sign: float, *, moved: bool
) -> Kind:
    lower = name.lower()
    if RECOVERS.search(predicate) and "比例" not in name + predicate:
        return Kind("share", sure=False, other=True)
    if indicator is not None and lower.endswith(_GROWTH_NAMES):
        return Kind("growth", sign)
    if FROM_OTHERS.search(predicate):
        return Kind("change", sign, sure=False, other=True)
    if moved:
        return Kind("growth", sign, sure=indicator is None or indicator.unit != "percent"
                    or "growth" in indicator.kinds)  # fmt: skip
    if SHARE_OF.search(predicate) or (indicator is None and SHARE_OF.search(name)):
        return Kind("share", sure=indicator is None or "share" in indicator.kinds)
    if indicator is not None:
        if indicator.unit == "percent" or indicator.kinds[0] == "growth":
            return Kind(indicator.kinds[0])
        return Kind("share", sure=False)
    if lower.endswith(_RATES):
        return Kind("level")
    if lower.endswith(_GROWTH_NAMES):
        return Kind("growth", sign)
    return Kind("share", sure=False)


def fits(quantity: Quantity, indicator: Indicator) -> bool:
    """Whether a level in this unit can be one of the indicator."""
    if indicator.unit is None:
        return True
    if indicator.unit == quantity.unit:
        return True
    money = {"yuan", "us_dollar", "hong_kong_dollar", "euro"}
    if {indicator.unit, quantity.unit} <= money:
        return True
    if {indicator.unit, quantity.unit} <= COUNTED:
        return "count" in (indicator.unit, quantity.unit) or "visit" in (
            indicator.unit,
            quantity.unit,
        )
    return dimension(indicator.unit)[0] == dimension(quantity.unit)[0]
