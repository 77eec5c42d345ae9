"""Support: lies without a wrong figure are dropped, honest paraphrases kept, as far as measured.

tests/data/sample-claims.jsonl is over the sample speeches. tests/data/claims.jsonl is over real
ones, which are not in the repository: it names the words by their place and digest. The gate was
made with both, so these hold what was reached, and measure nothing new.
"""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from rag.answering.gate import Gate
from rag.answering.sources import select
from rag.assembly import bundled_support
from rag.types.answers import Claim, Dropped, Judgement, Statement
from rag.types.text import Span
from tests.speeches import hit

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "rag" / "samples" / "speeches"
CORPUS = ROOT.parent / "shared" / "data" / "corpus"
DATA = ROOT / "tests" / "data"


@cache
def bench() -> ModuleType:
    """scripts/benchmarks/lies.py, so that the tests judge as the measurement does."""
    path = ROOT / "scripts" / "benchmarks" / "lies.py"
    spec = importlib.util.spec_from_file_location("lies", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def passing(file: Path, corpus: Path) -> dict[str, float]:
    """The share of the lies and of the honest claims that pass."""
    cases = [bench().judged(entry, corpus) for entry in bench().entries(file, None)]
    passed, all_ = Counter[str](), Counter(case.label for case in cases)
    passed.update(case.label for case in cases if case.reason is None)
    return {label: passed[label] / count for label, count in all_.items()}


def verdict(claim: str, passage: str, heading: tuple[str, ...] = ()) -> str | None:
    (source,) = select([hit(passage, heading)])
    found = Gate([source], bundled_support()).verify(
        Claim(claim, (f"1.1-{len(source.sentences)}",))
    )
    return found.reason if isinstance(found, Dropped) else None


def test_over_the_samples_lies_are_dropped_and_paraphrases_kept() -> None:
    found = passing(DATA / "sample-claims.jsonl", SAMPLES)
    assert found["lie"] <= 1 / 28
    assert found["honest"] >= 19 / 20


@pytest.mark.skipif(not CORPUS.is_dir(), reason="needs ../shared/data/corpus")
def test_over_real_speeches_no_more_lies_pass_and_no_fewer_paraphrases() -> None:
    found = passing(DATA / "claims.jsonl", CORPUS)
    assert found["lie"] <= 0.035
    assert found["honest"] >= 0.90


@pytest.mark.parametrize(
    ("claim", "quoted", "reason"),
    [
        ("所有渡口都已停航。", "东渡口已停航。", "totality_not_in_quote"),
        ("东渡口没有停航。", "东渡口已停航。", "negation_not_in_quote"),
        ("东渡口去年停航。", "东渡口已停航。", "time_not_in_quote"),
        ("东渡口客流最多。", "东渡口客流增长。", "rank_not_in_quote"),
        ("由于暴雨，东渡口停航。", "东渡口已停航。", "cause_not_in_quote"),
        ("渡口客流大幅增长。", "渡口客流增长。", "degree_not_in_quote"),
        ("渡口客流下降5%。", "渡口客流增长5%。", "direction_not_in_quote"),
        ("青川区出口增长。", "青川区进口增长。", "subject_not_in_quote"),
        ("The ferry may stop.", "The ferry stopped.", "certainty_not_in_quote"),
        ("The ferry stops.", "The ferry stops if it rains.", "certainty_not_in_quote"),
        ("Every ferry stopped.", "The east ferry stopped.", "totality_not_in_quote"),
        ("渡口客流增长5%。", "渡口客流增长5%。", None),
        ("Ferry traffic grew by 5 percent.", "渡口客流增长5%。", None),
    ],
)
def test_the_answer_says_why_a_claim_was_dropped(
    claim: str, quoted: str, reason: str | None
) -> None:
    assert verdict(claim, quoted) == reason


def test_a_heading_proves_nothing() -> None:
    heading = "二、环湖路全线贯通"
    (source,) = select([hit(f"{heading}\n环湖路长21公里。", (heading,))])
    found = Gate([source], bundled_support()).verify(Claim("环湖路已经全线贯通。", ("1.1",)))
    assert found == Dropped("环湖路已经全线贯通。", "heading_only")


def test_a_promise_under_the_heading_of_a_plan_is_no_result() -> None:
    plan = ("二、2026年工作安排",)
    assert verdict("环湖路已建成。", "建成环湖路。", plan) == "promise_told_as_result"
    assert verdict("将建成环湖路。", "建成环湖路。", plan) is None


def test_a_part_of_a_sentence_may_not_leave_out_what_it_hangs_on() -> None:
    assert verdict("the ferry will stop", "If it rains the ferry will stop.") is not None


def test_words_that_are_chosen_from_a_speech_are_not_judged_as_written_ones() -> None:
    (source,) = select([hit("If it rains the ferry will stop.")])
    chosen = Claim("the ferry will stop", ("1.1",), Judgement(0.9, Span(11, 30)))
    assert isinstance(Gate([source], bundled_support()).verify(chosen), Statement)


def test_of_a_list_with_its_figures_behind_each_has_its_own() -> None:
    listed = "光电、纺织产值分别增长9%、4%。"
    assert verdict("光电产值增长9%。", listed) is None
    assert verdict("光电产值增长4%。", listed) == "subject_not_in_quote"
