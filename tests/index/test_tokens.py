"""Claims about the vocabulary ids of passages."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rag.index import layout
from rag.index.tokens import Tokens, TokensWriter


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.integers(0, 65_535), max_size=8), max_size=8))
def test_every_row_is_read_as_it_was_written(tmp_path: Path, rows: list[list[int]]) -> None:
    writer = TokensWriter(tmp_path)
    for ids in rows:
        writer.add(ids)
    writer.finish()
    tokens = Tokens(tmp_path)
    backwards = range(len(rows) - 1, -1, -1)
    assert [ids.tolist() for ids in tokens.of(backwards)] == rows[::-1]
    assert (tokens.size, writer.count) == (len(rows), sum(map(len, rows)))


@pytest.mark.parametrize("wrong", [65_536, -1])
def test_an_id_that_does_not_fit_is_refused(tmp_path: Path, wrong: int) -> None:
    writer = TokensWriter(tmp_path)
    with pytest.raises(OverflowError):
        writer.add([1, wrong])
    writer.close()


def test_files_that_do_not_fit_each_other_are_refused(tmp_path: Path) -> None:
    writer = TokensWriter(tmp_path)
    writer.add([1, 2, 3])
    writer.finish()
    (tmp_path / layout.TOKENS).write_bytes(b"\0\0")
    with pytest.raises(ValueError, match="does not fit"):
        Tokens(tmp_path)
