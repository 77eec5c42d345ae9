"""Claims about results: their values, their rows, and that nothing can change them."""

from __future__ import annotations

import dataclasses
import pickle
from typing import Any

import pytest

import speechrag
from speechrag.results import answer_of

CHINESE = "明湖区2025年PM2.5下降了多少？完成目标了吗？"
ENGLISH = "What share of Yunxi's trade was with Belt and Road countries in 2025?"
UNANSWERED = "What colour is the moon of Saturn?"
COMPARED = "PM2.5 fell by how much?"
FLAT = (str, int, float, type(None))


def test_an_answer_holds_its_statements_with_their_quotations(speeches: speechrag.Engine) -> None:
    answer = speeches.ask(CHINESE)
    assert answer.status == "answered"
    statement, *others = answer.statements
    (citation,) = statement.citations
    assert citation is answer.citations[0]
    assert f"{statement.text} [1]" in answer.text
    assert [other.stance for other in others] == ["target", "achieved"]
    assert statement.stance == "achieved"
    assert (citation.document.region, citation.document.year) == ("明湖区", 2026)
    assert ("2.3%", 2.3, "percent", 1) in [
        (figure.text, figure.value, figure.unit, figure.in_citation) for figure in statement.figures
    ]


def test_an_answer_has_a_flat_row_for_each_quotation(speeches: speechrag.Engine) -> None:
    answer = speeches.ask(CHINESE)
    row, *others = answer.rows()
    assert len(others) == 2
    citation = answer.citations[0]
    assert row["quote"] == citation.quote
    assert (row["start"], row["end"]) == (citation.span.start, citation.span.end)
    assert row["title"] == citation.document.title
    assert row["heading"] == "一、2025年工作回顾 › （二）生态环境方面"
    assert all(isinstance(value, FLAT) for value in row.values())


def test_where_nothing_answers_there_are_no_rows_but_the_nearest_passages(
    speeches: speechrag.Engine,
) -> None:
    answer = speeches.ask(UNANSWERED)
    assert (answer.status, answer.statements, answer.rows()) == ("unsupported", (), [])
    assert answer.nearest
    assert answer.reason


def test_a_search_is_a_sequence_of_passages_and_a_row_for_each(speeches: speechrag.Engine) -> None:
    found = speeches.search("城中村改造", limit=4)
    assert len(found) == len(found.rows()) == 4
    assert list(found)[1:3] == list(found[1:3])
    assert [row["rank"] for row in found.rows()] == [1, 2, 3, 4]
    assert found.rows()[0]["text"] == found[0].text
    scores = [hit.score for hit in found]
    assert scores == sorted(scores, reverse=True)


def test_a_comparison_has_a_row_for_each_group_with_the_same_columns(
    speeches: speechrag.Engine,
) -> None:
    table = speeches.compare(COMPARED, by="region", since=2025)
    rows = table.rows()
    assert len(rows) == len(table) == len(table.cells)
    assert len({tuple(row) for row in rows}) == 1
    by_group = {row["group"]: row for row in rows}
    assert (by_group["明湖区"]["figure"], by_group["明湖区"]["value"]) == ("2.3%", -2.3)
    assert table.unit == by_group["明湖区"]["unit"] == "percent"
    assert all(isinstance(value, FLAT) for row in rows for value in row.values())


def test_a_group_that_states_nothing_has_a_row_of_nones(speeches: speechrag.Engine) -> None:
    table = speeches.compare("明湖区和松岭县各建成多少座跨海大桥？", by="region")
    silent = [row for row, cell in zip(table.rows(), table, strict=True) if cell.citation is None]
    assert silent
    assert all(row["words"] is None and row["value"] is None for row in silent)
    assert all(row.get("quote") is None for row in silent)


def test_documents_have_their_text_and_a_row_without_it(speeches: speechrag.Engine) -> None:
    documents = speeches.documents()
    assert len(documents) == 10
    for document, row in zip(documents, documents.rows(), strict=True):
        assert document.characters == len(document.text) > 0
        assert document.text not in row.values()
        assert (row["document"], row["pages"]) == (document.id, document.pages)
    assert documents[:2] == (documents[0], documents[1])


