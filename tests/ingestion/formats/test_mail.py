"""Claims about mail and web archives: the text is read, what is attached is named, and neither
headers nor codings are ever a speech."""

from __future__ import annotations

import plistlib
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from rag.errors import UnreadableFile
from rag.ingestion.load import parse
from rag.ingestion.read import read_one
from rag.ingestion.source_text import SourceText

WORDS = "各位代表：\n全年新建农村公路131公里，镕基桥通车。\n谢谢大家。\n"
PAGE = "<html><body><h1>青川区政府工作报告</h1><p>全年新建农村公路131公里。</p></body></html>"


def mail(subject: str = "转发：青川区政府工作报告") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "office@example.org"
    message["To"] = "archive@example.org"
    message["Subject"] = subject
    message["Message-ID"] = "<1@example.org>"
    return message


def read(data: bytes | EmailMessage, folder: Path, name: str = "a.eml") -> SourceText:
    data = data.as_bytes(policy=SMTP) if isinstance(data, EmailMessage) else data
    (folder / name).write_bytes(data)
    return parse(folder / name, name)


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
@pytest.mark.parametrize("coding", ["base64", "quoted-printable"])
def test_the_text_of_a_mail_is_read(charset: str, coding: str, tmp_path: Path) -> None:
    message = mail()
    message.set_content(WORDS, charset=charset, cte=coding)
    source = read(message, tmp_path)
    assert source.text == WORDS
    assert source.properties == {"title": "青川区政府工作报告"}


def test_characters_beyond_the_declared_encoding_are_read(tmp_path: Path) -> None:
    """Programs say GB2312 and write GBK, which has more characters."""
    head = (
        b"From: a@b.c\nTo: d@e.f\nMIME-Version: 1.0\nContent-Type: text/plain; charset=gb2312\n\n"
    )
    assert read(head + WORDS.encode("gbk"), tmp_path).text == WORDS


def test_of_two_forms_the_page_is_read_once(tmp_path: Path) -> None:
    message = mail()
    message.set_content(WORDS)
    message.add_alternative(PAGE, subtype="html")
    source = read(message, tmp_path)
    assert source.text == "青川区政府工作报告\n全年新建农村公路131公里。\n"
    assert len(source.headings) == 1


@pytest.mark.parametrize(
    "page",
    [
        "<html><body></body></html>",
        f"<html><body><script>{'x=1;' * 99}</script></body></html>",
        "<html><body><p>请用浏览器打开。</p></body></html>",
        "",
    ],
)
def test_a_page_without_the_words_does_not_stand_for_them(page: str, tmp_path: Path) -> None:
    message = mail()
    message.set_content(WORDS)
    message.add_alternative(page, subtype="html")
    assert read(message, tmp_path).text == WORDS


def test_a_text_that_has_a_name_and_is_shown_is_read(tmp_path: Path) -> None:
    message = mail()
    message.set_content(WORDS, disposition="inline", filename="body.txt")
    message.add_attachment(b"PK", maintype="application", subtype="zip", filename="附件.zip")
    source = read(message, tmp_path)
    assert source.text == WORDS
    assert [dict(warning.values)["count"] for warning in source.warnings] == [1]


@pytest.mark.parametrize(
    "between",
    [
        "\n-----Original Message-----",
        "________________",
        "\nFrom: Ada",
        "发件人：陈立新",
        "\n",
        ">",
    ],
)
def test_a_speech_behind_a_signature_is_read(between: str, tmp_path: Path) -> None:
    message = mail()
    message.set_content(f"Please read this.\n-- \nJo Olm\nPress Office\n{between}\n{WORDS}")
    document = read_one(read(message, tmp_path)).document
    assert "131公里" in document.text
    assert "谢谢大家" in document.text
    assert "Press Office" not in document.text


def test_what_is_attached_is_named_and_not_read(tmp_path: Path) -> None:
    message = mail()
    message.set_content(WORDS * 3)
    message.add_attachment(b"PK", maintype="application", subtype="zip", filename="附件.zip")
    message.add_attachment("另一篇讲话", filename="other.txt")
    source = read(message, tmp_path)
    assert source.text == WORDS * 3
    (warning,) = source.warnings
    assert warning.code == "attachments"
    assert dict(warning.values) == {"count": 2, "files": ("附件.zip", "other.txt")}


def test_a_mail_that_only_carries_a_file_says_so(tmp_path: Path) -> None:
    message = mail()
    message.set_content("见附件。")
    message.add_attachment(b"PK", maintype="application", subtype="zip", filename="报告.docx")
    with pytest.raises(UnreadableFile, match=r"attached: 报告\.docx; save that"):
        read(message, tmp_path)


def test_pictures_in_the_text_are_no_attachments(tmp_path: Path) -> None:
    message = mail()
    message.set_content(PAGE, subtype="html")
    message.add_related(b"\x89PNG", maintype="image", subtype="png", cid="<logo>", filename="l.png")
    assert read(message, tmp_path).warnings == ()


def test_a_forwarded_mail_is_read(tmp_path: Path) -> None:
    inner = mail("inner")
    inner.set_content(WORDS)
    outer = mail()
    outer.set_content("Please keep this.\n")
    outer.add_attachment(inner)
    assert WORDS in read(outer, tmp_path).text


