"""Claims about labels that begin no turn: headings run into a paragraph, salutations and lists; and
about answers, which belong to the one who is asked."""

from __future__ import annotations

import pytest

from rag.types.text import Span
from tests.ingestion.helpers import read

BUILT = "We have built 212 new schools since last year, in every town of the country."
ASKED = "Does the Government accept that 45 schools in the north still wait for a roof?"
REPLY = "I do accept it, and we will spend 12 million on those roofs before 2026."
HEAD = "Budget Speech by Jane Doe, Minister for Finance\n7 May 2024\n"


@pytest.mark.parametrize(
    "text",
    [
        f"Clean Water Programme (2024): {BUILT}\nHealthy Schools Initiative (2025): {REPLY}\n",
        f"Wellhaven Pledge ($12m): {BUILT}\nMoana Compact (3 towns): {REPLY}\n",
        f"New Roads. – {BUILT}\nSafe Harbours. – {REPLY}\nMr. Speaker: {BUILT}\n",
        f"Foreign Relations.—{BUILT}\nIndian Affairs.—{REPLY}\nMr. President: {REPLY}\n",
        f"Project Alpha (Phase One): {BUILT}\nProject Beta (Phase Two): {REPLY}\n",
        f"Water Security: {BUILT}\nWater Security: {REPLY}\nNational Fund: {BUILT}\n"
        f"National Fund: {REPLY}\n",
        f"Mr. President: {BUILT}\nMr. Speaker: {REPLY}\n",
        f"Madam Speaker: {BUILT}\nMadam Speaker: {REPLY}\nMr. President: {BUILT}\n",
        f"Secretary for Housing: Build 500 homes in the north. {BUILT}\n"
        f"Secretary for Health: Open 12 clinics in the south. {REPLY}\n",
        f"Secretary for Housing: build 500 homes. {BUILT}\nSecretary for Health: open 12. {BUILT}\n"
        f"Secretary for Housing: build 40 homes. {BUILT}\nSecretary for Health: open 3. {BUILT}\n",
        "Chair: John Roe, Mary Major, Ann Lee, Peter Stone and Paul Miller\n"
        "Clerk: Mary Major, John Roe, Paul Miller, Ann Lee and Peter Stone\n"
        "Chair: John Roe, Mary Major, Ann Lee, Peter Stone and Paul Miller\n",
        "主席：王大明、李小明、陈大文、林安国、高大明\n秘书长：王大明、李小明、陈大文、林安国\n"
        "主席：王大明、李小明、陈大文、林安国、高大明\n",
        "市长：负责全市经济社会发展全面工作，主管财政。\n副市长：分管教育、卫生、体育和民政工作。\n"
        "市长：负责全市经济社会发展全面工作，主管财政。\n副市长：分管教育、卫生、体育和民政工作。\n",
        "林长制：全市设立各级林长三百二十名，巡林两万次。\n路长制：全市设立各级路长一百名。\n"
        "林长制：全市设立各级林长三百二十名，巡林两万次。\n路长制：全市设立各级路长一百名。\n",
    ],
)  # fmt: skip
@pytest.mark.parametrize("head", ["", HEAD])
def test_headings_salutations_and_lists_begin_no_turn(text: str, head: str) -> None:
    assert read(f"{head}{text}").document.turns == ()


def test_names_that_come_again_are_not_believed_where_the_head_names_another_speaker() -> None:
    said = f"Wellhaven Moana: {ASKED}\nBeta Norland: {REPLY}\nWellhaven Moana: {BUILT}\n"
    said += "Beta Norland: Nobody in this country should wait for a roof in winter.\n"
    assert len(read(f"Interview\n{said}").document.turns) == 4
    assert read(f"{HEAD}{said}").document.turns == ()


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (f"Jane DOE (Norland): {ASKED}\nJohn ROE (Moana): {BUILT}\n", ["Jane Doe", "John Roe"]),
        (f"Mr SPEAKER: {ASKED}\nMs GREEN (Northfield): {BUILT}\n", ["Speaker", "Green"]),
        (f"The Chair: {ASKED}\nThe Secretary: {BUILT}\nThe Chair: {ASKED}\n"
         f"The Secretary: {REPLY}\n",
         ["Chair", "Secretary", "Chair", "Secretary"]),
        ("主席：现在开会，请陈大文议员发言，时间五分钟。\n陈大文议员：请问何时修好北岭的学校屋顶？\n",
         ["主席", "陈大文"]),
    ],
)  # fmt: skip
def test_records_keep_their_turns(text: str, speakers: list[str]) -> None:
    assert [turn.speaker for turn in read(text).document.turns] == speakers


@pytest.mark.parametrize(
    ("text", "asked", "answer"),
    [
        ("市长王大明答记者问\n问：请问今年北岭的学校屋顶何时修好？\n答：今年十月底以前全部修好，共45所。\n"
         "问：经费从哪里来？是否列入今年的预算？\n答：市财政安排了1200万元。\n",
         "请问今年北岭的学校屋顶何时修好？", "今年十月底以前全部修好，共45所。"),
        (f"Interview with the press\nRemarks by Jane Doe\nQ: {ASKED}\nA: {BUILT}\nQ: {ASKED}\n"
         f"A: {REPLY}\n", ASKED, BUILT),
    ],
)  # fmt: skip
def test_answers_stand_apart_from_questions_and_belong_to_the_one_who_is_asked(
    text: str, asked: str, answer: str
) -> None:
    told = read(text)
    document = told.document
    spoken = {
        words: document.speaker_of(section.span)
        for section in told.sections
        for words in (asked, answer)
        if words in section.span.slice(document.text)
    }
    assert spoken == {asked: document.turns[0].speaker, answer: document.speaker}
    assert document.speaker in ("王大明", "Jane Doe")


@pytest.mark.parametrize(
    "text",
    [f"Press\nQ: {ASKED * 20}\nA: {BUILT}\nQ: {ASKED * 9}\n", f"Press\nQ: {ASKED}\nA: {BUILT * 9}\n"
     f"Q: {ASKED}\nA: {REPLY}\n", f"Talk\nThe Chair: {ASKED * 30}\nMr Roe: {BUILT}\n"],
)  # fmt: skip
def test_a_part_in_a_conversation_is_no_speaker_of_a_document(text: str) -> None:
    assert read(text).document.speaker is None


def test_a_short_turn_under_a_long_heading_is_not_merged_with_the_next() -> None:
    told = read(
        f"Debate\nROADS AND BRIDGES OF THE NORTH\nMr SPEAKER: Order!\nMs ROE: {BUILT}\n"
        f"Mr DOE: {ASKED}\n"
    )
    last = told.sections[-2]
    assert last.span.slice(told.document.text).startswith("Ms ROE")


def test_words_of_an_answer_have_no_speaker_where_nobody_is_named() -> None:
    document = read(f"Press\nQ: {ASKED}\nA: {BUILT}\nQ: {ASKED}\nA: {REPLY}\n").document
    at = document.text.index(REPLY)
    assert document.speaker_of(Span(at, at + len(REPLY))) is None
