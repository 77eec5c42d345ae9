"""Claims about requests: the Questions and Filters that they become, and their refusals."""

from __future__ import annotations

import datetime
import unicodedata
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from rag.errors import InvalidQuestion
from rag.presentation.user_input import InvalidField, first_day, last_day, read_question
from rag.serving.requests import AskBody, ChatBody, SearchBody
from rag.types.questions import Filters


def question(text: str) -> str:
    return read_question(text, characters=2000)


def asked(**fields: object) -> AskBody:
    return AskBody.model_validate({"question": "q", **fields})


@given(st.text(alphabet=st.characters(codec=None)))
def test_any_text_becomes_a_clean_question_or_is_refused_by_name(text: str) -> None:
    with suppress(InvalidField):
        read = question(text)
        assert 1 <= len(read) <= 2000
        assert read == unicodedata.normalize("NFC", read.strip())
        assert all(unicodedata.category(character) not in ("Cc", "Cs") for character in read)


def test_a_question_is_stripped_composed_and_put_on_one_line() -> None:
    assert question("  cafe\u0301\n拆违\t如何？ ") == "café 拆违 如何？"


@pytest.mark.parametrize("text", ["", " \n ", "a\x00b", "\ud800", "字" * 2001, "\x7f"])
def test_what_is_no_question_is_refused_without_being_repeated(text: str) -> None:
    with pytest.raises(InvalidQuestion) as refused:
        question(text)
    if text.strip():
        assert text not in str(refused.value)


def test_a_question_may_have_one_and_may_have_two_thousand_characters() -> None:
    assert question("水") == "水"
    assert len(question(" " + "字" * 2000)) == 2000


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-02-03", "2024-02-03", "2024-02-03"),
    ],
)
def test_a_partial_date_stands_for_all_of_its_days(text: str, first: str, last: str) -> None:
    assert first_day(text) == datetime.date.fromisoformat(first)
    assert last_day(text) == datetime.date.fromisoformat(last)


@pytest.mark.parametrize("text", ["", "24", "2024-13", "2024-02-30", "2024-1", "２０２４", "0000"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="YYYY"):
        first_day(text)


def test_filters_become_a_range_of_days_and_names_without_repetition() -> None:
    body = asked(filters={"since": "2018", "until": "2019-06", "regions": ["重庆市", "重庆市"]})
    assert body.as_question(characters=2000).filters == Filters(
        datetime.date(2018, 1, 1), datetime.date(2019, 6, 30), ("重庆市",)
    )


@pytest.mark.parametrize(
    ("filters", "field"),
    [
        ({"since": "2020", "until": "2019"}, "until"),
        ({"since": 2020}, "since"),
        ({"since": "soon"}, "since"),
        ({"regions": "重庆市"}, "regions"),
        ({"regions": [""]}, "regions"),
        ({"regions": ["a\x00"]}, "regions"),
        ({"speakers": ["x" * 301]}, "speakers"),
        ({"documents": ["x"] * 101}, "documents"),
        ({"year": 2020}, "year"),
    ],
)
def test_a_wrong_filter_is_refused_by_its_name(filters: dict[str, object], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        asked(filters=filters)
    assert {error["loc"][1] for error in refused.value.errors()} == {field}


@pytest.mark.parametrize("limit", [0, -1, 51, 10**9, "5", True, 5.0, None, [5]])
def test_a_limit_is_a_whole_number_from_1_to_50(limit: object) -> None:
    with pytest.raises(ValidationError):
        asked(limit=limit)


def test_the_language_is_the_questions_own_unless_one_is_chosen() -> None:
    assert asked(question="去年拆违如何？").as_question(characters=9).language == "zh"
    chosen = asked(question="去年拆违如何？", language="en").as_question(characters=9)
    assert chosen.language == "en"


def test_a_search_names_its_own_field() -> None:
    with pytest.raises(InvalidField, match="query"):
        SearchBody(query=" ").as_question(characters=2000)


def part(words: str) -> dict[str, str]:
    """A content part of a chat message."""
    return {"type": "text", "text": words}


def test_the_last_user_message_is_the_question() -> None:
    messages = [
        {"role": "system", "content": "be kind"},
        {"role": "user", "content": "first"},
        {"role": "assistant", "content": "…"},
        {"role": "user", "content": [part("去年"), part("？")]},
        {"role": "tool", "content": "ignored"},
    ]
    body = ChatBody.model_validate({"messages": messages, "tools": [{}], "temperature": 0.2})
    assert body.as_question(characters=2000).text == "去年 ？"


@pytest.mark.parametrize(
    "messages",
    [
        [{"role": "system", "content": "only this"}],
        [{"role": "user", "content": None}],
        [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "http://x"}}]}],
        [{"role": "user", "content": [{"type": "text"}]}],
    ],
)
def test_a_chat_without_words_to_answer_is_refused(messages: list[object]) -> None:
    with pytest.raises(InvalidField, match="messages"):
        ChatBody.model_validate({"messages": messages}).as_question(characters=2000)
