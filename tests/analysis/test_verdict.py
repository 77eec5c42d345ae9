"""Each verdict rule decides its example and leaves its counterexample; no verdict on figures comes
of two kinds, periods, scopes or indicators."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from rag.analysis.verdict import RULES, Aim, VerdictRule, judge
from tests.analysis.figures_said import row, year

SURE = ("met", "missed", "within_about")
Case = tuple[Aim | None, bool, str, float, float]


def decided(case: Case) -> str:
    aim, about, unit, wanted, reached = case
    target = row(wanted, "about" if about else "exact", unit=unit)
    return judge(target, row(reached, unit=unit, stance="achieved"), aim).rule


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_each_rule_decides_its_example_and_no_counterexample(rule: VerdictRule) -> None:
    assert decided(rule.example) == rule.code
    assert decided(rule.counterexample) != rule.code


def verdict(
    wanted: float, bound: Any, reached: float, aim: Aim | None = "more", **other: Any
) -> str:
    unit = other.pop("unit", "percent")
    target = row(wanted, bound, unit=unit, high=other.pop("high", None))
    done = row(reached, other.pop("said", "exact"), unit=unit, stance="achieved", **other)
    return judge(target, done, aim).verdict


@pytest.mark.parametrize(
    ("wanted", "bound", "reached", "aim", "expected"),
    [
        (5.0, "about", 5.0, "more", "met"),
        (5.0, "about", 4.8, "more", "within_about"),  # 5 - 4.8 is 0.2000000000000001
        (5.0, "about", 4.79, "more", "missed"),
        (5.0, "at_least", 4.9, "more", "missed"),
        (5.5, "at_most", 5.5, "less", "met"),
        (5.5, "about", 5.7, "less", "within_about"),
        (5.5, "about", 5.8, "less", "missed"),
        (5.5, "about", 4.0, "less", "met"),
        (2.0, "about", 1.8, "near", "within_about"),
        (2.0, "about", 2.2, "near", "within_about"),
        (2.0, "about", 0.0, "near", "missed"),
        (2.0, "at_most", 0.4, "near", "met"),  # the words name a ceiling
        (2.0, "exact", 0.4, "near", "not_comparable"),  # a ceiling or an aim?
        (50.0, "at_least", 49.0, None, "missed"),  # the bound says that more is better
        (50.0, "exact", 49.0, None, "not_comparable"),
    ],
)
def test_bounds_and_aims_decide(
    wanted: float, bound: str, reached: float, aim: Aim | None, expected: str
) -> None:
    assert verdict(wanted, bound, reached, aim) == expected


def test_a_range_is_kept_from_its_nearer_end_on() -> None:
    assert verdict(5.0, "range", 5.0, high=5.5) == "met"
    assert verdict(5.0, "range", 4.9, high=5.5) == "missed"
    assert verdict(5.0, "range", 5.6, "less", high=5.5) == "missed"


def test_a_result_with_a_bound_of_its_own_decides_only_where_all_that_it_leaves_open_agrees() -> (
    None
):
    assert verdict(9e11, "at_least", 1e12, unit="yuan", said="above") == "met"
    assert verdict(5.0, "at_least", 4.0, said="at_least") == "not_comparable"
    assert verdict(5.0, "at_least", 4.0, said="below") == "missed"


def test_levels_have_two_per_cent_of_room() -> None:
    assert verdict(282.0, "about", 276.4, unit="jin") == "within_about"
    assert verdict(282.0, "about", 276.3, unit="jin") == "missed"


def test_the_difference_is_the_result_less_the_target_in_its_unit() -> None:
    judged = judge(row(5.0, "about"), row(4.8, stance="achieved"), "more")
    assert judged.difference == -0.2
    grain = row(1.3e10, unit="tonne"), row(2.7e13, unit="jin", stance="achieved")
    assert judge(*grain, "more").difference == pytest.approx(5e8)


def test_positive_growth_is_kept_by_any_growth() -> None:
    target = row(None, unit=None, text="保持正增长")
    assert judge(target, row(0.1, stance="achieved"), "more").verdict == "met"
    assert judge(target, row(-0.1, stance="achieved"), "more").verdict == "missed"
    words = row(None, unit=None, text="与经济增长同步")
    assert judge(words, row(5.0, stance="achieved"), "more").rule == "words_for_a_figure"


APART = {
    "indicator": ("gdp", "iva"),
    "kind": ("growth", "level", "share"),
    "period": (year(2025), year(2024)),
    "scope": ("region", "place"),
    "place": (None, "青川区"),
}


@pytest.mark.parametrize("changed", list(product(*APART.values())))
def test_no_verdict_compares_two_indicators_kinds_periods_or_scopes(
    changed: tuple[Any, ...],
) -> None:
    other = dict(zip(APART, changed, strict=True))
    base: dict[str, Any] = {
        "indicator": "gdp",
        "kind": "growth",
        "period": year(2025),
        "scope": "region",
        "place": None,
    }
    judged = judge(row(5.0, **base), row(5.4, stance="achieved", **other), "more")
    assert (judged.verdict in SURE) == (other == base)


def test_no_verdict_compares_two_units() -> None:
    assert judge(row(5.0), row(5.0, unit="yuan", stance="achieved"), "more").rule == "units_differ"
