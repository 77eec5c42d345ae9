"""Claims about DOCX: all that Word shows is read, nothing is unpacked that could hurt."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from rag.errors import UnreadableFile
from rag.ingestion.clean import clean
from rag.ingestion.formats import archive
from rag.ingestion.formats.docx import read
from rag.ingestion.formats.numbering import chinese, letters, roman
from rag.ingestion.formats.recognise import format_of
from rag.ingestion.read import read_one
from rag.types.text import Span
from tests.ingestion.formats.speech import as_docx, saved


def words(document: docx.document.Document) -> str:
    return read(saved(document), "speech.docx").text


def with_body(xml: str) -> docx.document.Document:
    document = docx.Document()
    document.element.body.insert(0, parse_xml(xml.replace("<w:p>", f"<w:p {nsdecls('w')}>", 1)))
    return document


def test_a_table_of_figures_is_read_row_by_row() -> None:
    document = docx.Document()
    table = document.add_table(2, 3)
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells),
        ["指标", "单位", "2025年", "学位", "个", "2400"],
        strict=True,
    ):
        cell.text = text
    result = read(saved(document), "speech.docx")
    assert result.text.split("\n")[:2] == ["指标 | 单位 | 2025年", "学位 | 个 | 2400"]
    assert result.tables == 1


def test_a_table_that_only_lays_out_prose_is_read_as_paragraphs() -> None:
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "第一段。" * 60
    cell.add_paragraph("第二段。")
    assert words(document).split("\n")[:2] == ["第一段。" * 60, "第二段。"]


def test_links_insertions_breaks_and_tabs_are_read_and_deletions_are_not() -> None:
    document = with_body(
        "<w:p><w:r><w:t>新增</w:t></w:r>"
        "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>学位</w:t></w:r></w:ins>"
        "<w:hyperlink><w:r><w:t>2400个</w:t></w:r></w:hyperlink>"
        "<w:r><w:tab/><w:t>完</w:t><w:br/><w:t>成</w:t><w:noBreakHyphen/></w:r>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )
    assert words(document).startswith("新增学位2400个\t完\n成-\n")


def shown(document: docx.document.Document) -> str:
    """The text without the words that are unseen."""
    result = read(saved(document), "speech.docx")
    return result.shown(Span(0, len(result.text)))


def run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


VISIBLE = '<w:vanish w:val="0"/>'
RAISED = '<w:vertAlign w:val="superscript"/>'


@pytest.mark.parametrize(
    ("look", "is_shown"),
    [
        ("<w:vanish/>", False),
        ("<w:strike/>", False),
        ("<w:dstrike/>", False),
        ('<w:vanish w:val="0"/>', True),
        ('<w:strike w:val="false"/>', True),
        ('<w:rStyle w:val="PlaceholderText"/>', False),
        ('<w:color w:val="FFFFFF"/>', False),
        ('<w:color w:val="ffffff"/><w:shd w:val="clear" w:fill="1F4E79"/>', True),
        ('<w:color w:val="FFFFFF"/><w:highlight w:val="blue"/>', True),
        ('<w:sz w:val="2"/>', False),
        ('<w:sz w:val="18"/>', True),
        ("<w:b/>", True),
    ],
)
def test_hidden_struck_and_stand_in_words_are_marked_and_not_shown(
    look: str, is_shown: bool
) -> None:
    document = with_body(f"<w:p>{run('新建公路')}{run('68', look)}{run('86公里。')}</w:p>")
    assert words(document).startswith("新建公路6886公里。")
    assert shown(document).startswith(f"新建公路{'68' if is_shown else ''}86公里。")


def test_words_are_hidden_by_the_style_of_their_run_or_paragraph_and_shown_by_their_own_look() -> (
    None
):
    document = with_body(
        '<w:p><w:pPr><w:pStyle w:val="Inner"/></w:pPr>'
        f"{run('内部口径。')}{run('公开口径。', VISIBLE)}</w:p>"
    )
    for style in (
        '<w:style w:type="paragraph" w:styleId="Inner"><w:basedOn w:val="Hidden"/></w:style>',
        '<w:style w:type="paragraph" w:styleId="Hidden"><w:rPr><w:vanish/></w:rPr></w:style>',
    ):
        xml = style.replace("<w:style ", f"<w:style {nsdecls('w')} ", 1)
        document.styles.element.append(parse_xml(xml))
    assert shown(document).startswith("公开口径。\n")


@pytest.mark.parametrize(
    ("before", "raised", "after", "expected"),
    [
        ("税收收入45", "1", "亿元", "税收收入45亿元"),
        ("增长5.2", "12", "%", "增长5.2%"),
        ("“五个率先”", "[3]", "，", "“五个率先”，"),
        ("指标", "①", "完成", "指标完成"),
        ("指标", "1,2", "完成", "指标完成"),
        ("growth of 3.2", "4", " percent", "growth of 3.2 percent"),
        ("绿地12万m", "2", "。", "绿地12万m²。"),
        ("3×10", "8", "吨", "3×10⁸吨"),
        ("the 20", "th", " session", "the 20th session"),
    ],
)
def test_the_mark_of_a_note_is_no_digit_of_a_figure_and_a_power_stays(
    before: str, raised: str, after: str, expected: str
) -> None:
    line = f"<w:p>{run(before)}{run(raised, RAISED)}{run(after)}</w:p>"
    assert shown(with_body(line)).startswith(f"{expected}\n")


SMALL, HIGH = '<w:sz w:val="16"/>', '<w:position w:val="6"/>'


@pytest.mark.parametrize(
    ("look", "expected"),
    [(SMALL + HIGH, "税收45亿元"), (SMALL, "税收451亿元"), (HIGH, "税收451亿元")],
)
def test_small_and_high_is_raised(look: str, expected: str) -> None:
    line = f"<w:p>{run('税收45')}{run('1', look)}{run('亿元')}</w:p>"
    assert shown(with_body(line)).startswith(expected)


def test_white_words_on_a_coloured_cell_are_shown() -> None:
    white = run("指标", '<w:color w:val="FFFFFF"/>')
    table = f"<w:tbl {nsdecls('w')}><w:tblPr/><w:tr><w:tc><w:p>{white}</w:p></w:tc></w:tr></w:tbl>"
    document = docx.Document()
    document.element.body.insert(0, parse_xml(table))
    assert shown(document).startswith("指标")


def test_a_row_that_was_deleted_is_not_read() -> None:
    row = "<w:tr>{}<w:tc><w:p>{}</w:p></w:tc></w:tr>"
    gone = '<w:trPr><w:del w:id="1" w:author="a"/></w:trPr>'
    rows = row.format(gone, run("旧指标")) + row.format("", run("新指标"))
    document = docx.Document()
    document.element.body.insert(0, parse_xml(f"<w:tbl {nsdecls('w')}><w:tblPr/>{rows}</w:tbl>"))
    assert words(document).startswith("新指标")


MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"


def in_math(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (f"<m:f><m:num>{in_math('1')}</m:num><m:den>{in_math('3')}</m:den></m:f>", "占1/3以上"),
        (f"<m:sSup><m:e>{in_math('10')}</m:e><m:sup>{in_math('4')}</m:sup></m:sSup>", "占10⁴以上"),
    ],
)
def test_fractions_and_powers_of_formulas_do_not_run_together(formula: str, expected: str) -> None:
    xml = f'<m:oMath xmlns:m="{MATH}">{formula}</m:oMath>'
    assert words(with_body(f"<w:p>{run('占')}{xml}{run('以上')}</w:p>")).startswith(expected)


def test_letters_set_as_a_drawing_are_read() -> None:
    art = '<v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textpath string="{}"/></v:shape>'
    picture = f"<w:r><w:pict>{art.format('青川区人民政府文件')}</w:pict></w:r>"
    assert words(with_body(f"<w:p>{picture}</w:p>")).startswith("青川区人民政府文件\n")


def test_a_mark_of_two_runs_is_one_mark_and_in_a_table_no_digit_either() -> None:
    document = with_body(
        f"<w:p>{run('收入45')}{run('1', RAISED)}{run('2', RAISED)}{run('亿元')}</w:p>"
    )
    assert shown(document).startswith("收入45亿元\n")
    document = docx.Document()
    cells = document.add_table(1, 2).rows[0].cells
    cells[0].text = " 收入 "
    cells[1].text = "45"
    raised = cells[1].paragraphs[0].add_run("1")
    raised.font.superscript = True
    result = read(saved(document), "speech.docx")
    assert result.text.startswith("收入 | 451\n")
    assert shown(document).startswith("收入 | 45\n")


def test_a_mark_at_a_heading_does_not_enter_the_title() -> None:
    document = docx.Document()
    heading = document.add_heading("2026年青湖区政府工作报告", 0)
    heading.add_run("1").font.superscript = True
    document.add_paragraph("各位代表：")
    read_document = read_one(read(saved(document), "speech.docx")).document
    assert read_document.title == "2026年青湖区政府工作报告"
    assert read_document.text.startswith("2026年青湖区政府工作报告\n")


@pytest.mark.parametrize(
    "line",
    [
        f'<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr>{run("一、工作回顾")}<w:r><w:tab/></w:r>'
        f"{run('3')}</w:p>",
        "<w:p><w:hyperlink><w:r><w:instrText>PAGEREF _Toc12 \\h</w:instrText></w:r>"
        f"{run('一、工作回顾')}{run('3')}</w:hyperlink></w:p>",
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj>"
        f"</w:sdtPr><w:sdtContent><w:p>{run('一、工作回顾3')}</w:p></w:sdtContent></w:sdt>",
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p>{run('单击此处')}</w:p>"
        "</w:sdtContent></w:sdt>",
    ],
    ids=["style", "link", "gallery", "stand-in"],
)
def test_lines_of_contents_and_stand_ins_are_not_shown(line: str) -> None:
    document = docx.Document()
    document.add_paragraph("正文。")
    xml = line.replace(">", f" {nsdecls('w')}>", 1)
    document.element.body.insert(0, parse_xml(xml))
    assert shown(document).strip() == "正文。"


def test_what_is_left_out_is_counted() -> None:
    document = with_body(f"<w:p>{run('收入45')}{run('1', RAISED)}{run('亿元。')}</w:p>")
    counts = clean(read(saved(document), "speech.docx")).counts()
    assert counts["unseen_words"] == {"times": 1, "removed": 1, "replaced": 0}


@pytest.mark.parametrize(
    ("font", "number", "character"),
    [
        ("宋体", "2460", "①"),
        ("Symbol", "F0B3", "≥"),
        ("Wingdings", "F0FC", "✓"),
        ("Wingdings", "F021", ""),
        ("Arial", "F041", "A"),
        ("Arial", "nothing", ""),
    ],
)
def test_a_symbol_is_the_character_that_its_font_shows(
    font: str, number: str, character: str
) -> None:
    symbol = f'<w:r><w:sym w:font="{font}" w:char="{number}"/></w:r>'
    line = f"<w:p>{run('投入')}{symbol}{run('号')}</w:p>"
    assert words(with_body(line)).startswith(f"投入{character}号\n")


def test_a_text_box_is_read_after_its_paragraph() -> None:
    document = with_body(
        "<w:p><w:r><w:t>正文</w:t><w:pict><w:txbxContent><w:p><w:r><w:t>框里的话</w:t></w:r></w:p>"
        "</w:txbxContent></w:pict></w:r></w:p>"
    )
    assert words(document).startswith("正文\n框里的话\n")


PLACEHOLDER = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
_P = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
BOXED = (
    "<w:p><w:r><w:t>100</w:t></w:r><w:r><mc:AlternateContent xmlns:mc="
    '"http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="wps">'
    "<w:txbxContent><w:p><w:r><w:t>框内45亿元</w:t></w:r></w:p></w:txbxContent></mc:Choice>"
    "<mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>框内45亿元</w:t></w:r></w:p>"
    "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
)


@pytest.mark.parametrize(
    ("cell", "words_shown"),
    [
        (f"<w:tc>{BOXED}</w:tc>", "指标 | 100 框内45亿元"),
        (f"<w:tc>{PLACEHOLDER.format(_P.format('单击输入'))}{_P.format('5')}</w:tc>", "指标 | 5"),
        (PLACEHOLDER.format(f"<w:tc>{_P.format('单击输入')}</w:tc>"), "指标 |"),
        (f"<w:tc><w:moveFrom>{_P.format('旧')}</w:moveFrom>{_P.format('5')}</w:tc>", "指标 | 5"),
    ],
)
def test_a_cell_is_read_as_the_body_is(cell: str, words_shown: str) -> None:
    document = docx.Document()
    row = f"<w:tbl {nsdecls('w')}><w:tr><w:tc>{_P.format('指标')}</w:tc>{cell}</w:tr></w:tbl>"
    document.element.body.insert(0, parse_xml(row))
    line, *_ = shown(document).split("\n")
    assert " ".join(line.split()) == words_shown


def test_heading_styles_and_outline_levels_are_marked() -> None:
    document = docx.Document()
    document.add_heading("一、工作回顾", 1)
    document.add_paragraph("正文。")
    document.add_heading("（一）城市", 2)
    result = read(saved(document), "speech.docx")
    assert [(mark.span.slice(result.text), mark.level) for mark in result.headings] == [
        ("一、工作回顾", 1),
        ("（一）城市", 2),
    ]


def test_automatic_numbers_are_shown_as_word_shows_them() -> None:
    document = docx.Document()
    for text in ("拆违", "治乱"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("要点", style="List Bullet")
    assert words(document).split("\n")[:3] == ["1.拆违", "2.治乱", "• 要点"]


@pytest.mark.parametrize(
    ("form", "number", "shown"),
    [
        (chinese, 1, "一"),
        (chinese, 10, "十"),
        (chinese, 12, "十二"),
        (chinese, 20, "二十"),
        (chinese, 105, "一百〇五"),
        (chinese, 110, "一百一十"),
        (chinese, 1000, "1000"),
        (roman, 4, "IV"),
        (roman, 1999, "MCMXCIX"),
        (letters, 1, "a"),
        (letters, 27, "aa"),
    ],
)
def test_numbers_are_written_as_word_writes_them(
    form: Callable[[int], str], number: int, shown: str
) -> None:
    assert form(number) == shown


def rezipped(change: Callable[[str, bytes], list[tuple[str, bytes]]]) -> bytes:
    """The golden DOCX with its parts changed."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(as_docx())) as before,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archived,
    ):
        for entry in before.infolist():
            for name, data in change(entry.filename, before.read(entry)):
                archived.writestr(name, data)
    return buffer.getvalue()


