"""Tests of what a question names: looked up in the index, with no neighbour taken for it."""

from __future__ import annotations

import datetime
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from rag.index.store import Entry
from rag.language.romanise import Spoken, spoken
from rag.questions.times import expected_reports
from rag.questions.understand import Reader
from rag.types.questions import Filters, Question, Understood

TODAY = datetime.date(2026, 11, 23)
HELD = {
    ("中国", 1959),
    ("重庆市", 2025),
    ("重庆市", 2026),
    ("河南省", 2025),
    ("中国", 2025),
    ("云溪市明湖区", 2025),
}


class Shelf:
    """An index that holds a few reports and one sentence."""

    def regions(self) -> tuple[str, ...]:
        return tuple(sorted({region for region, _ in HELD}))

    def speakers(self) -> tuple[str, ...]:
        return ("胡衡华",)

    def spoken(self, name: str) -> Spoken:
        return spoken(name)

    @property
    def catalogue(self) -> tuple[Entry, ...]:
        return tuple(
            Entry(f"{region}{year}", f"{year}年{region}政府工作报告", None, None, region, str(year))
            for region, year in sorted(HELD)
        )

    def mentions(self, words: str) -> bool:
        return words in "渝北区新建学校三所。"

    def holds_word(self, word: str) -> bool:
        return False

    def rows(self, filters: Filters) -> NDArray[np.int64] | None:
        if not filters:
            return None
        passing = [
            row
            for row, (region, year) in enumerate(sorted(HELD))
            if (not filters.regions or region in filters.regions)
            and (not filters.since or year >= filters.since.year)
            and (not filters.until or year <= filters.until.year)
        ]
        return np.array(passing, dtype=np.int64)


def understand(text: str, **filters: object) -> Understood:
    own = Filters(**filters)  # type: ignore[arg-type]
    return Reader(today=lambda: TODAY).understand(Question(text, own), Shelf())


@pytest.mark.parametrize(
    "text", ["重庆的汽车产量", "What did Chongqing build?", "重庆市完成了什么", "chongqing's trade"]
)
def test_a_region_is_a_filter_in_either_script(text: str) -> None:
    assert understand(text).filters.regions == ("重庆市",)


def test_a_region_outside_the_gazetteer_is_known_from_the_index() -> None:
    assert understand("What did Minghu demolish?").filters.regions == ("云溪市明湖区",)


def test_a_city_only_leans_to_its_province() -> None:
    understood = understand("How much cargo did Zhengzhou airport handle?")
    assert understood.filters.regions == ()
    assert understood.preferred.regions == ("河南省",)


@pytest.mark.parametrize(
    "text", ["重庆2026年报告说了什么", "In its 2026 report, what did Chongqing say?"]
)
def test_a_report_year_is_a_filter(text: str) -> None:
    filters = understand(text).filters
    assert filters.since == datetime.date(2026, 1, 1)
    assert filters.until == datetime.date(2026, 12, 31)


def test_a_year_that_is_talked_about_leans_to_the_reports_that_would_speak_of_it() -> None:
    preferred = understand("重庆2024年的消费实际涨了多少？").preferred
    assert preferred.since == datetime.date(2025, 1, 1)
    assert expected_reports([2024], "achieved") == [2025]
    assert expected_reports([2025], "target") == [2025]
    assert expected_reports([2024], None) == [2024, 2025]


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("香港2025年施政报告里提出要建多少套公屋？", "香港"),
        ("深圳市南山区的财政收入是多少？", "南山区"),
        ("What growth did Wuhan's Hongshan district report?", "Hongshan"),
        ("重庆1990年的报告说了什么？", "重庆市 1990"),
    ],
)
def test_what_is_named_and_not_held_is_missing(text: str, missing: str) -> None:
    assert missing in understand(text).missing


def test_a_district_that_a_speech_names_is_not_missing() -> None:
    assert understand("渝北区新建了几所学校？").missing == ()


def test_the_askers_own_filters_win() -> None:
    understood = understand("重庆2026年报告", regions=("Henan",), since=datetime.date(2025, 1, 1))
    assert understood.filters.regions == ("河南省",)
    assert understood.filters.since == datetime.date(2025, 1, 1)
    assert understood.filters.until is None


def test_a_question_that_names_nothing_filters_nothing() -> None:
    understood = understand("拆违治乱取得了哪些成果？")
    assert not understood.filters
    assert not understood.preferred
    assert understood.missing == ()


@pytest.mark.parametrize("text", ["What did the district achieve?", "这个区取得了什么成绩？"])
def test_the_district_leans_to_the_speech_of_a_district(text: str) -> None:
    assert understand(text).preferred.documents == ("云溪市明湖区2025",)


@pytest.mark.parametrize("text", ["占全区的比例", "新区的建设", "What did the speech say?"])
def test_a_kind_that_a_region_settles_or_that_nothing_is_of_leans_nowhere(text: str) -> None:
    assert understand("重庆 " + text).preferred.documents == ()


