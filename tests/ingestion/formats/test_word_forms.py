"""Claims about the many forms of one Word document: each reads like the package that Word saves."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from rag.errors import UnreadableFile
from rag.ingestion.formats import docx
from rag.ingestion.load import parse
from tests.ingestion.formats.speech import as_docx, as_odt, plain

Change = Callable[[str, bytes], tuple[str, bytes]]
MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
OLD = "http://schemas.microsoft.com/office/word/2003/wordml"


def changed(change: Change) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(as_docx())) as before, zipfile.ZipFile(buffer, "w") as after:
        for name in before.namelist():
            after.writestr(*change(name, before.read(name)))
    return buffer.getvalue()


def strict(name: str, part: bytes) -> tuple[str, bytes]:
    for kind in ("wordprocessingml", "drawingml", "officeDocument"):
        usual = f"http://schemas.openxmlformats.org/{kind}/2006/".encode()
        part = part.replace(usual, f"http://purl.oclc.org/ooxml/{kind}/".encode())
    return name, part


def strict_words_only(name: str, part: bytes) -> tuple[str, bytes]:
    return strict(name, part) if name == "word/document.xml" else (name, part)


def main_part(new: str) -> Change:
    """The main part under another name, wherever it is named."""

    def change(name: str, part: bytes) -> tuple[str, bytes]:
        folder, _, own = new.rpartition("/")
        name = name.replace("word/document.xml", new)
        name = name.replace(
            "word/_rels/document.xml.rels", f"{folder}/_rels/{own}.rels".lstrip("/")
        )
        return name, part.replace(b"word/document.xml", new.encode())

    return change


def typed(kind: bytes) -> Change:
    return lambda name, part: (name, part.replace(MAIN, kind))


def parted_by_backslashes(name: str, part: bytes) -> tuple[str, bytes]:
    return name.replace("/", "\\"), part


def without(words: bytes) -> Change:
    """A part that a relation leads to is missing."""
    return lambda name, part: (name, part.replace(words, words + b"x") if "rels" in name else part)


FORMS: dict[str, Change] = {
    "strict": strict,
    "strict-words": strict_words_only,
    "main2": main_part("word/document2.xml"),
    "main-chinese": main_part("word/正文.xml"),
    "main-text": main_part("word/text.xml"),
    "main-capital": main_part("word/Document.xml"),
    "macros": typed(b"application/vnd.ms-word.document.macroEnabled.main+xml"),
    "template": typed(MAIN.replace(b"document.main", b"template.main")),
    "macro-template": typed(b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml"),
    "backslashes": parted_by_backslashes,
    "dangling-theme": without(b"theme/theme1.xml"),
    "dangling-thumbnail": without(b"docProps/thumbnail.jpeg"),
}


@pytest.mark.parametrize("suffix", ["docx", "docm", "dotx", "dotm"])
@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_a_package_reads_like_the_usual_one(
    form: str, suffix: str, tmp_path: Path
) -> None:
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(changed(FORMS[form]))
    source, usual = parse(path, path.name), docx.read(as_docx(), "a.docx")
    assert source.text == usual.text
    assert source.headings == usual.headings


def paragraph(words: str, *, style: str = "", number: str = "") -> str:
    look = f'<w:pStyle w:val="{style}"/>' if style else ""
    listed = (
        f'<w:listPr><w:ilvl w:val="0"/><w:ilfo w:val="1"/><wx:t wx:val="{number}"/></w:listPr>'
        if number
        else ""
    )
    return f"<w:p><w:pPr>{look}{listed}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def of_2003(body: str, *, prefix: str = "w") -> bytes:
    source = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<?mso-application progid="Word.Document"?>\n'
        f'<w:wordDocument xmlns:w="{OLD}" xmlns:wx="http://schemas.microsoft.com/office/word/2003/'
        'auxHint" w:macrosPresent="no"><w:styles><w:style w:type="paragraph" w:styleId="1">'
        '<w:name w:val="heading 1"/></w:style></w:styles>'
        f"<w:body><wx:sect>{body}<w:sectPr/></wx:sect></w:body></w:wordDocument>"
    )
    return source.replace("<w:", f"<{prefix}:").replace("</w:", f"</{prefix}:").encode()


@pytest.mark.parametrize("name", ["a.xml", "a", "a.wml"])
def test_the_form_of_word_2003_is_read(name: str, tmp_path: Path) -> None:
    table = "<w:tbl><w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in ("公路", "131"))
    body = (
        paragraph("一年回顾", style="1", number="一、")
        + paragraph("新建公路131公里。")
        + paragraph("谢谢。", number="·")
        + table
        + "</w:tr></w:tbl>"
    )
    (tmp_path / name).write_bytes(of_2003(body))
    source = parse(tmp_path / name, name)
    assert source.text == "一、一年回顾\n新建公路131公里。\n谢谢。\n公路 | 131\n"
    assert [mark.level for mark in source.headings] == [1]


@pytest.mark.parametrize("name", ["a.fodt", "a.xml"])
def test_an_opendocument_in_one_file_reads_like_the_package(name: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(as_odt())) as package:
        content = package.read("content.xml").decode()
    said = 'office:mimetype="application/vnd.oasis.opendocument.text"'
    flat = content.replace("office:document-content", "office:document")
    flat = flat.replace("<office:document ", f"<office:document {said} ", 1)
    (tmp_path / name).write_text(flat, "utf-8")
    (tmp_path / "a.odt").write_bytes(as_odt())
    source, usual = parse(tmp_path / name, name), parse(tmp_path / "a.odt", "a.odt")
    assert source.text == usual.text
    assert plain().split()[0] in source.text


@pytest.mark.parametrize(
    "data",
    [
        of_2003("").replace(b"<w:wordDocument", b'<!DOCTYPE a [<!ENTITY b "c">]><w:wordDocument'),
        of_2003(paragraph("x"))[:-30],
        of_2003("").replace(b"w:body", b"w:docPr"),
    ],
    ids=range(3),
)
def test_a_damaged_one_is_refused(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(data)
    with pytest.raises(UnreadableFile, match=r"damaged|DTD|XML"):
        parse(tmp_path / "a.xml", "a.xml")
