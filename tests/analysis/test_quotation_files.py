"""Claims about files whose quotations are checked: every kind is read, and bad ones are named."""

from __future__ import annotations

import io

import docx
import pytest

from rag.analysis.quotation_files import PLAIN_FORMATS, read_quotations
from rag.errors import UnreadableFile

WORDS = "全区拆除违法建设30万平方米"


def word_file(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", f"他说“{WORDS}”".encode("gb18030")),
        ("a.md", f"> {WORDS}\n".encode()),
        ("stdin", f"> {WORDS}\n".encode()),
        ("a.html", f"<html><p>x<blockquote class='a'>{WORDS}</blockquote>".encode()),
        ("a.html", f"<html><meta charset=gbk><q>{WORDS}</q>".encode("gbk")),
        ("a.docx", word_file("引言", f"他说“{WORDS}”。")),
        ("a.json", f'{{"citations": [{{"quote": "{WORDS}", "permalink": "/x"}}]}}'.encode()),
        ("a.JSON", f'{{"rows": [{{"citations": [{{"quote": "{WORDS}"}}]}}]}}'.encode()),
        ("a.csv", f"\ufeffquote,permalink\r\n{WORDS},/x\r\n,\r\n".encode()),
    ],
)
def test_each_kind_of_file_gives_its_quotations(name: str, data: bytes) -> None:
    found = read_quotations(data, name).quoted
    assert [quoted.words.strip("“”\n ") for quoted in found] == [WORDS]


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.json", b"{", "not JSON"),
        ("a.json", b"[" * 100_000, "not JSON"),
        ("a.json", "他".encode("gbk"), "UTF-8"),
        ("a.csv", b"a,b\r\n1,2\r\n", "no column `quote`"),
        ("a.docx", b"PK\x03\x04", "damaged"),
        ("a.docx", b"plain", "not a DOCX"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_the_reason(
    name: str, data: bytes, told: str
) -> None:
    with pytest.raises(UnreadableFile, match=told):
        read_quotations(data, name)


@pytest.mark.parametrize("data", [b"[1, 2]", b'{"citations": 5}', b'{"rows": [3]}', b"7", b"null"])
def test_json_of_another_kind_has_no_quotations(data: bytes) -> None:
    assert read_quotations(data, "a.json").quoted == ()


def test_a_format_that_a_service_must_not_read_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="save it as"):
        read_quotations(b"%PDF-1.7\n", "a.pdf", formats=PLAIN_FORMATS)