def test_a_zip_bomb_is_refused() -> None:
    bomb = rezipped(
        lambda name, data: [
            (name, data.replace(b"<w:body>", b"<w:body>" + b" " * 30_000_000))
            if name == "word/document.xml"
            else (name, data)
        ]
    )
    assert len(bomb) < 200_000
    with pytest.raises(UnreadableFile, match="zip bomb"):
        read(bomb, "bomb.docx")


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "[Content_Types].xml"])
def test_a_document_type_definition_is_refused(part: str) -> None:
    dtd = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    hostile = rezipped(
        lambda name, data: [(name, data.replace(b"?>", b"?>" + dtd, 1) if name == part else data)]
    )
    with pytest.raises(UnreadableFile, match="DTD not allowed"):
        read(hostile, "dtd.docx")


def test_a_dtd_far_into_a_part_is_refused_too() -> None:
    hostile = rezipped(
        lambda name, data: [
            (
                name,
                b"<?xml version='1.0'?>"
                + b" " * 300_000
                + b"<!DOCTYPE x>"
                + data.split(b"?>", 1)[1]
                if name == "word/document.xml"
                else data,
            )
        ]
    )
    with pytest.raises(UnreadableFile, match="DTD not allowed"):
        read(hostile, "dtd.docx")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused() -> None:
    with pytest.raises(UnreadableFile, match="same name"):
        read(rezipped(lambda name, data: [(name, data), (name, data)]), "twice.docx")


