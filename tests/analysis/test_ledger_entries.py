"""The ledger puts a row into a cell only where nothing else can be meant."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rag.analysis.ledger_entries import Reports, ledger_entries
from rag.types.figure_table import LedgerEntry, StatedRow
from rag.types.figures import Period
from rag.types.text import PartialDate, Span
from tests.analysis.figures_said import report, result, target, year

BOTH = Reports({"澄川市": frozenset({2025, 2026})})


def entries(
    *rows: StatedRow, reports: Reports = BOTH, years: Sequence[int] = (2025,)
) -> list[LedgerEntry]:
    return list(ledger_entries(rows, reports, years=years))


def entry(*rows: StatedRow, **other: Any) -> LedgerEntry:
    (only,) = entries(*rows, **other)
    return only


def test_the_target_of_a_report_stands_beside_the_result_of_the_next() -> None:
    promised, reached = target(5.0, "about"), result(5.4)
    found = entry(promised, reached)
    assert (found.region, found.indicator, found.year) == ("澄川市", "gdp", 2025)
    assert (found.target, found.result) == (promised, reached)
    assert (found.verdict, found.rule, found.difference) == ("met", "at_least_target", 0.4)


def test_other_years_regions_places_and_unsure_rows_are_no_cells() -> None:
    others = [
        result(6.0, period=year(2024)),
        result(6.0, scope="place", place="青川区"),
        result(6.0, scope="nation"),
        result(6.0, indicator=None),
        result(6.0, confidence="unclear", period=None),
        result(6.0, stance="under_way"),
    ]
    found = entry(target(5.0), *others)
    assert (found.result, found.verdict, found.rule) == (None, "not_reported", "not_reported")


def test_a_likely_row_is_shown_but_fills_no_cell() -> None:
    unsure = result(5.4, confidence="likely")
    found = entry(target(5.0), unsure)
    assert (found.result, found.verdict, found.otherwise) == (None, "not_comparable", (unsure,))


def test_two_values_contradict_and_none_is_chosen() -> None:
    first, second = result(5.4), result(5.6, clause=Span(9, 12))
    found = entry(target(5.0), first, second)
    assert (found.result, found.verdict) == (None, "not_comparable")
    assert (found.rule, found.otherwise) == ("result_contradicts_itself", (first, second))
    promised = entry(target(5.0), target(6.0, clause=Span(9, 12)), first)
    assert (promised.target, promised.rule) == (None, "target_contradicts_itself")


def test_a_rounded_value_contradicts_nothing() -> None:
    exact: dict[str, Any] = {"unit": "yuan", "kind": "level"}
    rounded = result(5.2e12, text="5.2万亿元", **exact)
    whole = result(5.2073e12, text="52073亿元", **exact, clause=Span(9, 12))
    found = entries(target(5e12, **exact, text="5万亿元"), rounded, whole)[-1]
    assert (found.result, found.verdict) == (rounded, "met")


def test_a_result_beyond_a_bound_contradicts_nothing() -> None:
    level: dict[str, Any] = {"unit": "yuan", "kind": "level"}
    above = result(5e12, "above", text="5万亿元", **level)
    found = entries(target(5e12, **level), above, result(5.2e12, text="5.2万亿元", **level))[-1]
    assert (found.result, found.verdict) == (above, "met")


def test_what_is_striven_for_is_not_the_target_where_there_is_a_plain_one() -> None:
    plain, more = target(5.0, "at_least"), target(6.0, strive=True, clause=Span(9, 12))
    assert entry(more, plain, result(5.4)).target == plain
    assert entry(more, result(5.4)).target == more


def test_the_next_report_counts_before_later_ones() -> None:
    revised = result(5.6, document=report(2027))
    told = result(5.4)
    assert entry(target(5.0), revised, told).result == told


def test_a_result_told_before_the_year_is_over_is_none() -> None:
    assert entry(target(5.0), result(5.4, document=report(2025))).result is None
    december = report(2025)
    object.__setattr__(december, "date", PartialDate(2025, 12, 20))
    assert entry(target(5.0), result(5.4, document=december)).result is not None


def test_a_target_told_by_the_next_report_counts_only_where_the_own_report_is_not_held() -> None:
    told = target(5.0, document=report(2026))
    assert entry(told, result(5.4)).target is None
    only_next = Reports({"澄川市": frozenset({2026})})
    assert entry(told, result(5.4), reports=only_next).target == told


def test_what_is_not_held_is_told_apart_from_what_is_not_stated() -> None:
    only_first = Reports({"澄川市": frozenset({2025})})
    assert entry(target(5.0)).rule == "not_reported"
    assert entry(target(5.0), reports=only_first).rule == "next_report_not_held"
    assert entry(result(5.0)).rule == "no_target"
    only_next = Reports({"澄川市": frozenset({2026})})
    assert entry(result(5.0), reports=only_next).rule == "report_not_held"


def test_words_are_judged_only_where_they_are_read_for_sure() -> None:
    words: dict[str, Any] = {"unit": None, "text": "正增长"}
    assert entry(target(None, **words), result(5.4)).rule == "grew"
    unsure = entry(target(None, **words, confidence="likely"), result(5.4))
    assert (unsure.verdict, unsure.rule) == ("not_comparable", "target_otherwise")


def test_words_and_other_kinds_are_shown_and_compare_with_nothing() -> None:
    words = target(None, unit=None, text="与经济增长同步", indicator="income")
    found = entry(words, result(5.4, indicator="income"))
    assert (found.target, found.verdict, found.rule) == (None, "not_comparable", "target_otherwise")
    assert found.otherwise == (words,)
    level = result(4e4, unit="yuan", kind="level", indicator="income")
    other = entry(target(5.0, indicator="income"), level)
    assert (other.result, other.rule, other.otherwise) == (None, "result_otherwise", (level,))


def test_a_figure_for_several_years_reports_no_year() -> None:
    five = Period(year(2021).start, year(2025).end, "years_mean", "explicit")
    mean = result(5.8, period=five)
    found = entry(target(5.0), mean)
    assert (found.verdict, found.rule) == ("not_reported", "only_several_years")
    assert found.otherwise == (mean,)


def test_positive_growth_is_a_target_in_words_that_a_result_can_keep() -> None:
    words = target(None, unit=None, text="保持正增长", indicator="trade")
    found = entry(words, result(12.0, indicator="trade"))
    assert (found.verdict, found.rule, found.otherwise) == ("met", "grew", (words,))


def test_a_target_of_another_kind_has_an_entry_of_its_own() -> None:
    level = target(2.2e11, "above", unit="yuan", kind="level", indicator="trade", strive=True)
    reached = result(2.206e11, unit="yuan", kind="level", indicator="trade")
    grown = result(6.4, indicator="trade")
    growth, levels = entries(level, reached, grown)
    assert (growth.target, growth.result, growth.verdict) == (None, grown, "not_comparable")
    assert (levels.target, levels.result, levels.verdict) == (level, reached, "met")


def test_entries_come_by_region_and_year_and_of_the_years_asked_for() -> None:
    north = target(4.0, document=report(2025, "北岭市"))
    rows = [target(5.0), target(5.0, document=report(2026), period=year(2026)), north]
    reports = Reports({name: frozenset({2025, 2026}) for name in ("北岭市", "澄川市")})
    found = entries(*rows, reports=reports, years=())
    assert [(e.region, e.year) for e in found] == [
        ("北岭市", 2025), ("澄川市", 2025), ("澄川市", 2026),
    ]  # fmt: skip
    assert [e.year for e in entries(*rows, years=(2026,))] == [2026]


def test_names_in_two_languages_are_one_region() -> None:
    english = result(5.4, document=report(2026, "Chengchuan City"))
    joined = ledger_entries([target(5.0), english], BOTH, same_region=lambda name: "澄川市")
    assert [e.verdict for e in joined] == ["met"]
