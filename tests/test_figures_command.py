"""Claims about `speechrag figures`: a table for people, lines for a pipe, JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import rag.assembly
from rag import cli
from rag.cli.figure_table import plain_row, table_lines
from rag.cli.terminal import Terminal, columns
from rag.cli.words import choose_language
from rag.presentation.figures_json import figures_csv, figures_json
from rag.types.figure_table import Coverage, FigureTable, StatedRow
from rag.types.figures import Qualifier
from rag.types.text import Language
from tests.built import sample_engine
from tests.figure_rows import row, year
from tests.speeches import document


@pytest.fixture(autouse=True)
def samples(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The command line over the sample speeches, whose index stays open for other tests."""
    monkeypatch.setattr(sample_engine(), "close", lambda: None)
    monkeypatch.setattr(rag.assembly, "assemble_engine", lambda settings, **_: sample_engine())
    monkeypatch.chdir(tmp_path)


def run(*arguments: str) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of a command line."""
    result = CliRunner().invoke(cli.app, arguments)
    return result.exit_code, result.stdout, result.stderr


def test_json_is_one_document_and_the_same_as_the_engines_table() -> None:
    code, out, err = run("figures", "gdp", "--year", "2025", "--json")
    assert (code, err) == (0, "")
    assert json.loads(out) == figures_json(sample_engine().figures("gdp", years=[2025]))


def test_a_pipe_gets_a_line_for_each_row() -> None:
    code, out, _ = run(
        "figures", "economic growth", "--stance", "target", "--region", "澄川市"
    )  # fmt: skip
    assert code == 0
    (line,) = out.splitlines()
    assert line.split("\t")[:4] == ["澄川市", "2025", "6% (about)", "target"]
    assert "地区生产总值增长6%左右" in line


def test_csv_has_a_column_for_each_thing() -> None:
    code, out, _ = run("figures", "gdp", "--kind", "growth", "--csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 0
    assert len(rows) == len(sample_engine().figures("gdp", kinds=["growth"]).rows) > 3
    assert {row["unit"] for row in rows} == {"percent"}
    assert all(float(row["low"]) <= float(row["high"]) for row in rows if row["low"])
    assert all(row["quote"] and row["permalink"] for row in rows)


def test_csv_from_a_speech_cannot_be_a_formula() -> None:
    speech = document("=HYPERLINK(1)增长5%。", region="=A1")
    out = figures_csv([StatedRow(speech, row(name="+1"))])
    _, line = csv.reader(io.StringIO(out))
    assert not any(cell.startswith(("=", "+")) for cell in line)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--stance", "hope"], "'achieved'"),
        (["--kind", "guess"], "'growth'"),
        (["--year", "0"], "--year"),
        (["--csv", "--json"], "--csv"),
        (["--until", "2019", "--since", "2020"], "--until"),
    ],
)
def test_a_wrong_option_is_refused_with_what_there_is(arguments: list[str], words: str) -> None:
    code, _, err = run("figures", *arguments)
    assert code == 2
    assert words in err


def table(*rows: StatedRow, next: str | None = None) -> FigureTable:
    return FigureTable(rows, "document", Coverage(31, 30, 11), next)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [70, 90, 140])
def test_the_table_keeps_to_the_width_and_says_what_binds_a_value(
    language: Language, width: int
) -> None:
    speech = document("全区地区生产总值增长5%左右，为全省前列。", region="青川区")
    qualifier = Qualifier("about", strive=True)
    stated = StatedRow(speech, row(qualifier=qualifier, period=year(2026), confidence="likely"))
    choose_language(language)
    try:
        lines = list(table_lines(table(stated, next="d1:1"), Terminal(), width))
    finally:
        choose_language(None)
    text = "\n".join(lines)
    assert "青川区" in text
    assert ("5%（左右、力争）" if language == "zh" else "5% (about,") in text
    assert ("推断" if language == "zh" else "inferred") in text
    assert "2026" in text
    assert "--csv" in text
    assert "31" in lines[-1]
    if width >= 80:
        assert max(map(columns, lines[: lines.index("")])) <= width


def test_region_and_place_stand_in_the_readers_language_beside_the_original() -> None:
    speech = document("地区生产总值增长5%。", title="澄川市2026年政府工作报告", region="澄川市")
    stated = StatedRow(speech, row())
    english = list(table_lines(table(stated), Terminal(), 200, "en"))
    assert english[1].startswith("Chengchuan  ")
    assert english[2].startswith("澄川市  ")
    told = "Chengchuan, Government Work Report 2026 (澄川市2026年政府工作报告)"
    assert any(told in line for line in english)
    chinese = "\n".join(table_lines(table(stated), Terminal(), 200, "zh"))
    assert "Chengchuan" not in chinese
    assert "澄川市2026年政府工作报告" in chinese
    assert plain_row(stated)[0] == "澄川市"


def test_where_there_is_no_row_the_table_says_so_and_what_was_read() -> None:
    first, last = table_lines(table(), Terminal(), 80)
    assert "no such figure" in first
    assert "30 of 31 documents were read whole; 11 state it" in last


def test_contradictions_are_listed() -> None:
    code, out, _ = run("figures", "--contradictions", "--json")
    assert code == 0
    assert json.loads(out) == figures_json(sample_engine().figures(contradictions=True))
    assert "contradictions" in json.loads(out)
