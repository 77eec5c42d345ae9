"""Claims about blanks: in Chinese text they are layout, between Latin words they are spelling."""

from __future__ import annotations

import pytest

from rag.ingestion.clean import spacing
from tests.ingestion.helpers import after, cleaned


@pytest.mark.parametrize(
    ("published", "clean"),
    [
        ("浓度由 2019 年的 78 微克下降至 61 微克。", "浓度由2019年的78微克下降至61微克。"),
        ("政府从1 9 9 3 年3 月起，增长1 1 ％。", "政府从1993年3月起，增长11％。"),
        ("政 府 工 作 报 告", "政府工作报告"),
        ("政府工作报告\n秦 望 舒\n各位代表：", "政府工作报告\n秦望舒\n各位代表："),
        ("平均每年增长1 5 ．3％，", "平均每年增长15.3％，"),
        ("完成任务 ，继续 。", "完成任务，继续。"),
        ("　　各位代表：　", "各位代表："),
    ],
)
def test_blanks_inside_chinese_text_are_removed(published: str, clean: str) -> None:
    assert cleaned(published).text == clean


@pytest.mark.parametrize(
    "text",
    [
        "The state of the Union is strong in 2026.",
        "省长 王某某",
        "1 2 3 4 5 6",
        "In 2025 the city of Chongqing 重庆 grew.",
    ],
)
def test_blanks_that_tell_words_apart_stay(text: str) -> None:
    assert cleaned(text).text == text


def test_empty_lines_and_margins_are_removed() -> None:
    assert cleaned("\n\n 一。 \n\n\n 二。\n\n").text == "一。\n二。"


def test_a_row_of_blanks_becomes_one() -> None:
    assert after(spacing.rows_of_blanks, "a   b") == "a b"


def test_paragraphs_of_one_line_that_only_blanks_set_apart_are_lines() -> None:
    paragraph = "全年新建改建农村公路114公里，改造老旧小区24个，惠及居民3150户，群众普遍满意。"
    text = "\u3000\u3000" + "\u3000\u3000\u3000\u3000".join([paragraph] * 6)
    assert cleaned(text).text.split("\n") == [paragraph] * 6
    name = "栗\u3000\u3000立"
    assert after(spacing.paragraph_gaps, name) == name


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("产 总 值 增 长 5% 左 右 ， 浓 度 下 降", "产总值增长 5% 左右 ， 浓度下降"),
        ("区长 陈立新 主任 王小明 书记 李大海", "区长 陈立新 主任 王小明 书记 李大海"),
        ("王 李 | 张 陈", "王 李 | 张 陈"),
    ],
)
def test_a_line_that_was_stretched_to_its_margin_is_set_close(line: str, expected: str) -> None:
    assert after(spacing.spaced_characters, line) == expected


@pytest.mark.parametrize(
    ("published", "clean"),
    [
        (
            "He said, “We will do it.” Then we left, ‘quietly’ as it were.",
            "He said, “We will do it.” Then we left, ‘quietly’ as it were.",
        ),
        ("The dogs’ food and the people’s own", "The dogs’ food and the people’s own"),
        ("深入实施 “ 双减 ” 政策，推进 “ APEC ” 合作。", "深入实施“双减”政策，推进“APEC”合作。"),
        ("他说： “ 先修路 。 ” 会后动工。", "他说：“先修路。”会后动工。"),
        ("The Party （ PSL ） won", "The Party（PSL）won"),
        (
            "会议通过了决定。\nThe chair said, “We will go on.” All agreed with the chair.",
            "会议通过了决定。\nThe chair said, “We will go on.” All agreed with the chair.",
        ),
    ],
)
def test_round_quotation_marks_keep_the_blanks_of_english(published: str, clean: str) -> None:
    assert after(spacing.blanks_at_punctuation, published) == clean
