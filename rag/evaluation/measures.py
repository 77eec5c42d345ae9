"""The measures of an evaluation: the words of each, and what each case adds to it.

Each but the last two is a ratio of two sums over cases; a case adds its share to both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rag.evaluation.bootstrap import Share
from rag.evaluation.ranking import ranked
from rag.evaluation.run import Outcome

NOTHING: Share = (0.0, 0.0)
# The mean of two ratios: both count alike, however many cases each has.
BALANCED = ("answered_of_answerable", "declined_of_unanswerable")


@dataclass(frozen=True, slots=True)
class Measure:
    """What a measure says, in words; the share of a case in it; whether a greater value is
    better. Without `share` it is no ratio of sums over cases."""

    words: str
    share: Callable[[Outcome], Share] | None = None
    greater_is_better: bool = True


def _if(condition: object, value: object) -> Share:
    return (float(bool(value)), 1.0) if condition else NOTHING


def _of_quotations(outcome: Outcome, right: int) -> Share:
    return float(right), float(len(outcome.quotations))


def _bearing(outcome: Outcome) -> Share:
    if not _can_be_right(outcome):
        return NOTHING
    return _of_quotations(outcome, sum(q.supports for q in outcome.quotations))


def _can_be_right(outcome: Outcome) -> bool:
    return outcome.case.answerable and outcome.case.judgeable


def _no_answer(outcome: Outcome) -> bool:
    return not outcome.case.answerable and not outcome.case.false_premise


def _wrongly_sure(outcome: Outcome) -> bool:
    met = outcome.case.false_premise and outcome.corrected
    return outcome.sure and not met


def _ranking(name: str) -> Callable[[Outcome], Share]:
    return lambda o: (ranked(o.ranks)[name], 1.0) if o.case.gold else NOTHING


MEASURES: Mapping[str, Measure] = {
    "right": Measure(
        "Questions handled rightly: all facts quoted, or refused where nothing answers",
        lambda o: (float(o.right), 1.0),
    ),
    "first_right": Measure(
        "The first statement answers",
        lambda o: _if(_can_be_right(o), o.first_right),
    ),
    "any_right": Measure(
        "Some statement answers",
        lambda o: _if(_can_be_right(o), o.any_right),
    ),
    "fact_recall": Measure(
        "All facts of the right answer stand in the quotations",
        lambda o: _if(o.case.answerable and o.facts, all(o.facts)),
    ),
    "quotation_validity": Measure(
        "Quotations that stand word for word where the answer says",
        lambda o: _of_quotations(o, sum(q.valid for q in o.quotations)),
    ),
    "citation_precision": Measure("Quotations that bear on the answer", _bearing),
    "trap_right": Measure(
        "Result and promise told apart, right figure given",
        lambda o: _if(o.trapped is not None, all(o.facts) and not o.trapped),
    ),
    "trapped": Measure(
        "The wrong one of result and promise given",
        lambda o: _if(o.trapped is not None, o.trapped),
        greater_is_better=False,
    ),
    "sure_of_first_right": Measure(
        "Answers with a right first statement that say that they answer",
        lambda o: _if(_can_be_right(o) and o.first_right, o.sure),
    ),
    "sure_and_wrong": Measure(
        "Answers that say that they answer, and no statement does",
        lambda o: _if(o.sure and o.case.judgeable, not o.any_right),
        greater_is_better=False,
    ),
    "false_certainty": Measure(
        "Unanswerable questions given an answer as if it were sure",
        lambda o: _if(not o.case.answerable, _wrongly_sure(o)),
        greater_is_better=False,
    ),
    "refused_of_answerable": Measure(
        "Answerable questions that were refused, or answered in part without saying what is "
        "missing",
        lambda o: _if(o.case.answerable, o.refused),
        greater_is_better=False,
    ),
    "answered_of_answerable": Measure(
        "Answerable questions that were answered",
        lambda o: _if(o.case.answerable, not o.declined),
    ),
    "declined_of_unanswerable": Measure(
        "Unanswerable questions that were refused",
        lambda o: _if(_no_answer(o), o.declined),
    ),
    "refusal_precision": Measure(
        "Refusals that were right",
        lambda o: _if(o.declined and not o.case.false_premise, not o.case.answerable),
    ),
    "false_premise_met": Measure(
        "False premises refused, contradicted or corrected",
        lambda o: _if(o.case.false_premise, o.corrected),
    ),
    "failed": Measure(
        "Questions that broke the engine",
        lambda o: (float(o.failure is not None), 1.0),
        greater_is_better=False,
    ),
    "Success@1": Measure("A passage that answers comes first", _ranking("Success@1")),
    "Success@5": Measure("A passage that answers is among the first 5", _ranking("Success@5")),
    "Success@10": Measure("A passage that answers is among the first 10", _ranking("Success@10")),
    "R@100": Measure(
        "Share of the passages needed that are among the first 100", _ranking("R@100")
    ),
    "nDCG@10": Measure("nDCG of the first 10", _ranking("nDCG@10")),
    "balanced_accuracy": Measure("Answering what can be answered and refusing the rest, mean"),
    "calibration_error": Measure(
        "Distance of the probability given from the share that was right, mean "
        "(expected calibration error)",
        greater_is_better=False,
    ),
}
