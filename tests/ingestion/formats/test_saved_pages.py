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
from rag.ingestion.discover import discover
from rag.ingestion.formats import docx, mht, subtitles, word_xml
from rag.ingestion.formats.html_dtd import without_dtd
from rag.ingestion.load import parse
from rag.types.text import Span
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


FRAMES = (
    '<html><frameset><frame src="a_files/main.html"></frameset>'
    "<noframes>Your browser shows no frames.</noframes></html>"
)


def test_the_frame_with_the_words_is_read(tmp_path: Path) -> None:
    (tmp_path / "a_files").mkdir()
    (tmp_path / "a.html").write_text(FRAMES)
    (tmp_path / "a_files" / "main.html").write_text(PAGE, "utf-8")
    (tmp_path / "a_files" / "look.css").write_text("p { margin: 0 }")
    found, skipped = discover([tmp_path])
    assert [file.name for file in found] == ["a.html", "a_files/main.html"]
    assert [file.file for file in skipped] == ["a_files/look.css"]
    with pytest.raises(UnreadableFile, match="only frames around other pages"):
        parse(tmp_path / "a.html", "a.html")


def test_of_an_archive_of_frames_the_longest_page_is_read() -> None:
    parts = (FRAMES, FRAMES, "<html><body><p>Home</p></body></html>", PAGE)
    head = 'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n'
    body = "".join(f"--b\nContent-Type: text/html; charset=utf-8\n\n{part}\n" for part in parts)
    assert "131公里" in mht.read(f"{head}{body}--b--\n".encode(), "a.mht").text
    only = f"{head}--b\nContent-Type: text/html\n\n{FRAMES}\n--b--\n"
    with pytest.raises(UnreadableFile, match="only frames"):
        mht.read(only.encode(), "a.mht")


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


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (
            "1\r\n00:00:01,000 --> 00:00:02,000\r\n一。\r\n"
            "2\r\n00:00:02,000 --> 00:00:03,000\r\n二\r\n",
            "一。\n二\n",
        ),
        (
            "1\n00:00:01,000 --> 00:00:02,000\n\n一\n\n二\n\n"
            "2\n\n00:00:02,500 --> 00:00:03,000\n2024\n",
            "一 二 2024\n",
        ),
        (
            "0:00:01.000 --> 0:00:02.000 X1:100 Y1:200\n"
            "{\\an8}{y:i}We built <font color=red>131</font>\n",
            "We built 131\n",
        ),
        (
            "WEBVTT - 讲话\nKind: captions\nLanguage: zh\n\nSTYLE\n::cue { color: red }\n\nintro\n"
            "00:01.000 --> 00:02.000 align:start position:0%\n一 &amp; 二。\n\nNOTE words\nmore\n",
            "一 & 二。\n",
        ),
        (
            "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada Norwood>We built</v>\n\n"
            "00:02.000 --> 00:03.000\n<v Ada Norwood>roads.</v>\n\n"
            "00:03.000 --> 00:04.000\n<v.loud Bo Lind>Why?\n",
            "Ada Norwood: We built roads.\nBo Lind: Why?\n",
        ),
        ("1\n00:00:01,000 --> 00:00:02,000\n[掌声] {笑声}\n", "[掌声] {笑声}\n"),
        ("1\r00:00:01,000 --> 00:00:02,000\r一。\r", "一。\n"),
    ],
    ids=range(7),
)  # fmt: skip
def test_subtitles_of_many_writers_are_the_words_alone(source: str, words: str) -> None:
    assert subtitles.read(source.encode(), "a.vtt").text == words


CUE = "00:00:0{0},000 --> 00:00:0{1},000\n"


@pytest.mark.parametrize(
    "words",
    [
        "NOTE well that growth was 5%.", "STYLE matters to us all.", "REGION by region we grew.",
        "STYLE", "2024",
    ],
)  # fmt: skip
def test_words_after_an_empty_line_are_words(words: str) -> None:
    source = f"1\n{CUE.format(1, 3)}We say\n\n{words}\n\n2\n{CUE.format(3, 5)}so there.\n"
    expected = f"We say {words} so there.\n".replace(". so", ".\nso")
    assert subtitles.read(source.encode(), "a.srt").text == expected


def test_a_number_apart_from_its_time_is_no_word() -> None:
    first, second, third = CUE.format(1, 3), CUE.format(3, 5), CUE.format(5, 6)
    source = f"1\n\n{first}We say\n\n2\n\n{second}so.\n2024\n\n3\n{third}Yes.\n"
    assert subtitles.read(source.encode(), "a.srt").text == "We say so. 2024 Yes.\n"


