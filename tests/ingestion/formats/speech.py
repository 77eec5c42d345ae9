"""Our own short speech and the writers that save it in each format, for golden tests."""

from __future__ import annotations

import io
import subprocess
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pypdfium2  # type: ignore[import-untyped]
from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped]
from reportlab.lib.utils import ImageReader  # type: ignore[import-untyped]
from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
from reportlab.pdfbase.cidfonts import UnicodeCIDFont  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

TITLE = "2026年青湖区政府工作报告"
PARAGRAPHS = (
    "——2026年1月15日在青湖区第三届人民代表大会第四次会议上",
    "青湖区区长　秦望舒",
    "各位代表：",
    "我代表区人民政府，向大会报告工作，请予审议。",
    "一、2025年工作回顾",
    "过去一年，全区拆除违法建设152.6万平方米，PM2.5年均浓度下降13.6%，新增学位2400个。",
    "（一）城市面貌有了改变。老旧小区改造完成30个，背街小巷整治12条。",
    "（二）空气质量继续好转。优良天数达到301天，比上年多19天。",
    "二、2026年重点任务",
    "今年要建成保障性住房2000套，开工建设学校5所，办好十件实事。",
)
TRADITIONAL = (
    "各位代表：",
    "過去一年，全區拆除違法建設一百五十二萬平方公尺，空氣品質持續改善，新增學位兩千四百個，市民的生活更加便利。",
    "今年要完成住宅兩千套，興建學校五所，並繼續推動老舊社區的更新，讓每一位居民都能感受到城市的進步。",
)


def plain() -> str:
    """The speech with a line for each paragraph."""
    return "\n".join((TITLE, *PARAGRAPHS)) + "\n"


def folded(text: str) -> str:
    """NFC without white space: what formats must agree on."""
    return "".join(unicodedata.normalize("NFC", text).split())


def as_text(encoding: str, *, mark: bytes = b"") -> bytes:
    return mark + plain().encode(encoding)


def as_markdown() -> bytes:
    lines = [f"# {TITLE}"]
    for paragraph in PARAGRAPHS:
        lines.append(f"## {paragraph}" if paragraph[1] == "、" else paragraph)
    return "\n\n".join(lines).encode()


def as_html() -> bytes:
    body = "\n".join(
        f"<h2>{paragraph}</h2>" if paragraph[1] == "、" else f"<p>\n　　{paragraph}\n</p>"
        for paragraph in PARAGRAPHS
    )
    return (
        '<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8">'
        f"<title>{TITLE}</title><style>p {{color: red}}</style></head><body>"
        f"<nav><a href='/'>首页</a></nav><article><h1>{TITLE}</h1>{body}</article>"
        "<footer>青湖区政府网站 版权所有</footer><script>var 不说 = 1;</script></body></html>"
    ).encode()


def as_docx() -> bytes:
    document = docx.Document()
    document.add_heading(TITLE, 0)
    for paragraph in PARAGRAPHS:
        if paragraph[1] == "、":
            document.add_heading(paragraph, 1)
        else:
            document.add_paragraph(f"　　{paragraph}")
    return saved(document)


