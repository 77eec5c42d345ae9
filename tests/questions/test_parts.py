"""A question that is several questions is cut into parts that are understood by themselves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.questions.intent import asked_stances
from rag.questions.parts import Part, parts_of
from rag.types.text import Stance


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "四川2025年粮食产量多少，2026年目标是多少？",
            ("四川2025年粮食产量多少", "2026年目标是多少？（四川 粮食产量多少）"),
        ),
        (
            "安徽2025年汽车产量多少辆，排全国第几？",
            ("安徽2025年汽车产量多少辆", "排全国第几？（安徽2025年汽车产量多少辆）"),
        ),
        (
            "北京要在多少个小区装智能机器，又给多少个老小区请来物业？",
            ("北京要在多少个小区装智能机器", "又给多少个老小区请来物业？（北京）"),
        ),
        (
            "2025年全国城镇新增就业目标和赤字率分别是多少？",
            ("2025年全国城镇新增就业目标是多少？", "赤字率是多少？（全国，2025年）"),
        ),
        (
            "How much did Hunan harvest in 2025 and what is its target for 2026?",
            (
                "How much did Hunan harvest in 2025",
                "what is its target for 2026? (How much did Hunan harvest)",
            ),
        ),
        (
            "Which port was built? How many ships called at the new port?",
            ("Which port was built?", "How many ships called at the new port?"),
        ),
    ],
)
def test_each_part_can_be_judged_by_itself(question: str, parts: tuple[str, ...]) -> None:
    assert tuple(part.whole for part in parts_of(question)) == parts


@pytest.mark.parametrize(
    "question",
    [
        "广东和江苏的目标分别是多少？",
        "2025年，省里的报告说了什么？",
        "In 2025, what did the mayor's report say?",
        "What growth rate and what ceiling on prices did they set?",
        "How many roads and bridges were built?",
    ],
)
def test_one_question_has_one_part(question: str) -> None:
    assert parts_of(question) == (Part(question, question),)


@given(st.text(max_size=80))
def test_every_text_has_parts(text: str) -> None:
    assert parts_of(text)


@pytest.mark.parametrize(
    ("question", "stances"),
    [
        ("What does the county pencil in for exports?", ("target",)),
        ("What did the plan call for in schools?", ("target",)),
        ("What is scheduled for the port?", ("target",)),
        ("县里今年打算招多少老师？", ("target",)),
        ("县里想招来多少家企业？", ("target",)),
        ("县里拟建几所学校？", ("target",)),
        ("What did the county deliver on housing?", ("achieved",)),
        ("Where did exports end up?", ("achieved",)),
        ("民生实事办完了吗？", ("achieved",)),
        ("出口实际增长多少？", ("achieved",)),
        ("What will be delivered next year?", ("target",)),
        ("出口的目标和实际完成各是多少？", ("target", "achieved")),
        ("去年建了多少所学校，今年打算建多少所？", ("achieved", "target")),
        ("How many schools were built, and how many are planned?", ("achieved", "target")),
        ("学校有多少所？", ()),
    ],
)
def test_plans_and_results_in_everyday_words(question: str, stances: tuple[Stance, ...]) -> None:
    assert asked_stances([part.whole for part in parts_of(question)]) == stances
