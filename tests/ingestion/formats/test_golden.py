"""One speech in every format: the same words come out of each."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.ingestion.load import parse
from rag.ingestion.read import Read, read_one
from rag.types.text import PartialDate
from tests.ingestion.formats.speech import PARAGRAPHS, TITLE, WRITERS, folded, plain


@pytest.fixture(scope="module")
def readings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Read]:
    folder = tmp_path_factory.mktemp("golden")
    found: dict[str, Read] = {}
    for name, write in WRITERS.items():
        path = Path(folder, name)
        path.write_bytes(write())
        found[name] = read_one(parse(path, name))
    return found


@pytest.mark.parametrize("name", WRITERS)
def test_the_words_are_those_that_were_saved(name: str, readings: dict[str, Read]) -> None:
    assert folded(readings[name].document.text) == folded(plain())


@pytest.mark.parametrize("name", WRITERS)
def test_every_sentence_is_on_one_line(name: str, readings: dict[str, Read]) -> None:
    lines = [folded(line) for line in readings[name].document.text.split("\n")]
    for paragraph in PARAGRAPHS:
        assert any(folded(paragraph) in line for line in lines), paragraph


@pytest.mark.parametrize("name", WRITERS)
def test_the_facts_are_told_from_every_format(name: str, readings: dict[str, Read]) -> None:
    document = readings[name].document
    assert folded(document.title) == TITLE
    assert document.speaker == "秦望舒"
    assert document.region == "青湖区"
    assert document.institution == "青湖区人民政府"
    assert document.date == PartialDate(2026, 1, 15)
    assert document.language == "zh"
    assert document.warnings == ()


@pytest.mark.parametrize("name", WRITERS)
def test_the_sections_are_the_same_in_every_format(name: str, readings: dict[str, Read]) -> None:
    paths = [section.heading for section in readings[name].sections]
    assert paths == [
        (),
        ("一、2025年工作回顾",),
        ("一、2025年工作回顾", "（一）城市面貌有了改变"),
        ("一、2025年工作回顾", "（二）空气质量继续好转"),
        ("二、2026年重点任务",),
    ]


def test_pages_of_a_pdf_are_kept_for_citations(readings: dict[str, Read]) -> None:
    document = readings["speech.pdf"].document
    assert len(document.pages) == 2
    assert document.page(document.text.index("过去一年")) == 1
    assert document.page(document.text.index("十件实事")) == 2
