"""In: invented answers. Out: what is true of the text that chat clients are given."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from rag.serving.chat_text import Composer
from rag.types.documents import Passage
from rag.types.questions import Hit, Question
from rag.types.text import Span
from tests.serving.engines import SPEECH, STATEMENTS, answer_to

ENGLISH = Question("What was demolished?", language="en")
# What a speech might say to make a reader's client fetch something, or to look like a source.
POISON = (
    '![x](http://evil.example/a.png) <img src="http://evil.example/b"> [1](http://evil.example)'
)


@pytest.mark.parametrize("style", ["openai", "openwebui", "markdown"])
def test_a_speech_opens_no_link_image_or_tag_in_a_chat(style: str) -> None:
    composer = Composer("", style)
    text = composer.stated(replace(STATEMENTS[0], text=POISON))
    assert not re.search(r"(?<!\\)<|\]\(http", text)


def test_a_nearest_passage_opens_none_either() -> None:
    title = "Report [x](http://evil.example)"
    speech = replace(SPEECH, title=title, text=POISON)
    hit = Hit(Passage(speech, Span(0, len(POISON)), ()), 0.5)
    answer = replace(answer_to(ENGLISH, supported=False), nearest=(hit,))
    assert "](http" not in Composer("", "openai").closing(answer)


def test_what_is_left_to_say_follows_the_questions_language() -> None:
    composer = Composer("", "openai")
    for statement in STATEMENTS:
        composer.stated(statement)
    said = composer.closing(replace(answer_to(ENGLISH), status="partial", reason="no 2019 report"))
    assert "Partly answered: no 2019 report" in said
    assert f"Note: {SPEECH.title}, the years given in this document disagree" in said


def test_a_citation_used_twice_is_annotated_at_each_place() -> None:
    composer = Composer("", "openai")
    text = composer.stated(STATEMENTS[0]) + composer.stated(STATEMENTS[0])
    places = [annotation["url_citation"] for annotation in composer.annotations]
    assert [text[place["start_index"] : place["end_index"]] for place in places] == ["[1]", "[1]"]
    assert places[0]["end_index"] < places[1]["start_index"]
