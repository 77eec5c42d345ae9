"""Claims about the form of the log: one line a record, for people or for programs."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest

from rag.serving.logs import LogFormat, configure_logging
from rag.serving.request_note import RequestNote, begin_note, end_note


@pytest.fixture
def untouched() -> Iterator[None]:
    """The loggers are as they were when the test ends."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    for name in ("rag", "uvicorn"):
        logging.getLogger(name).setLevel(logging.NOTSET)
    end_note()


def written(format: LogFormat, *, failing: bool = False) -> str:
    """What one record of a request looks like."""
    stream = io.StringIO()
    configure_logging(format=format, level="info", stream=stream)
    begin_note(RequestNote("id-1"))
    fields = {"route": "/v1/documents/{id}", "status": 200, "answer": 'a "b"\nc'}
    try:
        raise ValueError("第一行\nsecond line") if failing else KeyError
    except (ValueError, KeyError):
        logging.getLogger("rag.x").info("two\nlines", extra={"fields": fields}, exc_info=failing)
    return stream.getvalue()


@pytest.mark.usefixtures("untouched")
def test_text_is_one_line_with_pairs() -> None:
    line = written("text")
    assert line.count("\n") == 1
    pairs = 'route=/v1/documents/{id} status=200 answer="a \\"b\\"\\nc" request_id=id-1'
    assert line.endswith(f" INFO two\\nlines {pairs}\n")


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("failing", [False, True])
def test_json_is_one_object_a_line(failing: bool) -> None:
    line = written("json", failing=failing)
    assert line.count("\n") == 1
    record = json.loads(line)
    assert record["time"].endswith("Z")
    assert (record["level"], record["logger"], record["status"]) == ("info", "rag.x", 200)
    assert record["request_id"] == "id-1"
    assert ("trace" in record) == failing


@pytest.mark.usefixtures("untouched")
def test_libraries_stay_silent_below_warnings() -> None:
    stream = io.StringIO()
    configure_logging(format="text", level="debug", stream=stream)
    logging.getLogger("openai").debug("a whole request with its question")
    logging.getLogger("httpx").info("POST")
    logging.getLogger("rag.serving").debug("ours")
    assert stream.getvalue().count("\n") == 1
