"""Claims about the text of chat answers: harmless, complete, and in the question's language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from rag.serving.chat_text import ChatText
from rag.serving.dialects import DIALECTS
from rag.types.answers import AnswerWarning
from rag.types.documents import Passage, values_of
from rag.types.figure_table import Coverage, FigureTable, StatedRow
from rag.types.questions import Hit, Question
from rag.types.text import Span
from tests.figure_rows import row
from tests.serving.engines import SPEECH, STATEMENTS, answer_to

OPENAI = DIALECTS["openai"]
ENGLISH = Question("What was demolished?", language="en")
# What a speech might say to make a reader's client fetch something, or to look like a source.
POISON = (
    '![x](http://evil.example/a.png) <img src="http://evil.example/b"> [1](http://evil.example)'
)


def test_a_nearest_passage_opens_none_either() -> None:
    title = "Report [x](http://evil.example)"
    speech = replace(SPEECH, title=title, text=POISON)
    hit = Hit(Passage(speech, Span(0, len(POISON)), ()), 0.5)
    answer = replace(answer_to(ENGLISH, supported=False), nearest=(hit,))
    assert "](http" not in ChatText("", OPENAI, "en").closing(answer)


def test_what_is_left_to_say_follows_the_questions_language() -> None:
    text = ChatText("", OPENAI, "en")
    for statement in STATEMENTS:
        text.statement(statement)
    said = text.closing(replace(answer_to(ENGLISH), status="partial", reason="no 2019 report"))
    assert "Partly answered: no 2019 report" in said
    title = f"Qinghe District, Government Work Report 2018 (example) ({SPEECH.title})"
    assert f"Note: {title}, the years given in this document disagree" in said


def test_a_citation_used_twice_is_annotated_at_each_place() -> None:
    text = ChatText("", OPENAI, "en")
    content = text.statement(STATEMENTS[0]) + text.statement(STATEMENTS[0])
    marks = [annotation["url_citation"] for annotation in text.annotations]
    assert [content[mark["start_index"] : mark["end_index"]] for mark in marks] == ["[1]", "[1]"]
    assert marks[0]["end_index"] < marks[1]["start_index"]


def test_the_warnings_of_a_document_open_no_link_image_or_tag() -> None:
    answer = answer_to(ENGLISH)
    warnings = (
        AnswerWarning("truncated", SPEECH.id, values_of(last_words=POISON)),
        AnswerWarning("answerer_failed", None, values_of(failure=POISON)),
    )
    text = ChatText("", OPENAI, "en")
    text.statement(STATEMENTS[0])
    said = text.closing(replace(answer, warnings=warnings))
    assert said.count("evil.example/b") == 2
    assert not re.search(r"(?<!\\)<|\]\(http", said)


TAGS = (
    "<img src=//evil.example/a>",
    "\\<img src=//evil.example/a>",
    "\\\\<img src=//evil.example/a>",
)


def live_signs(text: str) -> Iterator[str]:
    """The signs that open a tag or tell where a link leads, as Markdown reads them: those behind an
    even number of backslashes."""
    for match in re.finditer(r"(\\*)(<|(?<=\])\(|(?<=\]):)", text):
        if len(match[1]) % 2 == 0:
            yield match[2]


@pytest.mark.parametrize("words", TAGS)
def test_a_backslash_of_a_speech_sets_no_tag_free(words: str) -> None:
    text = ChatText("", OPENAI, "en")
    assert not list(live_signs(text.escaped(words)))
    assert "evil.example" in text.escaped(words)


@pytest.mark.parametrize("words", TAGS)
def test_a_table_of_figures_opens_no_tag(words: str) -> None:
    whole = row()
    clause = Span(0, len(words))
    speech = replace(SPEECH, title=words, region=None, text=words)
    stated = StatedRow(speech, replace(whole, clause=clause, figure=clause))
    table = FigureTable((stated,), "document", Coverage(1, 1, 1))
    answer = replace(answer_to(ENGLISH), table=table)
    said = ChatText("", OPENAI, "en").closing(answer)
    assert "img src" in said
    assert not list(live_signs(said))


def test_words_of_a_speech_say_not_where_a_mark_leads() -> None:
    assert not list(live_signs(ChatText("", OPENAI, "en").escaped("[1]: http://evil.example/a")))


def test_words_of_a_speech_look_like_no_mark() -> None:
    said = ChatText("", OPENAI, "en").escaped("as agreed [3], [a] and [12]")
    assert said == "as agreed \\[3], [a] and \\[12]"


@pytest.mark.parametrize("supported", [True, False])
def test_a_reason_and_a_linked_title_open_no_tag(supported: bool) -> None:
    speech = replace(SPEECH, title=TAGS[1])
    hit = Hit(Passage(speech, Span(0, 4), ()), 0.5)
    answer = answer_to(ENGLISH, supported=supported)
    answer = replace(answer, reason=TAGS[0], nearest=(hit,))
    if supported:
        answer = replace(answer, status="partial")
    said = ChatText("", OPENAI, "en").closing(answer)
    assert "img src" in said
    # Links of ours are no signs of a speech.
    assert "<" not in list(live_signs(said))
