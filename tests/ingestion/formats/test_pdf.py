"""Claims about PDF: pages are read by pypdf or pdfium, and what has no text is refused."""

from __future__ import annotations

import io
import sys
from functools import partial

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
from reportlab.pdfbase.cidfonts import UnicodeCIDFont  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from rag.errors import UnreadableFile
from rag.ingestion.formats import ocr, pdf
from rag.ingestion.formats.drawn import plain
from rag.ingestion.formats.pdf import read
from rag.ingestion.read import read_one
from rag.types.documents import DocumentWarning, values_of
from rag.types.text import Span
from tests.ingestion.formats.raw_pdf import CHINESE, cid_font, drawn, raw_pdf, unicode_map
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


Set = tuple[float, float, float, str]


def set_pdf(*pages: list[Set]) -> bytes:
    """Pages of words, each at its place from the left and from the top, in its size."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for page in pages:
        for left, top, size, text in page:
            canvas.setFont("STSong-Light", size)
            canvas.drawString(left, 780 - top, text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def shown(data: bytes) -> str:
    result = read(data, "a.pdf")
    return result.shown(Span(0, len(result.text)))


REST: Set = (60, 60, 12, "以上各项工作全部完成，群众满意度继续提高。")


def test_a_glyph_that_is_drawn_twice_to_look_bold_is_one() -> None:
    bold = [
        (60 + 14 * at + shift, 0.0, 14.0, character)
        for at, character in enumerate("改造管网516公里")
        for shift in (0, 0.4)
    ]
    assert shown(set_pdf([*bold, REST])).startswith("改造管网516公里\n")


def test_a_whole_line_that_is_drawn_twice_is_one_and_a_doubled_character_stays() -> None:
    lines: list[Set] = [
        (60, 0, 14, "我们常常深入基层。"),
        (60.3, 0, 14, "我们常常深入基层。"),
        REST,
    ]
    assert shown(set_pdf(lines)).count("我们常常深入基层。") == 1


def test_the_raised_mark_of_a_note_is_no_digit_and_a_power_stays() -> None:
    line: list[Set] = [
        (60, 0, 14, "税收45"),
        (102, -5, 7, "1"),
        (106, 0, 14, "亿元，绿地3km"),
        (200, -5, 7, "2"),
        (204, 0, 14, "，好于预期。"),
    ]
    result = read(set_pdf([*line, REST]), "a.pdf")
    assert shown(set_pdf([*line, REST])).startswith("税收45亿元，绿地3km²，好于预期。\n")
    assert [span.slice(result.text) for span in result.unseen] == ["1"]


PROSE = (
    "Mr. Speaker, last year we repaved 515 miles",
    "of road and opened three libraries. This year",
    "we will build 400 affordable homes and hire",
    "60 nurses. The deficit will fall to 2.1 per",
    "cent of output.",
)


def numbered(lines: tuple[str, ...]) -> list[Set]:
    numbers = [(50.0, 16.0 * row, 10.0, str(row + 1)) for row in range(len(lines))]
    texts = [(80.0, 16.0 * row, 10.0, text) for row, text in enumerate(lines)]
    return [piece for pair in zip(numbers, texts, strict=True) for piece in pair]


def test_numbers_of_lines_are_no_text() -> None:
    assert shown(set_pdf(numbered(PROSE))).split("\n")[:5] == list(PROSE)


def test_numbers_of_a_list_stay() -> None:
    items = tuple(f"Build the {nth} school of the new northern district" for nth in "abcdef")
    text = shown(set_pdf(numbered(items)))
    assert [line.split(" ", 1)[0] for line in text.strip().split("\n")] == list("123456")


def test_notes_at_the_foot_of_a_page_do_not_cut_the_sentence() -> None:
    wide = "全年实施三通一达工程，改造老旧小区24个，惠及居民3150户，群"
    first: list[Set] = [
        *((60, 24.0 * row, 14, wide) for row in range(5)),
        (60, 120, 14, "众满意。持续推进“双随机”监管，全年依法抽查各类市场主体"),
        (60, 675, 9, "①“双随机”：指随机抽取检查对象、随机选派执法人员。"),
        (290, 740, 10, "— 1 —"),
    ]
    second: list[Set] = [
        (60, 0, 14, "2600户次，发现问题312个。居民人均可支配收入继续增长。"),
        (290, 740, 10, "— 2 —"),
    ]
    document = read_one(read(set_pdf(first, second), "a.pdf")).document
    assert "全年依法抽查各类市场主体2600户次，发现问题312个。" in document.text
    assert document.text.endswith("①“双随机”：指随机抽取检查对象、随机选派执法人员。")


def test_rows_of_a_table_at_the_edges_of_pages_are_no_running_headers() -> None:
    pages: list[list[Set]] = [
        [
            (60 + 120 * column, 18 * row, 11, cell)
            for row in range(20)
            for column, cell in enumerate(
                (f"{20 * page + row}", f"指标{20 * page + row}", f"{100 + 20 * page + row}亿元")
            )
        ]
        for page in range(3)
    ]
    text = read_one(read(set_pdf(*pages), "a.pdf")).document.text
    assert all(f"{row} | 指标{row} | {100 + row}亿元" in text for row in range(60))


def test_ligatures_are_letters() -> None:
    assert "financial" in plain("ﬁnancial")
    assert plain("a\r\nb\x00c") == "a\nb\nc"


def test_numbers_of_glyphs_are_not_taken_for_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    numbers = "/10/27/12/27/16/21/16/22/27/0/13/31/0/27/18/16/0/9/25/19/21/16"
    with pytest.raises(UnreadableFile, match="don't name their characters"):
        read(canvas_pdf(numbers), "a.pdf")


LINES = (
    "各位代表：过去一年，全县上下团结奋斗，改造老旧小区三百一十二个，",
    "新建改建农村公路五百零一公里，惠及居民三千一百五十户，群众满意度继续提高。",
    "城镇新增就业一万九千人，居民人均可支配收入增长百分之六点一，物价总体平稳。",
    "今年计划新增学位四千八百个，力争地区生产总值增长百分之五点五左右。",
)
HAN = "".join(sorted({character for line in LINES for character in line} - set("：，。")))


def lines_with_map(shown: dict[str, str], *others: tuple[str, ...]) -> bytes:
    """Pages of LINES in a font whose map says what each character is; others are as they stand."""
    pages = [at_places(LINES), *map(partial(at_places, font="F2"), others)]
    return raw_pdf(pages, *two_fonts(shown)[0], extra=two_fonts(shown)[1])


def two_fonts(shown: dict[str, str]) -> tuple[list[str], list[str]]:
    """A font with that map, and one whose map is right; what they refer to."""
    straight = {character: character for line in LINES for character in line}
    fonts = [cid_font("Identity-H", map=2), cid_font("Identity-H", map=3)]
    return fonts, [*CHINESE, unicode_map(shown), unicode_map(straight)]


def at_places(lines: tuple[str, ...], font: str = "F1") -> str:
    return drawn([(60, 780 - 20 * row, line) for row, line in enumerate(lines)], font=font)


EXCHANGED = dict(zip(HAN, HAN[17:] + HAN[:17], strict=True)) | dict(
    zip("：，。", "：，。", strict=True)
)


@pytest.mark.parametrize(
    "shown",
    [
        EXCHANGED,
        {character: chr(0xE000 + at) for at, character in enumerate(HAN)},
        {character: chr(33 + at) for at, character in enumerate(HAN)},
        dict.fromkeys(HAN, "�"),
        {character: chr(0x250 + 7 * at) for at, character in enumerate(HAN)},
    ],
    ids=["other characters", "private", "codes in order", "unknown", "any script"],
)
def test_a_font_that_names_its_characters_wrongly_is_no_text(
    shown: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    with pytest.raises(UnreadableFile, match=r"don't name their characters.*speechrag\[ocr\]"):
        read(lines_with_map(shown), "a.pdf")


def test_a_garbled_page_among_others_is_left_out_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    result = read(lines_with_map(EXCHANGED, LINES, LINES), "a.pdf")
    assert folded(result.text) == "".join(LINES * 2)
    (warning,) = result.warnings
    assert warning.code == "garbled"
    assert dict(warning.values) | {"characters": 0} == {
        "count": 1, "of": 3, "pages": ("1",), "characters": 0,
    }  # fmt: skip


def test_garbled_lines_of_a_page_are_left_out_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    fonts, extra = two_fonts(EXCHANGED)
    high = drawn([(60, 700 - 20 * row, line) for row, line in enumerate(LINES * 3)], font="F2")
    page = at_places(LINES[:2]) + "\n" + high
    result = read_one(read(raw_pdf([page], *fonts, extra=extra), "a.pdf"))
    assert folded(result.document.text).startswith("各位代表")
    assert "".join(folded(result.document.text)).count("团结奋斗") == 3
    assert [one.code for one in result.document.warnings] == ["garbled", "much_left_out"]
    assert result.report["rules"]["unseen_words"]["removed"] >= len("".join(LINES[:2]))


def test_what_is_recognised_by_eye_takes_the_place_of_garbled_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ocr, "available", lambda: True)
    monkeypatch.setattr(ocr, "read_pages", lambda data, numbers: dict.fromkeys(numbers, LINES[1]))
    result = read(lines_with_map(EXCHANGED), "a.pdf")
    assert result.text.strip() == LINES[1]
    assert [warning.code for warning in result.warnings] == ["ocr"]


@pytest.mark.parametrize(
    ("encoding", "codec"),
    [
        ("UniGB-UCS2-H", "utf-16-be"),
        ("UniGB-UTF16-H", "utf-16-be"),
        ("GBK-EUC-H", "gbk"),
        ("GBKp-EUC-H", "gbk"),
        ("GBK2K-H", "gb18030"),
    ],
)
def test_the_encodings_of_chinese_fonts_are_known(encoding: str, codec: str) -> None:
    page = "BT /F1 12 Tf"
    for row, line in enumerate(LINES):
        page += f" 1 0 0 1 60 {780 - 20 * row} Tm <{line.encode(codec).hex()}> Tj"
    data = raw_pdf([f"{page} ET"], cid_font(encoding), extra=CHINESE)
    assert folded(read(data, "a.pdf").text) == "".join(LINES)
