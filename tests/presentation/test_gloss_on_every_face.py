"""The line in the reader's language stands above the quotation on every face, never as a quotation;
in a long sentence the words that answer stand out."""

from __future__ import annotations

import datetime
from dataclasses import replace

from rag.analysis.quotation_files import read_quotations
from rag.cli.show import answer_lines
from rag.cli.terminal import Terminal
from rag.presentation.exports import FORMATS
from rag.presentation.to_json import answer_json
from rag.serving.chat_text import ChatText
from rag.serving.dialects import DIALECTS
from rag.types.answers import Answer, Citation, Gloss, Quote, Statement
from rag.types.documents import Passage
from rag.types.questions import Question
from rag.types.text import Span
from tests.serving.engines import SPEECH, STATEMENTS, answer_to

QUESTION = Question("How much was demolished?", language="en")
LINE = "Qinghe, 2017, achieved: illegal construction demolished 300,000 square meters"
LABELLED = f"In English (our words, not a quotation): {LINE}"
LONG = "全区拆除违法建设30万平方米，" + "其余的话也写在这里，" * 10 + "到此为止。"


def answer(words: str | None = None) -> Answer:
    """The invented answer with a line above its first statement, which says `words`."""
    first = replace(STATEMENTS[0], gloss=Gloss(LINE, "en", "rows"))
    if words is not None:
        first = replace(first, text=words, citations=(cited(words),), figures=())
    return replace(answer_to(QUESTION), statements=(first, *STATEMENTS[1:]))


def cited(words: str) -> Citation:
    speech = replace(SPEECH, text=words)
    span = Span(0, len(words))
    return replace(STATEMENTS[0].citations[0], quote=Quote(Passage(speech, span, ()), span),
                   published=(), highlight=(Span(0, 14),))  # fmt: skip


def test_json_has_the_line_with_what_it_is_made_of() -> None:
    first, second = answer_json(answer())["statements"]
    assert first.get("gloss") == {"text": LINE, "language": "en", "made_of": "rows"}
    assert "gloss" not in second


def test_the_terminal_shows_it_above_the_words_of_the_speech() -> None:
    lines = [line.strip() for line in answer_lines(answer(), Terminal())]
    at = lines.index(LABELLED)
    assert lines[at + 1].startswith(STATEMENTS[0].text)


def test_a_chat_shows_it_as_a_paragraph_and_its_marks_still_stand_where_they_say() -> None:
    text = ChatText("", DIALECTS["openai"], "en")
    said = text.statement(answer().statements[0])
    assert said.startswith(f"{LABELLED}\n\n{STATEMENTS[0].text} ")
    mark = text.annotations[0]["url_citation"]
    assert said[mark["start_index"] : mark["end_index"]] == "[1]"


def test_an_export_shows_it_and_no_quotation_is_made_of_it() -> None:
    data = FORMATS["md"].exported(answer(LONG), "", accessed=datetime.date(2026, 1, 1))
    assert "In English \\(our words" in data.decode() or "In English (our words" in data.decode()
    quoted = [quote.words for quote in read_quotations(data, "a.md").quoted]
    assert LONG in quoted
    assert not any("300,000" in words for words in quoted)


def test_in_a_long_sentence_the_rest_steps_back() -> None:
    statement = answer(LONG).statements[0]
    assert "**全区拆除违法建设30万平方米**，其余" in chat(statement)
    shown = "\n".join(answer_lines(answer(LONG), Terminal(80, colour=True)))
    assert "\x1b[1m全区拆除违法建设30万平方米\x1b[0m\x1b[2m，" in shown


def chat(statement: Statement) -> str:
    return ChatText("", DIALECTS["openwebui"], "en").statement(statement)
