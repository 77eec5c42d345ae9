"""Rerankers: the claims that all of them keep, and the scores of late interaction."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

import numpy as np
import pytest

from rag.errors import ModelError
from rag.language.vocabulary import Vocabulary
from rag.late_interaction.encoder import QueryEncoder
from rag.late_interaction.reranker import LateInteractionReranker
from rag.models.reranker import CrossEncoderReranker, Reranker, TokenIds
from rag.models.table import TokenTable
from tests.models.tiny import make_cross_encoder, need_transformers

FOLDER = Path(__file__).parents[2] / "rag" / "models" / "bilingual"
PASSAGES = ["全区基本无违法建设。", "PM2.5 fell by 21.8%.", "新建学校三所，增加学位四千个。"]


@pytest.fixture(scope="module")
def table() -> TokenTable:
    return TokenTable.load(FOLDER)


@pytest.fixture(scope="module")
def cross_encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_cross_encoder(tmp_path_factory.mktemp("cross"))


@pytest.fixture(scope="module", params=["late interaction", "cross encoder"])
def reranker(request: pytest.FixtureRequest, table: TokenTable, cross_encoder: Path) -> Reranker:
    if request.param == "late interaction":
        return LateInteractionReranker(QueryEncoder(Vocabulary.bundled(), table))
    return CrossEncoderReranker(str(cross_encoder), device="cpu", batch_size=2)


def ids_of(texts: list[str]) -> list[TokenIds]:
    return [np.array(ids, dtype=np.uint16) for ids in Vocabulary.bundled().encode_batch(texts)]


def test_each_passage_has_a_score(reranker: Reranker) -> None:
    scores = reranker.scores("违法建设", PASSAGES, ids_of(PASSAGES))
    assert scores.shape == (3,)
    assert scores.dtype == np.float32
    assert np.isfinite(scores).all()


def test_no_passages_have_no_scores(reranker: Reranker) -> None:
    assert reranker.scores("违法建设", [], []).shape == (0,)


def test_neighbours_do_not_change_a_score(reranker: Reranker) -> None:
    question, ids = "What was built?", ids_of(PASSAGES)
    together = reranker.scores(question, PASSAGES, ids)
    alone = [reranker.scores(question, [PASSAGES[number]], [ids[number]])[0] for number in range(3)]
    np.testing.assert_allclose(together, alone, atol=1e-4)


def test_late_interaction_is_the_weighted_mean_of_best_cosines(table: TokenTable) -> None:
    vocabulary = Vocabulary.bundled()
    question, passage = "illegal construction", "全区基本无违法建设。"
    query, found = vocabulary.encode(question), vocabulary.encode(passage)
    cosines = table.unit[query] @ table.unit[found].T
    weights = np.sqrt(table.weights[query])
    expected = (weights * cosines.max(axis=1)).sum() / weights.sum()
    score = LateInteractionReranker(QueryEncoder(vocabulary, table)).scores(
        question, [passage], ids_of([passage])
    )
    assert score[0] == pytest.approx(expected, abs=1e-4)


def test_words_that_stand_together_count_for_more(table: TokenTable) -> None:
    filler = "各位代表，现在向大会报告工作，请予审议，并请各位委员提出意见。" * 3
    together = f"{filler}{filler}拆除违法建设。"
    apart = f"拆除。{filler}{filler}违法建设。"
    encoder = QueryEncoder(Vocabulary.bundled(), table)
    first, second = encoder.encode("拆除违法建设").scores(ids_of([together, apart]))
    assert first > second


def test_a_text_that_is_longer_by_words_about_other_things_scores_less(
    table: TokenTable,
) -> None:
    short = "拆除违法建设。" + "各位代表，现在报告工作。" * 20
    long = short + "各位代表，现在报告工作。" * 20
    encoder = QueryEncoder(Vocabulary.bundled(), table)
    first, second = encoder.encode("拆除违法建设").scores(ids_of([short, long]))
    assert first > second


def test_a_passage_or_question_without_tokens_scores_nothing(table: TokenTable) -> None:
    reranker = LateInteractionReranker(QueryEncoder(Vocabulary.bundled(), table))
    assert reranker.scores("违法", ["", "违法"], ids_of(["", "违法"]))[0] == 0
    assert reranker.scores(" ", ["违法"], ids_of(["违法"])).tolist() == [0]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("违法建设治理取得了哪些成果？", 0),
        ("What was achieved against illegal construction?", 0),
        ("PM2.5下降了多少？", 1),
        ("How many schools were built?", 2),
    ],
)
def test_the_passage_that_answers_comes_first(
    table: TokenTable, question: str, answer: int
) -> None:
    reranker = LateInteractionReranker(QueryEncoder(Vocabulary.bundled(), table))
    assert int(reranker.scores(question, PASSAGES, ids_of(PASSAGES)).argmax()) == answer


def test_a_figure_meets_only_itself(table: TokenTable) -> None:
    query = QueryEncoder(Vocabulary.bundled(), table).encode("61")
    assert query.scores(ids_of(["61", "62", "78"])).tolist() == [1, 0, 0]


def test_punctuation_counts_for_nothing(table: TokenTable) -> None:
    encoder = QueryEncoder(Vocabulary.bundled(), table)
    texts = ids_of(PASSAGES)
    np.testing.assert_allclose(
        encoder.encode("违法建设").scores(texts),
        encoder.encode("“违法建设”？！").scores(texts),
        atol=1e-6,
    )


def test_a_hundred_passages_are_scored_in_milliseconds(table: TokenTable) -> None:
    encoder = QueryEncoder(Vocabulary.bundled(), table)
    generator = np.random.default_rng(0)
    ids = [generator.integers(0, 20_000, 350).astype(np.uint16) for _ in range(100)]
    question = "what did the district achieve in demolition of illegal construction?"
    encoder.encode(question).neighbourhoods(encoder.neighbours(np.arange(20_000, dtype=np.uint16)))
    reranker, times = LateInteractionReranker(encoder), []
    for _ in range(10):
        start = perf_counter()
        reranker.scores(question, [""] * 100, ids)
        times.append(perf_counter() - start)
    assert min(times) < 0.005


def test_scores_are_the_same_with_and_without_the_neighbours_of_an_index(table: TokenTable) -> None:
    texts = ids_of(PASSAGES)
    encoder = QueryEncoder(Vocabulary.bundled(), table)
    question = "illegal construction 21.8%"
    alone = encoder.encode(question).scores(texts)
    encoder.encode(question).neighbourhoods(encoder.neighbours(np.unique(np.concatenate(texts))))
    np.testing.assert_allclose(encoder.encode(question).scores(texts), alone, atol=1e-5)


def test_what_cannot_be_loaded_is_a_model_error(tmp_path: Path) -> None:
    need_transformers()
    with pytest.raises(ModelError, match="cannot load the reranker"):
        CrossEncoderReranker(str(tmp_path), device="cpu", batch_size=2)
