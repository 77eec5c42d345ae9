"""Comparisons over the sample speeches, through the engine, the command line and the service."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from rag import cli
from rag.assembly import assemble_engine
from rag.cli.compare import comparison_lines
from rag.cli.terminal import Terminal, columns
from rag.engine import Engine
from rag.errors import InvalidQuestion
from rag.presentation.comparison_json import comparison_csv, comparison_json, words_of
from rag.presentation.spreadsheet import inert
from rag.questions import groups
from rag.settings import Settings
from rag.types.comparison import Cell, Comparison
from rag.types.questions import DEFAULT_LIMIT, Filters, Question
from tests.serving.apps import ASKED_AT, app_over
from tests.serving.routes.test_ask import events_of
from tests.serving.test_whole import publish

DEMOLISHED = Question("拆除违法建设多少万平方米？", language="zh")
SINCE_2026 = Filters(since=datetime.date(2026, 1, 1))


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = Settings.model_validate({"indexes": tmp_path_factory.mktemp("indexes")})
    publish(settings)
    return settings


@pytest.fixture(scope="module")
def engine(settings: Settings) -> Iterator[Engine]:
    engine = assemble_engine(settings)
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def by_region(engine: Engine) -> Comparison:
    return engine.compare(DEMOLISHED, by="region", limit=DEFAULT_LIMIT)


def labels(comparison: Comparison) -> set[str]:
    return {cell.group.label for cell in comparison.cells}


def test_every_region_has_a_row_and_every_row_quotes_its_own_region(by_region: Comparison) -> None:
    assert {"明湖区", "云溪市", "澄川市", "Songling County"} <= labels(by_region)
    for cell in by_region.cells:
        for citation in cell.answer.citations:
            assert citation.quote.passage.document.region == cell.group.name


def test_the_words_of_a_cell_stand_in_its_quotation_and_hold_its_figure(
    by_region: Comparison,
) -> None:
    stated = [cell for cell in by_region.cells if cell.citation]
    assert len(stated) >= 4
    for cell in stated:
        assert cell.citation is not None
        assert cell.words is not None
        assert cell.citation.quote.span.contains(cell.words)
        text = cell.citation.quote.passage.document.text
        for figure in cell.figures:
            assert figure.span.slice(text) == figure.text


def test_figures_of_both_languages_stand_on_one_axis(by_region: Comparison) -> None:
    assert by_region.series is not None
    assert by_region.series.unit == "square_metre"
    drawn = dict(
        zip((cell.group.name for cell in by_region.cells), by_region.series.values, strict=True)
    )
    assert drawn["Songling County"] == 38_000
    assert (drawn["云溪市"] or 0) > 2_000_000


def test_a_question_that_names_several_regions_gets_only_those(engine: Engine) -> None:
    asked = Question("明湖区和云溪市拆除违法建设多少？", language="zh")
    found = labels(engine.compare(asked, by="region", limit=DEFAULT_LIMIT))
    assert {"明湖区", "云溪市"} <= found
    assert not found & {"澄川市", "Songling County"}


def test_a_region_that_the_question_names_does_not_replace_the_rows(engine: Engine) -> None:
    asked = Question("明湖区拆除违法建设多少？", language="zh")
    compared = engine.compare(asked, by="region", limit=DEFAULT_LIMIT)
    assert len(compared.cells) > 4
    assert all(
        citation.quote.passage.document.region == cell.group.name
        for cell in compared.cells
        for citation in cell.answer.citations
    )


def test_the_askers_filters_hold_in_every_row(engine: Engine) -> None:
    compared = engine.compare(
        Question("PM2.5目标", SINCE_2026, "zh"), by="document", limit=DEFAULT_LIMIT
    )
    assert 1 < len(compared.cells) < 10
    for cell in compared.cells:
        for citation in cell.answer.citations:
            document = citation.quote.passage.document
            assert document.id == cell.group.name
            assert SINCE_2026.accepts(document)


def test_a_year_is_cut_to_the_askers_stretch_of_time(engine: Engine) -> None:
    compared = engine.compare(
        Question("PM2.5目标", SINCE_2026, "zh"), by="year", limit=DEFAULT_LIMIT
    )
    assert labels(compared) == {"2026"}


def test_a_table_that_nobody_can_read_is_refused(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(groups, "MOST_GROUPS", 3)
    with pytest.raises(InvalidQuestion, match="narrow them"):
        engine.compare(DEMOLISHED, by="document", limit=DEFAULT_LIMIT)


def test_events_are_the_rows_and_then_the_whole(engine: Engine) -> None:
    *rows, last = engine.compare_events(DEMOLISHED, by="speaker", limit=DEFAULT_LIMIT)
    assert isinstance(last, Comparison)
    assert [row.group for row in rows if isinstance(row, Cell)] == [
        cell.group for cell in last.cells
    ]


def test_csv_has_a_row_a_group_and_runs_nothing(by_region: Comparison) -> None:
    text = comparison_csv(by_region, "https://example.org", mark=True)
    assert text.startswith("\ufeffgroup,")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [row["group"] for row in rows] == [cell.group.name for cell in by_region.cells]
    for cell, row in zip(by_region.cells, rows, strict=True):
        assert row["quote"] == (cell.citation.quote.text if cell.citation else "")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "＝1", "\r=1"])
def test_words_that_a_spreadsheet_would_run_are_quoted(text: str) -> None:
    assert inert(text) == "'" + text
    assert inert("5%") == "5%"


def test_the_terminal_table_fits_and_names_what_is_not_stated(engine: Engine) -> None:
    asked = Question("熊猫有多少只？", language="zh")
    for question in (DEMOLISHED, asked):
        compared = engine.compare(question, by="region", limit=DEFAULT_LIMIT)
        lines = list(comparison_lines(compared, Terminal(80)))
        assert max(map(columns, lines)) <= 80
        text = "\n".join(lines)
        for cell in compared.cells:
            assert cell.group.label in text
    assert "未提及" in text


def test_colour_changes_nothing_but_the_colour(by_region: Comparison) -> None:
    plain = list(comparison_lines(by_region, Terminal(60)))
    coloured = list(comparison_lines(by_region, Terminal(60, colour=True)))
    assert [re.sub(r"\x1b\[[0-9;]*m", "", line).rstrip() for line in coloured] == plain


def test_a_row_of_several_lines_is_named_on_the_first(by_region: Comparison) -> None:
    lines = list(comparison_lines(by_region, Terminal(60)))
    rows = lines[2 : lines.index("", 2)]
    starts = [row.split("  ")[0] for row in rows]
    assert [start for start in starts if start] == [cell.group.label for cell in by_region.cells]
    assert len(rows) > len(by_region.cells)


def test_a_pipe_gets_a_line_a_group(by_region: Comparison) -> None:
    lines = list(comparison_lines(by_region, Terminal()))
    assert [line.split("\t")[0] for line in lines] == [cell.group.label for cell in by_region.cells]
    assert all(line.count("\t") == 3 for line in lines)


def asked(client: TestClient, body: Mapping[str, object]) -> str:
    """The response without the address of the service, which the command line knows nothing of."""
    return client.post("/v1/compare", json=body).text.replace(ASKED_AT, "")


def test_command_and_service_give_the_same_table(settings: Settings, engine: Engine) -> None:
    arguments = ["compare", DEMOLISHED.text, "--by", "region", "--indexes", str(settings.indexes)]
    printed = json.loads(CliRunner().invoke(cli.app, [*arguments, "--json"]).stdout)
    with TestClient(app_over(assemble_engine(settings), index_name="default")) as client:
        body = {"question": DEMOLISHED.text, "by": "region"}
        whole = json.loads(asked(client, body))
        streamed = events_of(asked(client, {**body, "stream": True}))
        table = client.post("/v1/compare?format=csv", json=body)
        refused = client.post("/v1/compare", json={**body, "by": "colour"})
    for comparison in (printed, whole, streamed[-1][1]):
        comparison["timings_ms"] = {}
        assert re.fullmatch(r"cmp_[0-9a-f]{16}", comparison.pop("id"))
    expected = comparison_json(engine.compare(DEMOLISHED, by="region", limit=DEFAULT_LIMIT))
    expected["timings_ms"] = {}
    expected.pop("id")  # type: ignore[misc]
    assert printed == whole == streamed[-1][1] == expected
    assert [name for name, _ in streamed] == ["row"] * len(whole["rows"]) + ["comparison"]
    assert [row for name, row in streamed if name == "row"] == whole["rows"]
    assert table.headers["content-type"].startswith("text/csv")
    assert refused.status_code == 422
    assert whole["chart"]["kind"] == "bar"


def test_the_file_for_spreadsheets_is_the_same_on_the_command_line(
    settings: Settings, by_region: Comparison
) -> None:
    arguments = ["compare", DEMOLISHED.text, "--by", "region", "--indexes", str(settings.indexes)]
    printed = CliRunner().invoke(cli.app, [*arguments, "--csv"]).stdout
    assert printed.replace("\r\n", "\n") == comparison_csv(by_region).replace("\r\n", "\n")
    both = CliRunner().invoke(cli.app, [*arguments, "--csv", "--json"])
    assert both.exit_code == 2


def test_the_page_draws_the_figures_and_quotes_every_row(
    settings: Settings, by_region: Comparison, tmp_path: Path
) -> None:
    file = tmp_path / "table.html"
    arguments = ["compare", DEMOLISHED.text, "--by", "region", "--indexes", str(settings.indexes)]
    CliRunner().invoke(cli.app, [*arguments, "--html", str(file)], catch_exceptions=False)
    text = file.read_text("utf-8")
    assert text.count("<rect") == sum(v is not None for v in by_region.series.values)  # type: ignore[union-attr]
    assert "<script" not in text
    for cell in by_region.cells:
        if cell.citation:
            assert escape(cell.citation.quote.text) in text


def test_words_are_none_where_nothing_is_stated(engine: Engine) -> None:
    compared = engine.compare(
        Question("熊猫有多少只？", language="zh"), by="region", limit=DEFAULT_LIMIT
    )
    for cell in compared.cells:
        assert (words_of(cell) is None) == (cell.citation is None)
