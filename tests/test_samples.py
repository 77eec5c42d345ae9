"""Claims about the sample speeches: they say that they are invented, and match their texts."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest
from docx import Document
from pypdf import PdfReader

from tests.programs import maker

ROOT = Path(__file__).resolve().parent.parent
SPEECHES = sorted(Path(str(files("rag") / "samples" / "speeches")).iterdir())
SHORTEST, LONGEST = 800, 3000


def words(path: Path) -> str:
    """The text that a person reads in the file, read without the readers of speechrag."""
    match path.suffix:
        case ".docx":
            return "\n".join(paragraph.text for paragraph in Document(str(path)).paragraphs)
        case ".pdf":
            return "\n".join(page.extract_text() for page in PdfReader(path).pages)
        case ".html":
            return re.sub(r"<[^>]+>", "", path.read_text("utf-8"))
    data = path.read_bytes()
    return data.decode("gb18030" if path.name == "chengchuan-2025.txt" else "utf-8")


def test_there_are_ten_in_five_formats() -> None:
    assert len(SPEECHES) == 10
    assert {path.suffix for path in SPEECHES} == {".txt", ".md", ".html", ".docx", ".pdf"}


@pytest.mark.parametrize("path", SPEECHES, ids=lambda path: path.name)
def test_a_sample_says_that_it_is_invented_and_is_of_a_readable_length(path: Path) -> None:
    text = words(path)
    assert "虚构示例" in text or "invented example" in text
    assert SHORTEST <= len(text) <= LONGEST


def test_one_sample_cannot_be_read_as_utf_8() -> None:
    data = next(path for path in SPEECHES if path.name == "chengchuan-2025.txt").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        data.decode("utf-8")


@pytest.mark.parametrize("name", ["minghu-2025.docx", "yunxi-2024-forum.docx", "yunxi-2026.pdf"])
def test_a_made_file_says_what_its_text_says(name: str) -> None:
    source = (ROOT / "scripts" / "speeches" / name).with_suffix(".md").read_text("utf-8")
    made = next(path for path in SPEECHES if path.name == name)
    published = re.sub(r"\s", "", words(made))
    lines = re.sub(r"(?m)^#+ ", "", source).split("\n")
    missing = [
        sentence
        for line in lines
        for sentence in re.split(r"(?<=。)", line)
        if re.sub(r"\s", "", sentence) not in published
    ]
    # At the end of a page of the PDF, the page number and the header stand inside a sentence.
    assert len(missing) <= (1 if name.endswith(".pdf") else 0)


def test_the_same_texts_make_the_same_word_files(tmp_path: Path) -> None:
    assert maker("samples").main([str(tmp_path)]) == 0
    for made in tmp_path.glob("*.docx"):
        committed = next(path for path in SPEECHES if path.name == made.name)
        assert words(made) == words(committed)
