"""The choice: weights from a file, chances between 0 and 1, and an order without chance in it."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.answering.choice import CHOICE_FILE, ORDER, Choice, Weights, logistic, values, with_order
from rag.answering.features import BEFORE_READING, FEATURES
from rag.assembly import bundled_choice
from tests.answering.test_features import GRAIN, PIGS, Shown, Told, candidate, understood

SHOWN = Shown("粮食产量是多少？", Told(GRAIN), Told(PIGS))


def test_the_shipped_weights_name_features_that_there_are() -> None:
    choice = bundled_choice()
    leads = {f"{name}_lead" for name in (*FEATURES, ORDER)}
    assert set(choice.first_look.of) <= {*BEFORE_READING, *leads}
    assert set(choice.order.of) <= {*FEATURES, *leads}
    assert set(choice.chance.of) <= {*FEATURES, ORDER, *leads}
    thresholds = choice.thresholds
    assert 0 < thresholds.stated < thresholds.answered < 1
    assert 0 < thresholds.beside < 1


def test_the_best_candidate_comes_first_and_has_the_higher_chance() -> None:
    asked = understood(SHOWN)
    found = [candidate(Told(PIGS, logit=-5.0), asked), candidate(Told(GRAIN, logit=3.0), asked)]
    first, second = bundled_choice().judge(asked, found)
    assert first.candidate.text == GRAIN
    assert 0 <= second.chance < first.chance <= 1


def test_equals_keep_the_order_of_their_sources() -> None:
    choice = Choice(Weights(0, {}), Weights(0, {}), Weights(0, {}), bundled_choice().thresholds)
    asked = understood(SHOWN)
    found = [candidate(Told(GRAIN, number=number), asked) for number in (3, 1, 2)]
    judged = choice.judge(asked, found)
    assert [each.candidate.source.number for each in judged] == [1, 2, 3]
    assert {each.chance for each in judged} == {0.5}


def test_a_lead_is_the_distance_to_the_best_of_the_others() -> None:
    asked = understood(SHOWN)
    found = [candidate(Told(GRAIN, logit=logit), asked) for logit in (1.0, 4.0, 2.0)]
    rows = values(FEATURES, asked, found)
    assert [row["reader_lead"] for row in rows] == [-3.0, 2.0, -2.0]
    rows = with_order(rows, Weights(1.0, {"reader": 2.0}))
    assert [row[ORDER] for row in rows] == [3.0, 9.0, 5.0]
    assert [row[f"{ORDER}_lead"] for row in rows] == [-6.0, 4.0, -4.0]
    assert values(FEATURES, asked, found[:1])[0]["reader_lead"] == 0.0


@given(st.floats(-800, 800))
def test_the_logistic_function_stays_between_0_and_1(value: float) -> None:
    assert 0 <= logistic(value) <= 1
    assert logistic(value) + logistic(-value) == pytest.approx(1)


def test_weights_are_read_from_a_file(tmp_path: Path) -> None:
    told = {
        "first_look": {"bias": 0.5, "weights": {"unmet": -1}},
        "order": {"bias": 0, "weights": {"reader": 1}},
        "chance": {"bias": -1, "weights": {ORDER: 2}},
        "thresholds": {"stated": 0.1, "answered": 0.7, "beside": 0.4},
    }
    path = tmp_path / CHOICE_FILE
    path.write_text(json.dumps(told), encoding="utf-8")
    choice = Choice.read(path)
    assert choice.first_look.sum({"unmet": 0.25}) == pytest.approx(0.25)
    assert choice.thresholds.answered == 0.7
    assert math.isclose(choice.chance.sum({ORDER: 1.5}), 2.0)
