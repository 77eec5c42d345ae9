"""Whether a result kept its target: computed from two rows by the first rule of a table that
decides, never judged.

A verdict on figures compares one indicator, one kind, one period and one scope. Rows of any other
pair are not comparable, and what both say is shown instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from rag.language.amounts import OPEN_DOWN, in_unit, is_at_least, is_rate, left_open, tolerance
from rag.language.indicators import INDICATORS
from rag.types.documents import Values, values_of
from rag.types.figure_table import Verdict
from rag.types.figures import FigureRow, Period

# What keeps a target: as much or more, as little or less, or neither more nor less.
Aim = Literal["more", "less", "near"]

# The bound of a target says which side keeps it, whatever the indicator is.
_AIM_OF_BOUND: Mapping[str, Aim] = {
    "at_least": "more",
    "above": "more",
    "at_most": "less",
    "below": "less",
}


# Prices that should rise, but neither more nor less than is said.
_NEAR = frozenset({"cpi", "ppi"})
_POSITIVE = re.compile(r"(?<![负零])正增长|positive growth")


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict, the code of the rule that gave it, and the values that the rule's words need.
    `difference` is the result less the target, in the target's unit."""

    verdict: Verdict
    rule: str
    difference: float | None = None
    values: Values = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """A target and a result that compare: `target` and `result` are (low, high) in one `unit`,
    the result as far as its own bound leaves it open."""

    aim: Aim | None
    about: bool
    unit: str | None
    target: tuple[float, float]
    result: tuple[float, float]
    given: tuple[float, float]

    @property
    def edge(self) -> float:
        """The end of the target that a result must reach: of a range the nearer one."""
        return self.target[1] if self.aim == "less" else self.target[0]

    @property
    def room(self) -> float:
        """How far 左右 lets a result lie off."""
        return tolerance(self.edge, self.unit) if self.about else 0.0

    @property
    def difference(self) -> float:
        """The result less the target."""
        low, high = self.given
        return round((high if self.aim == "less" else low) - self.edge, 9)

    def surely(self, reached: Callable[[float], bool]) -> bool:
        """Whether every value that the result leaves open passes."""
        return all(reached(value) for value in self.result)

    def never(self, reached: Callable[[float], bool]) -> bool:
        """Whether no value that the result leaves open passes."""
        return not any(reached(value) for value in self.result)

    def kept(self, value: float) -> bool:
        """Whether `value` keeps the target without any room."""
        low, high = self.target
        if self.aim == "less":
            return is_at_least(high, value)
        if self.aim == "more":
            return is_at_least(value, low)
        return is_at_least(value, low) and is_at_least(high, value)

    def nearly(self, value: float) -> bool:
        """Whether `value` keeps the target with the room of 左右."""
        low, high = self.target
        above = is_at_least(value, low - self.room)
        below = is_at_least(high + self.room, value)
        return below if self.aim == "less" else above if self.aim == "more" else above and below


@dataclass(frozen=True, slots=True)
class VerdictRule:
    """A row of the table: a verdict and when it is given. `example` and `counterexample` are
    (aim, whether the target says 左右, unit, target, result)."""

    code: str
    verdict: Verdict
    decides: Callable[[Pair], bool]
    example: tuple[Aim | None, bool, str, float, float]
    counterexample: tuple[Aim | None, bool, str, float, float]
    why: str


