"""The contract of citation dialects: what each row of the table sends, streamed and whole.

A new dialect needs one entry in EXAMPLES; the other tests walk the table by themselves.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from rag.engine import Answered, Event, Stated
from rag.presentation.user_input import InvalidField
from rag.serving.chat_text import ChatText
from rag.serving.dialects import DIALECTS, Dialect, dialect_named
from rag.serving.openai import DONE, ChatWriter
from rag.types.answers import Answer
from rag.types.questions import Question
from tests.serving.engines import DEMOLISHED, PARKS, SPEECH, STATEMENTS, answer_to

BASE = "https://speeches.example"
LINK = f"{BASE}/documents/{SPEECH.id}?c=7-31&h=cc0cc654#c"
QUESTION = Question("拆违取得了哪些成果？", language="zh")
ENGLISH = Question("What was demolished?", language="en")
ANSWERS = {
    "answered": answer_to(QUESTION),
    "in English": answer_to(ENGLISH),
    "partial": replace(answer_to(ENGLISH), status="partial", reason="no report of 2019"),
    "without warnings": replace(answer_to(QUESTION), warnings=()),
    "quoted twice": replace(answer_to(QUESTION), statements=(*STATEMENTS, STATEMENTS[0])),
    "unsupported": answer_to(QUESTION, supported=False),
    "nothing near": replace(answer_to(ENGLISH, supported=False), nearest=(), reason=None),
}
SOURCE = {
    "source": {"id": LINK, "name": SPEECH.title, "url": LINK},
    "document": [DEMOLISHED],
    "metadata": [
        {"source": LINK, "source_url": LINK, "name": SPEECH.title, "url": LINK, "external": True}
    ],
    "distances": [0.83],
}
# For each dialect what an answer of one statement sends: its text, its first annotation (None: no
# annotations at all), the extras of the chunk before the statement, and the extras at the end.
EXAMPLES: dict[str, tuple[str, Any, Any, Any]] = {
    "openai": (
        f"{DEMOLISHED} [1]",
        {
            "type": "url_citation",
            "url_citation": {
                "start_index": len(DEMOLISHED) + 1,
                "end_index": len(DEMOLISHED) + 4,
                "url": LINK,
                "title": SPEECH.title,
            },
        },
        None,
        {
            "search_results": [
                {"title": SPEECH.title, "url": LINK, "date": "2018-01", "snippet": DEMOLISHED}
            ]
        },
    ),
    "openwebui": (
        f"{DEMOLISHED} [1]",
        None,
        {"event": {"type": "source", "data": SOURCE}},
        {"sources": [SOURCE]},
    ),
    "markdown": (f"{DEMOLISHED} [1]({LINK})", None, None, {}),
    "none": (DEMOLISHED, None, None, {}),
}
# What every completion and chunk has, whatever the dialect.
COMMON = {"id", "object", "created", "model", "choices"}

every_dialect = pytest.mark.parametrize("dialect", DIALECTS.values(), ids=DIALECTS)
every_answer = pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)


def writer(dialect: Dialect) -> ChatWriter:
    return ChatWriter("speechrag", ChatText(BASE, dialect), id="chatcmpl-1", created=0)


def streamed(dialect: Dialect, answer: Answer) -> list[dict[str, Any]]:
    """The chunks of a stream, without the mark at its end."""
    write = writer(dialect)
    events: list[Event] = [*map(Stated, answer.statements), Answered(answer)]
    frames = [frame for event in events for frame in write.frames(event)]
    assert frames.pop() == DONE
    return [json.loads(frame.removeprefix(b"data: ")) for frame in frames]


def extras(sent: dict[str, Any]) -> dict[str, Any]:
    """What the dialect adds to a completion or chunk."""
    return {name: value for name, value in sent.items() if name not in COMMON | {"speechrag"}}


def test_every_dialect_has_an_example() -> None:
    assert set(EXAMPLES) == set(DIALECTS)


@every_dialect
def test_the_example_of_a_dialect_is_what_it_sends(dialect: Dialect) -> None:
    text, annotation, before, after = EXAMPLES[dialect.name]
    answer = replace(answer_to(QUESTION), statements=STATEMENTS[:1], warnings=())
    *carriers, spoken, last = streamed(dialect, answer)
    assert spoken["choices"][0]["delta"] == {"role": "assistant", "content": text}
    assert [extras(carrier) for carrier in carriers] == ([] if before is None else [before])
    annotations = {} if annotation is None else {"annotations": [annotation]}
    assert last["choices"][0]["delta"] == annotations
    assert extras(last) == after


@every_dialect
@every_answer
def test_streamed_and_whole_say_the_same(dialect: Dialect, answer: Answer) -> None:
    chunks = streamed(dialect, answer)
    whole = json.loads(json.dumps(writer(dialect).whole(answer)))
    deltas = [chunk["choices"][0]["delta"] for chunk in chunks]
    message = whole["choices"][0]["message"]
    assert "".join(delta.get("content", "") for delta in deltas) == message["content"]
    assert deltas[-1].get("annotations") == message.get("annotations")
    assert extras(chunks[-1]) == extras(whole)
    assert chunks[-1]["speechrag"] == whole["speechrag"]


@every_dialect
@every_answer
def test_every_chunk_is_well_formed_and_only_the_last_one_ends(
    dialect: Dialect, answer: Answer
) -> None:
    *chunks, last = streamed(dialect, answer)
    for chunk in [*chunks, last]:
        assert chunk.keys() >= COMMON
        assert chunk["object"] == "chat.completion.chunk"
        assert chunk["choices"][0].keys() == {"index", "delta", "finish_reason"}
    assert {chunk["choices"][0]["finish_reason"] for chunk in chunks} <= {None}
    assert last["choices"][0]["finish_reason"] == "stop"
    assert "content" not in last["choices"][0]["delta"]


@every_dialect
@every_answer
def test_annotations_point_at_the_marks(dialect: Dialect, answer: Answer) -> None:
    message = writer(dialect).whole(answer)["choices"][0]["message"]
    if dialect.annotation is None:
        assert "annotations" not in message
        return
    marks = [
        message["content"][place["start_index"] : place["end_index"]]
        for place in (annotation["url_citation"] for annotation in message["annotations"])
    ]
    cited = [citation for statement in answer.statements for citation in statement.citations]
    assert dialect.marker is not None
    assert marks == [dialect.marker(citation, BASE) for citation in cited]


@every_dialect
def test_the_extras_of_a_citation_are_streamed_once(dialect: Dialect) -> None:
    carriers = [extras(chunk) for chunk in streamed(dialect, ANSWERS["quoted twice"])[:-1]]
    sent = [carrier for carrier in carriers if carrier]
    assert len(sent) == (0 if dialect.chunk_extras is None else len(STATEMENTS))


@every_dialect
def test_the_nearest_passages_are_links_where_markdown_is_rendered(dialect: Dialect) -> None:
    message = writer(dialect).whole(ANSWERS["unsupported"])["choices"][0]["message"]
    assert (
        f"]({BASE}/documents/{SPEECH.id}?c=7-42&h=6d360b1c#c)" in message["content"]
    ) is dialect.markdown


@every_dialect
def test_speech_that_would_fetch_is_escaped_where_markdown_is_rendered(dialect: Dialect) -> None:
    poison = '![x](http://evil.example/a.png) <img src="http://evil.example/b">'
    text = ChatText(BASE, dialect).statement(replace(STATEMENTS[0], text=poison))
    opens = re.search(r"(?<!\\)<|\]\(http://evil", text) is not None
    assert opens is not dialect.markdown


def test_a_name_chooses_its_dialect_and_another_is_refused_with_all_names() -> None:
    for name in DIALECTS:
        assert dialect_named(name).name == name
    with pytest.raises(InvalidField, match=", ".join(DIALECTS)):
        dialect_named("apa")


def test_the_second_statement_begins_a_paragraph() -> None:
    content = writer(DIALECTS["none"]).whole(ANSWERS["without warnings"])["choices"][0]["message"]
    assert content["content"] == f"{DEMOLISHED}\n\n{PARKS}"
