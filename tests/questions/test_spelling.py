"""Misspellings are taken as the names and terms they are near to; words are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.questions.edits import distance, is_inflected
from rag.questions.spelling import corrected


class Shelf:
    """An index that holds two words."""

    def holds_word(self, word: str) -> bool:
        return word == "Jiangsuu"

    def mentions(self, name: str) -> bool:
        return name == "粮食产两"


def taken(question: str) -> list[tuple[str, str]]:
    return [(found.said, found.meant) for found in corrected(question, Shelf())[1]]


@pytest.mark.parametrize(
    ("question", "said", "meant"),
    [
        ("What is Guandong's target?", "Guandong", "Guangdong"),
        ("heilongjaing harvest", "heilongjaing", "Heilongjiang"),
        ("What is the defict ratio?", "defict", "deficit"),
        ("How high is unemploymnet?", "unemploymnet", "unemployment"),
        ("What did Eisenhauer say?", "Eisenhauer", "Eisenhower"),
        ("广东的GPD是多少？", "GPD", "GDP"),
        ("黑龙将的粮食", "黑龙将", "黑龙江"),
        ("全省粮食总产两是多少？", "粮食总产两", "粮食总产量"),
    ],
)
def test_a_misspelling_is_taken_as_the_nearest_name_or_term(
    question: str, said: str, meant: str
) -> None:
    text, found = corrected(question, Shelf())
    assert [(one.said, one.meant) for one in found] == [(said, meant)]
    assert text == question.replace(said, meant)


@pytest.mark.parametrize(
    "question",
    [
        "What did Hunan, Henan, Hainan, Shanxi and Shaanxi grow?",
        "How much will the Sanxi River clean-up cost?",
        "Where is Luding County?",
        "Which organisations, programmes and bosses were relocating to the greenway?",
        "Why did graft harm Jiangsuu?",  # an index may hold such a word
        "WHO and the NPC",
        "镇江实际新增多少？安顺是不是示范城市？",
        "粮食产两",  # here the index holds it
        "众议员有多少人？",
        "Is Micron's rationale a vertex for any devotee?",
        "Where was the hawthorne protien grown?",  # no speech here holds protein
    ],
)
def test_words_in_their_own_right_are_left_alone(question: str) -> None:
    assert taken(question) == []


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    meant, found = corrected(text, Shelf())
    assert found or meant == text


@pytest.mark.parametrize(
    ("first", "second", "keys"),
    [("grian", "grain", 1), ("cat", "cart", 1), ("cat", "cut", 1), ("abc", "xyz", None)],
)
def test_neighbouring_letters_are_swapped_with_one_key(
    first: str, second: str, keys: int | None
) -> None:
    assert distance(first, second, 2) == keys
    assert distance(second, first, 2) == keys


def test_a_replaced_letter_may_count_more() -> None:
    assert distance("cat", "cut", 1, replacing=2) is None
    assert distance("cat", "cart", 1, replacing=2) == 1


def test_forms_and_spellings_of_a_word_are_no_misspellings() -> None:
    assert is_inflected("deficits", "deficit")
    assert is_inflected("organisation", "organization")
    assert not is_inflected("defict", "deficit")
