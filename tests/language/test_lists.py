"""Tests of which lines are items of a list, and of what leads into them."""

from __future__ import annotations

import pytest

from rag.language.lists import ListItems, marker


def leads(text: str) -> dict[str, str]:
    """The items of a text, each with the words that lead into it."""
    found: dict[str, str] = {}
    items, start = ListItems(text), 0
    for line in text.split("\n"):
        spans = items.leads_at(start)
        if spans:
            found[line] = "|".join(span.slice(text) for span in spans)
        start += len(line) + 1
    return found


@pytest.mark.parametrize(
    "sign",
    ["——", "- ", "• ", "·", "1. ", "2、", "（1）", "①", "一是", "（一）", "第一，", "(a) ", "√"],
)
def test_a_sign_or_number_marks_an_item(sign: str) -> None:
    assert marker(sign + "建成公路300公里") == len(sign)
    text = f"三年内要做到：\n{sign}建成公路300公里；\n{sign}建成学校3所。\n今年财政增收。"
    assert list(leads(text)) == [f"{sign}建成公路300公里；", f"{sign}建成学校3所。"]


@pytest.mark.parametrize(
    "words",
    [
        "3.1万人就业",
        "-2.1%",
        "一是年报，二是月报"[2:],
        "2025年",
        "十年来",
        "第一产业增长",
        "A. Hill",
    ],
)
def test_a_number_of_the_text_marks_none(words: str) -> None:
    assert marker(words) == 0


def test_items_without_a_sign_end_with_the_first_full_stop() -> None:
    text = "今年目标：\n粮食50万吨；\n公路30公里。\n去年粮食48万吨。"
    assert leads(text) == {"粮食50万吨；": "今年目标：", "公路30公里。": "今年目标："}


def test_a_list_within_a_list_has_both_leads() -> None:
    text = (
        "今年目标：\n1. 粮食50万吨，其中：\n（1）春粮20万吨；\n（2）秋粮30万吨。\n2. 公路30公里。"
    )
    found = leads(text)
    assert found["（2）秋粮30万吨。"] == "今年目标：|粮食50万吨，其中："
    assert found["2. 公路30公里。"] == "今年目标："


@pytest.mark.parametrize(
    "text",
    [
        "今年办好三件实事：\n建桥2座。\n修路30公里。\n植树4万株。\n各位代表！谢谢大家。",
        "要抓好以下3个方面工作：\n建桥2座。\n修路30公里。\n植树4万株。\n谢谢大家。",
        "实施“三大行动”：\n建桥2座。\n修路30公里。\n植树4万株。\n谢谢大家。",
    ],
)
def test_a_lead_that_counts_its_items_leads_into_so_many(text: str) -> None:
    assert list(leads(text)) == ["建桥2座。", "修路30公里。", "植树4万株。"]


def test_a_lead_that_counts_them_in_english() -> None:
    text = "We ask for two things:\nBuild a port.\nOpen a school.\nThank you."
    assert list(leads(text)) == ["Build a port.", "Open a school."]


def test_a_count_of_paragraphs_announces_no_list() -> None:
    long = "全区上下围绕年初确定的各项任务抓紧推进重点工程建设" * 4 + "。"
    text = f"要抓好两个方面工作：\n{long}\n{long}\n谢谢大家。"
    assert leads(text) == {}


def test_only_the_last_sentence_of_a_line_leads() -> None:
    text = "By law we report. In 2027 we will:\n- build 200 homes;\n- open a port.\nThank you."
    assert leads(text) == {
        "- build 200 homes;": "In 2027 we will:",
        "- open a port.": "In 2027 we will:",
    }


@pytest.mark.parametrize("address", ["各位代表：", "尊敬的主席：", "My fellow citizens:"])
def test_an_address_leads_into_nothing(address: str) -> None:
    assert leads(f"{address}\n粮食50万吨；\n公路30公里。") == {}


@pytest.mark.parametrize("sign", ["——", "十分不易。——", "（1） ", "1. "])
def test_a_sign_alone_on_its_line_leads_into_nothing_and_breaks_nothing(sign: str) -> None:
    assert leads(f"{sign}\n改革开放\n深入推进。") == {}
