"""Claims about metadata: told from the document, with the words that say so."""

from __future__ import annotations

import pytest

from rag.types.text import PartialDate
from tests.ingestion.helpers import described

BODY = (
    "各位代表：\n现在，我代表{body}，向大会报告工作，请予审议。\n"
    + "过去一年完成了全部任务。\n" * 5
)


def report(head: str, body: str = "省人民政府") -> str:
    return head + "\n" + BODY.format(body=body)


def test_a_provincial_report_tells_everything() -> None:
    metadata = described(
        report(
            "2026年重庆市政府工作报告\n——2026年1月28日在重庆市第六届人民代表大会第四次会议上\n"
            "来源：某某日报\n时间：2026-02-03\n重庆市人民政府市长 张 三\n"
            "张三作政府工作报告。本报记者 李四摄",
            "市人民政府",
        )
    )
    assert metadata.title == "2026年重庆市政府工作报告"
    assert metadata.speaker == "张三"
    assert metadata.institution == "重庆市人民政府"
    assert metadata.region == "重庆市"
    assert metadata.date == PartialDate(2026, 1, 28)
    assert metadata.occasion == "重庆市第六届人民代表大会第四次会议"
    assert metadata.evidence["date"] == "text: 2026年1月28日"


@pytest.mark.parametrize(
    ("head", "speaker"),
    [
        ("工作报告\n省长　王小明", "王小明"),
        ("工作报告\n代省长 李大同", "李大同"),
        ("工作报告\n——2025年1月14日自治区人民政府主席王大霞在某自治区人大会议上的讲话", "王大霞"),
        (
            "工作报告\n----2025年1月15日龚正明市长在某市第十六届人民代表大会第三次会议的报告",
            "龚正明",
        ),
        (
            "工作报告\n2025年1月14日在某市人民代表大会会议上某市市长 殷大勇同志作政府工作报告。",
            "殷大勇",
        ),
        ("工作报告\n自治区主席 艾山江·吐尔逊", "艾山江·吐尔逊"),
        ("工作报告\n毛大明\n2月3日，大会开幕。省长毛大明作政府工作报告。某报记者 甲 摄", "毛大明"),
        ("工作报告\n国务院总理\n　周 小 平", "周小平"),
        ("PRESIDENT JANE Q. EXAMPLE'S ADDRESS TO THE CONGRESS", "Jane Q. Example"),
        ("REPORT\nDelivered by Mayor Shen Anhe at the Fifth Session, 22 January 2026", "Shen Anhe"),
    ],
)
def test_the_speaker_is_read_however_the_line_is_written(head: str, speaker: str) -> None:
    assert described(report(head)).speaker == speaker


def test_a_premier_whom_a_resolution_names_is_not_its_speaker() -> None:
    metadata = described(
        "第十二届全国人民代表大会第三次会议关于政府工作报告的决议\n会议听取和审议了国务院总理某某某所作的报告。"
    )
    assert metadata.speaker is None
    assert metadata.institution == "全国人民代表大会"
    assert metadata.region == "中华人民共和国"
    assert metadata.date == PartialDate(2015)
    assert metadata.evidence["date"].startswith("session named in the title")


