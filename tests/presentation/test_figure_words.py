"""Claims about figures in words: exact in both languages, bounds said once, falls with a minus."""

from __future__ import annotations

import pytest

from rag.presentation.figure_words import amount_words, bounded_words, value_words, year_spans
from rag.types.figures import Amount, Bound, Qualifier
from tests.figure_rows import row

AMOUNTS = [
    # written, value, unit, Chinese, English
    ("5.5%", 5.5, "percent", "5.5%", "5.5%"),
    ("8％", 8.0, "percent", "8%", "8%"),
    ("百分之六", 6.0, "percent", "6%", "6%"),
    ("871.6亿斤", 4.358e10, "kilogram", "871.6亿斤", "43.58 million tonnes"),
    ("3.2万亿元", 3.2e12, "yuan", "3.2万亿元", "3.2 trillion yuan"),
    ("0.5个百分点", -0.5, "percentage_point", "−0.5个百分点", "−0.5 percentage points"),
    ("$1.2 trillion", 1.2e12, "us_dollar", "1.2万亿美元", "$1.2 trillion"),
    ("负2.1%", -2.1, "percent", "负2.1%", "−2.1%"),
    ("零下3.5%", -3.5, "percent", "零下3.5%", "−3.5%"),
    ("－2.1%", -2.1, "percent", "－2.1%", "－2.1%"),
    ("minus 3.2 percent", -3.2, "percent", "−3.2%", "minus 3.2 percent"),
    ("3.2 percent", 3.2, "percent", "3.2%", "3.2 percent"),
]


@pytest.mark.parametrize(("written", "value", "unit", "zh", "en"), AMOUNTS)
def test_an_amount_is_told_as_its_reader_knows_it(
    written: str, value: float, unit: str, zh: str, en: str
) -> None:
    amount = Amount(value, value, unit, written)
    assert (amount_words(amount, "zh"), amount_words(amount, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("bound", "written", "zh", "en"),
    [
        ("about", "5%", "5%左右", "about 5%"),
        ("about", "5%左右", "5%左右", "about 5%"),
        ("at_least", "5%", "5%以上", "5% or more"),
        ("above", "5%", "超过5%", "more than 5%"),
        ("at_most", "5%", "5%以内", "5% or less"),
        ("below", "5%", "低于5%", "less than 5%"),
        ("exact", "5%", "5%", "5%"),
    ],
)
def test_a_bound_is_said_once(bound: Bound, written: str, zh: str, en: str) -> None:
    of = row(value=Amount(5.0, 5.0, "percent", written), qualifier=Qualifier(bound))
    assert bounded_words(of, "zh") == zh
    assert bounded_words(of, "en") == en


def test_years_that_follow_each_other_are_a_span() -> None:
    assert year_spans([1991, 1989, 1990, 1996, 2001, 2002], "en") == "1989–1991, 1996, 2001, 2002"
    assert year_spans([1989, 1990, 1991, 1996], "zh") == "1989–1991、1996"
    assert year_spans([], "en") == ""


@pytest.mark.parametrize(
    ("written", "shown"),
    [("2.1%", "−2.1%"), ("负2.1%", "负2.1%"), ("零下2.1%", "零下2.1%"), ("-2.1%", "-2.1%"),
     ("minus 2.1 percent", "minus 2.1 percent"), ("百分之负二点一", "百分之负二点一")],
)  # fmt: skip
def test_a_fall_has_one_sign(written: str, shown: str) -> None:
    fall = row(value=Amount(-2.1, -2.1, "percent", written))
    assert value_words(fall, "zh") == shown
    assert bounded_words(fall, "zh").count("负") <= 1


def test_what_binds_a_value_stands_in_brackets_behind_it() -> None:
    of = row(qualifier=Qualifier("about", strive=True, preliminary=True))
    assert value_words(of, "en") == "5% (about, to strive for, preliminary)"
    assert value_words(of, "zh") == "5%（左右、力争、初步）"
