"""Claims about asking from Python: arguments, filters, and the answers of the command line."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import speechrag
from rag import cli
from rag.serving.requests import AskBody
from speechrag import house
from speechrag.asking import filters_of

CHINESE = "明湖区2025年PM2.5下降了多少？完成目标了吗？"
ENGLISH = "What share of Yunxi's trade was with Belt and Road countries in 2025?"
UNANSWERED = "What colour is the moon of Saturn?"


def printed(folder: Path, *arguments: str) -> dict[str, Any]:
    """The output of the command line with --json."""
    options = ["--indexes", str(folder.parent), "--name", folder.name, "--json"]
    result = CliRunner().invoke(cli.app, [*arguments, *options], catch_exceptions=False)
    said: dict[str, Any] = json.loads(result.stdout)
    return without_what_changes(said)


def without_what_changes(said: dict[str, Any]) -> dict[str, Any]:
    """The same without the id of the answer and the times, which differ between two calls."""
    return {key: value for key, value in said.items() if key not in ("id", "timings_ms")}


@pytest.mark.parametrize("question", [CHINESE, ENGLISH, UNANSWERED])
def test_an_answer_is_what_the_command_line_says(
    folder: Path, speeches: speechrag.Engine, question: str
) -> None:
    said = speeches.ask(question).to_dict()
    assert without_what_changes(said) == printed(folder, "ask", question)


def test_a_search_is_what_the_command_line_says(folder: Path, speeches: speechrag.Engine) -> None:
    said = speeches.search("城中村改造", limit=3).to_dict()
    assert without_what_changes(said) == printed(folder, "search", "城中村改造", "--limit", "3")


def test_a_comparison_is_what_the_command_line_says(
    folder: Path, speeches: speechrag.Engine
) -> None:
    question = "PM2.5 fell by how much?"
    said = speeches.compare(question, by="region").to_dict()
    assert without_what_changes(said) == printed(folder, "compare", question, "--by", "region")


def test_the_documents_are_what_the_command_line_says(
    folder: Path, speeches: speechrag.Engine
) -> None:
    assert speeches.documents().to_dict() == printed(folder, "documents")


def test_limits_are_those_of_the_service() -> None:
    limit = AskBody.model_json_schema()["properties"]["limit"]
    assert (limit["default"], limit["maximum"]) == (house.ANSWER_LIMIT, house.LARGEST_LIMIT)


def test_the_language_is_found_and_can_be_given(speeches: speechrag.Engine) -> None:
    assert speeches.ask(CHINESE).language == "zh"
    assert speeches.ask(ENGLISH).language == "en"
    assert speeches.ask(ENGLISH, language="zh").language == "zh"


@pytest.mark.parametrize(
    ("given", "first", "last"),
    [
        (2025, "2025-01-01", "2025-12-31"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-01-18", "2025-01-18", "2025-01-18"),
        (datetime.date(2025, 1, 18), "2025-01-18", "2025-01-18"),
        (datetime.datetime(2025, 1, 18, 9, 30), "2025-01-18", "2025-01-18"),
    ],
)
def test_a_date_may_be_a_year_a_text_or_a_date(
    given: speechrag.Date, first: str, last: str
) -> None:
    filters = filters_of({"since": given, "until": given})
    assert (str(filters.since), str(filters.until)) == (first, last)


def test_names_may_be_one_or_several_and_none_leaves_all_in() -> None:
    assert filters_of({"region": "Chongqing"}).regions == ("重庆市",)
    assert filters_of({"region": ["重庆", "广东省"]}).regions == ("重庆市", "广东省")
    assert filters_of({"speaker": iter(("甲", "乙")), "document": None}).speakers == ("甲", "乙")
    assert not filters_of({"since": None, "region": None, "speaker": []})


def test_filters_narrow_what_answers(speeches: speechrag.Engine) -> None:
    found = speeches.search("PM2.5", since=2026, region="明湖区")
    assert {(hit.document.region, hit.document.year) for hit in found} == {("明湖区", 2026)}
    first = speeches.documents(region="明湖区", until="2024")[0]
    assert {hit.document.id for hit in speeches.search("拆违", document=first.id)} == {first.id}
    assert {d.speaker for d in speeches.documents(speaker=["林知远", "周明朗"])} == {
        "林知远", "周明朗",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("keywords", "message"),
    [
        ({"since": "next year"}, "since: is no date of the calendar: write a year as 2025"),
        ({"since": "2025-02-30"}, "since: is no date of the calendar"),
        ({"since": 25}, "since: is no date"),
        ({"since": True}, "since: write a year"),
        ({"until": 2025.0}, "until: write a year"),
        ({"since": 2026, "until": "2025-12"}, "until: lies before since"),
        ({"region": ""}, "region: a name has 1 to 300 characters"),
        ({"region": 7}, "region: must be a name or a list of names"),
        ({"speaker": b"Lin"}, "speaker: must be a name or a list of names"),
        ({"document": ["a", None]}, "document: must be a name or a list of names"),
        ({"limit": 0}, "limit: must be a whole number from 1 to 50"),
        ({"limit": 51}, "limit: must be a whole number from 1 to 50"),
        ({"limit": True}, "limit: must be a whole number"),
        ({"limit": "8"}, "limit: must be a whole number"),
        ({"language": "fr"}, "language: must be one of 'zh', 'en'"),
    ],
)
def test_a_bad_keyword_is_named_and_said_what_it_must_be(
    speeches: speechrag.Engine, keywords: dict[str, Any], message: str
) -> None:
    for ask in (speeches.ask, speeches.search, speeches.stream):
        with pytest.raises(speechrag.InvalidQuestion) as raised:
            ask(ENGLISH, **keywords)
        assert str(raised.value).startswith(message)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("  ", "question: is empty: write a question"),
        ("拆" * 2001, "question: has 2001 characters; at most 2000 are read"),
        ("a\x00b", "question: holds control characters"),
        ("\ud800", "question: holds half a character"),
        (None, "question: must be a string"),
    ],
)
def test_what_is_no_question_is_refused(
    speeches: speechrag.Engine, text: Any, message: str
) -> None:
    with pytest.raises(speechrag.InvalidQuestion) as raised:
        speeches.ask(text)
    assert str(raised.value).startswith(message)


def test_a_bad_group_is_refused(speeches: speechrag.Engine) -> None:
    with pytest.raises(speechrag.InvalidQuestion, match=r"^by: must be one of 'region', 'year'"):
        speeches.compare(ENGLISH, by="colour")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("arguments", "keywords", "message"),
    [
        ((["gdp", "cpi"],), {}, "indicator: must be one name"),
        (([],), {}, "indicator: must be one name"),
        ((7,), {}, "indicator: must be"),
        (("",), {}, "indicator: a name has"),
        ((), {"year": 2025.0}, "year: must be a year as a whole number"),
        ((), {"year": "2025"}, "year: must be a year"),
        ((), {"year": [2025, None]}, "year: must be a year"),
        ((), {"year": True}, "year: must be a year"),
        ((), {"year": 0}, "year: must be a year"),
    ],
)
def test_a_wrong_indicator_or_year_is_named_and_said_what_it_must_be(
    speeches: speechrag.Engine, arguments: tuple[Any, ...], keywords: dict[str, Any], message: str
) -> None:
    for ask in (speeches.figures, speeches.ledger):
        with pytest.raises(speechrag.InvalidQuestion) as raised:
            ask(*arguments, **keywords)
        assert str(raised.value).startswith(message)


def test_a_misspelt_keyword_is_a_type_error(speeches: speechrag.Engine) -> None:
    misspelt: list[Callable[[], object]] = [
        lambda: speeches.ask(ENGLISH, regions="明湖区"),  # type: ignore[call-arg]
        lambda: speeches.documents(sinse=2025),  # type: ignore[call-arg]
    ]
    for ask in misspelt:
        with pytest.raises(TypeError, match="there is no keyword"):
            ask()


def test_a_stream_is_the_statements_and_then_the_answer(speeches: speechrag.Engine) -> None:
    *statements, answer = speeches.stream(CHINESE)
    assert isinstance(answer, speechrag.Answer)
    assert tuple(statements) == answer.statements
    assert without_what_changes(answer.to_dict()) == without_what_changes(
        speeches.ask(CHINESE).to_dict()
    )


def test_a_document_has_the_text_that_quotations_stand_in(speeches: speechrag.Engine) -> None:
    for citation in speeches.ask(CHINESE).citations:
        text = speeches.document(citation.document.id).text
        assert text[citation.span.start : citation.span.end] == citation.quote
        published = speeches.published_text(citation.document.id)
        assert "".join(published[s.start : s.end] for s in citation.published) == citation.quote


def test_a_document_that_is_not_there_is_an_error_of_ours(speeches: speechrag.Engine) -> None:
    for ask in (speeches.document, speeches.published_text):
        with pytest.raises(speechrag.NoSuchDocument):
            ask("nothing")
    assert issubclass(speechrag.NoSuchDocument, speechrag.SpeechragError)
