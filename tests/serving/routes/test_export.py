"""Claims about `/v1/answers/{id}/export`: what was just answered comes as a file."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from starlette.testclient import TestClient

from rag.presentation.exports import FORMATS
from rag.serving.routes.export import disposition
from rag.types.questions import Question
from tests.serving.engines import DEMOLISHED, answer_to

QUESTION = "拆违取得了哪些成果？"


def asked(client: TestClient, *, stream: bool = False) -> str:
    """The id of an answer that the service has given."""
    response = client.post("/v1/ask", json={"question": QUESTION, "stream": stream})
    assert response.status_code == 200
    return answer_to(Question(QUESTION, language="zh")).id


def saved_as(header: str) -> str:
    """The name under which a browser saves the file."""
    plain, _, encoded = header.partition("; filename*=UTF-8''")
    assert plain.startswith('attachment; filename="answer.')
    return unquote(encoded)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("stream", [False, True])
def test_an_answer_is_exported_in_every_format(client: TestClient, name: str, stream: bool) -> None:
    id = asked(client, stream=stream)
    response = client.get(f"/v1/answers/{id}/export", params={"format": name})
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith(FORMATS[name].media_type)
    if name not in ("docx", "gbt7714"):
        assert DEMOLISHED in response.text
    assert saved_as(response.headers["Content-Disposition"]) == QUESTION + FORMATS[name].suffix


def test_an_answer_that_is_gone_is_a_problem_that_says_what_to_do(client: TestClient) -> None:
    response = client.get("/v1/answers/ans_gone/export")
    assert response.status_code == 404
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json()["code"] == "answer-gone"
    assert "ask again" in response.json()["detail"]
    assert "ans_gone" not in response.text


def test_a_format_that_there_is_not_is_refused_with_those_there_are(client: TestClient) -> None:
    response = client.get(f"/v1/answers/{asked(client)}/export?format=pdf")
    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] == "format"
    assert "gbt7714" in response.json()["errors"][0]["detail"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("拆违？", "拆违？.md"),
        ('a/b\\c:"d"\r\nX: y', "a b c d X y.md"),
        ("../..", "answer.md"),
        ("字" * 200, "字" * 60 + ".md"),
    ],
)
def test_a_file_name_is_a_name_on_every_system(title: str, name: str) -> None:
    header = disposition(title, ".md")
    assert header.isascii()
    assert header.isprintable()
    assert saved_as(header) == name
