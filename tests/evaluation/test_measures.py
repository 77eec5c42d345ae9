"""The measures of trust in an answer, in outcomes that a person can count."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from rag.evaluation.cases import Gold
from rag.evaluation.measures import MEASURES
from rag.evaluation.metrics import measure
from rag.evaluation.run import Outcome
from tests.evaluation.outcomes import RIGHT, WRONG, outcome, unanswerable

REFUTE = (Gold("a", "it is 92.8%"),)


def value(name: str, outcomes: Sequence[Outcome]) -> float | None:
    found = measure(outcomes)["groups"]["all"]["measures"].get(name)
    return None if found is None else float(found["value"])


def test_the_first_statement_and_any_statement_are_counted_of_what_can_be_answered() -> None:
    outcomes = [
        outcome("a", RIGHT, WRONG),
        outcome("b", WRONG, RIGHT),
        outcome("c", WRONG),
        outcome("d", status="unsupported"),
        unanswerable("e", WRONG),
        outcome("bare", RIGHT, facts=(), ranks=()),  # nobody knows what is right
    ]
    assert value("first_right", outcomes) == 0.25
    assert value("any_right", outcomes) == 0.5
    assert value("first_right", outcomes[4:]) is None


def test_a_right_first_statement_may_be_said_without_being_sure() -> None:
    outcomes = [
        outcome("a", RIGHT),
        outcome("b", RIGHT, status="partial", reason="no date"),
        outcome("c", WRONG),
    ]
    assert value("sure_of_first_right", outcomes) == 0.5


def test_false_certainty_is_an_answer_that_nothing_supports() -> None:
    assert value("false_certainty", [unanswerable("a", WRONG)]) == 1.0
    assert value("false_certainty", [unanswerable("a", WRONG, status="partial")]) == 0.0
    assert value("false_certainty", [unanswerable("a", status="unsupported")]) == 0.0
    assert value("false_certainty", [outcome("a", WRONG)]) is None


@pytest.mark.parametrize(
    ("fields", "false"),
    [
        ({}, 1.0),
        ({"refuted": True}, 0.0),
        ({"status": "conflicting"}, 0.0),
        ({"status": "unsupported"}, 0.0),
    ],
)
def test_a_false_premise_that_is_met_is_no_false_certainty(
    fields: dict[str, object], false: float
) -> None:
    assert value("false_certainty", [unanswerable("a", refute=REFUTE, **fields)]) == false


@pytest.mark.parametrize(
    ("outcome", "refused"),
    [
        (outcome("a", RIGHT), 0.0),
        (outcome("a", status="unsupported", reason="not there"), 1.0),
        (outcome("a", WRONG, status="partial", reason="no date"), 0.0),
        (outcome("a", WRONG, status="partial"), 1.0),  # names nothing that is missing
        (outcome("a", status="partial", reason="no date"), 1.0),  # shows nothing
        (outcome("a", WRONG, status="conflicting", reason="it is 5%"), 0.0),
        (unanswerable("a", status="unsupported"), None),
    ],
)
def test_an_answerable_question_is_refused_by_nothing_or_by_half_an_answer_without_a_reason(
    outcome: Outcome, refused: float | None
) -> None:
    assert value("refused_of_answerable", [outcome]) == refused


def test_sure_and_wrong_is_counted_of_all_answers_that_say_that_they_answer() -> None:
    outcomes = [
        outcome("a", RIGHT),
        outcome("b", WRONG, RIGHT),
        outcome("c", WRONG),
        outcome("d", WRONG, status="partial"),
        unanswerable("e", WRONG),
        outcome("bare", WRONG, facts=(), ranks=()),
    ]
    assert value("sure_and_wrong", outcomes) == 0.5


def test_a_case_without_facts_is_handled_rightly_if_some_statement_is_right() -> None:
    assert outcome("a", WRONG, RIGHT, facts=()).right
    assert not outcome("a", WRONG, facts=()).right
    assert outcome("a", WRONG, facts=(True,)).right


def test_citation_precision_counts_where_an_answer_is_known() -> None:
    assert value("citation_precision", [outcome("a", RIGHT, facts=())]) == 1.0
    assert value("citation_precision", [outcome("a", RIGHT, facts=(), ranks=())]) is None
    assert value("citation_precision", [unanswerable("a", WRONG)]) is None


def test_every_measure_has_words_of_its_own_and_says_which_values_are_better() -> None:
    assert len({measure.words for measure in MEASURES.values()}) == len(MEASURES)
    smaller = {name for name, measure in MEASURES.items() if not measure.greater_is_better}
    assert smaller == {
        "trapped", "sure_and_wrong", "false_certainty", "refused_of_answerable", "failed",
        "calibration_error",
    }  # fmt: skip
