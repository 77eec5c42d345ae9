"""The evaluation as a whole, over the sample speeches: it runs, and they are answered well."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from rag import cli
from rag.evaluation.cases import read_cases
from rag.evaluation.judging import answers, covers, facts_said, gold_ranks, says, trapped
from rag.settings import Settings
from tests.serving.test_whole import publish

CASES = Path(__file__).parents[1] / "data" / "sample-cases.jsonl"
SETS = Path(__file__).parents[3] / "shared" / "data" / "eval"
POLICY, NATURAL = SETS / "policy", SETS / "natural"


@pytest.fixture(scope="module")
def indexes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    settings = Settings.model_validate({"indexes": tmp_path_factory.mktemp("indexes")})
    publish(settings)
    return settings.indexes


def run(indexes: Path, *arguments: str) -> Result:
    command = ["evaluate", str(CASES), "--indexes", str(indexes), *arguments]
    return CliRunner().invoke(cli.app, command, catch_exceptions=False)


def evaluate(indexes: Path, *arguments: str) -> str:
    result = run(indexes, *arguments)
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


def test_several_files_are_measured_together_and_apart(indexes: Path, tmp_path: Path) -> None:
    more, page = tmp_path / "more.jsonl", tmp_path / "page.html"
    rows = [
        {"id": "forest-en", "question": "Who chairs the council of Atlantis?", "kind": "absent"},
        {
            "id": "title",
            "question": "明湖区的社区食堂在2025年增加到多少家？",
            "gold": [{"doc": "minghu-2026", "quote": "社区食堂增加到41家"}],
        },
    ]
    more.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    whole = json.loads(evaluate(indexes, str(more), "--html", str(page), "--json"))
    count = len(read_cases(CASES))
    assert whole["cases"] == "sample-cases.jsonl, more.jsonl"
    assert whole["groups"]["all"]["cases"] == count + 2
    assert {name: own["groups"]["all"]["cases"] for name, own in whole["files"].items()} == {
        "sample-cases.jsonl": count,
        "more.jsonl": 2,
    }
    assert whole["files"]["more.jsonl"]["groups"]["all"]["measures"]["first_right"]["value"] == 1
    ids = [outcome["id"] for outcome in whole["outcomes"]]
    assert {"sample-cases.jsonl:forest-en", "more.jsonl:forest-en", "title"} <= set(ids)
    assert "<h2>more.jsonl</h2>" in page.read_text("utf-8")


def test_the_folds_share_the_questions_out(indexes: Path) -> None:
    wholes = [json.loads(evaluate(indexes, "--fold", f"{i}/2", "--json")) for i in (1, 2)]
    assert [whole["folds"] for whole in wholes] == [
        {"number": 1, "of": 2},
        {"number": 2, "of": 2},
    ]
    ids = [[outcome["id"] for outcome in whole["outcomes"]] for whole in wholes]
    assert all(ids)
    assert sorted(ids[0] + ids[1]) == sorted(case.id for case in read_cases(CASES))
    assert ("forest-en" in ids[0]) is ("forest-zh" in ids[0])
    assert evaluate(indexes, "--fold", "1/2").startswith("fold 1 of 2\n")


@pytest.mark.parametrize(
    ("fold", "words"), [("3/2", "write I/K"), ("2", "write I/K"), ("999/999", "no question")]
)
def test_a_fold_that_is_none_is_refused(indexes: Path, fold: str, words: str) -> None:
    result = run(indexes, "--fold", fold)
    assert result.exit_code == 2
    assert words in " ".join(result.stderr.replace("│", " ").split())


def test_the_gold_of_the_sample_cases_stands_in_the_samples(indexes: Path) -> None:
    whole = json.loads(evaluate(indexes, "--json"))
    answerable = [o for o in whole["outcomes"] if o["answerable"]]
    assert all(rank is not None for o in answerable for rank in o["ranks"])


@pytest.mark.skipif(not POLICY.is_dir(), reason="the shared question set is not here")
def test_our_judgement_is_that_of_the_question_sets_own_script() -> None:
    """Over the gold words, halves of them, and the words of other cases."""
    judge = _their_judge(POLICY)
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


@pytest.mark.skipif(not NATURAL.is_dir(), reason="the shared question set is not here")
def test_our_judgement_of_natural_questions_is_that_of_their_own_script() -> None:
    """Over the gold words, parts of them among other words, and the words of other cases."""
    judge = _their_judge(NATURAL)
    items = [json.loads(line) for line in (NATURAL / "dev.jsonl").read_text("utf-8").splitlines()]
    cases = read_cases(NATURAL / "dev.jsonl")
    words = [gold["quote"] for item in items for gold in item["gold"]]
    said = [
        text
        for quote in words
        for text in (quote, f"我们（{quote[len(quote) // 4 : -len(quote) // 4]}）了", quote[:8])
    ]
    for number, (item, case) in enumerate(zip(items, cases, strict=True)):
        own = [gold["quote"] for gold in item["gold"]]
        for text in [*own, *(f"去年，{quote[3:]}！" for quote in own), *said[number % 3 :: 3]]:
            theirs = judge.judge(item, "answered", [text])
            assert answers(case, [text]) == theirs["first"], (text, own)


def _their_judge(folder: Path) -> Any:
    spec = importlib.util.spec_from_file_location(f"{folder.name}_score", folder / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
