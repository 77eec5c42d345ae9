"""Claims about what sites put around a speech: it goes, the speech stays."""

from __future__ import annotations

import pytest

from rag.ingestion.clean import boilerplate
from tests.ingestion.helpers import after, cleaned

SPEECH = "各位代表：\n" + "我代表市人民政府向大会报告工作，请予审议，并请列席人员提出意见。\n" * 30


@pytest.mark.parametrize(
    "notice",
    [
        "《讲话.docx》由会员分享,可在线阅读,更多相关《讲话.docx(4页珍藏版)》请在abc.com某文库网|模板下载上搜索。",
        "?学习资料这里找+每周一次老秘共享会",
        "本文来源:网络收集与整理,如有侵权,请联系作者删除,谢谢!",
        "内容来源于网络，版权归原作者所有，如有侵权请联系本站删除。",
        "未经授权，不得转载。",
    ],
)
def test_notices_of_sharing_sites_are_cut_out_of_the_text(notice: str) -> None:
    assert after(boilerplate.notices, f"前一句。{notice}同志们") == "前一句。同志们"


@pytest.mark.parametrize(
    "line",
    [
        "来源：某某日报",
        "时间：2026-02-09",
        "2026-02-03 09:02:33",
        "【字体：",
        "分享到微信",
        "×",
        "扫一扫在手机打开当前页",
        "责任编辑：王某某",
        "阅读量：",
        "打印本页",
    ],
)
def test_a_line_of_page_boilerplate_is_removed(line: str) -> None:
    assert (
        cleaned(f"某市政府工作报告\n{line}\n{SPEECH}").text == f"某市政府工作报告\n{SPEECH}".strip()
    )


def test_the_path_to_a_page_is_removed() -> None:
    text = f"您的位置:\n>\n要闻\n>\n省内要闻\n省内要闻\n政府工作报告\n{SPEECH}"
    assert cleaned(text).text.startswith("政府工作报告\n各位代表")


def test_a_label_and_the_value_on_the_next_line_are_removed() -> None:
    text = f"政府工作报告\n来源：\n某某日报客户端\n发表时间：\n2026-02-09 09:45:30\n{SPEECH}"
    assert cleaned(text).text.startswith("政府工作报告\n各位代表")


def test_a_caption_before_the_speech_is_removed() -> None:
    text = f"政府工作报告\n省长林某作政府工作报告。本报记者 张某 摄\n{SPEECH}"
    assert cleaned(text).text.startswith("政府工作报告\n各位代表")


def test_a_reporter_in_the_speech_stays() -> None:
    line = "去年有三百名记者来区里采访，报道了我们的做法，本报记者某某摄"
    assert line in cleaned(f"{SPEECH}{line}\n{SPEECH}").text


def test_all_after_the_end_of_the_page_is_removed() -> None:
    text = f"{SPEECH}相关报道：\n另一篇报道的标题\n再一篇报道的标题"
    assert cleaned(text).text == SPEECH.strip()


def test_links_after_an_english_speech_are_removed() -> None:
    assert cleaned("We met.\n" * 40 + "WEB RESOURCES >>\nArchives\nALL >>").text.endswith("We met.")


def test_the_words_of_a_page_end_in_the_middle_of_a_speech_end_nothing() -> None:
    text = f"{SPEECH}相关报道：\n{SPEECH}"
    assert cleaned(text).text.count("请予审议") == 60


def test_a_source_that_the_speaker_names_stays() -> None:
    line = "资金来源：中央财政安排三亿元，省级财政配套两亿元，其余由市县自筹，确保年内足额到位。"
    assert line in cleaned(f"{SPEECH}{line}\n{SPEECH}").text


def test_two_titles_on_a_line_become_two_lines() -> None:
    text = "在2022年全体会议上的讲话 在2018年全体会议上的讲话\n同志们："
    assert after(boilerplate.titles_in_a_row, text).count("\n") == 2


@pytest.mark.parametrize(
    "sentence",
    [
        "要让更多群众办事请登录政务平台，少跑一趟路。",
        "我们要求媒体转载请注明出处，保护作者的权益。",
        "据资料来源：网络平台的数据，增长12%。如果有人侵权，要依法打击。",
    ],
)
def test_a_sentence_that_only_sounds_like_a_notice_stays(sentence: str) -> None:
    assert (
        after(boilerplate.notices, f"前一句。{sentence}后一句。") == f"前一句。{sentence}后一句。"
    )


def test_a_notice_that_is_a_sentence_of_its_own_goes() -> None:
    text = "前一句。\n更多精彩内容请访问某某网。\n本站声明：转载请注明出处"
    assert after(boilerplate.notices, text) == "前一句。\n\n"


@pytest.mark.parametrize("line", ["感谢今天到场的各位新闻界的记者朋友。", "大家好！欢迎各位记者"])
def test_a_greeting_of_reporters_is_no_caption(line: str) -> None:
    assert line in cleaned(f"在发布会上的讲话\n{line}\n我先介绍情况。").text


def test_a_speech_that_goes_on_after_the_sign_of_a_page_end_stays() -> None:
    paragraph = SPEECH.split("\n")[1] * 3
    text = f"{SPEECH}责任编辑：张某\n{paragraph}"
    assert cleaned(text).text.endswith(paragraph[-40:])


def test_the_card_of_a_government_site_is_removed() -> None:
    card = (
        "索 引 号： | 0001/2019 | 主题分类： | 科技\n发文机关： | 青湖区政府 | 成文日期： | 2019年"
    )
    text = f"{card}\n标 题： | 关于办学的意见\n主 题 词： | | |\n关于办学的意见\n{SPEECH}"
    assert after(boilerplate.index_cards, text).strip() == f"关于办学的意见\n{SPEECH}".strip()


def test_one_short_line_after_an_arrow_is_no_path_to_a_page() -> None:
    assert "乙" in cleaned(f"甲\n>\n乙\n{SPEECH}").text


def test_a_mark_of_a_turned_page_goes_and_the_sentence_it_cut_is_whole() -> None:
    text = "新增就业1.9万人，（下转第四版）\n（上接第一版）人均可支配收入增长6.1%。"
    assert after(boilerplate.turned_pages, text) == "新增就业1.9万人，人均可支配收入增长6.1%。"
    for mark in ("（上接A1版）", "(紧接2版)", "【上接 一版】", "（下转B3版）"):
        assert after(boilerplate.turned_pages, f"新增{mark}就业") == "新增就业"
    turned = "上接天线、下转基层，第一版方案已经完成。"
    for spoken in (turned, "（上接天线）", "（紧接着出版新书）"):
        assert after(boilerplate.turned_pages, spoken) == spoken


def test_fields_of_a_page_on_one_line_go_and_a_sentence_stays() -> None:
    fields = "发布时间：2024-02-20 16:32 来源：县政府办 浏览次数：1034"
    assert after(boilerplate.boilerplate_lines, f"{fields}\n正文。") == "\n正文。"
    spoken = "阅读：全年借阅图书三万册，打印：免费。"
    assert after(boilerplate.boilerplate_lines, spoken) == spoken