RULES: tuple[VerdictRule, ...] = (
    VerdictRule(
        "no_direction",
        "not_comparable",
        lambda p: p.aim is None and not p.surely(p.kept),
        (None, False, "person", 300.0, 280.0),
        ("more", False, "person", 300.0, 280.0),
        "Nothing says whether more or less than the target is better; only reaching it exactly is "
        "a target that was met.",
    ),
    VerdictRule(
        "at_least_target",
        "met",
        lambda p: p.aim == "more" and p.surely(p.kept),
        ("more", True, "percent", 5.0, 5.4),
        ("more", False, "percent", 5.0, 4.9),
        "More is better: the result reaches the target, or the lower end of its range.",
    ),
    VerdictRule(
        "at_most_target",
        "met",
        lambda p: p.aim == "less" and p.surely(p.kept),
        ("less", True, "percent", 5.5, 5.3),
        ("less", False, "percent", 5.5, 5.6),
        "Less is better: the result stays at or below the target, or the upper end of its range.",
    ),
    VerdictRule(
        "equals_target",
        "met",
        lambda p: p.aim in ("near", None) and p.surely(p.kept),
        ("near", True, "percent", 2.0, 2.0),
        ("near", True, "percent", 2.0, 1.9),
        "Neither more nor less is better: the result is the target, or lies in its range.",
    ),
    VerdictRule(
        "within_two_sided",
        "within_about",
        lambda p: p.aim == "near" and p.about and p.surely(p.nearly),
        ("near", True, "percent", 2.0, 1.8),
        ("near", True, "percent", 2.0, 0.4),
        "A rise of prices of about 2% is missed from both sides: a report itself says that prices "
        "which rose less fell short of what was expected.",
    ),
    VerdictRule(
        "within_points",
        "within_about",
        lambda p: p.about and is_rate(p.unit) and p.surely(p.nearly),
        ("more", True, "percent", 5.0, 4.8),
        ("more", False, "percent", 5.0, 4.8),
        "The target says 左右, and the result is on the wrong side by at most 0.2 points.",
    ),
    VerdictRule(
        "within_part",
        "within_about",
        lambda p: p.about and not is_rate(p.unit) and p.surely(p.nearly),
        ("more", True, "jin", 282.0, 280.9),
        ("more", True, "jin", 282.0, 270.0),
        "The target says 左右, and the result is on the wrong side by at most 2%.",
    ),
    VerdictRule(
        "off_two_sided",
        "missed",
        lambda p: p.aim == "near" and p.about and p.never(p.nearly),
        ("near", True, "percent", 2.0, 0.1),
        ("near", True, "percent", 2.0, 1.9),
        "A rise of prices with 左右 is read two-sided.",
    ),
    VerdictRule(
        "off_beyond_about",
        "missed",
        lambda p: p.aim != "near" and p.about and p.never(p.nearly),
        ("more", True, "percent", 5.0, 4.7),
        ("more", True, "percent", 5.0, 4.8),
        "Even 左右 does not reach so far.",
    ),
    VerdictRule(
        "off_target",
        "missed",
        lambda p: p.aim in ("more", "less") and not p.about and p.never(p.kept),
        ("more", False, "percent", 5.0, 4.9),
        ("more", False, "percent", 5.0, 5.0),
        "Without 左右 any shortfall is one.",
    ),
    VerdictRule(
        "one_sided_open",
        "not_comparable",
        lambda p: True,
        ("near", False, "percent", 2.0, 1.5),
        ("more", False, "percent", 5.0, 5.0),
        "The words of target or result leave open on which side of the target the result lies.",
    ),
)


def aim_of(row: FigureRow) -> Aim | None:
    """Which results keep a target for the indicator of `row`; None where its table does not say. A
    rank is the better the smaller it is."""
    if row.kind == "rank":
        return "less"
    if row.indicator in _NEAR:
        return "near"
    indicator = INDICATORS.get(row.indicator or "")
    return indicator.better if indicator else None


def judge(target: FigureRow, result: FigureRow, aim: Aim | None) -> Judged:
    """The verdict on a stated target and a stated result. `aim` is the indicator's own, None where
    it has none."""
    apart = _apart(target, result)
    if apart:
        return Judged("not_comparable", apart[0], values=apart[1])
    if target.value.low is None:
        return _grew(target, result)
    pair = pair_of(target, result, aim)
    if pair is None:
        return Judged("not_comparable", "units_differ")
    rule = next(rule for rule in RULES if rule.decides(pair))
    return Judged(rule.verdict, rule.code, pair.difference)


def pair_of(target: FigureRow, result: FigureRow, aim: Aim | None) -> Pair | None:
    """What two rows of one kind, period and scope give to compare; None where their units differ,
    or words stand for a figure."""
    value = in_unit(result.value, target.value.unit)
    wanted = target.value
    if value is None or wanted.low is None or wanted.high is None:
        return None
    if value.low is None or value.high is None:
        return None
    open_to = left_open(replace(result, value=value))
    assert open_to is not None
    return Pair(
        aim=_AIM_OF_BOUND.get(target.qualifier.bound, aim),
        about=target.qualifier.bound == "about",
        unit=wanted.unit,
        target=(wanted.low, wanted.high),
        result=open_to,
        given=(value.low, value.high),
    )


def _grew(target: FigureRow, result: FigureRow) -> Judged:
    """The verdict on a target in words: 正增长 is kept by any result above 0."""
    value = result.value.low
    if value is None or result.kind != "growth" or not _POSITIVE.search(target.value.text):
        return Judged("not_comparable", "words_for_a_figure")
    if result.qualifier.bound in OPEN_DOWN and value > 0:
        return Judged("not_comparable", "one_sided_open")
    return Judged("met" if value > 0 else "missed", "grew" if value > 0 else "did_not_grow")


def _apart(target: FigureRow, result: FigureRow) -> tuple[str, Values] | None:
    """The code of what keeps two rows apart, with the values of its words; None if nothing."""
    if result.value.low is None:
        return "words_for_a_figure", ()
    if target.indicator is None or target.indicator != result.indicator:
        return "indicators_differ", ()
    if target.kind != result.kind:
        return "kinds_differ", values_of(target=target.kind, result=result.kind)
    if not _one_period(target.period, result.period):
        return "periods_differ", ()
    if (target.scope, target.place) != (result.scope, result.place):
        return "scopes_differ", ()
    return None


def _one_period(left: Period | None, right: Period | None) -> bool:
    """Whether both speak of the same days in the same way; how the words name them is no matter."""
    if left is None or right is None:
        return False
    return (left.start, left.end, left.kind) == (right.start, right.end, right.kind)
