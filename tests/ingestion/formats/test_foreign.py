"""Claims about files that are no speeches: each is left out with a reason that says what it is, and
no speech is taken for one."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from rag.errors import UnreadableFile
from rag.ingestion.discover import discover
from rag.ingestion.formats import FORMATS
from rag.ingestion.formats.foreign import FOREIGN
from rag.ingestion.formats.foreign_text import reason_of
from rag.ingestion.load import parse
from tests.ingestion.formats.speech import as_docx, as_html, plain

SAMPLES = Path(__file__).parents[3] / "rag" / "samples" / "speeches"
SHARED = Path(__file__).parents[4] / "shared" / "data" / "corpus"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504


def package(*parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for part in parts:
            archive.writestr(part, "x")
    return buffer.getvalue()


def stream(name: str) -> bytes:
    return OLE + name.encode("utf-16-le") + b"\x00" * 40


STYLE = "@charset 'utf-8';\nbody { margin: 0; color: #333 }\n.report p { text-indent: 2em; }\n"
SCRIPT = (
    "(function () {\n  var shown = false;\n  document.onclick = function () { shown = !shown; };\n"
    "  return shown;\n})();\n"
)
MINIFIED = (
    '!function(e,t){"use strict";"object"==typeof module?module.exports=t(e):t(e)}(window,'
    "function(e){var t=[],n=e.document,r=t.slice;function i(e){return null!=e&&e===e.window}"
    "return i&&n||r});"
)
PYTHON = (
    "#\n# Counts things.\nimport sys\nfrom os import path\n\ndef count(lines):\n    total = 0\n"
    "    for line in lines:\n        total += 1\n    return total\n\nprint(count(sys.stdin))\n"
)
JAVA = (
    "package norland;\n\npublic class Report {\n    // 公里\n    private int kilometres = 131;\n\n"
    "    public int read() {\n        return kilometres;\n    }\n}\n"
)
SQL = (
    "CREATE TABLE roads (\n  name text,\n  length int\n);\n"
    "INSERT INTO roads VALUES ('青川', 131);\n"
)
SERVER_LOG = "".join(
    f'10.0.0.{n} - - [15/Jan/2024:10:00:0{n} +0800] "GET /report.html HTTP/1.1" 200 512\n'
    for n in range(8)
)
PROGRAM_LOG = "".join(
    f"2024-01-15 10:00:0{n},123 INFO worker: 已处理 {n} 个文件\n" for n in range(8)
)
SYSTEM_LOG = "".join(f"Jan 15 10:00:0{n} host cron[{n}]: job done\n" for n in range(8))
TABLE = "year,region,length\n" + "".join(f"20{n},青川区,{n}1\n" for n in range(10, 24))
TEXTS_IN_TABLE = "year,country,text\n" + "".join(
    f'20{n},Norland,"We built {n} roads, and more.\nWe thank you."\n' for n in range(10, 24)
)
TABS = "".join(f"青川区\t20{n}\t{n}\t公里\n" for n in range(10, 24))
INI = "[.ShellClassInfo]\nIconResource=C:\\icons.dll,3\n"
URL = "[InternetShortcut]\nURL=https://example.org/report\nIconIndex=0\n"
PROPERTIES = "# settings\nserver.port=8080\nserver.name=norland\nserver.path=/reports\n"
JSON = '{"title": "青川区政府工作报告", "length": [131, 24]}'
LINES_OF_JSON = '{"id": 1, "text": "we built"}\n{"id": 2, "text": "roads"}\n'
FEED = '<?xml version="1.0"?><rss version="2.0"><channel><title>新闻</title></channel></rss>'
ATOM = "<!-- x -->\n<feed lang='zh' xmlns='http://www.w3.org/2005/Atom'><title>新闻</title></feed>"
OLD_FEED = '<rss version="0.91"><channel><title>新闻</title></channel></rss>'
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg"><g><text>青川</text></g><g></g><g></g></svg>'
FRAGMENT = "<div class='text'><p>新建公路131公里。</p><p>谢谢。</p></div>"
CODED = "\n".join(["QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9w"] * 5)
KEY = f"-----BEGIN CERTIFICATE-----\n{CODED}\n-----END CERTIFICATE-----\n"
ADDRESSES = "".join(f"https://example.org/reports/{n}.html\n" for n in range(5))

TEXTS = [
    (STYLE, "style sheet"), (SCRIPT, "code"), (MINIFIED, "code"), (PYTHON, "code"), (JAVA, "code"),
    (SQL, "code"), (SERVER_LOG, "log"), (PROGRAM_LOG, "log"), (SYSTEM_LOG, "log"),
    (TABLE, "table"), (TEXTS_IN_TABLE, "table"), (TABS, "table"), (INI, "settings"),
    (URL, "settings"), (PROPERTIES, "settings"), (JSON, "JSON"), (LINES_OF_JSON, "JSON"),
    (FEED, "news feed"), (ATOM, "news feed"), (OLD_FEED, "news feed"), (DRAWING, "XML"),
    (FRAGMENT, r"rename it to \.html"),
    (CODED, "coded"), (KEY, "coded"), (ADDRESSES, "addresses"),
    ("#!/bin/sh\nls\n", "code"), ("<?php echo 1;\n", "code"),
    ("\\documentclass{article}\nWe built roads.", "word processor"),
    ("[Script Info]\nTitle: x\n", r"\.srt"),
    ("From a@b.c Mon Jan 15 10:00:00 2024\nSubject: x\n\nwords\n", r"\.eml"),
]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("name", ["a.txt", "README", "a.unknown"])
@pytest.mark.parametrize(("text", "reason"), TEXTS, ids=range(len(TEXTS)))
def test_a_text_that_is_no_speech_is_left_out_whatever_its_name(
    text: str, reason: str, name: str, encoding: str, tmp_path: Path
) -> None:
    if text.startswith(("#!", "<?php", "\\doc", "From ")):
        encoding = "utf-8"  # such files begin with no mark
    (tmp_path / name).write_bytes(text.encode(encoding))
    with pytest.raises(UnreadableFile, match=reason):
        parse(tmp_path / name, name)


MORE_TEXTS = [
    (".a .b .c, .d .e .f .g, .h .i .j { color: red }\n.k .l .m .n { margin: 0 }\n", "style sheet"),
    ("int read;\nvalue = 5;\nroad.length();\nprint(road);\n", "code"),
    ("year, coast, hills\n2022, 120, 5\n2023, 131, 6\n2024, 140, 7\n", "table"),
    ("name;length\n".replace(";", ";road;") + "a;b;1\n" * 4, "table"),
]


@pytest.mark.parametrize(("text", "reason"), [*MORE_TEXTS, (STYLE, "style"), (TABLE, "table")])
def test_what_is_taken_for_no_speech_can_be_read_as_its_reason_says(
    text: str, reason: str, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(text)
    with pytest.raises(UnreadableFile, match=reason + r".*if it is a speech, rename it to \.md"):
        parse(tmp_path / "a.txt", "a.txt")
    (tmp_path / "a.txt").rename(tmp_path / "a.md")
    assert parse(tmp_path / "a.md", "a.md").text


BINARIES = [
    (b"SQLite format 3\x00" + b"\x01" * 90, "data"), (b"ID3\x03" + b"\x01" * 90, "recording"),
    (b"\x00\x00\x00\x18ftypmp42" + b"\x01" * 90, "recording"), (b"wOF2\x00\x01" * 9, "font"),
    (b"RIFF\x10\x00\x00\x00WEBPVP8 " + b"\x01" * 90, "picture"), (b"7z\xbc\xaf\x27", "unpack"),
    (b"Rar!\x1a\x07\x00", "unpack"), (b"x" * 257 + b"ustar\x00" + b"\x00" * 90, "unpack"),
    (b"MZ\x90\x00" + b"\x01" * 90, "program"), (b"\x7fELF" + b"\x01" * 90, "program"),
    (b"ITSF\x03\x00" + b"\x01" * 90, "e-book"), (b"!BDN" + b"\x01" * 90, "Outlook"),
    (stream("Workbook\0"), "spreadsheet"), (stream("PowerPoint Document"), "presentation"),
    (stream("__nameid_version1.0"), "Outlook message"), (stream("Catalog\0"), "Thumbs"),
    (stream("EncryptedPackage"), "password"),
    (package("xl/workbook.xml"), "spreadsheet"), (package("xl/workbook.bin"), "spreadsheet"),
    (package("ppt/presentation.xml"), "presentation"), (package("Index/Document.iwa"), "Apple"),
    (package("Index.zip", "preview.jpg"), "Apple"), (package("FixedDocSeq.fdseq"), "XPS"),
    (package("讲话/a.txt", "讲话/b.docx"), "unpack"), (package(), "unpack"),
]  # fmt: skip


@pytest.mark.parametrize("name", ["a.bin", "a.txt", "a"])
@pytest.mark.parametrize(("data", "reason"), BINARIES, ids=range(len(BINARIES)))
def test_bytes_that_are_no_speech_are_named(
    data: bytes, reason: str, name: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UnreadableFile, match=reason):
        parse(tmp_path / name, name)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("a.css", "style sheet"), ("jquery.min.JS", "code"), ("server.log", "log"),
        ("desktop.ini", "settings"), ("page.url", "shortcut"), ("a.csv", "data"),
        ("a.wps", "save it as .docx"), ("a.et", "spreadsheet"), ("a.dps", "presentation"),
        ("a.pages", "save it as .docx"), ("a.msg", "Outlook"), ("a.ceb", "print it to PDF"),
        ("a.ass", r"\.srt"), ("jquery.js.下载", "download"), ("a.mp3", "recording"),
    ],
)  # fmt: skip
def test_a_name_that_says_so_is_believed(name: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("words that may be anything")
    with pytest.raises(UnreadableFile, match=reason):
        parse(tmp_path / name, name)


def test_a_speech_is_read_under_any_name(tmp_path: Path) -> None:
    for name, data in (("a.wps", as_docx()), ("a.bin", as_docx()), ("a.aspx", as_html())):
        (tmp_path / name).write_bytes(data)
        assert "152.6万平方米" in parse(tmp_path / name, name).text


NEARLY = [
    "青川区政府工作报告\n\n附表：\n2022,120,5\n2023,131,6\n2024,140,7\n谢谢大家。\n",
    "[Applause] Mr Speaker, we built 131 kilometres of road; we thank you;\nWe begin.\n",
    "[2024] 1号文件\n各位代表：\n请审议；\n请讨论；\n请提出意见；\n",
    "00:00:01 We begin.\n00:00:09 We built roads.\n00:00:12 Thank you.\n00:00:20 Good night.\n",
    "2024-01-15 10:00:01 陈立新：各位代表。\n2024-01-15 10:00:09 王小明：请讲。\n"
    "2024-01-15 10:00:12 陈立新：新建公路131公里。\n2024-01-15 10:00:20 王小明：谢谢。\n",
    "OTTO NORWOOD: Mr Speaker, I rise.\nBMW came to Norland.\nMZ is a name.\nID3 is a tag.\n",
    "GDP = 312.6亿元\n增速 = 5.2%\n我们还要努力，办好十件实事，请各位代表审议。\n",
    "{开场} 各位来宾，大家好。\n\n{掌声}\n\n谢谢。",
    "<开场音乐>\n各位来宾，大家好。<掌声> 谢谢。\n",
    "各位代表：\nhttps://example.org/report\n以上是报告全文。\n",
    "We will: build roads; mend schools; open clinics;\nand we will pay for them;\nthat is all.\n",
    "Peace, land, bread,\nRoads, schools, clinics,\nToday, tomorrow, always,\n"
    "Together, we say, yes.\n",
    "import duties will fall.\nif we act now:\nfor all of us, together:\nreturn to work.\n",
    "Declaration of Norland\nrecognising the needs of the coast;\ncommit to build 45 harbours;\n"
    "call upon all parties (of any size) to join;\ndecide to meet again in 2026.\n",
    "Our tasks:\n1. mend 45 kilometres of road;\n2. open 12 schools;\n3. clean the river;\n"
    "4. water;\n5. light;\n",
    "Friends;\nWe shall build harbours;\nWe shall build homes;\nWe shall thank you all;\n",
    "Peace;\nland;\nbread;\n",
    "We thank the crews (all of them),\nthe schools (both),\nthe clinics [1],\nand you.\n",
    "{Opening music}\n\nCHAIR: Good morning to all of you, and welcome to the council.\n"
    "We will speak of roads; of schools; of water. {Applause}\n",
    "{Music}\nGood morning.\n{Applause}\n{Laughter}\n{Applause}\n",
    "Madam President, honourable members, friends\nWe came, we saw, we built\n"
    "We paid, we saved, we sang\nSo now, in 2024, we go\n",
    "Norland; the coast; the hills\nWe built; we saved; we sang\nAll; of; us\nWe; thank; you\n",
    "TRADE\n==========\nWe export.\n==========\nWe import.\n==========\nWe return.\n",
    "# 报告\n# 一、回顾\n新建公路131公里。\n# 二、任务\n再建24公里。\n",
]


@pytest.mark.parametrize("text", [*NEARLY, plain()], ids=range(len(NEARLY) + 1))
def test_a_speech_that_looks_a_little_like_it_stays_a_speech(text: str) -> None:
    for encoding in ("utf-8", "gb18030", "utf-16"):
        assert reason_of(text.encode(encoding)) == ""


def test_no_speech_is_taken_for_anything_else() -> None:
    speeches = [*SAMPLES.rglob("*.txt"), *SHARED.rglob("*.txt")]
    assert len(speeches) >= 4
    assert [path.name for path in speeches if reason_of(path.read_bytes())] == []


def test_every_row_has_a_reason_and_takes_no_name_of_a_format() -> None:
    own = {suffix.removeprefix(".") for format in FORMATS for suffix in format.suffixes}
    suffixes = [suffix for row in FOREIGN for suffix in row.suffixes]
    assert len(set(suffixes)) == len(suffixes)
    assert own.isdisjoint(suffixes)
    assert all(row.reason and not row.reason.endswith(".") for row in FOREIGN)


@pytest.mark.parametrize("folder", ["报告_files", "报告.files", "报告_Files"])
def test_what_a_browser_saved_beside_a_page_is_left_out(folder: str, tmp_path: Path) -> None:
    for name in (
        "报告.html", f"{folder}/a.css", f"{folder}/js/b.js", f"{folder}/saved_resource.html",
        f"{folder}/c.png", f"{folder}/css2", f"{folder}/全文.docx", "other_files/a.html",
    ):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    found, skipped = discover([tmp_path])
    assert sorted(file.name for file in found) == sorted(
        ["报告.html", f"{folder}/全文.docx", "other_files/a.html"]
    )
    assert len(skipped) == 5
    assert all("saved web page" in left.reason for left in skipped)