def test_each_voice_of_a_line_has_its_words() -> None:
    cues = (
        "WEBVTT\n\nNOTE a remark\nof two lines\n\nSTYLE\n::cue { color: red }\n\n"
        "00:01.000 --> 00:03.000\n<v Ann>Good morning.</v> <v.loud Bob>And to you.</v>\n\n"
        "REGION by region we grew.\n\n00:03.500 --> 00:05.000\n<v 陈立新>谢谢。\n"
    )
    assert subtitles.read(cues.encode(), "a.vtt").text == (
        "Ann: Good morning.\nBob: And to you. REGION by region we grew.\n陈立新：谢谢。\n"
    )


def test_words_that_appear_one_by_one_are_said_once() -> None:
    source = subtitles.read(
        b"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nwe<00:00:01.200><c> built</c>\n\n"
        b"00:00:02.000 --> 00:00:02.010\nwe built\n\n"
        b"00:00:02.010 --> 00:00:03.000\nwe built\nroads<00:00:02.500><c> here.</c>\n",
        "a.vtt",
    )
    assert source.shown(Span(0, len(source.text))).split() == ["we", "built", "roads", "here."]


def test_words_that_are_said_twice_are_kept() -> None:
    cues = "1\n00:00:01,000 --> 00:00:02,000\n通过。\n\n2\n00:00:02,000 --> 00:00:03,000\n通过。\n"
    source = subtitles.read(cues.encode(), "a.srt")
    assert source.text == "通过。\n通过。\n"
    assert source.unseen == ()


@pytest.mark.parametrize(
    "document_type",
    [
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x.dtd" [\n<!ENTITY a "b">\n]>',
        '<?xml version="1.0"?><!DOCTYPE html [ <!ELEMENT p (#PCDATA)> <!-- c > d ]> --> ]>',
        '<!DOCTYPE html [<!ENTITY a "x>y]">]>\n',
        '<!DOCTYPE html SYSTEM "about:x" [\n  <!ENTITY % x SYSTEM "http://a">\n  %x;\n] >',
        '<!doctype html[\n<!entity copy "c">\n]>',
        "<!DOCTYPE html [ it's broken ]>",
        "<!-- saved from url=(0014)about:internet --><!DOCTYPE html>",
    ],
)
def test_the_document_type_of_a_page_is_no_text(document_type: str, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(document_type + PAGE, "utf-8")
    assert parse(tmp_path / "a.html", "a.html").text == "新建农村公路131公里。\n"


@pytest.mark.timeout(20)
def test_many_document_types_are_looked_through_once() -> None:
    source = "<!DOCTYPE " * 6_500
    assert without_dtd(source) == source
    assert without_dtd("<!DOCTYPE x [ '" * 4_000) == "<!DOCTYPE x [ '" * 4_000


@pytest.mark.parametrize(
    ("declared", "written", "shown"),
    [
        ('amp "&#38;#38;"', "R&amp;D", "R&D"), ('lt "&#38;#60;"', "1 &lt; 2", "1 < 2"),
        ("apos '&#39;'", "it&apos;s", "it's"), ('dash "&#8212;"', "a&dash;b", "a—b"),
        ('dash "&#x2014;"', "a&dash;b", "a—b"),
    ],
)  # fmt: skip
def test_names_of_signs_are_those_signs(
    declared: str, written: str, shown: str, tmp_path: Path
) -> None:
    page = f"<!DOCTYPE html [<!ENTITY {declared}>]><html><body><p>{written}</p></body></html>"
    (tmp_path / "a.html").write_text(page, "utf-8")
    assert parse(tmp_path / "a.html", "a.html").text == f"{shown}\n"


@pytest.mark.parametrize(
    ("attributes", "shown"),
    [("reversed", "Roads\nSchools\n"), ("reversed start=5", "5. Roads\n4. Schools\n")],
)
def test_a_list_that_counts_down_has_no_false_numbers(
    attributes: str, shown: str, tmp_path: Path
) -> None:
    page = f"<html><body><ol {attributes}><li>Roads</li><li>Schools</li></ol></body></html>"
    (tmp_path / "a.html").write_text(page, "utf-8")
    assert parse(tmp_path / "a.html", "a.html").text == shown


def test_names_that_a_document_type_gives_to_words_are_read(tmp_path: Path) -> None:
    page = '<!DOCTYPE html [<!ENTITY unit "亿元"><!ENTITY many "&unit;&unit;">]><p>131&unit;。</p>'
    (tmp_path / "a.html").write_text(page, "utf-8")
    assert parse(tmp_path / "a.html", "a.html").text == "131亿元。\n"
