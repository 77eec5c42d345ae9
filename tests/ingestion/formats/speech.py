"""Our own short speech and the writers that save it in each format, for golden tests."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable

import docx
from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped]
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
        for paragraph in (TITLE, *(f"　　{one}" for one in PARAGRAPHS))
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


WRITERS: dict[str, Callable[[], bytes]] = {
    "utf-8.txt": lambda: as_text("utf-8"),
    "utf-8-mark.txt": lambda: as_text("utf-8", mark=b"\xef\xbb\xbf"),
    "gb18030.txt": lambda: as_text("gb18030"),
    "utf-16-le.txt": lambda: as_text("utf-16-le"),
    "utf-16-be-mark.txt": lambda: as_text("utf-16-be", mark=b"\xfe\xff"),
    "speech.md": as_markdown,
    "speech.html": as_html,
    "speech.docx": as_docx,
    "speech.pdf": as_pdf,
}
