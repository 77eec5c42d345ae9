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
from rag.presentation.source_words import short_source_words
from rag.presentation.user_input import InvalidField
from rag.serving.chat_text import ChatText
from rag.serving.dialects import DIALECTS, Dialect, dialect_for, dialect_named
from rag.serving.front_ends import Sender, tool_names
from rag.serving.openai import DONE, ChatWriter
from rag.types.answers import Answer, Quote
from rag.types.documents import Passage
from rag.types.questions import Question
from rag.types.text import Span
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
NAME = f"{SPEECH.title} · 2018-01 · 一、去年工作"
SOURCE = {
    "source": {"id": LINK, "name": NAME, "url": LINK},
    "document": [DEMOLISHED],
    "metadata": [{"source": LINK, "source_url": LINK, "name": NAME, "url": LINK, "external": True}],
    "distances": [0.83],
}
LISTED = f"来源：\n\n- [1] [{NAME}]({LINK})"
# For each dialect what an answer of one statement sends: its text, the text after it, its first
# annotation by the key of the list (None: no annotations at all), the extras of the chunk before
# the statement, and the extras at the end.
EXAMPLES: dict[str, tuple[str, str, Any, Any, Any]] = {
    "openai": (
        f"{DEMOLISHED} [1]",
        LISTED,
        {
            "type": "url_citation",
            "url_citation": {
                "start_index": len(DEMOLISHED) + 1,
                "end_index": len(DEMOLISHED) + 4,
                "url": LINK,
                "title": NAME,
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
        "",
        None,
        {"event": {"type": "source", "data": SOURCE}},
        {"sources": [SOURCE]},
    ),
    "markdown": (f"{DEMOLISHED} [1]({LINK})", "", None, None, {}),
    "anthropic": (
        f"{DEMOLISHED} [1]",
        LISTED,
        {
            "type": "char_location",
            "cited_text": DEMOLISHED,
            "document_index": 0,
            "document_title": SPEECH.title,
            "start_char_index": 7,
            "end_char_index": 31,
        },
        None,
        {
            "documents": [
                {"id": SPEECH.id, "title": SPEECH.title, "url": f"{BASE}/documents/{SPEECH.id}"}
            ]
        },
    ),
    "none": (DEMOLISHED, "", None, None, {}),
}
# What every completion and chunk has, whatever the dialect.
COMMON = {"id", "object", "created", "model", "choices"}

every_dialect = pytest.mark.parametrize("dialect", DIALECTS.values(), ids=DIALECTS)
every_answer = pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)


def writer(dialect: Dialect, answer: Answer) -> ChatWriter:
    text = ChatText(BASE, dialect, answer.question.language)
    return ChatWriter("speechrag", text, id="chatcmpl-1", created=0)


def streamed(dialect: Dialect, answer: Answer) -> list[dict[str, Any]]:
    """The chunks of a stream, without the mark at its end."""
    write = writer(dialect, answer)
    events: list[Event] = [*map(Stated, answer.statements), Answered(answer)]
    frames = [frame for event in events for frame in write.frames(event)]
    assert frames.pop() == DONE
    return [json.loads(frame.removeprefix(b"data: ")) for frame in frames]


def extras(sent: dict[str, Any]) -> dict[str, Any]:
    """What the dialect adds to a completion or chunk."""
    return {
        name: value for name, value in sent.items() if name not in COMMON | {"speechrag", "usage"}
    }


def test_every_dialect_has_an_example() -> None:
    assert set(EXAMPLES) == set(DIALECTS)


@every_dialect
def test_the_example_of_a_dialect_is_what_it_sends(dialect: Dialect) -> None:
    text, closing, annotation, before, after = EXAMPLES[dialect.name]
    answer = replace(answer_to(QUESTION), statements=STATEMENTS[:1], warnings=())
    *chunks, last = streamed(dialect, answer)
    spoken = [chunk["choices"][0]["delta"] for chunk in chunks if not extras(chunk)]
    assert spoken[0] == {"role": "assistant", "content": text}
    assert spoken[1:] == ([{"content": f"\n\n{closing}"}] if closing else [])
    carriers = [extras(chunk) for chunk in chunks if extras(chunk)]
    assert carriers == ([] if before is None else [before])
    assert not carriers or extras(chunks[0]), "a source comes before the statement that needs it"
    annotations = {} if annotation is None else {dialect.annotations_key: [annotation]}
    assert last["choices"][0]["delta"] == annotations
    assert extras(last) == after


@every_dialect
@every_answer
def test_streamed_and_whole_say_the_same(dialect: Dialect, answer: Answer) -> None:
    chunks = streamed(dialect, answer)
    whole = json.loads(json.dumps(writer(dialect, answer).whole(answer)))
    deltas = [chunk["choices"][0]["delta"] for chunk in chunks]
    message = whole["choices"][0]["message"]
    assert "".join(delta.get("content", "") for delta in deltas) == message["content"]
    key = dialect.annotations_key
    assert deltas[-1].get(key) == message.get(key)
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
    message = writer(dialect, answer).whole(answer)["choices"][0]["message"]
    if dialect.name != "openai":
        assert "annotations" not in message
        return
    marks = [
        message["content"][place["start_index"] : place["end_index"]]
        for place in (annotation["url_citation"] for annotation in message["annotations"])
    ]
    cited = [citation for statement in answer.statements for citation in statement.citations]
    assert marks == [f"[{citation.number}]" for citation in cited]


@every_dialect
def test_the_extras_of_a_citation_are_streamed_once(dialect: Dialect) -> None:
    carriers = [extras(chunk) for chunk in streamed(dialect, ANSWERS["quoted twice"])[:-1]]
    sent = [carrier for carrier in carriers if carrier]
    assert len(sent) == (0 if dialect.chunk_extras is None else len(STATEMENTS))


@every_dialect
def test_the_nearest_passages_are_links_where_markdown_is_rendered(dialect: Dialect) -> None:
    message = writer(dialect, ANSWERS["unsupported"]).whole(ANSWERS["unsupported"])["choices"][0][
        "message"
    ]
    assert (
        f"]({BASE}/documents/{SPEECH.id}?c=7-42&h=6d360b1c#c)" in message["content"]
    ) is dialect.markdown


@every_dialect
def test_speech_that_would_fetch_is_escaped_where_markdown_is_rendered(dialect: Dialect) -> None:
    poison = '![x](http://evil.example/a.png) <img src="http://evil.example/b">'
    text = ChatText(BASE, dialect, "en").statement(replace(STATEMENTS[0], text=poison))
    opens = re.search(r"(?<!\\)<|\]\(http://evil", text) is not None
    assert opens is not dialect.markdown


@every_answer
def test_a_client_that_shows_only_text_still_gets_a_link_to_each_quotation(answer: Answer) -> None:
    for name in set(DIALECTS) - {"none", "openwebui"}:
        written = writer(DIALECTS[name], answer).whole(answer)["choices"][0]["message"]["content"]
        for citation in answer.citations:
            assert f"]({BASE}{citation.permalink})" in written, name


def test_a_chip_is_named_in_the_readers_language_and_never_word_for_word() -> None:
    passage = Passage(SPEECH, Span(0, 4), ("一、去年工作",))
    unknown = Passage(replace(SPEECH, title="甲乙丙丁"), Span(0, 4), ("戊己庚辛",))
    named = short_source_words(passage.document, passage.heading, "en")
    assert named.startswith("Qinghe District, Government Work Report 2018 (example) (2018年")
    assert " · 2018-01 · " in named
    assert short_source_words(unknown.document, unknown.heading, "en") == (
        "甲乙丙丁 · 2018-01 · 戊己庚辛"
    )


def test_a_document_index_counts_documents_not_citations() -> None:
    message = writer(DIALECTS["anthropic"], ANSWERS["answered"]).whole(ANSWERS["answered"])
    citations = message["choices"][0]["message"]["citations"]
    assert [citation["document_index"] for citation in citations] == [0, 0]
    for citation in citations:
        place = slice(citation["start_char_index"], citation["end_char_index"])
        assert SPEECH.text[place] == citation["cited_text"]


def test_a_pop_up_shows_the_page_and_no_score_beyond_a_whole() -> None:
    first = STATEMENTS[0].citations[0]
    far = replace(first, page=3, score=1.7)
    answer = replace(ANSWERS["answered"], statements=(replace(STATEMENTS[0], citations=(far,)),))
    (source,) = writer(DIALECTS["openwebui"], answer).whole(answer)["sources"]
    assert source["metadata"][0]["page"] == 2  # counted from 0
    assert source["distances"] == [1.0]


def test_a_pop_up_renders_no_markup_of_a_speech() -> None:
    poison = "![x](http://evil.example/a.png) <img src=//evil.example/b> [2]"
    passage = Passage(replace(SPEECH, text=poison), Span(0, len(poison)), ())
    first = STATEMENTS[0].citations[0]
    poisoned = replace(first, quote=Quote(passage, passage.span))
    statement = replace(STATEMENTS[0], citations=(poisoned,))
    answer = replace(ANSWERS["answered"], statements=(statement,))
    (source,) = writer(DIALECTS["openwebui"], answer).whole(answer)["sources"]
    assert not re.search(r"(?<!\\)<|\]\(http|(?<!\\)\[2", source["document"][0])


OWN_TOOLS = [{"type": "function", "function": {"name": name}} for name in ("view_chat", "ask_user")]


@pytest.mark.parametrize(
    ("headers", "tools", "chosen", "name"),
    [
        ({}, None, None, "openai"),
        ({"x-openwebui-user-id": "1"}, None, None, "openwebui"),
        ({"user-agent": "Python/3.11 aiohttp/3.13"}, OWN_TOOLS, None, "openwebui"),
        ({}, OWN_TOOLS[:1], None, "openai"),
        ({}, [{"type": "function", "name": "view_chat"}, {"name": "ask_user"}], None, "openwebui"),
        ({}, OWN_TOOLS, "markdown", "markdown"),
        ({}, [{"function": "x"}, {"function": {"name": ["view_chat"]}}, 3], None, "openai"),
        ({}, {"view_chat": 1, "ask_user": 2}, None, "openai"),
    ],
)
def test_open_webui_is_recognised_and_a_choice_goes_before_it(
    headers: dict[str, str], tools: Any, chosen: str | None, name: str
) -> None:
    sender = Sender(headers, tool_names(tools))
    assert dialect_for(sender, chosen, DIALECTS["openai"]).name == name


def test_a_name_chooses_its_dialect_and_another_is_refused_with_all_names() -> None:
    for name in DIALECTS:
        assert dialect_named(name).name == name
    with pytest.raises(InvalidField, match=", ".join(DIALECTS)):
        dialect_named("apa")


def test_the_second_statement_begins_a_paragraph() -> None:
    answer = ANSWERS["without warnings"]
    content = writer(DIALECTS["none"], answer).whole(answer)["choices"][0]["message"]
    assert content["content"] == f"{DEMOLISHED}\n\n{PARKS}"
