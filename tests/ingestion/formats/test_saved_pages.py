"""Claims about web archives, subtitles and Word documents in one XML file."""

from __future__ import annotations

import base64
import io
import quopri
import zipfile
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest

from rag.errors import UnreadableFile
from rag.ingestion.formats import docx, mht, subtitles, word_xml
from rag.ingestion.load import parse
from tests.ingestion.formats.speech import as_docx

PAGE = (
    "<html><head><title>青川区政府工作报告</title></head>"
    "<body><p>新建农村公路131公里。</p></body></html>"
)


def archive(page: str, *, charset: str, encoding: str) -> bytes:
    data = page.encode(charset)
    coded = (
        quopri.encodestring(data) if encoding == "quoted-printable" else base64.encodebytes(data)
    )
    head = (
        "From: <Saved by Blink>\r\nSubject: x\r\n\tgoes on\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
        f'Content-Type: text/html; charset="{charset}"\r\n'
        f"Content-Transfer-Encoding: {encoding}\r\n\r\n"
    )
    picture = b"\r\n--b\r\nContent-Type: image/png\r\n\r\n\x89PNG\r\n--b--\r\n"
    return head.encode() + coded + picture


@pytest.mark.parametrize("charset", ["gb2312", "utf-8", "big5"])
@pytest.mark.parametrize("encoding", ["quoted-printable", "base64"])
def test_the_page_of_a_web_archive_is_read(tmp_path: Path, charset: str, encoding: str) -> None:
    page = "<html><body><p>公路131公里。</p></body></html>" if charset == "big5" else PAGE
    path = tmp_path / "a.mht"
    path.write_bytes(archive(page, charset=charset, encoding=encoding))
    text = parse(path, "a.mht").text
    assert "公路131公里。" in text
    assert "=" not in text


def test_a_web_archive_without_a_page_says_what_to_do() -> None:
    with pytest.raises(UnreadableFile, match="save the page as HTML"):
        mht.read(b"MIME-Version: 1.0\nContent-Type: image/png\n\nx", "a.mht")


@pytest.mark.parametrize("head", ["", "WEBVTT\n\nNOTE made by hand\n\n"])
def test_subtitles_are_the_words_alone(head: str) -> None:
    dot = "." if head else ","
    cues = (
        f"1\n00:00:00{dot}000 --> 00:00:03{dot}500\n<i>去年新建农村公路</i>\n\n"
        f"2\n00:00:03{dot}600 --> 00:00:07{dot}500\n135公里。\n\n"
        f"3\n00:00:07{dot}600 --> 00:00:09{dot}000\n谢谢\n\n"
        f"4\n00:00:15{dot}000 --> 00:00:16{dot}000\n再见\n"
    )
    text = subtitles.read((head + cues).encode(), "a.srt").text
    assert text == "去年新建农村公路 135公里。\n谢谢\n再见\n"


def flat(data: bytes, *, only_document: bool) -> bytes:
    """The package as one XML file, as Word saves it, or with nothing but the text."""
    parts = []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if not name.endswith((".xml", ".rels")) or name.startswith("["):
                continue
            if only_document and name != "word/document.xml":
                continue
            xml = package.read(name).decode().partition("?>")[2]
            parts.append(
                f"<pkg:part pkg:name={quoteattr('/' + name)}>"
                f"<pkg:xmlData>{xml}</pkg:xmlData></pkg:part>"
            )
    space = "http://schemas.microsoft.com/office/2006/xmlPackage"
    head = '<?xml version="1.0"?><?mso-application progid="Word.Document"?>'
    return f'{head}<pkg:package xmlns:pkg="{space}">{"".join(parts)}</pkg:package>'.encode()


def test_a_word_document_in_one_xml_file_reads_like_the_package(tmp_path: Path) -> None:
    data = as_docx()
    path = tmp_path / "a.xml"
    path.write_bytes(flat(data, only_document=True))
    assert parse(path, "a.xml").text.split() == docx.read(data, "a.docx").text.split()


def test_a_damaged_xml_file_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="damaged"):
        word_xml.read(flat(as_docx(), only_document=True)[:-40], "a.xml")