@pytest.mark.parametrize(
    ("head", "body", "region"),
    [
        ("2025年宁夏政府工作报告", "自治区人民政府", "宁夏回族自治区"),
        (
            "工作报告\n2026年1月9日在云溪市青湖区第三届人民代表大会第四次会议上",
            "区人民政府",
            "青湖区",
        ),
        ("2020年中华人民共和国国务院政府工作报告", "国务院", "中华人民共和国"),
        ("在中国共产党第二十次全国代表大会上的报告", "第十九届中央委员会", "中华人民共和国"),
        (
            "ADDRESS BEFORE A JOINT SESSION OF THE CONGRESS ON THE STATE OF THE UNION",
            "x",
            "美利坚合众国",
        ),
        ("Songlin County Government Work Report 2026", "x", "Songlin County"),
    ],
)
def test_the_region_is_the_official_name(head: str, body: str, region: str) -> None:
    assert described(report(head, body)).region == region


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ("工作报告\n——二〇二六年一月二十七日在某省十四届人大四次会议上", PartialDate(2026, 1, 27)),
        ("工作报告\n（2017年10月18日）", PartialDate(2017, 10, 18)),
        ("2026年工作报告\n时间：2026-02-09", PartialDate(2026)),
        ("工作报告\n时间：2026-02-09", PartialDate(2026, 2, 9)),
        ("ANNUAL MESSAGE TO THE CONGRESS\nJanuary 8, 1964", PartialDate(1964, 1, 8)),
        ("Annual Message to the Congress. January 22, 1970", PartialDate(1970, 1, 22)),
        ("某会议关于工作报告的决议\n（2021年3月11日某会议通过）", PartialDate(2021, 3, 11)),
        ("在2022年全体会议上的讲话 在2018年全体会议上的讲话", None),
    ],
)
def test_the_date_of_the_speech_is_told_from_that_of_the_page(
    head: str, date: PartialDate | None
) -> None:
    assert described(report(head)).date == date


def test_a_title_of_no_content_gives_way_to_a_file_name_that_says_more() -> None:
    metadata = described(report("政府工作报告"), file="in/2026年广东省政府工作报告.txt")
    assert metadata.title == "2026年广东省政府工作报告"
    assert metadata.region == "广东省"
    assert metadata.date == PartialDate(2026)


def test_a_weekday_mends_a_year_that_the_file_name_contradicts() -> None:
    metadata = described(
        "The State of the Union\nWednesday, January 27, 2009\nMadame Speaker, we met.",
        file="2010_State_of_the_Union_Address-Example.txt",
    )
    assert metadata.date == PartialDate(2010, 1, 27)
    assert metadata.speaker == "Example"
    assert "weekday" in metadata.evidence["date"]


def test_fields_of_an_official_page_are_read() -> None:
    metadata = described(
        "索 引 号： | 0001/2019 | 主题分类： | 市场\n"
        "发文机关： | 国务院 | 成文日期： | 2019年01月27日\n"
        "标　　题： | 关于某项工作的意见\n关于某项\n工作的意见\n"
        "各省、自治区、直辖市人民政府：\n正文。",
        media_type="text/html",
    )
    assert metadata.title == "关于某项工作的意见"
    assert metadata.institution == "国务院"
    assert metadata.date == PartialDate(2019, 1, 27)


def test_what_an_editor_declares_comes_first() -> None:
    metadata = described(
        report("2026年重庆市政府工作报告\n市长 张三"),
        declared={
            "title": "声明的题目",
            "speaker": "李四",
            "region": "上海",
            "date": "2020-05",
            "institution": "某机关",
            "url": "https://a.example/1",
            "language": "en",
        },
    )
    assert (metadata.title, metadata.speaker, metadata.region) == ("声明的题目", "李四", "上海市")
    assert (metadata.institution, metadata.url) == ("某机关", "https://a.example/1")
    assert metadata.date == PartialDate(2020, 5)
    assert metadata.language == "en"
    assert metadata.evidence["region"] == "declared: 上海"


def test_a_declared_date_that_is_none_is_told_and_passed_over() -> None:
    metadata = described(report("2026年某市工作报告"), declared={"date": "last spring"})
    assert metadata.date == PartialDate(2026)
    assert metadata.evidence["date_declared"] == "declared, not a date: last spring"