def test_a_year_counted_from_today_and_a_speaker_are_no_part_of_the_topic() -> None:
    assert "last year" not in understand("How did Chongqing do on jobs last year?").topic
    assert "2024" in understand("重庆2024年建了几座桥？").topic
    assert understand("胡衡华市长对桥梁说了什么？").topic.split()[0] == "对桥梁说了什么？"
    assert understand("胡衡华？").topic.strip()


def test_what_is_only_to_be_confirmed_is_no_part_of_the_topic() -> None:
    topic = understand("听说重庆去年财政收入增长了8%，是真的吗？").topic
    assert "8%" not in topic
    assert "财政收入增长" in topic


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("郑州市2025年政府工作报告的目标是多少？", ("郑州市",)),
        ("What does Zhengzhou's 2025 municipal work report say?", ("Zhengzhou",)),
        ("郑州的地铁有多长？", ()),
    ],
)
def test_the_report_of_a_city_is_not_that_of_its_province(
    text: str, missing: tuple[str, ...]
) -> None:
    assert understand(text).missing == missing


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("What does the 1959 report say about Chongqing?", ("中国",)),
        ("1959年的报告怎么说重庆？", ("中国",)),
        ("重庆1959年的报告说了什么？", ("重庆市",)),
        ("What does Chongqing's 1959 report say?", ("重庆市",)),
        ("What did the 2025 national report say about Henan?", ("中国",)),
        ("2025年国务院报告怎么说河南？", ("中国",)),
        ("河南1958年粮食产量是多少？", ("河南省", "中国")),
        ("河南2024年粮食产量是多少？", ("河南省",)),
        ("河南粮食产量居全国第几？", ("河南省",)),
    ],
)
def test_the_nation_speaks_of_a_place_where_its_report_is_meant(
    text: str, regions: tuple[str, ...]
) -> None:
    assert understand(text).filters.regions == regions


def test_a_region_beside_the_nation_is_no_comparison() -> None:
    assert understand("河南1958年粮食产量是多少？").compared == ()


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("全国新增就业目标是多少？", ("中国",)),
        ("我国今年的赤字率是多少？", ("中国",)),
        ("国内生产总值增长多少？", ("中国",)),
        ("How many jobs were created nationwide?", ("中国",)),
        ("What is the government work report's growth target?", ("中国",)),
        ("地区生产总值增长多少？", ("云溪市明湖区", "河南省", "重庆市")),
        ("拆了多少违建？", ()),
    ],
)
def test_words_for_the_nation_prefer_its_documents(text: str, regions: tuple[str, ...]) -> None:
    understood = understand(text)
    assert understood.preferred.regions == regions
    assert understood.filters.regions == ()


def test_who_is_asked_for_his_words_and_gave_no_speech_is_missing() -> None:
    assert understand("What did Trump say about the wall?").missing == ("Trump",)
    assert understand("Roosevelt's 1941 address").missing == ("Roosevelt 1941",)
    assert understand("What did 王凯 build?").missing == ()


def test_traditional_characters_are_understood_like_simplified_ones() -> None:
    traditional, simple = (
        understand("重慶2026年報告說了什麼？"),
        understand("重庆2026年报告说了什么？"),
    )
    assert replace(traditional, text="") == replace(simple, text="")


def test_several_stances_are_several() -> None:
    understood = understand("重庆2025年建了几座桥，2026年打算建几座？")
    assert understood.intent.stances == ("achieved", "target")
    assert understood.stance is None
    assert [part.stance for part in understood.parts] == ["achieved", "target"]


@pytest.mark.parametrize(
    ("text", "newest"),
    [
        ("重庆的就业目标是多少？", True),
        ("What is Chongqing's target for jobs?", True),
        ("重庆2025年的就业目标是多少？", False),
        ("What did the 2025 report say about jobs?", False),
        ("大跃进时期钢产量是多少？", False),
        ("How much steel was made in the Great Leap?", False),
        ("胡衡华说了什么？", False),
        ("《公司法》规定了什么？", False),
        ("When was the railway opened?", False),
    ],
)
def test_the_newest_is_meant_where_no_time_is_named(text: str, newest: bool) -> None:
    assert understand(text).newest is newest


def test_the_latest_is_preferred_where_it_is_asked_for() -> None:
    preferred = understand("重庆目前有几座桥？").preferred
    assert preferred.since == datetime.date(2026, 1, 1)
    assert understand("重庆有几座桥？").preferred.since is None


def test_a_misspelling_is_told_and_the_question_is_shown_as_it_was_asked() -> None:
    understood = understand("What did Chonqing build?")
    assert understood.text == "What did Chonqing build?"
    assert [(taken.said, taken.meant) for taken in understood.taken_as] == [
        ("Chonqing", "Chongqing")
    ]
    assert understood.filters.regions == ("重庆市",)
