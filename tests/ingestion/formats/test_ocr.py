"""Claims about pictures: refused with the extra's name, or read and marked where it is there."""

from __future__ import annotations

import importlib
import importlib.util
import shutil
import subprocess
import sys
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from rag.errors import UnreadableFile
from rag.ingestion.formats import ocr, pdf
from rag.ingestion.load import parse
from rag.ingestion.read import read_one
from rag.types.documents import DocumentWarning, values_of
from tests.ingestion.formats.speech import TITLE, as_scan, folded, plain
from tests.ingestion.formats.test_pdf import canvas_pdf

SCAN = canvas_pdf("", "")
IS_INSTALLED = importlib.util.find_spec("rapidocr") is not None


def has_chinese_font() -> bool:
    """Whether the pages of the golden PDF, whose font is not embedded, can be printed."""
    if shutil.which("fc-list") is None:
        return False
    return bool(subprocess.run(["fc-list", ":lang=zh"], capture_output=True).stdout)


def box(left: float, top: float, width: float = 100, height: float = 20) -> tuple[float, ...]:
    return (left, top, left + width, top + height)


def test_boxes_of_one_height_are_one_line() -> None:
    found = [
        (box(120, 12), "2026"),
        (box(0, 50), "second"),
        (box(0, 10), "of"),
        (box(120, 52), "line"),
    ]
    assert ocr.in_reading_order(found) == ["of 2026", "second line"]  # type: ignore[arg-type]


def test_chinese_pieces_join_without_a_blank() -> None:
    found = [(box(0, 0), "新增学位"), (box(120, 1), "2400"), (box(240, 0), "个。")]
    assert ocr.in_reading_order(found) == ["新增学位2400个。"]  # type: ignore[arg-type]


def test_pages_that_are_pictures_are_read_and_warned_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: True)
    monkeypatch.setattr(
        ocr,
        "read_pages",
        lambda data, numbers: dict.fromkeys(
            numbers, "去年全区完成了全部目标任务，群众对各项工作普遍满意。"
        ),
    )
    result = pdf.read(canvas_pdf("A page with a text layer, read as it is.", ""), "half.pdf")
    assert result.text.split("\n")[:2] == [
        "A page with a text layer, read as it is.",
        "去年全区完成了全部目标任务，群众对各项工作普遍满意。",
    ]
    assert result.warnings == (DocumentWarning("ocr", values_of(count=1, of=2, pages=("2",))),)


def test_a_page_of_few_words_keeps_them_where_no_more_are_recognised(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ocr, "available", lambda: True)
    monkeypatch.setattr(ocr, "read_pages", lambda data, numbers: dict.fromkeys(numbers, "3 0"))
    result = pdf.read(canvas_pdf("A page with a text layer, read as it is.", "Page 30"), "a.pdf")
    assert [span.slice(result.text).strip() for span in result.pages] == [
        "A page with a text layer, read as it is.",
        "Page 30",
    ]
    assert [warning.code for warning in result.warnings] == ["low_text_yield"]


def test_a_page_on_which_nothing_is_recognised_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: True)
    monkeypatch.setattr(ocr, "read_pages", lambda data, numbers: dict.fromkeys(numbers, ""))
    with pytest.raises(UnreadableFile, match="no words were recognised"):
        pdf.read(SCAN, "scan.pdf")


def test_without_the_extra_pictures_are_refused_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    for name, data in (("a.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 64), ("b.pdf", SCAN)):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(UnreadableFile, match=r"speechrag\[ocr\]"):
            parse(tmp_path / name, name)


@pytest.mark.skipif(not IS_INSTALLED, reason="the ocr extra is not installed")
def test_with_the_extra_a_picture_is_read(tmp_path: Path) -> None:
    pdfium = importlib.import_module("pypdfium2")
    page = pdfium.PdfDocument(canvas_pdf("The council opened twelve new libraries in 2025."))[0]
    page.render(scale=3).to_pil().save(tmp_path / "scan.png")
    result = parse(tmp_path / "scan.png", "scan.png")
    assert "twelve new libraries in 2025" in result.text
    assert [warning.code for warning in result.warnings] == ["ocr"]


@pytest.mark.skipif(not IS_INSTALLED, reason="the ocr extra is not installed")
def test_with_the_extra_a_damaged_picture_is_refused_with_a_way_out(tmp_path: Path) -> None:
    (tmp_path / "scan.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 64)
    with pytest.raises(UnreadableFile, match="save it as PNG anew"):
        parse(tmp_path / "scan.png", "scan.png")


@pytest.mark.timeout(300)
@pytest.mark.skipif(not IS_INSTALLED, reason="the ocr extra is not installed")
@pytest.mark.skipif(not has_chinese_font(), reason="no font to print Chinese with")
def test_a_scanned_speech_is_read_with_its_facts(tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_bytes(as_scan())
    read = read_one(parse(tmp_path / "scan.pdf", "scan.pdf"))
    wanted, found = folded(plain()), folded(read.document.text)
    assert SequenceMatcher(None, wanted, found, autojunk=False).ratio() > 0.97
    assert folded(read.document.title) == TITLE
    assert read.document.speaker == "秦望舒"
    assert [warning.code for warning in read.document.warnings] == ["ocr"]
