"""The name search: a name that no dictionary holds is found by its transliteration."""

from __future__ import annotations

import numpy as np
import pytest

from rag.assembly import bundled_query_encoder
from rag.language.vocabulary import Vocabulary
from rag.late_interaction.encoder import MOST_NAMES
from rag.late_interaction.name_search import Names

VOCABULARY = Vocabulary.bundled()
SPEECH = (
    "雁栖湖国际会都建成投用。1970年，林迪斯法恩乐队在泰恩河畔成立，胡格诺派信徒移居美洲。"
    "石景山区委书记牛青山强调，要打击了一批，它交给了他们，推动政府工作。"
)


def names(text: str) -> Names:
    ids = np.array(VOCABULARY.encode(text), dtype=np.uint16)
    return bundled_query_encoder()._name_search.names(ids)


def written(word: str, text: str = SPEECH) -> list[str]:
    return ["".join(map(VOCABULARY.piece, ids)) for ids in names(text).written(word)]


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("lindisfarne", "林迪斯法恩"),
        ("huguenot", "胡格诺"),
        ("yanqihu", "雁栖湖"),
        ("qingshan", "青山"),
    ],
)
def test_foreign_and_chinese_names_are_found_by_their_sound(word: str, name: str) -> None:
    assert written(word) == [name]


@pytest.mark.parametrize("word", ["disobedience", "tackled", "kuechly", "lindisfarnes" * 4])
def test_a_word_that_is_no_transliteration_finds_nothing(word: str) -> None:
    assert written(word) == []


def test_a_name_does_not_take_in_the_words_around_it() -> None:
    assert written("shelley", "他读雪莱的诗，雪莱在这里") == ["雪莱"]


def test_an_index_without_a_token_has_no_names() -> None:
    assert written("shelley", "") == []


def test_a_question_meets_the_name_in_every_text_that_has_it() -> None:
    encoder = bundled_query_encoder()
    texts = ["泰恩河上的林迪斯法恩乐队", "法恩镇与林迪镇", "另一个乐队"]
    ids = [np.array(VOCABULARY.encode(text), dtype=np.uint16) for text in texts]
    question = "Where did Lindisfarne play?"
    encoder.transliterate(question, np.concatenate(ids))
    query = encoder.encode(question)
    ((_, positions),) = query.unknown_names
    closeness = query.closeness(ids)[list(positions)]
    assert (closeness[:, 0] == 1).all()
    assert (closeness[:, 1:] < 1).any(axis=0).all()


@pytest.mark.parametrize(
    "question", ["What did the IPCC say?", "What of Zhongguancun?", "拆违", "the growth of it"]
)
def test_abbreviations_and_known_words_are_not_searched_as_names(question: str) -> None:
    assert bundled_query_encoder().encode(question).unknown_names == ()


def test_no_more_than_the_most_names_of_a_question_are_searched() -> None:
    names = " ".join(
        "zx" + "".join(chr(97 + (number * 7 + k) % 26) for k in range(5)) for number in range(99)
    )
    assert len(bundled_query_encoder().encode(f"Who are {names}?").unknown_names) == MOST_NAMES


def test_a_transliteration_outlasts_a_hundred_other_questions() -> None:
    encoder = bundled_query_encoder()
    question = "Who is Lindisfarne's mayor?"
    encoder.transliterate(question, np.array(VOCABULARY.encode(SPEECH), dtype=np.uint16))
    transliterated = encoder.encode(question).transliterated
    for number in range(100):
        encoder.encode(f"How many of {number}?")
    assert transliterated
    assert encoder.encode(question).transliterated == transliterated


def test_the_end_of_an_index_ends_a_name() -> None:
    assert written("huguenot", "信徒胡格") == []


@pytest.mark.parametrize(
    ("word", "text", "name"),
    [
        ("jacksonville", "杰克逊维尔是美国的城市，杰克逊维尔市在这里", "杰克逊维尔"),
        ("lingang", "推进临港新片区建设，临港科创城", "临港"),
    ],
)
def test_the_shortest_that_sounds_so_is_the_name(word: str, text: str, name: str) -> None:
    assert written(word, text) == [name]


def test_the_plural_of_a_name_means_the_name_too() -> None:
    encoder = bundled_query_encoder()
    encoder.transliterate(
        "Who were the Huguenots?", np.array(VOCABULARY.encode(SPEECH), dtype=np.uint16)
    )
    ((_, meanings),) = [
        (word.positions, word.meanings) for word in encoder.encode("the Huguenots").transliterated
    ]
    assert meanings == (tuple(VOCABULARY.encode("胡格诺")),)


@pytest.mark.parametrize("length", [66, 70, 150])
def test_a_word_longer_than_any_name_finds_nothing(length: int) -> None:
    assert written("a" * length) == []
