"""The evaluation as a whole, over the sample speeches: it runs, and they are answered well."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from rag import cli
from rag.evaluation.cases import read_cases
from rag.evaluation.judging import covers, facts_said, gold_ranks, says, trapped
from rag.settings import Settings
from tests.serving.test_whole import publish

CASES = Path(__file__).parents[1] / "data" / "sample-cases.jsonl"
POLICY = Path(__file__).parents[3] / "shared" / "data" / "eval" / "policy"


@pytest.fixture(scope="module")
def indexes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    settings = Settings.model_validate({"indexes": tmp_path_factory.mktemp("indexes")})
    publish(settings)
    return settings.indexes


def evaluate(indexes: Path, *arguments: str) -> str:
    command = ["evaluate", str(CASES), "--indexes", str(indexes), *arguments]
    result = CliRunner().invoke(cli.app, command, catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def test_the_samples_are_measured_and_every_quotation_is_verbatim(
    indexes: Path, tmp_path: Path
) -> None:
    first, page = tmp_path / "first.json", tmp_path / "page.html"
    printed = evaluate(indexes, "--report", str(first), "--html", str(page))
    whole = json.loads(first.read_text("utf-8"))
    measures = whole["groups"]["all"]["measures"]
    assert measures["quotation_validity"]["value"] == 1.0
    assert measures["failed"]["value"] == 0.0
    assert measures["trapped"]["value"] == 0.0
    assert measures["Success@10"]["value"] >= 0.9
    assert measures["right"]["value"] >= 0.6
    assert "quotation_validity" in printed
    assert "<h1>" in page.read_text("utf-8")
    again = json.loads(evaluate(indexes, "--json", "--compare", str(first)))
    assert (again["earlier"]["gained"], again["earlier"]["lost"]) == ([], [])
    assert again["earlier"]["cases"] == len(read_cases(CASES))


def test_the_gold_of_the_sample_cases_stands_in_the_samples(indexes: Path) -> None:
    whole = json.loads(evaluate(indexes, "--json"))
    answerable = [o for o in whole["outcomes"] if o["answerable"]]
    assert all(rank is not None for o in answerable for rank in o["ranks"])


@pytest.mark.skipif(not POLICY.is_dir(), reason="the shared question set is not here")
def test_our_judgement_is_that_of_the_question_sets_own_script() -> None:
    """Over the gold words, halves of them, and the words of other cases."""
    judge = _their_judge()
    items = [json.loads(line) for line in (POLICY / "dev.jsonl").read_text("utf-8").splitlines()]
    cases = read_cases(POLICY / "dev.jsonl")
    words = [(g["quote"], g["doc"]) for item in items for g in [*item["gold"], *item["alt_gold"]]]
    cut = [(text[: n * len(text) // 4], doc) for text, doc in words[::3] for n in (1, 2, 3)]
    pool = words[::5] + cut[::7]
    for number, (item, case) in enumerate(zip(items, cases, strict=True)):
        own = [(g["quote"], g["doc"]) for g in item["gold"]]
        said = [*pool[number % 7 :: 7], *own, (item.get("trap") or "", "")]
        text = " ".join(passage for passage, _ in said)
        assert facts_said(case, text) == judge.facts_found(item, text)
        assert trapped(case, text) == judge.trapped(item, text)
        ranks = [rank for rank in gold_ranks(case, said) if rank]
        assert min(ranks, default=0) == judge.first_rank(item, said)
        for passage, _ in pool[number % 11 :: 11]:
            assert facts_said(case, passage) == judge.facts_found(item, passage)
            for gold in item["gold"]:
                assert covers(passage, gold["quote"]) == judge.overlaps(passage, gold["quote"])
        for fact in case.facts:
            assert says(fact, fact)


def _their_judge() -> Any:
    spec = importlib.util.spec_from_file_location("policy_score", POLICY / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