def test_too_many_parts_are_refused() -> None:
    extra = [(f"x{number}", b"") for number in range(archive.MOST_ENTRIES)]
    many = rezipped(lambda name, data: [(name, data), *(extra if name[0] == "[" else [])])
    with pytest.raises(UnreadableFile, match="parts in the file"):
        read(many, "a.docx")


def test_an_encrypted_part_is_refused() -> None:
    data = bytearray(as_docx())
    for signature in (b"PK\x03\x04", b"PK\x01\x02"):
        at = data.find(signature)
        data[at + (6 if signature == b"PK\x03\x04" else 8)] |= 1
    with pytest.raises(UnreadableFile, match="password"):
        read(bytes(data), "locked.docx")


def test_a_cut_off_file_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="damaged"):
        read(as_docx()[:5000], "half.docx")


def test_names_that_lead_out_of_the_archive_lead_nowhere() -> None:
    evil = rezipped(
        lambda name, data: [
            (name, data),
            *([("../../evil.xml", b"<x/>")] if name[0] == "[" else []),
        ]
    )
    assert "各位代表" in read(evil, "paths.docx").text


def test_an_external_picture_is_not_opened() -> None:
    relation = (
        b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/image" Target="file:///dev/zero" TargetMode="External"/></Relationships>'
    )
    hostile = rezipped(
        lambda name, data: [
            (
                name,
                data.replace(b"</Relationships>", relation)
                if name == "word/_rels/document.xml.rels"
                else data,
            )
        ]
    )
    assert "各位代表" in read(hostile, "external.docx").text


