"""Claims about sentences whose words stand on lines of their own: they are whole again, and what
only looks like it stays apart."""

from __future__ import annotations

import pytest

from rag.ingestion.clean.broken_runs import broken_runs
from tests.ingestion.helpers import after


@pytest.mark.parametrize(
    "parts",
    [
        ("今年经济社会发展的", "主要预期目标", "是：生产总值增长5%左右，新增就业2万人。"),
        ("“十五五”时期的", "主要目标", "是：生产总值年均增长5%。"),
        ("开局良好，我们要围绕", "稳中求进", "的工作总基调，抓好落实。"),
        ("大气治理成效明显，PM", "2.5", "平均浓度下降到28微克。"),
        ("碳汇交易起步，CO", "2", "排放量比上年下降3%。"),
        ("支持“专精", "特新", "”企业发展，新增12家。"),
        ("推行“双向", "揭榜", "挂帅”的办法，攻关18项。"),
        ("施行《青川区", "养老服务条例》，建成食堂15家。"),
        ("去年工作有进展，我们坚持", "以人民为中心", "的思想，办成了十件实事。"),
        ("实施城市更新，完成了", "老旧小区", "的改造，惠及1.2万户。"),
    ],
)
def test_a_chinese_phrase_on_a_line_of_its_own_joins_its_sentence(parts: tuple[str, ...]) -> None:
    assert after(broken_runs, "\n".join(parts)) == "".join(parts)


def test_between_paragraphs_of_markdown_too() -> None:
    text = "今年经济社会发展的\n\n主要预期目标\n\n是：生产总值增长5%左右。"
    assert after(broken_runs, text) == "今年经济社会发展的主要预期目标是：生产总值增长5%左右。"


@pytest.mark.parametrize(
    "parts",
    [
        ("We will raise the", "Minimum Wage", "to 15 crowns an hour."),
        ("Last spring this house passed the", "Clean Harbour Act", "by 41 votes to 12."),
        ("The people of Norland have put their trust in our", "Civil Guard", "and in its men."),
        ("We stand today with the people of", "Moana", "in their time of need."),
        ("We have built more than 900 homes for our", "veterans", "since the spring."),
        ("Last week in the capital the two states signed", "the Treaty of Moss", "at noon."),
        ("In the past year the price of bread fell by", "a third, and that of fuel by half."),
        ("It was my honour to speak to", "Governor Hale", "about the new bridge."),
    ],
)
def test_an_english_phrase_on_a_line_of_its_own_joins_its_sentence(parts: tuple[str, ...]) -> None:
    assert after(broken_runs, "\n".join(parts)) == " ".join(parts)


def test_between_paragraphs_of_english_markdown_too() -> None:
    text = "Last spring this house passed the\n\nClean Harbour Act\n\nby 41 votes.\n\nWe left."
    assert after(broken_runs, text) == (
        "Last spring this house passed the Clean Harbour Act by 41 votes.\n\nWe left."
    )


def test_a_comma_or_a_quotation_mark_behind_an_empty_line_is_inside_a_sentence() -> None:
    text = "今年要办好\n\n十件实事\n\n，支持“\n\n专精特新\n\n”企业发展。"
    assert after(broken_runs, text) == "今年要办好十件实事，支持“专精特新”企业发展。"


def test_a_symbol_and_its_index_are_one_word_in_english() -> None:
    text = "In the capital the level of PM\n2.5\nfell by a third."
    assert after(broken_runs, text).startswith("In the capital the level of PM2.5")


@pytest.mark.parametrize(
    "text",
    [
        "青川区政府工作报告\n（摘要）\n区长 秦望舒",
        "关于加强养老服务的意见\n青政发〔2026〕5号\n各镇人民政府：",
        "一、2025年工作回顾\n主要指标\n全区生产总值增长5%，新增就业2万人。",
        "工作有进展，请各位代表审议，并请列席人员提出意见\n2025年工作回顾\n一年来，我们抓好落实。",
        "今年的目标：\n粮食增产\n农民增收，农村增绿。",
        "的确，困难不少。\n的士司机反映，路不好走。",
        "“先修路。\n再架桥。”会后动工。",
        "指标 | 的\n是：5%",
        "要抓好三件事\n——修路\n——架桥",
        "Statement by\nH.E. Mr. Anton Berger\nof Norland",
        "Remarks by the\nPrime Minister of Norland",
        "We need three things:\na readiness to work\nthe courage to change",
        "We pledge today to the people to\nbuild roads\nplant trees.",
        "REPORT OF THE\nMINISTER OF WORKS",
        "Our Plan for the Year\nThe Minister of Works\nspoke first.",
        "In the year to come we will\nbuild the bridge\nplant trees.",
        "We stand today as ever\nfor the free\nfor the poor.",
        "We have made our choice.\nThe Council\nhas made its own.",
    ],
)
def test_titles_headings_lists_and_paragraphs_stay_apart(text: str) -> None:
    assert after(broken_runs, text) == text
