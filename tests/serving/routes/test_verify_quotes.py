"""Claims about `/v1/verify-quotes`: texts and files are checked, and bad ones are problems."""

from __future__ import annotations

import json

import pytest
from starlette.testclient import TestClient

from rag.presentation.exports import FORMATS
from rag.serving.routes import verify_quotes
from tests.analysis.quoting import answer_of, sample_quotes
from tests.built import sample_engine
from tests.serving.apps import LIMITS, app_over

PATH = "/v1/verify-quotes"
DUST = "PM2.5年均浓度为每立方米42微克，比上年的43微克下降2.3%"
BASE = "https://speeches.example"


@pytest.fixture(scope="module")
def client() -> TestClient:
    app = app_over(sample_engine(), public_url=BASE)
    # Without its lifespan, at whose end it would close the engine that other tests use.
    return TestClient(app, raise_server_exceptions=False)


def test_a_text_gets_a_verdict_for_each_quotation(client: TestClient) -> None:
    text = f"他说“{DUST}”，又说“{DUST.replace('42', '24')}”。“短”"
    response = client.post(PATH, json={"text": text})
    assert response.status_code == 200
    whole = response.json()
    assert [quote["verdict"] for quote in whole["quotes"]] == ["stands", "altered"]
    assert whole["quotes"][0]["at"]["permalink"].startswith(f"{BASE}/documents/")
    assert {"kind": "ins", "text": "42"} in whole["quotes"][1]["differences"]
    assert whole["skipped"] == 1


@pytest.mark.parametrize("name", ["md", "docx", "csv", "json"])
def test_an_export_comes_back_as_a_file_and_stands(client: TestClient, name: str) -> None:
    quotes = sample_quotes()[:10]
    data = FORMATS[name].exported(answer_of(quotes), BASE)
    file = (f"../引文{FORMATS[name].suffix}", data)
    whole = client.post(PATH, files={"file": file}).json()
    assert whole["counts"] == {"stands": 10, "altered": 0, "elsewhere": 0, "not_found": 0}


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (("secret-name.pdf", b"%PDF-1.7\n"), "save it as .docx"),
        (("secret-name.docx", b"PK\x03\x04"), "damaged"),
        (("secret-name.json", b"{"), "export it again"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_problem_without_its_name(
    client: TestClient, file: tuple[str, bytes], told: str
) -> None:
    response = client.post(PATH, files={"file": file})
    assert (response.status_code, response.json()["code"]) == (422, "unreadable-file")
    assert told in response.json()["detail"]
    assert "secret-name" not in response.text


def test_what_is_no_text_and_no_file_is_refused(client: TestClient) -> None:
    json = {"Content-Type": "application/json"}
    form = {"Content-Type": "multipart/form-data; boundary=x"}
    for body, headers, status in (
        (b"{", json, 400),
        (b'{"text": 5}', json, 422),
        (b'{"text": "a", "b": 1}', json, 422),
        (b'{"text": "\\ud800"}', json, 400),
        (b"text", {"Content-Type": "text/plain"}, 415),
        (b"nothing", form, 400),
        (b'--x\r\nContent-Disposition: form-data; name="file"\r\n\r\nx\r\n--x--\r\n', form, 422),
    ):
        response = client.post(PATH, content=body, headers=headers)
        assert response.status_code == status, body
        assert response.headers["Content-Type"] == "application/problem+json"


def test_a_form_is_refused_by_other_routes(client: TestClient) -> None:
    response = client.post("/v1/ask", files={"file": ("a.md", b"x")})
    assert response.status_code == 415


def test_too_many_quotations_and_too_many_bytes_are_refused(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verify_quotes, "MOST_QUOTATIONS", 1)
    response = client.post(PATH, json={"text": "“甲”“乙”"})
    assert response.status_code == 422
    assert "send it in parts" in response.json()["errors"][0]["detail"]
    large = client.post(PATH, content=b"x", headers={"Content-Length": str(10**9)})
    assert large.status_code == 413
    assert LIMITS.upload_bytes < 10**9


def test_hostile_files_are_read_in_no_more_time_than_others(client: TestClient) -> None:
    """A backtracking rule would need hours for these."""
    for name, data in (
        ("tags.html", b"<q " * 100_000),
        ("marks.md", ("> aa bb cc" + "。" * 200_000 + "a").encode()),
    ):
        response = client.post(PATH, files={"file": (name, data)})
        assert response.status_code in (200, 400, 415, 422)


def test_a_long_quotation_counts_by_its_sentences(client: TestClient) -> None:
    quote = "".join(f"第{number}项工作已经全部完成。" for number in range(3000))
    data = json.dumps({"citations": [{"quote": quote}]}).encode()
    response = client.post(PATH, files={"file": ("answer.json", data)})
    assert response.status_code == 422
    assert "3000" in response.text


@pytest.mark.parametrize(
    ("name", "data"),
    [("wide.csv", b"a" * 140_000), ("half.json", b'{"citations":[{"quote":"\\ud800 aa bb cc"}]}')],
)
def test_a_malformed_export_is_no_fault_of_ours(client: TestClient, name: str, data: bytes) -> None:
    assert client.post(PATH, files={"file": (name, data)}).status_code < 500