def test_figures_are_values_and_flat_rows(speeches: speechrag.Engine) -> None:
    found = speeches.figures("GDP", year=2025, stance="target", region="澄川市")
    (figure,) = found
    assert (figure.indicator, figure.kind, figure.low, figure.bound) == (
        "gdp",
        "growth",
        6,
        "about",
    )
    text = speeches.document(figure.document.id).text
    assert figure.span.slice(text) == figure.quote
    assert figure.figure_span.slice(text) == figure.text
    (row,) = found.rows()
    assert (row["region"], row["quote"], row["high"]) == ("澄川市", figure.quote, 6)
    assert all(isinstance(value, FLAT) for value in row.values())
    assert found.coverage.stated == 1
    assert figure.quote in str(found)
    assert pickle.loads(pickle.dumps(found)) == found
    assert found[:1] == found.figures
    several = speeches.figures(year=[2024, 2025], kind=("growth", "share"), limit=5)
    assert len(several) == 5


@pytest.mark.parametrize(
    "wrong", [{"year": "2025"}, {"stance": "hope"}, {"kind": ["guess"]}, {"limit": 0}]
)
def test_a_wrong_choice_of_figures_is_refused(
    speeches: speechrag.Engine, wrong: dict[str, Any]
) -> None:
    with pytest.raises(speechrag.InvalidQuestion, match=next(iter(wrong))):
        speeches.figures("GDP", **wrong)


def test_what_is_done_to_a_dictionary_does_not_change_the_result(
    speeches: speechrag.Engine,
) -> None:
    answer = speeches.ask(CHINESE)
    spoilt = answer.to_dict()
    spoilt["citations"][0]["quote"] = "what was never said"
    assert answer.to_dict()["citations"][0]["quote"] == answer.citations[0].quote
    with pytest.raises(dataclasses.FrozenInstanceError):
        answer.citations[0].quote = "what was never said"  # type: ignore[misc]


def test_results_can_be_pickled_and_compared(speeches: speechrag.Engine) -> None:
    answer = speeches.ask(ENGLISH)
    table = speeches.compare(COMPARED, by="region")
    for result in (answer, table, speeches.search(ENGLISH), speeches.documents()):
        assert pickle.loads(pickle.dumps(result)) == result
    assert answer_of(answer._json) == answer
    assert len({answer, answer_of(answer._json)}) == 1


def test_a_figure_that_was_worked_out_says_from_what(speeches: speechrag.Engine) -> None:
    json = speeches.ask(CHINESE)._json
    operands = [{"text": text, "in_citation": 1} for text in ("43微克", "42微克")]
    derived = {"operation": "difference", "operands": operands}
    figure = {"text": "1微克", "value": 1.0, "unit": "microgram", "in_citation": 1}
    json["statements"][0]["figures"].append({**figure, "derived": derived})  # type: ignore[typeddict-item]
    answer = answer_of(json)
    assert answer.statements[0].figures[-1].derivation == speechrag.Derivation(
        "difference", (("43微克", 1), ("42微克", 1))
    )
    assert "算法：43微克 − 42微克 = 1微克" in str(answer)


def test_an_answer_from_figures_has_its_table_as_records(speeches: speechrag.Engine) -> None:
    answer = speeches.ask("澄川市2025年经济增长目标是多少？")
    (figure,) = answer.table
    assert (figure.indicator, figure.text, figure.stance) == ("gdp", "6%", "target")
    (row,) = answer.table_rows()
    assert (row["value"], row["quote"]) == ("6%", figure.quote)
    assert speeches.ask(UNANSWERED).table_rows() == []


def test_contradictions_are_asked_for(speeches: speechrag.Engine) -> None:
    found = speeches.figures(contradictions=True)
    assert sum(map(len, found.contradictions)) == len(found)
