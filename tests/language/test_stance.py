"""Tests of whether sentences state a result, work under way or a promise.

The sentences are ours, written in the manner of work reports.
"""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.language.stance import names_a_result, stance
from rag.types.text import Stance

REVIEW = ("某区政府工作报告", "一、2024年工作回顾", "（二）城市更新稳步推进")
PLAN = ("某区政府工作报告", "二、2025年工作安排", "（三）在治水上取得新突破")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("去年拆除违法建设12万平方米。", "achieved"),
        ("我们已建成口袋公园30处。", "achieved"),
        ("棚户区改造全面完成了。", "achieved"),
        ("空气优良天数增长5.2%。", "achieved"),
        ("两座泵站先后投用。", "achieved"),
        ("荣获省级文明城区称号。", "achieved"),
        ("过去五年，新增学位2万个。", "achieved"),
        ("人均收入由2.8万元提高到3.9万元。", "achieved"),
        ("新馆正在建设，主体结构封顶在即。", "under_way"),
        ("东延线工程有序推进。", "under_way"),
        ("力争新增就业3万人。", "target"),
        ("到2030年基本消除内涝点。", "target"),
        ("主要预期目标是：生产总值增长5%左右。", "target"),
        ("财政收入增长4%左右。", "target"),
        ("今年要开工保障房2000套。", "target"),
        ("将新建充电桩500个。", "target"),
        ("加快补齐停车短板。", "target"),
        ("必须守住耕地红线。", "target"),
        ("明年完成管网普查。", "target"),
        ("The district tore down 120,000 square metres last year.", "achieved"),
        ("Output rose by 5 percent.", "achieved"),
        ("Two bridges have been opened.", "achieved"),
        ("The new museum is being built.", "under_way"),
        ("We will plant 3,000 trees.", "target"),
        ("Our target is growth of 5 percent.", "target"),
        ("Let us finish the job.", "target"),
        ("各位代表！", None),
        ("良好的生态是最普惠的福祉。", None),
    ],
)
def test_words_that_say_when_decide_a_bare_sentence(sentence: str, expected: Stance | None) -> None:
    assert stance(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    ["建成绿道20公里。", "固定资产投资增长6%。", "新增养老床位800张。", "实施老旧小区改造45个。"],
)
def test_the_section_decides_what_bare_verbs_mean(sentence: str) -> None:
    assert stance(sentence, REVIEW) == "achieved"
    assert stance(sentence, PLAN) == "target"


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("2024年工作总结", "achieved"),
        ("过去五年工作回顾", "achieved"),
        ("“十四五”时期发展成就", "achieved"),
        ("年初目标任务完成情况", "achieved"),
        ("2025年主要目标任务", "target"),
        ("2025年工作安排", "target"),
        ("“十五五”时期主要目标和重大举措", "target"),
        ("二、关于2026年工作", "target"),
        ("Review of work in 2024", "achieved"),
        ("Priorities for 2025", "target"),
    ],
)
def test_headings_name_reviews_and_plans(heading: str, expected: Stance) -> None:
    assert stance("新建学校12所。", (heading,)) == expected


def test_a_heading_that_names_both_leaves_the_decision_to_the_heading_below() -> None:
    both = "一、2024年工作回顾和2025年工作安排"
    assert stance("新建学校12所。", (both, "（一）去年工作回顾")) == "achieved"
    assert stance("新建学校12所。", (both, "（二）今年主要任务")) == "target"


def test_words_that_say_when_outweigh_the_section() -> None:
    assert stance("我们一定正视问题，拿出务实办法。", REVIEW) == "target"
    assert stance("去年的大考我们交出了合格答卷。", PLAN) == "achieved"
    assert stance("预计全年生产总值增长5%左右。", REVIEW) == "achieved"
    assert stance("西延线正在铺轨。", REVIEW) == "under_way"


@given(st.text(max_size=80), st.lists(st.text(max_size=20), max_size=3))
def test_every_text_has_a_stance_or_none(sentence: str, heading: list[str]) -> None:
    assert stance(sentence, tuple(heading)) in (*get_args(Stance), None)


@pytest.mark.parametrize(
    "sentence",
    [
        "治水更是重中之重、难中之难。",
        "干部是事业的根本。",
        "去年是极不平凡的一年。",
        "成绩的取得，根本在于全区上下团结一心。",
        "在此，我代表区政府向全区人民表示衷心的感谢！",
        "各位代表！",
        "一、2024年工作回顾",
    ],
)
def test_what_states_no_result_is_not_called_one_even_in_a_review(sentence: str) -> None:
    assert stance(sentence, REVIEW) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "去年年底，邻近两区接连着了几场大火，教训深刻。",
        "停车难问题依然突出，部分老旧管网隐患较多。",
        "我们也清醒看到，财政收支矛盾加剧，民生还有不少短板。",
        "The fires of last winter were a bitter lesson.",
        "There were serious shortages of housing.",
    ],
)
def test_an_admitted_problem_is_neither_a_result_nor_a_promise(sentence: str) -> None:
    assert stance(sentence, REVIEW) == "problem"


@pytest.mark.parametrize(
    "sentence",
    [
        "I recommend that the Congress enact a law for the census.",
        "I again urge Congress to act on the budget.",
        "为此，建议国务院设立专门机构。",
    ],
)
def test_what_somebody_else_is_asked_to_decide_is_a_proposal(sentence: str) -> None:
    assert stance(sentence) == "proposal"


@pytest.mark.parametrize(
    "sentence",
    [
        "我们率先攻下了拆违这道难题。",
        "化解拖欠工程款问题126件。",
        "排查整治安全隐患3.4万处，事故起数下降12%。",
        "三是停车泊位进一步增加。",
        "云河书院开放运营，是全市首家。",
        "提请审议地方性法规草案5件。",
        "困难群众救助面扩大。",
        "年用水量1.2亿立方米。",
        "面对多年少有的困难，我们稳住了阵脚，各项工作取得新成效。",
    ],
)
def test_what_was_mended_done_or_counted_is_a_result_in_a_review(sentence: str) -> None:
    assert stance(sentence, REVIEW) == "achieved"


def test_a_maxim_is_no_promise_even_in_a_plan() -> None:
    assert stance("人才是创新的根基。", PLAN) is None
    assert stance("各位代表！", PLAN) is None
    assert stance("人才是根基，要精心引才。", PLAN) == "target"


def test_an_order_to_keep_a_result_names_one_and_is_neither() -> None:
    order = "要巩固扩大“无积水城区”重大成果。"
    assert names_a_result(order)
    assert stance(order, ("一、巩固去年成果",)) is None
    assert stance(order, PLAN) == "target"


@pytest.mark.parametrize(
    ("sentence", "heading", "expected"),
    [
        ("建議將補貼增至5億元。", (), "proposal"),
        ("我們將新建學校12所。", (), "target"),
        ("去年新增就業3.1萬人，增長4%。", (), "achieved"),
        ("地區生產總值增長5%。", ("一、2024年工作回顧",), "achieved"),
        ("正在建設兩座大橋。", (), "under_way"),
        ("存在的問題是財政收支矛盾突出。", (), "problem"),
    ],
)
def test_traditional_characters_are_read_as_simplified_ones(
    sentence: str, heading: tuple[str, ...], expected: str
) -> None:
    assert stance(sentence, heading) == expected
