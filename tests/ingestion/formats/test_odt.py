"""Claims about OpenDocument texts and EPUB: all that is shown is read, nothing else is opened."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rag.errors import UnreadableFile
from rag.ingestion.clean import clean
from rag.ingestion.formats import epub, odt
from rag.ingestion.source_text import SourceText
from tests.ingestion.formats.speech import as_epub, as_odt, zipped

SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in [
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("draw", "drawing"),
    ]
)


def shown(body: str, *, styles: str = "", prolog: str = "") -> SourceText:
    content = (
        f"<?xml version='1.0'?>{prolog}<office:document-content {SPACES}>"
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return odt.read(zipped({"mimetype": b"x", "content.xml": content.encode()}), "speech.odt")


def test_spans_blanks_tabs_and_line_breaks_are_read() -> None:
    blanks = 'a<text:s text:c="2"/>b<text:tab/><text:span>c</text:span><text:line-break/>d'
    assert shown(f"<text:p>{blanks}</text:p>").text == "a  b\tc\nd\n"


def test_a_table_of_figures_is_read_row_by_row() -> None:
    cells = "".join(
        f"<table:table-cell><text:p>{words}</text:p></table:table-cell>"
        for words in ("学位", "2400")
    )
    result = shown(f"<table:table><table:table-row>{cells}</table:table-row></table:table>")
    assert result.text == "学位 | 2400\n"
    assert result.tables == 1


def test_a_table_that_only_lays_out_prose_is_read_as_paragraphs() -> None:
    cell = f"<table:table-cell><text:p>{'一段话。' * 60}</text:p></table:table-cell>"
    text = shown(f"<table:table><table:table-row>{cell}{cell}</table:table-row></table:table>").text
    assert text == ("一段话。" * 60 + "\n") * 2


def test_automatic_numbers_are_shown() -> None:
    level = (
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1" '
        'style:num-format="一, 二, 三, ..." style:num-suffix="、"/></text:list-style>'
    )
    items = "".join(
        f"<text:list-item><text:p>{words}</text:p></text:list-item>" for words in ("拆违", "治乱")
    )
    body = f'<text:list text:style-name="L">{items}</text:list>'
    assert shown(body, styles=level).text == "一、拆违\n二、治乱\n"
    assert shown(body).text == "拆违\n治乱\n"


def test_notes_follow_the_text_and_comments_are_not_read() -> None:
    note = (
        "<text:note><text:note-citation>1</text:note-citation>"
        "<text:note-body><text:p>指城区。</text:p></text:note-body></text:note>"
    )
    comment = "<office:annotation><text:p>改一改</text:p></office:annotation>"
    assert shown(f"<text:p>三区{note}{comment}好</text:p>").text == "三区[1]好\n[1] 指城区。\n"


def test_a_text_box_is_read_after_its_paragraph() -> None:
    box = "<draw:frame><draw:text-box><text:p>框里的话</text:p></draw:text-box></draw:frame>"
    assert shown(f"<text:p>正文{box}</text:p>").text == "正文\n框里的话\n"


def test_a_document_type_definition_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="DTD not allowed"):
        shown("<text:p>a</text:p>", prolog="<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>")


@pytest.mark.parametrize(
    ("read", "data"), [(odt.read, as_odt()), (epub.read, as_epub())], ids=["odt", "epub"]
)
def test_a_package_without_its_contents_is_refused(
    read: Callable[[bytes, str], SourceText], data: bytes
) -> None:
    with pytest.raises(UnreadableFile, match="damaged"):
        read(data[: len(data) // 2], "half")
    with pytest.raises(UnreadableFile, match="damaged"):
        read(zipped({"mimetype": b"x", "a.xml": b"<a/>"}), "empty")


def test_an_epub_with_a_lock_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="encrypted"):
        epub.read(zipped({"mimetype": b"x", "META-INF/encryption.xml": b"<a/>"}), "locked.epub")


def styled(name: str, properties: str, parent: str = "") -> str:
    above = f' style:parent-style-name="{parent}"' if parent else ""
    return (
        f'<style:style style:name="{name}"{above}>'
        f"<style:text-properties {properties}/></style:style>"
    )


def seen(body: str, styles: str = "") -> str:
    return clean(shown(body, styles=styles)).text


@pytest.mark.parametrize(
    "properties",
    [
        'text:display="none"',
        'style:text-line-through-style="solid"',
        'style:text-line-through-type="double"',
    ],
)
def test_hidden_and_struck_words_are_left_out_and_counted(properties: str) -> None:
    styles = styled("T1", properties) + styled("T2", "", "T1")
    for style in ("T1", "T2"):
        body = f'<text:p>收入<text:span text:style-name="{style}">93</text:span>45亿元。</text:p>'
        source = shown(body, styles=styles)
        assert source.text == "收入9345亿元。\n"
        assert clean(source).text == "收入45亿元。"
        assert clean(source).counts()["unseen_words"]["removed"] == 2


def test_a_style_may_undo_what_it_inherits() -> None:
    styles = styled("P1", 'text:display="none"') + styled("T1", 'text:display="true"', "P1")
    body = (
        '<text:p text:style-name="P1">甲<text:span text:style-name="T1">乙。</text:span></text:p>'
    )
    assert seen(body, styles) == "乙。"


@pytest.mark.parametrize("position", ["super 58%", "33% 58%"])
def test_a_raised_mark_of_a_note_is_no_digit(position: str) -> None:
    styles = styled("T1", f'style:text-position="{position}"')
    raised = '<text:span text:style-name="T1">{}</text:span>'
    assert seen(f"<text:p>收入45{raised.format(1)}亿元。</text:p>", styles) == "收入45亿元。"
    assert seen(f"<text:p>面积45km{raised.format(2)}。</text:p>", styles) == "面积45km²。"


def test_lowered_and_level_words_stay() -> None:
    styles = styled("T1", 'style:text-position="sub 58%"') + styled(
        "T2", 'style:text-position="0% 100%" style:text-line-through-style="none"'
    )
    two, three = (
        f'<text:span text:style-name="{style}">{digit}</text:span>'
        for style, digit in (("T1", 2), ("T2", 3))
    )
    body = f"<text:p>CO{two}减{three}%。</text:p>"
    assert seen(body, styles) == "CO2减3%。"


def test_a_section_that_is_not_shown_is_left_out() -> None:
    hidden = '<text:section text:display="none"><text:p>旧稿。</text:p></text:section>'
    assert seen(f"{hidden}<text:p>新稿。</text:p>") == "新稿。"
