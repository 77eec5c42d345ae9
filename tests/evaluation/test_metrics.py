"""The measurements of invented outcomes, as a person would work them out by hand."""

from __future__ import annotations

import random

import ir_measures
import pytest

from rag.evaluation.bootstrap import difference
from rag.evaluation.measures import MEASURES
from rag.evaluation.metrics import measure
from rag.evaluation.page import page
from rag.evaluation.ranking import RANKING, ranked
from rag.evaluation.report import compared, report
from rag.evaluation.report_lines import lines
from rag.evaluation.run import JudgedStatement
from rag.types.answers import IndexState
from tests.evaluation.outcomes import RIGHT, WRONG, outcome, unanswerable

INDEX = IndexState("i", 1)


OUTCOMES = [
    outcome("a", JudgedStatement(True, 0.9)),
    outcome("b", WRONG, RIGHT, facts=(True, False), ranks=(3, None), language="en"),
    outcome("c", status="unsupported", facts=(False,), ranks=(None,)),
    outcome("d", JudgedStatement(False, 0.4), ranks=(7,)),
    unanswerable("e", status="unsupported"),
    unanswerable("f", JudgedStatement(False, 0.7)),
]


def test_every_measurement_is_the_share_that_it_says() -> None:
    found = measure(OUTCOMES)["groups"]["all"]["measures"]
    values = {name: measurement["value"] for name, measurement in found.items()}
    assert values["fact_recall"] == 0.5
    assert values["answered_of_answerable"] == 0.75
    assert values["declined_of_unanswerable"] == 0.5
    assert values["balanced_accuracy"] == 0.625
    assert values["refusal_precision"] == 0.5
    assert values["quotation_validity"] == 1.0
    assert values["right"] == 0.5
    assert (values["Success@1"], values["Success@5"], values["Success@10"]) == (0.25, 0.5, 0.75)
    assert values["R@100"] == pytest.approx((1 + 0.5 + 0 + 1) / 4)


def test_every_measurement_has_words_and_holds_its_value_in_its_interval() -> None:
    for group in measure(OUTCOMES)["groups"].values():
        for name, measurement in group["measures"].items():
            assert name in MEASURES
            assert 0 <= measurement["low"] <= measurement["value"] <= measurement["high"] <= 1


def test_a_share_of_all_is_not_certain() -> None:
    found = measure([outcome(str(i)) for i in range(20)])["groups"]["all"]["measures"]
    assert found["fact_recall"]["high"] == 1.0
    assert found["fact_recall"]["low"] == pytest.approx(0.8316, abs=1e-3)


def test_the_same_outcomes_give_the_same_intervals() -> None:
    assert measure(OUTCOMES) == measure(OUTCOMES)


def test_ndcg_credits_each_gold_entry_once_at_its_first_rank() -> None:
    assert ranked((1, 2))["nDCG@10"] == pytest.approx(1.0)
    assert ranked((2,))["nDCG@10"] == pytest.approx(0.6309, abs=1e-4)


# ir-measures names parts of the standard library that Python 3.12 advises against.
@pytest.mark.filterwarnings("ignore:.* is deprecated and will be removed:DeprecationWarning")
def test_ranking_measures_are_those_of_ir_measures() -> None:
    draw = random.Random(7)
    cases = {
        str(number): [
            draw.choice([None, *range(1, 13), 99, 101]) for _ in range(draw.randint(1, 15))
        ]
        for number in range(400)
    }
    theirs = {name: ir_measures.parse_measure(name) for name in RANKING}
    relevant, retrieved = [], []
    for case, ranks in cases.items():
        relevant += [ir_measures.Qrel(case, f"gold-{i}", 1) for i in range(len(ranks))]
        names = [f"other-{rank}" for rank in range(1, 102) if rank not in ranks]
        places = {f"gold-{i}": (rank, i) for i, rank in enumerate(ranks) if rank is not None}
        places |= {name: (int(name.split("-")[1]), 0) for name in names}
        order = sorted(places, key=places.__getitem__)
        retrieved += [ir_measures.ScoredDoc(case, name, -float(i)) for i, name in enumerate(order)]
    found = {
        (metric.query_id, str(metric.measure)): metric.value
        for metric in ir_measures.iter_calc(list(theirs.values()), relevant, retrieved)
    }
    assert len(found) == len(cases) * len(RANKING)
    for case, ranks in cases.items():
        for name, value in ranked(ranks).items():
            assert value == pytest.approx(found[case, str(theirs[name])], abs=1e-9), (name, ranks)


def test_a_difference_is_paired() -> None:
    now, then = [(1.0, 1.0)] * 8 + [(0.0, 1.0)] * 2, [(1.0, 1.0)] * 3 + [(0.0, 1.0)] * 7
    found = difference(now, then)
    assert found is not None
    assert found.value == 0.5
    assert 0 < found.low < 0.5 < found.high < 1
    assert difference(now, [(0.0, 0.0)] * 10) is None


def test_a_later_run_names_the_cases_that_turned() -> None:
    then = report(OUTCOMES, cases="c.jsonl", index=INDEX, answerer="extractive")
    better = [outcome("b", RIGHT, language="en", ranks=(1, 2), facts=(True, True)), *OUTCOMES[2:]]
    worse = [outcome("a", WRONG, facts=(False,)), *better]
    now = report(worse, cases="c.jsonl", index=INDEX, answerer="extractive")
    found = compared(now, then)
    assert (found["gained"], found["lost"], found["cases"]) == (["b"], ["a"], 6)
    assert found["changes"]["en"]["fact_recall"]["value"] == 1.0
    assert found["changes"]["en"]["first_right"]["value"] == 1.0
    now["earlier"] = found
    assert any(line.startswith("gained") and line.endswith("b") for line in lines(now))
    assert "Wrong then, right now" in page(now)


def test_the_page_is_whole_in_itself_and_harmless() -> None:
    whole = report(
        [*OUTCOMES, outcome("<script>", facts=(False,), failure="ValueError: <img>")],
        cases="<c>.jsonl",
        index=INDEX,
        answerer="extractive",
    )
    text = page(whole)
    assert "<script" not in text
    assert "<img" not in text
    assert "words &lt;b&gt;" in text
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
    for wrong in ("b？", "c？", "f？"):
        assert wrong in text
