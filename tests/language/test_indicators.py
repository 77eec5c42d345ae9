"""Tests of the table of indicators: its names, and where texts name them."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter

import pytest

from rag.language.detect import language_of
from rag.language.indicators import INDICATORS, indicator_named, indicators_in, term_named
from rag.language.units import CHINESE, ENGLISH
from rag.language.wordlists import words

TWELVE = words("gdp iva fai retail rev trade jobs unemp cpi grain pm25 income")
UNITS = {unit for unit, _ in (*CHINESE.values(), *ENGLISH.values())}


def test_the_twelve_of_the_ledger_are_there() -> None:
    assert set(INDICATORS) >= TWELVE


@pytest.mark.parametrize("key", INDICATORS)
def test_every_indicator_has_names_in_both_languages_a_known_unit_and_kinds(key: str) -> None:
    indicator = INDICATORS[key]
    assert indicator.zh
    assert indicator.en
    assert indicator.kinds
    assert indicator.unit is None or indicator.unit in UNITS
    assert any(language_of(name) == "zh" or not name.isascii() for name in indicator.zh)
    assert all(name.isascii() for name in indicator.en)


def test_no_two_indicators_share_a_name_of_documents_or_of_questions() -> None:
    for names in (
        [(n.lower(), i.key) for i in INDICATORS.values() for n in {*i.zh, *i.en}],
        [(n.lower(), i.key) for i in INDICATORS.values() for n in i.asked],
    ):
        owners = Counter(name for name, _ in {*names})
        assert [name for name, count in owners.items() if count > 1] == []


@pytest.mark.parametrize("key", INDICATORS)
def test_an_indicator_is_found_by_its_key_and_its_first_names(key: str) -> None:
    indicator = INDICATORS[key]
    assert indicator_named(key) is indicator
    for name in (indicator.zh[0], indicator.en[0]):
        assert term_named(name.lower()) is indicator


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("The urban unemployment rate", "unemp"),
        ("经济增速", "gdp"),
        ("工业增加值", "iva"),
        ("失业率", "unemp"),
        ("economic growth", "gdp"),
        ("PM2.5", "pm25"),
    ],
)
def test_ways_of_asking_name_an_indicator(name: str, key: str) -> None:
    found = indicator_named(name)
    assert found is not None
    assert found.key == key


def test_what_is_no_name_names_none() -> None:
    assert indicator_named("澄川市") is None


def test_the_longest_names_are_found_in_order_and_disjoint() -> None:
    text = "人均地区生产总值和社会消费品零售总额, GDP"
    found = [(span.slice(text), indicator.key) for span, indicator in indicators_in(text)]
    assert found == [
        ("人均地区生产总值", "gdp_per_capita"),
        ("社会消费品零售总额", "retail"),
        ("GDP", "gdp"),
    ]


def test_an_english_name_is_whole_words() -> None:
    assert indicators_in("The GDPX of Norland") == []


def test_names_that_only_questions_use_are_found_where_asked() -> None:
    assert indicators_in("外贸怎么样") == []
    assert [i.key for _, i in indicators_in("外贸怎么样", asked=True)] == ["trade"]


def test_the_table_is_read_when_it_is_looked_up() -> None:
    program = (
        "import sys, rag.cli; table = sys.modules['rag.language.indicators'];"
        "print(table._rows.cache_info().currsize, len(table.INDICATORS) > 12)"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert told.stdout.split() == ["0", "True"], told.stderr
