"""The lexicon: rare English words meet their Chinese translations."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from rag.assembly import bundled_query_encoder
from rag.errors import ModelError
from rag.language.vocabulary import Vocabulary
from rag.late_interaction.lexicon import LEXICON_FILE, Lexicon, Translated
from rag.late_interaction.query import EncodedQuery, Translation
from rag.models.table import TokenTable
from rag.types.text import Span

LINES = "beekeeper\t养蜂人\nbeekeeper school\t养蜂学校 蜂校\nxiongan\t雄安\n".encode()


def meanings(question: str) -> list[tuple[str, tuple[str, ...]]]:
    found = Lexicon(LINES).translated(question)
    return [(words.span.slice(question), words.meanings) for words in found]


def test_a_rare_word_has_its_meanings_and_its_span() -> None:
    question = "What was built in Xiongan?"
    assert list(Lexicon(LINES).translated(question)) == [Translated(Span(18, 25), ("雄安",))]


def test_the_longest_meaning_counts_and_no_word_twice() -> None:
    assert meanings("the Beekeeper School") == [("Beekeeper School", ("养蜂学校", "蜂校"))]


@pytest.mark.parametrize("word", ["beekeepers", "Beekeeper's"])
def test_inflections_mean_what_their_stem_does(word: str) -> None:
    assert [found for _, found in meanings(f"two {word} came")] == [("养蜂人",)]


def test_a_word_that_the_lexicon_lacks_has_no_meaning() -> None:
    assert meanings("beekeep and xiong an, 养蜂人") == []


def test_a_model_without_a_lexicon_has_an_empty_one(tmp_path: Path) -> None:
    assert list(Lexicon.read(tmp_path).translated("beekeeper")) == []


def test_a_lexicon_that_cannot_be_read_is_a_model_error(tmp_path: Path) -> None:
    (tmp_path / LEXICON_FILE).mkdir()
    with pytest.raises(ModelError, match="cannot be read"):
        Lexicon.read(tmp_path)


def test_the_shipped_lexicon_is_sorted_as_it_is_searched() -> None:
    path = Path(__file__).parents[2] / "rag" / "models" / "bilingual" / LEXICON_FILE
    lines = path.read_bytes().splitlines()
    assert lines == sorted(lines)


def test_a_name_in_latin_letters_meets_its_characters_as_a_whole() -> None:
    encoder = bundled_query_encoder()
    vocabulary = Vocabulary.bundled()
    texts = ["亦庄新城建成通车", "亦不在庄内", "城市建成通车"]
    ids = [np.array(vocabulary.encode(text), dtype=np.uint16) for text in texts]
    query = encoder.encode("What was built in Yizhuang?")
    (word,) = (word for word in query.translations if len(word.positions) > 1)
    closeness = query.closeness(ids)[list(word.positions)]
    assert (closeness[:, 0] == 1).all()
    assert (closeness[:, 1:] < 1).any()


def test_a_translation_of_a_word_without_tokens_in_the_question_meets_nothing() -> None:
    table = TokenTable(np.eye(3, dtype=np.float32))
    query = EncodedQuery(
        (0,),
        np.ones(1, np.float32),
        np.zeros(1, bool),
        table,
        translations=(Translation((), ((1,),)),),
    )
    text = np.array([1, 2], dtype=np.uint16)
    assert query.closeness([text]).tolist() == [[0.0]]
    assert query.scores([text]).tolist() == [0.0]
