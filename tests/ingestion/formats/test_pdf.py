"""Claims about PDF: pages are read by pypdf or pdfium, and what has no text is refused."""

from __future__ import annotations

import io
import sys

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
from reportlab.pdfbase.cidfonts import UnicodeCIDFont  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from rag.errors import UnreadableFile
from rag.ingestion.formats import pdf
from rag.ingestion.formats.pdf import read
from rag.types.documents import DocumentWarning, values_of
from tests.ingestion.formats.speech import as_pdf, folded


def canvas_pdf(*pages: str) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for page in pages:
        for row, line in enumerate(page.split("\n")):
            canvas.drawString(72, 760 - 14 * row, line)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def placed_pdf(*pieces: tuple[int, int, str]) -> bytes:
    """A page with each text at its place, in points from the left and from the top, in order."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.setFont("STSong-Light", 11)
    for left, top, text in pieces:
        canvas.drawString(left, 780 - top, text)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def encrypted(password: str, algorithm: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(as_pdf())))
    writer.encrypt(user_password=password, owner_password="owner", algorithm=algorithm)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def test_each_page_has_its_span() -> None:
    result = read(canvas_pdf("The first page of the report.", "The second page of it."), "a.pdf")
    assert [span.slice(result.text).strip() for span in result.pages] == [
        "The first page of the report.",
        "The second page of it.",
    ]


def test_chinese_is_read() -> None:
    assert "拆除违法建设152.6万平方米" in folded(read(as_pdf(), "a.pdf").text)


def test_pages_without_text_are_refused_and_the_way_out_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    with pytest.raises(UnreadableFile, match=r"no text layer.*speechrag\[ocr\]"):
        read(canvas_pdf("", ""), "scan.pdf")


def test_some_pages_without_text_are_warned_of() -> None:
    result = read(canvas_pdf("A page with a sentence on it.", ""), "half.pdf")
    assert result.warnings == (
        DocumentWarning("low_text_yield", values_of(count=1, of=2, pages=("2",))),
    )


@pytest.mark.parametrize("algorithm", ["RC4-128", "RC4-40"])
def test_a_password_is_asked_for(algorithm: str) -> None:
    with pytest.raises(UnreadableFile, match="needs a password"):
        read(encrypted("secret", algorithm), "locked.pdf")


def test_an_empty_password_opens_by_itself() -> None:
    assert "各位代表" in folded(read(encrypted("", "RC4-128"), "open.pdf").text)


def test_without_pdfium_what_pypdf_reads_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise ModuleNotFoundError

    monkeypatch.setattr(pdf, "_pdfium", missing)
    assert "one sentence" in read(canvas_pdf("A page with one sentence.", ""), "a.pdf").text
    with pytest.raises(UnreadableFile, match="print it to PDF anew"):
        read(b"%PDF-1.7\n", "head.pdf")


@pytest.mark.parametrize("length", [20, 400, 1500])
def test_a_cut_off_file_is_refused_or_read(length: int) -> None:
    try:
        result = read(as_pdf()[:length], "cut.pdf")
    except UnreadableFile as error:
        assert error.reason  # noqa: PT017 - either outcome is right
    else:
        assert result.text.strip()


LEFT = [f"左栏第{n}行写的是过去一年的工作，" for n in "一二三四五六"]
RIGHT = [f"右栏第{n}行写的是今年的各项任务，" for n in "一二三四五六"]


@pytest.mark.parametrize("by_rows", [True, False], ids=["row by row", "column by column"])
def test_two_columns_are_read_one_after_the_other(by_rows: bool) -> None:
    left = [(60, 18 * row, text) for row, text in enumerate(LEFT)]
    right = [(320, 18 * row, text) for row, text in enumerate(RIGHT)]
    pieces = [piece for pair in zip(left, right, strict=True) for piece in pair]
    text = read(placed_pdf(*(pieces if by_rows else left + right)), "a.pdf").text
    assert folded(text) == "".join(LEFT + RIGHT)


def test_rows_of_a_table_are_lines() -> None:
    rows = [("指标", "2024年", "2025年"), ("学位", "2000", "2400"), ("拆违", "100.5", "152.6")]
    cells = [
        (60 + 120 * column, 20 * row, text)
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    ]
    result = read(placed_pdf(*cells, (60, 100, "以上是全年的主要指标，全部完成。")), "a.pdf")
    assert result.text.split("\n")[:3] == [" | ".join(row) for row in rows]
    assert result.tables == 1


def test_pieces_of_one_line_without_a_gap_are_one_line() -> None:
    pieces = [(60, 0, "新增学位"), (104, 0, "2400"), (126, 0, "个，全部投入使用，群众满意。")]
    text = read(placed_pdf(*pieces), "a.pdf").text
    assert folded(text) == "新增学位2400个，全部投入使用，群众满意。"
    assert "\n" not in text.strip()
