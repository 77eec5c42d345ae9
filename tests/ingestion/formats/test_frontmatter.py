"""Claims about YAML: plain names and values, nothing that runs or grows."""

from __future__ import annotations

import pytest

from rag.ingestion.formats.frontmatter import LARGEST_BYTES, UnusableYaml, read_mapping


def test_names_and_values_become_words() -> None:
    source = "Title: 工作报告\ndate: 2026-01-15\nyear: 2026\nspeakers: [甲, 乙]\nnone:\n"
    assert read_mapping(source) == {
        "title": "工作报告",
        "date": "2026-01-15",
        "year": "2026",
        "speakers": "甲, 乙",
    }


def test_nothing_is_an_empty_mapping() -> None:
    assert read_mapping("") == {}


@pytest.mark.parametrize(
    "source",
    [
        "a: &x [1]\nb: *x",
        "a: !!python/object/apply:os.system ['true']",
        "- a\n- b",
        "a: [",
        "a: " + "[" * 5_000,
        "a: b\n" * LARGEST_BYTES,
    ],
    ids=["alias", "object", "list", "broken", "deep", "large"],
)
def test_anything_else_is_refused(source: str) -> None:
    with pytest.raises(UnusableYaml):
        read_mapping(source)