def test_a_document_with_macros_is_read() -> None:
    main = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    macros = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    data = rezipped(lambda name, part: [(name, part.replace(main, macros))])
    assert "各位代表" in read(data, "speech.docm").text


def test_the_main_part_may_have_another_name() -> None:
    def renamed(name: str, part: bytes) -> list[tuple[str, bytes]]:
        new = name.replace("document.xml", "document2.xml")
        return [(new, part.replace(b"word/document.xml", b"word/document2.xml"))]

    data = rezipped(renamed)
    assert format_of(data, ".docx", "speech.docx").name == "docx"
    assert "各位代表" in read(data, "speech.docx").text


def test_a_relation_to_a_part_that_is_not_there_is_passed_over() -> None:
    relation = (
        b'<Relationship Id="rId97" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/image" Target="NULL"/></Relationships>'
    )
    data = rezipped(
        lambda name, part: [
            (
                name,
                part.replace(b"</Relationships>", relation)
                if "document.xml.rels" in name
                else part,
            )
        ]
    )
    assert "各位代表" in read(data, "speech.docx").text


def test_footnotes_follow_the_text() -> None:
    notes = (
        b'<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        b'<w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>'
        b'<w:footnote w:id="2"><w:p><w:r>'
        + "<w:t>指三个文明城区。</w:t>".encode()
        + b"</w:r></w:p></w:footnote></w:footnotes>"
    )
    relation = (
        b'<Relationship Id="rId98" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/footnotes" Target="footnotes.xml"/></Relationships>'
    )
    kind = (
        b'<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-'
        b'officedocument.wordprocessingml.footnotes+xml"/></Types>'
    )

    def change(name: str, data: bytes) -> list[tuple[str, bytes]]:
        if name == "word/_rels/document.xml.rels":
            return [
                (name, data.replace(b"</Relationships>", relation)),
                ("word/footnotes.xml", notes),
            ]
        return [(name, data.replace(b"</Types>", kind) if name[0] == "[" else data)]

    assert read(rezipped(change), "notes.docx").text.endswith("[2] 指三个文明城区。\n")


