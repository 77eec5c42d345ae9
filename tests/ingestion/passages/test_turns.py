"""Claims about debates: each turn has its speaker, and a speech by one person has no turns."""

from __future__ import annotations

import pytest

from rag.types.text import Span
from tests.ingestion.helpers import read

BUILT = "We have built 212 new schools since last year, in every town of the country."
ASKED = "Does the Government accept that 45 schools in the north still wait for a roof?"
REPLY = "I do accept it, and we will spend 12 million on those roofs before 2026."
IN_ORDER = "Order! The Minister will be heard in silence by all members of this House."

RECORDS = [
    # Commons: a line with who speaks, then the words
    (
        "Schools\nTuesday 7 May 2024\n\nThe Minister for Schools (Jane Doe)\n\n"
        f"{BUILT}\n\nJohn Roe (Northfield) (Lab)\n\n{ASKED}\n\nJane Doe\n\n{REPLY}\n",
        ["Jane Doe", "John Roe", "Jane Doe"],
    ),
    # Representatives: capitals, the seat and the hour
    (
        f"The SPEAKER: {IN_ORDER}\nMs SMITH (Northfield) (14:03): {ASKED}\n"
        f"Mr EXAMPLETON (Southport—Prime Minister) (14:04): {BUILT}\n",
        ["Speaker", "Smith", "Exampleton"],
    ),
    (
        f"1. JANE DOE (Labour—Northfield) to the Minister of Housing: {ASKED}\n"
        f"Hon JOHN ROE (Minister of Housing): {BUILT}\nJANE DOE: {ASKED}\nSPEAKER: {IN_ORDER}\n",
        ["Jane Doe", "John Roe", "Jane Doe", "Speaker"],
    ),
    (
        f"Hon. Jane Doe (Northfield, Lib.): {BUILT}\nMr. John Roe (Southport, CPC): {ASKED}\n"
        f"The Speaker: {IN_ORDER}\n",
        ["Jane Doe", "John Roe", "Speaker"],
    ),
    (
        f"Mr Tan Ah Beng (Northfield): {ASKED}\nThe Minister for Health (Mr Hon Example): {BUILT}\n"
        f"The Minister for Health: {REPLY}\nMr Tan: {ASKED}\n",
        ["Tan Ah Beng", "Hon Example", "Hon Example", "Tan"],
    ),
    (
        f"President. – {IN_ORDER}\nElena Marchetti, Member of the Commission. – {BUILT}\n"
        f"Jan Novak (PPE). – {ASKED}\n",
        ["President", "Elena Marchetti", "Jan Novak"],
    ),
    (
        f"The President: {IN_ORDER}\nMr. Berger (Norland): {BUILT}\n"
        f"Ms. Petkova (Moana) (spoke in Spanish): {ASKED}\nThe Acting President: {IN_ORDER}\n",
        ["President", "Berger", "Petkova", "Acting President"],
    ),
    (
        f"The MINISTER OF FINANCE: {BUILT}\nMr J SMITH: {ASKED}\nThe DEPUTY SPEAKER: {IN_ORDER}\n",
        ["Minister of Finance", "J Smith", "Deputy Speaker"],
    ),
    (
        f"MR CHAN TAI-MAN (in Cantonese): {ASKED}\nSECRETARY FOR HOUSING (in Cantonese): {BUILT}\n",
        ["Chan Tai-Man", "Secretary for Housing"],
    ),
    (
        "立法會會議\n主席：會議現在開始，請財政司司長發言，時間是十分鐘。\n"
        "財政司司長：主席，政府去年興建了31000個公屋單位。\n陳大文議員：主席，輪候時間何時可以縮短？\n"
        "主席（梁安國）：司長，請答覆陳議員的提問，時間是三分鐘。\n",
        ["梁安國", "財政司司長", "陳大文", "梁安國"],
    ),
    (
        "立法院公報\n主席：現在開會，首先請陳委員大文發言，時間八分鐘。\n"
        "陳委員大文：（9時5分）請問院長，社會住宅去年蓋了多少戶？\n"
        "蘇院長安國：去年我們完成社會住宅2萬5千戶，今年再增加。\n",
        ["主席", "陳大文", "蘇安國"],
    ),
    (
        "记者会\n主持人：各位记者朋友，记者会现在开始，请大家提问。\n"
        "新华社记者：请问今年就业目标是多少，有什么措施？\n方大明：今年新增城镇就业1200万人以上。\n"
        "路透社记者：请问怎么看贸易摩擦对经济的影响？\n方大明：我们愿意同各国一道解决问题。\n",
        ["主持人", "新华社记者", "方大明", "路透社记者", "方大明"],
    ),
    (
        "立法會全體會議\n立法會主席高大明：現在開會，請各位議員就座，今天討論房屋。\n"
        "運輸及物流局局長：政府明年將興建三條新的鐵路線。\n主席（林委員安國）：請下一位委員發言，時間五分鐘。\n",
        ["高大明", "運輸及物流局局長", "林安國"],
    ),
    (
        "座谈会实录\n王大明副主任：今年我们新建了十二所学校，成效很好。\n"
        "陈小华委员：农村学校还缺三百名教师，请问怎么办？\n",
        ["王大明", "陈小华"],
    ),
    (
        f"SHRI RAM EXAMPLE (NORTHFIELD): {ASKED}\nTHE MINISTER OF RURAL ROADS (SHRI A. B. ROE): "
        f"{BUILT}\nHON. SPEAKER: {IN_ORDER}\n",
        ["Ram Example", "A. B. Roe", "Speaker"],
    ),
    (
        f"Interview\nAda Norland: {ASKED}\nJohn Roe: {BUILT}\nAda Norland: {ASKED}\n"
        f"John Roe: {REPLY}\n",
        ["Ada Norland", "John Roe", "Ada Norland", "John Roe"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speakers"), RECORDS)
def test_each_turn_has_its_speaker(text: str, speakers: list[str]) -> None:
    document = read(text).document
    assert [turn.speaker for turn in document.turns] == speakers


@pytest.mark.parametrize(
    "text",
    [
        "政府工作报告\n县长 周国平\n各位代表：\n一、主要目标：\n地区生产总值增长5%，收入增长。\n"
        "牵头单位：县住建局，责任人为局长本人。\n联系人：王大明，电话见网站，欢迎监督举报。\n",
        "毛主席说：“我们的重点放在生产上，这一点不能动摇。”\n毛主席指出：“要艰苦朴素，勤俭节约。”\n",
        "方向：建设更好的学校，让孩子们都有学上。\n任务：建设更多的公园。\n"
        "方向：修好每一条道路。\n任务：再修十条。\n",
        f"Address\nMr. Speaker:\nMr. Vice President:\nMembers of Congress:\n{BUILT}\n"
        f"Jobs: {REPLY}\n",
        f"Key Measures: {BUILT}\nNext Steps: {REPLY}\nKey Measures: {BUILT}\nNext Steps: {REPLY}\n"
        "These are the key measures, and the next steps.\n",
        "Cabinet\nPrime Minister: Jane Doe\nMinister for Health: John Roe\nSpeaker: Mary Major\n",
        f"RAISING PRODUCTIVITY: SKILLS\n{BUILT}\nRAISING PRODUCTIVITY: GROWTH\n{REPLY} Raising "
        "productivity is our aim.\n",
    ],
)  # fmt: skip
def test_a_speech_has_no_turns(text: str) -> None:
    assert read(text).document.turns == ()


def test_sections_end_where_somebody_else_begins_and_headings_belong_to_what_follows() -> None:
    told = read(
        f"Debate\nThe SPEAKER: {IN_ORDER}\nMs SMITH: {ASKED}\nROADS AND BRIDGES\nMr ROE: {BUILT}\n"
    )
    document = told.document
    spoken = [document.speaker_of(section.span) for section in told.sections]
    assert spoken == [None, "Speaker", "Smith", "Roe"]
    assert told.sections[-1].heading == ("ROADS AND BRIDGES",)
    assert "".join(s.span.slice(document.text) for s in told.sections) == document.text
    asked = document.text.index(ASKED)
    assert document.speaker_of(Span(asked, asked + len(ASKED))) == "Smith"


def test_who_says_nearly_all_is_the_speaker_of_the_document() -> None:
    told = read(f"Budget\nDr DOE (Northfield): {BUILT * 20}\nMr SPEAKER: {IN_ORDER}\n")
    assert told.document.speaker == "Doe"
    assert told.document.speakers == ("Doe", "Speaker")
    assert told.report["turns"] == 2
    assert told.report["evidence"]["speaker"].startswith("turns")


def test_an_answer_that_names_nobody_is_that_of_the_documents_speaker() -> None:
    told = read(f"Remarks by Jane Doe\nQuestion: {ASKED}\nAnswer: {BUILT}\nQuestion: {ASKED}\n")
    document = told.document
    assert [turn.speaker for turn in document.turns] == ["Question", "Question"]
    at = document.text.index(BUILT)
    assert document.speaker_of(Span(at, at + len(BUILT))) == "Jane Doe"
