"""Tests of the dates that texts write and of the years that they mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.language.dates import dates_in, plan_years, resolve_years
from rag.types.text import PartialDate

SPOKEN = PartialDate(2025, 1, 18)


def years(text: str, basis: PartialDate | None = SPOKEN) -> list[tuple[int, int]]:
    return [(m.since.year, m.until.year) for m in resolve_years(text, basis)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025年1月15日在会上", ["2025-01-15"]),
        ("二〇二五年十二月三十一日", ["2025-12-31"]),
        ("二○二五年", ["2025"]),
        ("２０１９年", ["2019"]),
        ("1 9 9 7 年3 月", ["1997-03"]),
        ("January 15, 2025 and 3 Feb 2024", ["2025-01-15", "2024-02-03"]),
        ("March 2020", ["2020-03"]),
        ("2018-01-05，2019.3.5，2020/6/7", ["2018-01-05", "2019-03-05", "2020-06-07"]),
        ("in 2024, its 2025 report", ["2024", "2025"]),
        ("2025年13月", []),
        ("2000个项目、2,025元、2021.5%、1990年代", []),
        ("1月15日", []),
    ],
)
def test_dates_with_a_year_are_read_to_the_precision_written(
    text: str, expected: list[str]
) -> None:
    assert [str(mention.date) for mention in dates_in(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021—2025年", [(2021, 2025)]),
        ("from 2019 to 2021", [(2019, 2021)]),
        ("between 2024 and 2025", [(2024, 2024), (2025, 2025)]),
        ("“十四五”期间", [(2021, 2025)]),
        ("到“十五五”末", [(2030, 2030)]),
        ("十三五规划", [(2016, 2020)]),
        ("第一个五年计划", [(1953, 1957)]),
        ("the 14th Five-Year Plan", [(2021, 2025)]),
        ("its 2020's report", [(2020, 2020)]),
        ("in the early 1970's", []),
        ("in the 1970s", []),
    ],
)
def test_written_years_and_plans_need_no_basis(text: str, expected: list[tuple[int, int]]) -> None:
    assert years(text, None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("去年、今年、明年、前年", [(2024, 2024), (2025, 2025), (2026, 2026), (2023, 2023)]),
        ("过去五年", [(2020, 2024)]),
        ("五年来", [(2020, 2024)]),
        ("近三年", [(2022, 2024)]),
        ("今后五年", [(2025, 2029)]),
        ("last year and this year", [(2024, 2024), (2025, 2025)]),
        ("over the past five years", [(2020, 2024)]),
        ("in the next 3 years", [(2025, 2027)]),
    ],
)
def test_relative_years_are_counted_from_the_date_of_the_speech(
    text: str, expected: list[tuple[int, int]]
) -> None:
    assert years(text) == expected
    assert years(text, None) == []


def test_each_mention_says_what_it_was_counted_from() -> None:
    mentions = resolve_years("2023年打底，去年加力，“十四五”收官", SPOKEN)
    assert [m.basis for m in mentions] == ["written", "2025-01-18", "plan"]
    assert [m.text for m in mentions] == ["2023年", "去年", "“十四五”"]


def test_half_years_end_where_they_end() -> None:
    (mention,) = resolve_years("上半年", SPOKEN)
    assert (mention.since.isoformat(), mention.until.isoformat()) == ("2025-01-01", "2025-06-30")


def test_a_speech_late_in_the_year_counts_its_own_year_as_past() -> None:
    assert years("过去五年", PartialDate(2022, 10, 16)) == [(2018, 2022)]


def test_five_year_plans_have_their_years() -> None:
    assert [plan_years(n) for n in (1, 2, 3, 14, 15)] == [
        (1953, 1957),
        (1958, 1962),
        (1966, 1970),
        (2021, 2025),
        (2026, 2030),
    ]


@given(st.dates(min_value=PartialDate(1800, 1, 1).first_day))
def test_every_date_survives_being_written(date: object) -> None:
    text = str(date)
    year, month, day = (int(part) for part in text.split("-"))
    if year > 2099:
        return
    expected = PartialDate(year, month, day)
    for written in (
        f"{year}年{month}月{day}日",
        f"{year}-{month:02}-{day:02}",
        f"{year}/{month}/{day}",
    ):
        assert [mention.date for mention in dates_in(written)] == [expected]


@given(st.text(alphabet=st.sampled_from("0123456789年月日去今过五“十四”-. ,toJan"), max_size=40))
def test_mentions_are_ordered_disjoint_slices(text: str) -> None:
    position = 0
    for mention in resolve_years(text, SPOKEN):
        assert mention.span.start >= position
        assert mention.span.slice(text) == mention.text
        assert mention.since <= mention.until
        position = mention.span.end
