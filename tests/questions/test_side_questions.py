"""Each side of a comparison is asked about by itself."""

from __future__ import annotations

import pytest

from rag.questions.side_questions import question_about
from rag.types.questions import Filters, Intent, Understood

HUNAN, HENAN = Filters(regions=("湖南省",)), Filters(regions=("河南省",))


def about(side: Filters, text: str, *others: Filters) -> str:
    understood = Understood(
        text, "en", text, Filters(), compared=(HUNAN, HENAN, *others), intent=Intent(asked=text)
    )
    return question_about(side, understood)


@pytest.mark.parametrize(
    ("question", "of_hunan", "of_henan"),
    [
        ("湖南和河南哪个粮食多？", "湖南哪个粮食多？", "河南哪个粮食多？"),
        ("湖南的粮食比河南多吗？", "湖南的粮食多吗？", "粮食比河南多吗？"),
        (
            "Did Hunan or Henan harvest more?",
            "Did Hunan harvest more?",
            "Did Henan harvest more?",
        ),
        (
            "How does Hunan compare with Henan in grain?",
            "How does Hunan compare in grain?",
            "How does compare with Henan in grain?",
        ),
    ],
)
def test_the_other_side_is_left_out(question: str, of_hunan: str, of_henan: str) -> None:
    assert about(HUNAN, question) == of_hunan
    assert about(HENAN, question) == of_henan


def test_sides_that_are_years_have_one_question() -> None:
    assert about(Filters(), "湖南今年比去年多吗？") == "湖南今年比去年多吗？"
