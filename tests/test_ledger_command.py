"""Claims about `speechrag ledger` and `speechrag check`: words for people, lines for a pipe, JSON,
CSV and a page."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import rag.assembly
from rag import cli
from rag.cli.check import claim_lines
from rag.cli.ledger import ledger_lines
from rag.cli.terminal import Terminal, columns
from rag.cli.words import choose_language
from rag.presentation.ledger_json import check_json, ledger_csv, ledger_json
from rag.presentation.ledger_page import ledger_page
from rag.types.text import Language
from tests.reports_of_a_city import city_engine

BASE = "https://speeches.example"


@pytest.fixture(autouse=True)
def city(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The command line over two reports, whose index stays open for other tests."""
    monkeypatch.setattr(city_engine(), "close", lambda: None)
    monkeypatch.setattr(rag.assembly, "assemble_engine", lambda settings, **_: city_engine())
    monkeypatch.chdir(tmp_path)


def run(*arguments: str, stdin: str | None = None) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of a command line."""
    result = CliRunner().invoke(cli.app, arguments, input=stdin)
    return result.exit_code, result.stdout, result.stderr


def test_json_is_one_document_and_the_same_as_the_engines_ledger() -> None:
    code, out, err = run("ledger", "gdp", "--year", "2025", "--json")
    assert (code, err) == (0, "")
    assert json.loads(out) == ledger_json(city_engine().ledger("gdp", years=(2025,)))


def test_an_entry_has_the_names_of_the_contract() -> None:
    (entry,) = ledger_json(city_engine().ledger("gdp", years=(2025,)), BASE)["entries"]
    assert entry["region"] == "澄川市"
    assert (entry["indicator"]["key"], entry["year"]) == ("gdp", 2025)
    assert (entry["verdict"], entry["difference"]) == ("within_about", -0.2)
    assert entry["target"] is not None
    assert entry["target"]["quote"] == "地区生产总值增长5.5%左右"
    assert entry["result"] is not None
    assert entry["result"]["permalink"].startswith(f"{BASE}/documents/")
    assert "0.2" in entry["rule"]
    assert entry["stated_otherwise"] is None


def test_words_in_place_of_a_figure_are_told() -> None:
    (entry,) = ledger_json(city_engine().ledger("income", years=(2025,)))["entries"]
    assert (entry["target"], entry["verdict"]) == (None, "not_comparable")
    assert entry["stated_otherwise"] is not None
    assert "同步" in entry["stated_otherwise"]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["within “about” (-0.2 points)", "missed", "own word"]),
        ("zh", ["在“左右”之内 (-0.2个百分点)", "未达目标", "政府自己的报告"]),
    ],
)
def test_a_person_reads_verdicts_quotations_and_rules(language: Language, words: list[str]) -> None:
    ledger = city_engine().ledger(years=(2025,))
    lines = list(ledger_lines(ledger, Terminal(80, colour=False), language))
    shown = "\n".join(lines)
    assert all(word in shown for word in words)
    assert "地区生产总值增长5.5%左右" in shown
    assert max(map(columns, lines)) <= 80


def test_region_and_report_stand_in_the_readers_language_beside_the_original() -> None:
    ledger = city_engine().ledger("gdp", years=(2025,))
    english = list(ledger_lines(ledger, Terminal(200, colour=False), "en"))
    assert "Chengchuan (澄川市)" in english
    told = "Chengchuan, Government Work Report 2025 (澄川市2025年政府工作报告) · 2025-01-12"
    assert any(told in line for line in english)
    chinese = "\n".join(ledger_lines(ledger, Terminal(200, colour=False), "zh"))
    assert "澄川市2025年政府工作报告 · 2025-01-12" in chinese
    assert "Chengchuan" not in chinese


def test_a_pipe_gets_a_line_for_each_entry() -> None:
    code, out, _ = run("ledger", "jobs", "--year", "2025")
    assert code == 0
    (cells,) = [line.split("\t") for line in out.splitlines()]
    assert cells[:4] == ["澄川市", "jobs", "2025", "met"]


def test_a_spreadsheet_gets_both_sides_of_each_entry() -> None:
    code, out, _ = run("ledger", "--year", "2025", "--csv")
    assert code == 0
    rows = {row["indicator"]: row for row in csv.DictReader(io.StringIO(out))}
    assert rows["gdp"]["target_bound"] == "about"
    assert (rows["gdp"]["target_low"], rows["gdp"]["result_low"]) == ("5.5", "5.3")
    assert rows["cpi"]["result_quote"] == ""
    marked = ledger_csv(city_engine().ledger("gdp"), mark=True)
    assert marked.startswith("\ufeffregion")


def test_the_page_shows_both_quotations_the_rule_and_once_whose_word_it_is(tmp_path: Path) -> None:
    page = tmp_path / "ledger.html"
    choose_language("en")
    try:
        code, _, _ = run("ledger", "--year", "2025", "--html", str(page))
    finally:
        choose_language(None)
    html = page.read_text("utf-8")
    assert code == 0
    assert html.count("own word") == 1
    assert "地区生产总值增长5.5%左右" in html
    assert "<a " not in html
    linked = ledger_page(city_engine().ledger("gdp"), BASE)
    assert f'<a href="{BASE}/documents/' in linked


def test_the_page_keeps_what_a_report_says_from_becoming_markup() -> None:
    page = ledger_page(city_engine().ledger(years=(1999,)), BASE)
    assert "No target and no result" in page


def test_an_unknown_indicator_is_refused_with_names_like_it() -> None:
    code, _, _ = run("ledger", "乌有之数")
    assert code != 0


def test_a_text_is_checked_and_the_exit_code_says_whether_one_figure_is_stated_otherwise(
    tmp_path: Path,
) -> None:
    file = tmp_path / "text.txt"
    file.write_text("2025年，澄川市地区生产总值增长5.3%。", encoding="utf-8")
    assert run("check", str(file))[0] == 0
    code, out, _ = run("check", "-", "--json", stdin="2025年，澄川市地区生产总值增长6%。")
    assert code == 1
    (claim,) = json.loads(out)["claims"]
    assert (claim["text"], claim["verdict"]) == ("6%", "stated_otherwise")
    assert "5.3%" in claim["rows"][0]["quote"]


@pytest.mark.parametrize(("language", "word"), [("en", "stated otherwise"), ("zh", "另有说法")])
def test_a_person_reads_each_figure_with_the_words_around_it(language: Language, word: str) -> None:
    text = "2025年，澄川市地区生产总值增长6%，城镇新增就业3.3万人。"
    claims = city_engine().check(text)
    lines = list(claim_lines(claims, text, Terminal(80, colour=False), language))
    shown = "\n".join(lines)
    assert word in shown
    assert "地区生产总值增长6%" in shown
    assert [claim["verdict"] for claim in check_json(claims)["claims"]] == [
        "stated_otherwise",
        "stated",
    ]