def test_a_text_that_tells_nothing_has_a_title_all_the_same() -> None:
    metadata = described("一些话。", file="000_abcdef0123456789.txt")
    assert metadata.title == "一些话。"
    assert (metadata.speaker, metadata.region, metadata.date) == (None, None, None)


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("（二O二四年一月十五日在青川区人民代表大会会议上）", PartialDate(2024, 1, 15)),
        ("中華民國113年9月20日", PartialDate(2024, 9, 20)),
        ("GENERAL DEBATE, 25 SEPTEMBER 2024", PartialDate(2024, 9, 25)),
        ("Volume 834: debated on Tuesday 7 November 2023", PartialDate(2023, 11, 7)),
    ],
)
def test_a_date_is_read_in_other_spellings(line: str, date: PartialDate) -> None:
    assert described(f"工作报告\n{line}\n各位代表：\n全年新建公路86公里。").date == date


@pytest.mark.parametrize("written", ["2024/1/15", "2024.1.15", "2024年1月15日", "15 January 2024"])
def test_a_declared_date_may_be_written_in_any_way(written: str) -> None:
    metadata = described("各位代表：\n全年新建公路86公里。", declared={"date": written})
    assert metadata.date == PartialDate(2024, 1, 15)


def test_a_file_name_of_digits_dates_a_speech_that_nothing_else_does() -> None:
    text = "青川区政府工作报告\n各位代表：\n全年新建公路86公里。"
    assert described(text, file="20240115青川区.txt").date == PartialDate(2024, 1, 15)
    assert described(text, file="20241345青川区.txt").date is None


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("报告人：陈立新", "陈立新"),
        ("县长 买买提·艾力·吐尔逊", "买买提·艾力·吐尔逊"),
        ("施政報告", None),
    ],
)
def test_a_speaker_is_told_by_a_label_and_a_title_is_no_name(
    line: str, speaker: str | None
) -> None:
    assert described(f"{line}\n各位代表：\n全年新建公路86公里。").speaker == speaker


@pytest.mark.parametrize(
    ("text", "title", "speaker"),
    [
        ("施政報告\n2024年1月16日\n局長 林安國\n主席、各位議員：\n今日。", "施政報告", "林安國"),
        (
            "STATEMENT\nBY H.E. MR. IVAN HOLT, PRESIDENT OF NORLAND\n25 SEPTEMBER 2024\nWe met.",
            "STATEMENT BY H.E. MR. IVAN HOLT, PRESIDENT OF NORLAND",
            "Ivan Holt",
        ),
        (
            "Statement by\nH.E. Ms. Anna Holt\nMinister of Norland\nExcellencies,\nWe met.",
            "Statement by H.E. Ms. Anna Holt",
            "Anna Holt",
        ),
        (
            "A long road?\n\nSpeech given by Sir Ivan Holt, Governor of the Bank\n\nWe met.",
            "A long road?",
            "Ivan Holt",
        ),
    ],
)
def test_who_speaks_stands_in_a_line_by_itself(text: str, title: str, speaker: str) -> None:
    found = described(text, file="a.txt")
    assert (found.title, found.speaker) == (title, speaker)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("市长王大明答记者问\n2025年3月5日\n\n记者：今年有什么打算？\n", "市长王大明答记者问"),
        ("本报记者 林知远\n青川区举行新闻发布会\n\n区长介绍情况。\n", "青川区举行新闻发布会"),
        ("House of Norland\nDebate on the Harbour Bill\n\nWe met.", "Debate on the Harbour Bill"),
        ("Norland\nPress conference of the Premier\n\nWe met.", "Press conference of the Premier"),
    ],
)
def test_what_several_say_has_a_title_too(text: str, title: str) -> None:
    assert described(text, file="a.txt").title == title


def test_the_state_of_another_union_is_not_american() -> None:
    text = "2022 State of the Union Address by President Ada Holt\nTo the European Parliament.\nGo."
    found = described(text, file="a.txt")
    assert found.region not in ("美国", "美利坚合众国", "United States")
    assert found.speaker == "Ada Holt"


def test_a_county_in_pinyin_is_no_city() -> None:
    text = "政府工作报告\n县长 林远\n各位代表：\n好。"
    assert described(text, file="songling_xian_2024.txt").region != "西安市"
    assert described(text, file="xian_2024.txt").region == "西安市"
