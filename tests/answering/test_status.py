"""The status of an answer: it is a contract, and its reason is in the question's language."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rag.answering.gate import Gate
from rag.answering.sources import select
from rag.answering.status import assess
from rag.questions.intent import asked_stance, with_intent
from rag.types.answers import Claim, Statement
from rag.types.questions import Filters, Name, Question, Understood
from tests.speeches import RESULTS, hit


def statements(*pointers: str) -> list[Statement]:
    sources = select([hit()])
    gate = Gate(sources)
    spans = dict(zip(sources[0].pointers(), sources[0].sentences, strict=True))
    found = [gate.verify(Claim(spans[pointer].slice(RESULTS), (pointer,))) for pointer in pointers]
    return [verdict for verdict in found if isinstance(verdict, Statement)]


def understood(question: Question, *missing: str) -> Understood:
    named = Understood(question.text, question.language, question.text, Filters(), missing=missing)
    return with_intent(named, tuple(filter(None, [asked_stance(question.text)])))


def status(text: str, *pointers: str, missing: tuple[str, ...] = ()) -> tuple[str, str | None]:
    question = Question(text, language="zh" if "\u4e00" <= text[0] <= "\u9fff" else "en")
    assessed = assess(understood(question, *missing), statements(*pointers))
    return assessed.status, assessed.reason


def test_statements_make_an_answer() -> None:
    assert status("拆除了多少违法建设？", "1.1") == ("answered", None)


def test_without_statements_there_is_no_support() -> None:
    kind, reason = status("月球上有几所学校？")
    assert kind == "unsupported"
    assert reason is not None
    assert "没有找到" in reason


def test_what_is_not_held_is_named() -> None:
    assert status("香港呢？", missing=("香港",)) == ("unsupported", "索引中没有：香港")
    assert status("Hong Kong?", missing=("Hong Kong",))[1] == "the index does not hold: Hong Kong"
    assert status("香港呢？", "1.1", missing=("香港",))[0] == "partial"


@pytest.mark.parametrize("text", ["Why did PM2.5 fall by 40%?", "为什么PM2.5下降了40%？"])
def test_a_premise_that_the_quotation_contradicts_is_met_with_its_figure(text: str) -> None:
    kind, reason = status(text, "1.2")
    assert kind == "conflicting"
    assert reason is not None
    assert "40%" in reason
    assert "21.8%" in reason


def test_a_premise_that_the_quotation_gives_is_no_conflict() -> None:
    assert status("Why did PM2.5 fall by 21.8%?", "1.2")[0] == "answered"
    assert status("哪八个字概括了拆违？", "1.2")[0] == "answered"


def test_filters_that_nothing_passes_are_the_reason() -> None:
    question = Question("学校？", language="zh")
    assessed = assess(understood(question), [], is_empty=True)
    assert assessed.status == "unsupported"
    assert assessed.reason is not None
    assert "条件" in assessed.reason


def test_the_premise_is_met_with_the_clause_that_is_likeliest_meant() -> None:
    question = Question("Did PM2.5 fall by 40%?")
    found = statements("1.2")
    (stated,) = (stated for stated in found[0].figures if stated.figure.unit == "percent")
    likely = ((stated.figure, "PM2.5年均浓度下降21.8%。"),)
    assessed = assess(understood(question), found, likely=likely)
    assert assessed.reason == (
        "the question says 40%, the quotations do not; they say: PM2.5年均浓度下降21.8%"
    )


def doubted(text: str, pointer: str, *, names: tuple[Name, ...] = ()) -> str:
    """The status and the reason for an answer that is not sure."""
    question = Question(text, language="zh" if "\u4e00" <= text[0] <= "\u9fff" else "en")
    named = replace(understood(question), names=names)
    found = [replace(statement, chance=0.3) for statement in statements(pointer)]
    assessed = assess(named, found, sure=0.5)
    return f"{assessed.status}: {assessed.reason}"


def test_an_unsure_answer_is_partial_and_says_what_is_missing() -> None:
    assert doubted("拆违是什么时候开始的？", "1.1").startswith("partial: ")
    assert "时间" in doubted("拆违是什么时候开始的？", "1.1")
    assert "no date" in doubted("When did the demolition begin?", "1.1")
    assert "the target is not" in doubted("How much does it plan to demolish?", "1.1")
    assert (
        doubted("拆除了多少违法建设？", "1.1")
        == "partial: 讲话谈到了这件事，但引文未必直接回答所问"
    )


def test_a_sure_answer_is_answered_and_a_name_that_nobody_says_makes_it_partial() -> None:
    found = [replace(statement, chance=0.9) for statement in statements("1.1")]
    asked = understood(Question("拆除了多少违法建设？", language="zh"))
    assert assess(asked, found, sure=0.5).status == "answered"
    trump = replace(asked, names=(Name("特朗普", "person", "unknown"),))
    assessed = assess(trump, found, sure=0.5)
    assert assessed.status == "partial"
    assert "特朗普" in (assessed.reason or "")
    assert "特朗普" in (assess(trump, [], sure=0.5).reason or "")


@pytest.mark.parametrize("text", ["为什么PM2.5上升了？", "Why did PM2.5 rise?"])
def test_a_direction_that_the_quotation_denies_is_met_with_what_it_says(text: str) -> None:
    kind, reason = status(text, "1.2")
    assert kind == "conflicting"
    assert "21.8%" in (reason or "")
    assert status(text.replace("上升", "下降").replace("rise", "fall"), "1.2")[0] == "answered"


def of_parts(*answered: tuple[str, tuple[int, ...], float]) -> tuple[str, str | None]:
    """The status of "how much was demolished, and who measured it?", with statements that answer
    the parts of those numbers with those chances."""
    question = Question("拆除了多少违法建设，是谁测的？", language="zh")
    parts = tuple(
        understood(Question(text, language="zh")) for text in ("拆除了多少违法建设，", "是谁测的？")
    )
    found = [
        replace(statements(pointer)[0], parts=parts, chance=chance)
        for pointer, parts, chance in answered
    ]
    assessed = assess(replace(understood(question), parts=parts), found, sure=0.5)
    return assessed.status, assessed.reason


def test_a_part_without_statement_is_named() -> None:
    assert of_parts(("1.1", (0,), 0.9)) == ("partial", "没有找到足以回答这一问的语句：是谁测的")


def test_a_statement_may_answer_both_parts() -> None:
    assert of_parts(("1.1", (0, 1), 0.9)) == ("answered", None)


def test_the_reason_says_of_which_part_it_is() -> None:
    status, reason = of_parts(("1.1", (0,), 0.9), ("1.2", (1,), 0.1))
    assert status == "partial"
    assert reason is not None
    assert reason.startswith("是谁测的：")


def test_a_comparison_with_one_side_is_no_answer() -> None:
    question = understood(Question("明湖区和青川区谁拆得多？", language="zh"))
    sides = (Filters(documents=("d1",)), Filters(regions=("青川区",)))
    assessed = assess(replace(question, compared=sides), statements("1.1"))
    assert (assessed.status, assessed.reason) == ("partial", "没有找到这一方的语句：青川区")
    assert assess(question, statements("1.1")).status == "answered"
