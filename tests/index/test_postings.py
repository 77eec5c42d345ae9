"""Claims about which rows hold an id, and how well rows meet terms."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rag.index import layout, postings
from rag.index.postings import Postings, write_postings
from rag.index.tokens import Tokens, TokensWriter
from rag.types.questions import Term

VOCABULARY = 30
_random = np.random.default_rng(5)
# Some ids stand in half of the rows, some in few: the ones and the others are met in two ways.
IDS = [(_random.geometric(0.12, size=6) % VOCABULARY).tolist() for _ in range(300)]


def written(folder: Path, rows: Sequence[Sequence[int]]) -> Postings:
    writer = TokensWriter(folder)
    for ids in rows:
        writer.add(ids)
    writer.finish()
    write_postings(folder, Tokens(folder))
    return Postings(folder)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Postings:
    return written(tmp_path_factory.mktemp("postings"), IDS)


def score(ids: Sequence[int], terms: Sequence[Term]) -> float:
    """What `scores` promises, worked out for one row."""
    return sum(
        max((strength for token, strength in term.alternatives if token in ids), default=0.0)
        for term in terms
    )


strengths = st.floats(0.0625, 5, width=32)
questions = st.lists(
    st.lists(st.tuples(st.integers(0, VOCABULARY + 3), strengths), min_size=1, max_size=5).map(
        lambda alternatives: Term("word", 1.0, tuple(alternatives))
    ),
    max_size=4,
)


@settings(max_examples=150, deadline=None)
@given(terms=questions)
def test_a_term_scores_its_best_alternative(held: Postings, terms: list[Term]) -> None:
    expected = [score(ids, terms) for ids in IDS]
    assert held.scores(terms, len(IDS)).tolist() == pytest.approx(expected, rel=1e-5)


def test_some_ids_are_common_and_some_are_not(held: Postings) -> None:
    shares = held.counts[held.distinct] * postings.COMMON / len(IDS)
    assert min(shares) < 1 < max(shares)


def test_a_meaning_is_met_where_nothing_else_is_near(held: Postings) -> None:
    term = Term("word", 0.5, (), ((1, 2), (20,)))
    expected = [0.5 * ({1, 2} <= set(ids) or 20 in ids) for ids in IDS]
    assert held.scores([term], len(IDS)).tolist() == expected


def test_an_alternative_without_strength_is_none(held: Postings) -> None:
    assert not held.scores([Term("word", 1.0, ((1, 0.0), (2, -1.0)))], len(IDS)).any()


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.lists(st.integers(0, 65_535), max_size=8), max_size=12),
    rows_at_a_time=st.integers(1, 5),
)
def test_rows_are_found_however_few_are_turned_round_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: list[list[int]], rows_at_a_time: int
) -> None:
    monkeypatch.setattr(postings, "_ROWS_AT_A_TIME", rows_at_a_time)
    held = written(tmp_path, rows)
    everything = sorted({token for ids in rows for token in ids})
    assert held.distinct.tolist() == everything
    for token in everything:
        holds = [float(token in ids) for ids in rows]
        assert held.scores([Term("word", 1.0, ((token, 1.0),))], len(rows)).tolist() == holds
        assert held.counts[token] == sum(holds)


def test_files_that_do_not_fit_each_other_are_refused(tmp_path: Path) -> None:
    written(tmp_path, [[1, 2], [2]])
    (tmp_path / layout.POSTINGS).write_bytes(b"\0\0\0\0")
    with pytest.raises(ValueError, match="does not fit"):
        Postings(tmp_path)


def test_a_row_that_holds_none_of_a_term_scores_its_floor(held: Postings) -> None:
    term = Term("word", 1.0, ((1, 0.5), (20, 0.25)), floor=0.125)
    expected = [0.5 if 1 in ids else 0.25 if 20 in ids else 0.125 for ids in IDS]
    assert held.scores([term], len(IDS)).tolist() == expected
