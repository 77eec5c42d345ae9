"""Claims about `Engine.ledger` and `Engine.check` of the public module."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

import speechrag
from rag.presentation.ledger_json import ledger_csv
from tests.reports_of_a_city import city_engine

FLAT = (str, int, float, type(None))


@pytest.fixture(scope="module")
def city() -> speechrag.Engine:
    return speechrag.Engine(city_engine(), folder=Path(), base="", question_characters=2000)


def test_an_entry_is_a_plain_record_with_both_quotations(city: speechrag.Engine) -> None:
    ledger = city.ledger("gdp", year=2025)
    (entry,) = ledger
    assert isinstance(entry, speechrag.LedgerEntry)
    assert (entry.region, entry.verdict, entry.difference) == ("澄川市", "within_about", -0.2)
    assert entry.target is not None
    assert entry.result is not None
    assert (entry.target.low, entry.target.bound, entry.result.low) == (5.5, "about", 5.3)


def test_rows_are_flat_and_the_json_is_that_of_http(city: speechrag.Engine) -> None:
    ledger = city.ledger(year=[2025])
    rows = {row["indicator"]: row for row in ledger.rows()}
    assert rows["gdp"]["target_quote"] == "地区生产总值增长5.5%左右"
    assert rows["cpi"]["result_quote"] is None
    assert rows["gdp"]["rule"] == "within_points"
    assert all(isinstance(value, FLAT) for row in rows.values() for value in row.values())
    assert ledger.to_dict()["coverage"] == {"documents": 2, "read": 2, "stated": 2}


def test_rows_are_those_of_the_spreadsheet(city: speechrag.Engine) -> None:
    lines = csv.DictReader(io.StringIO(ledger_csv(city_engine().ledger())))
    told = [
        {column: "" if value is None else str(value) for column, value in row.items()}
        for row in city.ledger().rows()
    ]
    assert told == list(lines)


def test_a_ledger_can_be_printed_and_shown(city: speechrag.Engine) -> None:
    ledger = city.ledger("gdp", year=2025)
    assert "within_about" in str(ledger)
    assert "地区生产总值增长5.5%左右" in ledger._repr_html_()


def test_a_text_is_checked_figure_by_figure(city: speechrag.Engine) -> None:
    checked = city.check("2025年，澄川市地区生产总值增长6%。")
    assert [claim.verdict for claim in checked] == ["stated_otherwise"]
    assert "5.3%" in checked[0].figures[0].quote
    assert checked.rows()[0]["verdict"] == "stated_otherwise"
    assert checked.to_dict()["claims"][0]["text"] == "6%"


def test_wrong_arguments_are_refused(city: speechrag.Engine) -> None:
    with pytest.raises(speechrag.InvalidQuestion):
        city.ledger("乌有之数")
    with pytest.raises(speechrag.InvalidQuestion):
        city.check(6)  # type: ignore[arg-type]
