"""Query expansion: words of a question become words of the index, in both languages."""

from __future__ import annotations

import numpy as np

from rag.assembly import bundled_query_encoder
from rag.late_interaction.expand import discriminative_terms, expand
from rag.late_interaction.neighbours import NEIGHBOURS
from rag.models.reproducible import STEP
from rag.types.questions import Term

ENCODER = bundled_query_encoder()


def held(text: str) -> np.ndarray:
    return np.unique(np.array(ENCODER.vocabulary.encode(text), dtype=np.uint16))


def test_an_english_word_meets_the_chinese_word() -> None:
    (term,) = expand(ENCODER, "schools", held("新建学校三所，拆除违法建设，增长百分之五"))
    words = [ENCODER.vocabulary.piece(token) for token, _ in term.alternatives]
    assert words[0] == "学校"


def test_the_same_word_is_the_nearest_and_strength_is_its_weight() -> None:
    (term,) = expand(ENCODER, "学校", held("新建学校三所"))
    token, strength = term.alternatives[0]
    assert ENCODER.vocabulary.piece(token) == "学校"
    assert abs(strength - term.weight) < 4 * STEP
    assert abs(term.weight - 1.0) < 1e-5


def test_a_figure_meets_only_itself() -> None:
    terms = {term.text: term for term in expand(ENCODER, "61", held("62 61 78"))}
    assert [ENCODER.vocabulary.piece(token) for token, _ in terms["61"].alternatives] == ["61"]


def test_alternatives_are_few_and_fall_in_strength() -> None:
    everything = np.arange(ENCODER.vocabulary.size, dtype=np.uint16)
    for term in expand(ENCODER, "经济增长目标", everything):
        strengths = [strength for _, strength in term.alternatives]
        assert len(strengths) <= NEIGHBOURS
        assert strengths == sorted(strengths, reverse=True)


def test_a_word_that_stands_everywhere_is_not_discriminative() -> None:
    common, rare = Term("的", 0.5, ((1, 0.5),)), Term("熊猫", 0.5, ((2, 0.5),))
    held = np.array([0, 1000, 1])
    assert discriminative_terms((common, rare), (0.5, 0.5), lambda ids: held[list(ids)], 1000) == (
        "熊猫",
    )
    assert discriminative_terms(
        (Term("无", 0.5, ()),), (0.5,), lambda ids: held[list(ids)], 1000
    ) == ("无",)
    assert discriminative_terms((), (), lambda ids: held[list(ids)], 10) == ()


def test_a_name_means_what_sounds_like_it_in_the_index() -> None:
    ids = np.array(ENCODER.vocabulary.encode("雁栖湖国际会都建成，燕山山脉绵延"), dtype=np.uint16)
    ENCODER.transliterate("Yanqihu and Yanshan", ids)
    terms = {term.text: term for term in expand(ENCODER, "Yanqihu and Yanshan", np.unique(ids))}
    lake = tuple(ENCODER.vocabulary.encode("雁栖湖"))
    assert lake in terms["yan"].meanings
    assert lake not in terms["and"].meanings
    assert len(terms["yan"].meanings) > 1, "the pieces of one name may be those of another"


def test_a_token_beyond_the_neighbours_of_a_word_is_still_near_it_but_no_other_figure() -> None:
    terms = {term.text: term for term in expand(ENCODER, "schools 61", held("新建学校三所 61"))}
    assert 0 < terms["schools"].floor < terms["schools"].alternatives[-1][1]
    assert terms["61"].floor == 0
