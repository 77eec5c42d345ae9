"""Calibration: the error that a person would work out, its interval, and the diagram."""

from __future__ import annotations

import random
import re
from xml.etree import ElementTree

import numpy as np
import pytest

from rag.evaluation.bootstrap import drawn_again
from rag.evaluation.calibration import bins, calibration_error, said_and_right
from rag.evaluation.metrics import measure
from rag.evaluation.page import page
from rag.evaluation.reliability_chart import reliability_chart
from rag.evaluation.report import report
from rag.evaluation.report_lines import lines
from rag.evaluation.run import JudgedStatement, Outcome
from rag.types.answers import IndexState
from tests.evaluation.outcomes import RIGHT, outcome, unanswerable


def said(chance: float, right: bool, number: int = 0) -> Outcome:
    return outcome(f"{chance} {right} {number}", JudgedStatement(right, chance))


# Said .85 of four, of which two are right, and .2 of one that is wrong.
OUTCOMES = [
    said(0.9, True), said(0.9, False), said(0.8, True), said(0.8, False), said(0.2, False),
]  # fmt: skip


def error(outcomes: list[Outcome]) -> float:
    rows = said_and_right(outcomes)
    found = calibration_error(rows, drawn_again(len(rows)))
    assert found is not None
    assert 0 <= found.low <= found.value <= found.high <= 1
    return found.value


def test_the_error_is_the_distance_of_each_bin_weighted_by_its_cases() -> None:
    # bins: .9 to 1: two cases, .9 against .5; .8 to .9: .8 against .5; .2 to .3: .2 against 0
    assert error(OUTCOMES) == pytest.approx((2 * 0.4 + 2 * 0.3 + 1 * 0.2) / 5)
    assert error([said(1.0, True), said(0.0, False)]) == 0.0
    assert error([said(1.0, False), said(0.0, True)]) == 1.0


def test_errors_within_a_bin_may_cancel() -> None:
    assert error([said(0.5, right, number) for right in (True, False) for number in range(9)]) == 0


def test_only_first_statements_with_a_probability_count() -> None:
    silent = [
        outcome("no probability", RIGHT),
        outcome("no statement", status="unsupported"),
        outcome("nobody knows", JudgedStatement(False, 1.0), facts=(), ranks=()),
    ]
    later = [outcome("second", JudgedStatement(True, 0.9), JudgedStatement(False, 0.1))]
    assert error([*OUTCOMES, *silent]) == error(OUTCOMES)
    assert error(later) == pytest.approx(0.1)
    assert calibration_error(said_and_right(silent), drawn_again(3)) is None
    assert "calibration_error" not in measure(silent)["groups"]["all"]["measures"]
    assert measure(silent)["calibration"] == {}


def test_a_probability_for_what_cannot_be_answered_is_too_much() -> None:
    assert error([unanswerable("a", JudgedStatement(False, 0.7))]) == pytest.approx(0.7)


def test_the_interval_of_a_calibrated_answerer_reaches_near_zero() -> None:
    draw = random.Random(3)
    chances = [draw.random() for _ in range(400)]
    rows = np.array([(chance, draw.random() < chance) for chance in chances], dtype=float)
    found = calibration_error(rows, drawn_again(len(rows)))
    assert found is not None
    assert found.low < 0.03 < found.high < 0.12


def test_the_bins_hold_all_cases_once() -> None:
    assert bins(said_and_right(OUTCOMES)) == [
        {"from": 0.2, "to": 0.3, "cases": 1, "said": 0.2, "right": 0.0},
        {"from": 0.8, "to": 0.9, "cases": 2, "said": 0.8, "right": 0.5},
        {"from": 0.9, "to": 1.0, "cases": 2, "said": 0.9, "right": 0.5},
    ]
    edges = [said(number / 10, True) for number in range(11)]
    assert [found["cases"] for found in bins(said_and_right(edges))] == [1] * 9 + [2]


def test_the_report_tells_the_bins_in_all_its_forms() -> None:
    whole = report(OUTCOMES, cases="c.jsonl", index=IndexState("i", 1), answerer="extractive")
    assert whole["calibration"]["all"] == whole["calibration"]["zh"]
    assert "en" not in whole["calibration"]
    printed = [line.split() for line in lines(whole)]
    assert ["0.8", "to", "0.9", "2", "0.800", "0.500"] in printed
    text = page(whole)
    assert 'id="reliability-all-title"' in text
    assert 'id="reliability-zh-title"' in text
    assert len(set(re.findall(r' id="([^"]+)"', text))) == len(re.findall(r' id="', text))


def test_the_diagram_is_drawn_to_scale_and_told_in_words() -> None:
    drawn = reliability_chart(
        bins(said_and_right(OUTCOMES)), title="A & <B>", name="r", error="0.320 [0.10, 0.50]"
    )
    svg = "{http://www.w3.org/2000/svg}"
    root = ElementTree.fromstring(drawn)
    ids = {element.get("id"): element.text for element in root}
    labelled = (root.get("aria-labelledby") or "").split()
    assert ids[labelled[0]] == "A & <B>"
    told = ids[labelled[1]] or ""
    assert "error 0.320 [0.10, 0.50]" in told
    assert "Of 2 statements said to be right with 0.8 to 0.9, on average 0.80, 0.50 were" in told
    points = root.findall(f"{svg}circle")
    assert len(points) == 3
    x = [float(point.get("cx") or 0) for point in points]
    y = [float(point.get("cy") or 0) for point in points]
    assert (x[1] - x[0]) / (x[2] - x[1]) == pytest.approx(6, abs=0.1)
    assert y[0] > y[1] == y[2]
    counts = [element.text for element in root.findall(f"{svg}text") if not element.get("class")]
    assert counts == ["1", "2", "2"]