def test_the_signature_of_the_sender_is_none_of_it(tmp_path: Path) -> None:
    message = mail()
    message.set_content(f"{WORDS}\n-- \nNorland Press Office\nTel. 555\n")
    document = read_one(read(message, tmp_path)).document
    assert "131公里" in document.text
    assert "Press Office" not in document.text


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"From: a@b.c\nSubject: x\nMIME-Version: 1.0\nContent-Type: text/plain\n\n", "a.eml"),
        (b"Subject: x\nFrom: a@b.c\n\n", "a.eml"),
        (b"Received: from x\n\tby y\nReturn-Path: <a@b.c>\n\n", "mail"),
        (b"Delivered-To: a@b.c\r\nReceived: by z\r\nSubject: x\r\n\r\n", "a"),
        (b"512\nFrom: a@b.c\nTo: d@e.f\nSubject: x\nMessage-ID: <1>\n\n", "a.emlx"),
    ],
)
def test_headers_of_many_programs_are_known(head: bytes, name: str, tmp_path: Path) -> None:
    text = read(head + b"We built 131 roads last year in Norland.\n", tmp_path, name).text
    assert text == "We built 131 roads last year in Norland.\n"


@pytest.mark.parametrize(
    "text",
    [
        "From: the Prime Minister\nTo: all citizens\nSubject: our roads\n\nWe built 131 roads.\n",
        "Speaker: Ada Norwood\nDate: 15 January 2024\n\nWe built 131 roads.\n",
        "Title: Roads\nDate: 5 May 2024\nReceived: 6 May 2024\n\nWe built 131 roads.\n",
    ],
)
def test_a_text_with_lines_like_headers_is_a_text(text: str, tmp_path: Path) -> None:
    assert read(text.encode(), tmp_path, "a.txt").text == text


def test_a_mail_named_as_a_text_is_told_its_own_name(tmp_path: Path) -> None:
    message = mail()
    message.set_content(WORDS)
    with pytest.raises(UnreadableFile, match=r"rename it to \.eml"):
        read(message, tmp_path, "a.txt")


def archived(*pages: str, head: str = "", charset: str = "utf-8") -> bytes:
    parts = "".join(
        f'\r\n--b\r\nContent-Type: text/html; charset="{charset}"\r\nContent-ID: <{at}>\r\n'
        f"Content-Location: http://example.org/{at}\r\n\r\n{page}"
        for at, page in enumerate(pages)
    )
    return (
        f"From: <Saved by Blink>\r\n{head}MIME-Version: 1.0\r\n"
        f'Content-Type: multipart/related; boundary="b"\r\n{parts}\r\n--b--\r\n'
    ).encode(charset)


@pytest.mark.parametrize(
    "data",
    [
        archived(PAGE, "<p>a frame</p>"),
        archived(
            "<p>a frame</p>", PAGE, head="Snapshot-Content-Location: http://example.org/1\r\n"
        ),
        archived("<html><frameset><frame src='1'></frameset></html>", "<p>menu</p>", PAGE),
        archived(PAGE.replace("131", "镕131"), charset="gbk").replace(b'="gbk"', b'="gb2312"'),
        archived(PAGE, head="Subject: =?utf-8?Q?=E9=9D=92?=\r\nDate: Mon, 15 Jan 2024\r\n"),
        b"\xef\xbb\xbf" + archived(PAGE),
    ],
    ids=range(6),
)
def test_the_page_that_an_archive_begins_with_is_read(data: bytes, tmp_path: Path) -> None:
    text = read(data, tmp_path, "a.mhtml").text
    assert text.replace("镕", "") == "青川区政府工作报告\n全年新建农村公路131公里。\n"


@pytest.mark.parametrize("form", [plistlib.FMT_BINARY, plistlib.FMT_XML])
@pytest.mark.parametrize("charset", ["utf-8", "gbk"])
def test_a_page_that_safari_saved_is_read(
    form: plistlib.PlistFormat, charset: str, tmp_path: Path
) -> None:
    main = {"WebResourceData": PAGE.encode(charset), "WebResourceTextEncodingName": charset}
    others = [{"WebResourceData": b"\x89PNG", "WebResourceMIMEType": "image/png"}]
    data = plistlib.dumps({"WebMainResource": main, "WebSubresources": others}, fmt=form)
    text = read(data, tmp_path, "a.webarchive").text
    assert text == "青川区政府工作报告\n全年新建农村公路131公里。\n"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (plistlib.dumps({"WebMainResource": {}}, fmt=plistlib.FMT_BINARY), "save the page as HTML"),
        (plistlib.dumps({"WebMainResource": {"WebResourceData": "x"}}), "without a page"),
        (plistlib.dumps({"other": 1}, fmt=plistlib.FMT_BINARY), "settings"),
        (b"bplist00xxWebMainResource", "damaged"),
    ],
)
def test_a_safari_archive_without_a_page_says_so(data: bytes, reason: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        read(data, tmp_path, "a.webarchive")


def test_mail_within_mail_without_end_is_refused(tmp_path: Path) -> None:
    head = "".join(
        f'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b{at}"\n\n--b{at}\n'
        for at in range(3_000)
    )
    with pytest.raises(UnreadableFile, match=r"damaged: RecursionError|no text"):
        read(f"To: a@b.c\n{head}".encode(), tmp_path)
