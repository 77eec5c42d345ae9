"""Claims about single files: the content decides, and every refusal says what to do."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import pytest

from rag.errors import UnreadableFile
from rag.ingestion import load
from rag.ingestion.load import parse
from rag.ingestion.source_text import SourceText
from tests.ingestion.formats.speech import as_docx, as_epub, as_html, as_odt, as_pdf, plain


def parsed(folder: Path, name: str, data: bytes) -> SourceText:
    path = folder / name
    path.write_bytes(data)
    return parse(path, name)


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("a.txt", plain().encode(), "text/plain"),
        ("speech", plain().encode(), "text/plain"),
        ("a.md", b"# Title\n\nWords of the speech.", "text/markdown"),
        ("a.htm", as_html(), "text/html"),
        ("page", as_html(), "text/html"),
        ("a.docx", as_docx(), "wordprocessingml"),
        ("a", as_docx(), "wordprocessingml"),
        ("a.pdf", as_pdf(), "application/pdf"),
    ],
)
def test_the_content_decides_what_a_file_is(
    name: str, data: bytes, media_type: str, tmp_path: Path
) -> None:
    assert media_type in parsed(tmp_path, name, data).media_type


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("empty.txt", b"", "empty"),
        ("zeros.txt", b"\x00" * 4096, "empty"),
        ("blank.txt", b" \n\t\n", "empty"),
        ("blank.html", b"<html><body> </body></html>", "no text"),
        ("a.txt", as_pdf(), r"rename it to \.pdf"),
        ("a.docx", as_pdf(), r"rename it to \.pdf"),
        ("a.txt", as_docx(), r"rename it to \.docx"),
        ("a.txt", as_html(), r"rename it to \.html"),
        ("a.pdf", plain().encode(), "not a PDF inside"),
        ("a.docx", b"PK\x03\x04 broken", "damaged"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, r"save it as \.docx"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("a.rtf", b"{\\rtf1 words", "cut off"),
        ("a.rtf", plain().encode(), "not a RTF inside"),
        ("a.docx", as_odt(), r"rename it to \.odt"),
        ("a.odt", as_epub(), r"rename it to \.epub"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, r"speechrag\[ocr\]"),
        ("a.pdf", b"junk" * 10 + as_pdf(), "behind other content"),
        ("a.pdf", b"%PDF-1.7\n<html><body>both</body></html>", "both"),
        ("a.txt.gz", b"\x1f\x8b\x08\x00", "unpack"),
        ("a.md", b"---\na: &x [1]\nb: *x\n---\nwords", "aliases"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_way_out(
    name: str, data: bytes, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", None)  # as where the extra ocr is not installed
    with pytest.raises(UnreadableFile, match=reason) as refusal:
        parsed(tmp_path, name, data)
    assert refusal.value.file == name


@pytest.mark.parametrize(
    ("member", "reason"),
    [
        ("xl/workbook.xml", "spreadsheet"),
        ("ppt/presentation.xml", "presentation"),
        ("mimetype", "none of ODT, EPUB"),
        ("speeches/a.txt", "zip archive"),
    ],
)
def test_other_packages_are_refused_by_name(member: str, reason: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr(member, "x")
    with pytest.raises(UnreadableFile, match=reason):
        parse(tmp_path / "a.docx", "a.docx")


def test_a_sidecar_declares_before_the_front_matter_does(tmp_path: Path) -> None:
    (tmp_path / "a.md.yaml").write_text("title: 旁注\nregion: 重庆\n")
    result = parsed(tmp_path, "a.md", "---\ntitle: 文内\nspeaker: 甲某某\n---\n正文。".encode())
    assert result.declared == {"title": "旁注", "speaker": "甲某某", "region": "重庆"}


def test_a_file_that_has_gone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="cannot be read"):
        parse(tmp_path / "gone.txt", "gone.txt")


def test_a_file_that_is_too_large_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load, "LARGEST_FILE", 10)
    with pytest.raises(UnreadableFile, match="at most 10"):
        parsed(tmp_path, "a.txt", b"x" * 11)


def test_a_text_that_is_too_long_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load, "MOST_CHARACTERS", 10)
    with pytest.raises(UnreadableFile, match="split the file"):
        parsed(tmp_path, "a.txt", b"x" * 11)