def saved(document: docx.document.Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def as_pdf(
    *, columns: int = 28, lines_a_page: int = 9, header: str = "青湖区人民政府公报"
) -> bytes:
    """Wrapped to a column, with a running header and page numbers, as offices print."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    lines = [
        paragraph[at : at + columns]
        for paragraph in (TITLE, *(f"　　{words}" for words in PARAGRAPHS))
        for at in range(0, len(paragraph), columns)
    ]
    for number, at in enumerate(range(0, len(lines), lines_a_page), 1):
        canvas.setFont("STSong-Light", 12)
        canvas.drawString(200, 800, header)
        for row, line in enumerate(lines[at : at + lines_a_page]):
            canvas.drawString(80, 760 - 20 * row, line)
        canvas.drawString(290, 40, f"- {number} -")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def as_rtf(*, code_page: int = 936) -> bytes:
    """With characters as bytes of GBK, or for code page 1252 as Unicode with a stand-in."""

    def words(text: str) -> str:
        if code_page == 936:
            return "".join(f"\\'{byte:02x}" for byte in text.encode("gb18030"))
        return "".join(letter if letter.isascii() else f"\\u{ord(letter)} ?" for letter in text)

    lines = [rf"\pard\s1\outlinelevel0\b {words(TITLE)}\b0\par"]
    for paragraph in PARAGRAPHS:
        style = r"\s2\outlinelevel1 " if paragraph[1] == "、" else r"\fi480 "
        lines.append(rf"\pard{style}{words(f'　　{paragraph}')}\par")
    fonts = rf"{{\fonttbl{{\f0\fcharset134 {words('宋体')};}}{{\f1\fcharset0 Arial;}}}}"
    styles = r"{\stylesheet{\s1 heading 1;}{\s2 heading 2;}}"
    hidden = r"{\header \'d2\'b3\par}{\*\generator X;}{\pict\pngblip 89504e47}"
    return (
        rf"{{\rtf1\ansi\ansicpg{code_page}\uc1 {fonts}{styles}{hidden}\f0 " + "\n".join(lines) + "}"
    ).encode("ascii")


def as_odt() -> bytes:
    """Zipped by hand, the mimetype first, as the standard asks."""
    spaces = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"'
        for prefix in ("office", "text", "table", "style")
    )
    body = [f'<text:h text:outline-level="1">{TITLE}</text:h>']
    for paragraph in PARAGRAPHS:
        if paragraph[1] == "、":
            body.append(f'<text:h text:outline-level="2">{paragraph}</text:h>')
        else:
            body.append(f'<text:p><text:s text:c="4"/>{paragraph}</text:p>')
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}><office:body>'
        f"<office:text>{''.join(body)}</office:text></office:body></office:document-content>"
    )
    return zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": content.encode(),
        }
    )


def as_epub() -> bytes:
    """Two chapters and a table of contents; the speech is in the chapters."""
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
    )
    chapters = {"toc": "<nav><a>目录</a></nav>", "one": f"<h1>{TITLE}</h1>", "two": ""}
    for paragraph in PARAGRAPHS:
        name = "two" if "<h2>二" in chapters["two"] or paragraph.startswith("二") else "one"
        tag = "h2" if paragraph[1] == "、" else "p"
        chapters[name] += f"<{tag}>{paragraph}</{tag}>"
    listed = "".join(
        f'<item id="{name}" href="{name}.xhtml" media-type="application/xhtml+xml"'
        f"{' properties=' + chr(34) + 'nav' + chr(34) if name == 'toc' else ''}/>"
        for name in chapters
    )
    order = "".join(f'<itemref idref="{name}"/>' for name in chapters)
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/'
        f'elements/1.1/"><dc:title>{TITLE}</dc:title></metadata><manifest>{listed}</manifest>'
        f"<spine>{order}</spine></package>"
    )
    pages = {
        f"OEBPS/{name}.xhtml": f"<!DOCTYPE html><html><body>{body}</body></html>".encode()
        for name, body in chapters.items()
    }
    return zipped(
        {
            "mimetype": b"application/epub+zip",
            "META-INF/container.xml": container.encode(),
            "OEBPS/book.opf": package.encode(),
            **pages,
        }
    )


def zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


OFFICE_FORMATS = ("doc", "odt", "rtf", "epub", "html", "pdf")


def saved_by_office(folder: Path) -> None:
    """The DOCX and what LibreOffice makes of it, into `folder`."""
    source = folder / "speech.docx"
    source.write_bytes(as_docx())
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for suffix in OFFICE_FORMATS:
        command = ["soffice", profile, "--headless", "--convert-to", suffix, "--outdir"]
        subprocess.run([*command, str(folder), str(source)], check=True, capture_output=True)


def as_scan(*, scale: float = 3.0) -> bytes:
    """The PDF as a scanner sees it: a picture a page, without a text layer."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    with pypdfium2.PdfDocument(as_pdf()) as document:
        for page in document:
            canvas.drawImage(ImageReader(page.render(scale=scale).to_pil()), 0, 0, *A4)
            canvas.showPage()
    canvas.save()
    return buffer.getvalue()


WRITERS: dict[str, Callable[[], bytes]] = {
    "utf-8.txt": lambda: as_text("utf-8"),
    "utf-8-mark.txt": lambda: as_text("utf-8", mark=b"\xef\xbb\xbf"),
    "gb18030.txt": lambda: as_text("gb18030"),
    "utf-16-le.txt": lambda: as_text("utf-16-le"),
    "utf-16-be-mark.txt": lambda: as_text("utf-16-be", mark=b"\xfe\xff"),
    "speech.md": as_markdown,
    "speech.html": as_html,
    "speech.docx": as_docx,
    "speech.odt": as_odt,
    "gbk.rtf": as_rtf,
    "unicode.rtf": lambda: as_rtf(code_page=1252),
    "speech.epub": as_epub,
    "speech.pdf": as_pdf,
}
