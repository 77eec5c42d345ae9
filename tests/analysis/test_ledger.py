"""The ledger of an index: real reading, invented reports."""

from __future__ import annotations

import pytest

from rag.errors import InvalidQuestion
from rag.types.figure_table import LedgerEntry
from rag.types.questions import Filters
from tests.reports_of_a_city import city_engine


def found(year: int = 2025) -> dict[str, LedgerEntry]:
    ledger = city_engine().ledger(years=(year,))
    return {entry.indicator: entry for entry in ledger.entries}


def test_every_target_has_the_verdict_that_follows_from_its_result() -> None:
    verdicts = {key: entry.verdict for key, entry in found().items()}
    assert verdicts == {
        "gdp": "within_about",
        "iva": "missed",
        "rev": "met",
        "jobs": "met",
        "unemp": "met",
        "cpi": "not_reported",
        "income": "not_comparable",
        "grain": "not_reported",
    }


def test_both_sides_are_quoted_from_their_reports() -> None:
    entry = found()["gdp"]
    assert entry.target is not None
    assert entry.result is not None
    assert entry.target.quote == "地区生产总值增长5.5%左右"
    assert "地区生产总值增长5.3%" in entry.result.quote
    dates = [side.document.date for side in (entry.target, entry.result)]
    assert [date.year for date in dates if date] == [2025, 2026]


def test_the_report_that_is_not_there_yet_is_told() -> None:
    assert found(2026)["gdp"].rule == "next_report_not_held"
    assert found(2024)["gdp"].rule == "report_not_held"


def test_an_indicator_goes_by_any_name_and_a_wrong_one_is_refused() -> None:
    for name in ("gdp", "地区生产总值", "GDP growth"):
        ledger = city_engine().ledger(name, years=(2025,))
        assert [entry.indicator for entry in ledger.entries] == ["gdp"]
    with pytest.raises(InvalidQuestion, match="indicator"):
        city_engine().ledger("乌有之数")


def test_filters_and_coverage_hold() -> None:
    engine = city_engine()
    assert engine.ledger(filters=Filters(regions=("北岭市",))).entries == ()
    ledger = engine.ledger("gdp")
    assert (ledger.coverage.documents, ledger.coverage.read, ledger.coverage.stated) == (2, 2, 2)


def test_without_a_year_only_what_was_promised_is_listed() -> None:
    years = [entry.year for entry in city_engine().ledger("gdp").entries]
    assert years == [2025, 2026]
