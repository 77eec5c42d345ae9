"""Claims about reports that name no speaker: who gave them is on record, or nobody is named."""

from __future__ import annotations

import pytest

from tests.ingestion.helpers import described

BODY = (
    "\n各位代表：\n现在，我代表国务院，向大会报告工作，请予审议。\n" + "过去一年完成了任务。\n" * 9
)
ENGLISH = "\nMembers of the Congress,\n" + "We have built schools in every town. " * 20


@pytest.mark.parametrize(
    ("year", "speaker"),
    [
        (1954, "周恩来"),
        (1987, "赵紫阳"),
        (1988, "李鹏"),
        (1998, "李鹏"),
        (1999, "朱镕基"),
        (2003, "朱镕基"),
        (2004, "温家宝"),
        (2013, "温家宝"),
        (2023, "李克强"),
        (2024, "李强"),
        (1961, None),
        (2090, None),
    ],
)
def test_a_year_of_change_belongs_to_the_premier_who_leaves(year: int, speaker: str | None) -> None:
    told = described(f"{year}年国务院政府工作报告{BODY}")
    assert told.speaker == speaker
    if speaker:
        assert told.evidence["speaker"].startswith("on record")


def test_a_report_on_the_plan_is_not_that_of_the_premier() -> None:
    title = "1955年国务院政府工作报告"
    assert described(f"{title}{BODY}").speaker is None
    assert described(f"{title}\n关于发展国民经济的第一个五年计划的报告{BODY}").speaker == "李富春"


def test_the_english_report_names_the_premier_in_english() -> None:
    head = "Report on the Work of the Government\nNational People's Congress, March 5, 2003"
    assert described(f"{head}{ENGLISH}").speaker == "Zhu Rongji"


@pytest.mark.parametrize(
    ("title", "speaker"),
    [
        ("高举旗帜，向大会的报告 (十五大)", "江泽民"),
        ("在中国共产党第十次全国代表大会上的报告", "周恩来"),
        ("中国共产党第十五次全国代表大会关于报告的决议", None),
        ("关于修改党章的报告 (十大)", None),
        ("青川小组的报告 (一大)", None),
    ],
)
def test_a_congress_has_one_report(title: str, speaker: str | None) -> None:
    text = f"{title}\n同志们：\n现在，我代表中央委员会向大会作报告。\n" + "事业向前发展。\n" * 9
    assert described(text).speaker == speaker


@pytest.mark.parametrize(
    ("date", "speaker"),
    [
        ("January 14, 1969", "Lyndon B. Johnson"),
        ("January 22, 1970", "Richard Nixon"),
        ("1969", None),
        ("1970", "Richard Nixon"),
    ],
)
def test_a_state_of_the_union_is_that_of_the_president_of_the_day(
    date: str, speaker: str | None
) -> None:
    head = f"Annual Message to the Congress on the State of the Union\n{date}"
    assert described(f"{head}{ENGLISH}").speaker == speaker


def test_a_provincial_report_gets_no_premier() -> None:
    assert (
        described(f"2003年青川省政府工作报告{BODY.replace('国务院', '省人民政府')}").speaker is None
    )


@pytest.mark.parametrize(
    "head",
    [
        "State of the Nation Address\nJoint Session of Congress of the Philippines\nMarch 24, 2023",
        "State of the Union 2023\nStrasbourg\nFebruary 13, 2023",
        "Democratic Response to the State of the Union\nFebruary 5, 2019",
        "Remarks on the State of the Union\nFebruary 6, 2019",
        "Address to a Joint Session of Congress\nSecretary General of NATO\nFebruary 3, 2019",
        "General John Roe on Norland\nAddress to a Joint Session of Congress\nFebruary 19, 1951",
        "State of the Union\nSeptember 13, 2023",
        "State of the Union of Norland\nThe President of Norland\nFebruary 1, 2023",
    ],
)
def test_nobody_elses_speech_on_the_union_is_the_presidents(head: str) -> None:
    assert described(f"{head}{ENGLISH}").speaker is None


@pytest.mark.parametrize(
    "title",
    ["在民盟第十三次全国代表大会上的报告", "九三学社的报告 (九三学社十二大)",
     "工作报告 (民盟十三大)",
     "在中国共产主义青年团第十五次全国代表大会上的报告", "在文联第十一次全国代表大会上的报告",
     "在中国共产党第十九次全国代表大会上的报告"],
)  # fmt: skip
def test_a_congress_of_others_or_of_another_year_names_nobody(title: str) -> None:
    body = "\n同志们：\n现在，我代表中央委员会向大会作报告。\n" + "事业向前发展。\n" * 9
    assert described(f"{title}\n2022年10月16日{body}").speaker is None