def with_chunk(content: bytes, kind: str, *, in_cell: bool = False) -> bytes:
    """A document of two paragraphs with a file of the kind between them, or in a cell."""
    relation = (
        b'<Relationship Id="rIdChunk" Target="chunk.bin" Type="http://schemas.openxmlformats.org/'
        b'officeDocument/2006/relationships/aFChunk"/></Relationships>'
    )
    space = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    chunk = f'<w:altChunk xmlns:r="{space}" r:id="rIdChunk"/>'.encode()
    if in_cell:
        chunk = b"<w:tbl><w:tr><w:tc>" + chunk + b"<w:p/></w:tc></w:tr></w:tbl>"
    override = f'<Override PartName="/word/chunk.bin" ContentType="{kind}"/></Types>'.encode()

    def change(name: str, data: bytes) -> list[tuple[str, bytes]]:
        if name == "word/_rels/document.xml.rels":
            return [
                (name, data.replace(b"</Relationships>", relation)),
                ("word/chunk.bin", content),
            ]
        if name == "word/document.xml":
            return [(name, data.replace(b"<w:sectPr", chunk + b"<w:sectPr", 1))]
        if name == "[Content_Types].xml":
            return [(name, data.replace(b"</Types>", override))]
        return [(name, data)]

    return rezipped(change)


@pytest.mark.parametrize("in_cell", [False, True])
def test_a_web_page_inside_a_document_is_read_in_its_place(in_cell: bool) -> None:
    page = "<html><body><h2>交通</h2><p>公路305公里，<s>删去</s>新。</p></body></html>".encode()
    source = read(with_chunk(page, "text/html", in_cell=in_cell), "chunk.docx")
    assert "公路305公里，" in source.text
    assert "公路305公里，新。" in clean(source).text
    assert any(mark.span.slice(source.text) == "交通" for mark in source.headings)
    assert source.warnings == ()


@pytest.mark.parametrize("in_cell", [False, True])
def test_a_file_inside_a_document_that_cannot_be_read_is_told(in_cell: bool) -> None:
    source = read(with_chunk(b"\x00\x01", "application/vnd.unknown", in_cell=in_cell), "x.docx")
    assert [(warning.code, dict(warning.values)) for warning in source.warnings] == [
        ("low_text_yield", {"parts": 1})
    ]
