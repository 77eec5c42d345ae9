"""Claims about RTF: what a word processor shows is read, in whatever code page it is written."""

from __future__ import annotations

import pytest

from rag.errors import UnreadableFile
from rag.ingestion.formats.rtf import read
from rag.types.text import Span


def words(body: str, head: str = r"\ansi\ansicpg936") -> str:
    return read(rf"{{\rtf1{head} {body}}}".encode("latin-1"), "speech.rtf").text


def shown(body: str) -> str:
    """The text without the words that are unseen."""
    result = read(rf"{{\rtf1\ansi {body}}}".encode("latin-1"), "speech.rtf")
    return result.shown(Span(0, len(result.text)))


def escaped(text: str, encoding: str = "gb18030") -> str:
    return "".join(f"\\'{byte:02x}" for byte in text.encode(encoding))


def test_characters_are_read_in_the_code_page_of_the_file() -> None:
    assert words(rf"{escaped('新增学位')}2400{escaped('个')}\par") == "新增学位2400个\n"
    assert words(rf"{escaped('臺北市', 'big5')}\par", r"\ansi\ansicpg950") == "臺北市\n"


def test_a_second_byte_written_as_its_letter_is_no_letter() -> None:
    first, second = "丂".encode("gb18030")
    assert chr(second) == "@"
    assert words(rf"\'{first:02x}@\par") == "丂\n"


def test_characters_are_read_in_the_code_page_of_their_font() -> None:
    fonts = r"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset134 SimSun;}}"
    text = words(rf"{fonts}\f1 {escaped('学校')}\f0  caf\'e9\par", r"\ansi\ansicpg1252")
    assert text == "学校 café\n"


def test_unicode_characters_come_without_their_stand_ins() -> None:
    assert words(r"\uc1\u23398 ?\u26657 ?\par") == "学校\n"
    assert words(r"\uc2\u23398 \'d1\'a7\u-10187 \'3f\'3f\u-8960 \'3f\'3f\par").startswith("学")


def test_a_character_beyond_the_first_plane_is_made_of_its_halves() -> None:
    high, low = (0x20BB7 - 0x10000 >> 10) + 0xD800, (0x20BB7 & 0x3FF) + 0xDC00
    assert words(rf"\u{high - 65536} ?\u{low - 65536} ?\par") == "𠮷\n"


def test_a_row_of_cells_is_a_line() -> None:
    row = r"\trowd\cellx1000\cellx2000\pard\intbl {}\cell {}\cell\row"
    body = rf"{row.format('year', 'places')}{row.format('2025', '2400')}\pard end\par"
    result = read(rf"{{\rtf1 {body}}}".encode(), "speech.rtf")
    assert result.text == "year | places\n2025 | 2400\nend\n"
    assert result.tables == 1


def test_fields_show_their_result_and_not_their_code() -> None:
    field = r'{\field{\*\fldinst HYPERLINK "http://a.b"}{\fldrslt the report}}'
    assert words(rf"see {field}.\par") == "see the report.\n"


def test_headers_pictures_hidden_and_deleted_words_are_not_read() -> None:
    unseen = r"{\header page 1}{\pict 89504e47}{\*\unknown x{y}z}"
    assert words(rf"before{unseen} after\par") == "before after\n"
    marked = r"{\v hidden}{\deleted old}{\strike struck}\strike struck\strike0 "
    assert words(rf"before{marked} after\par") == "beforehiddenoldstruckstruck after\n"
    assert shown(rf"before{marked} after\par") == "before after\n"


def test_the_raised_mark_of_a_note_is_no_digit_and_a_power_stays() -> None:
    assert shown(r"sales of 45{\super 1} million, 3 km{\super 2}\par") == (
        "sales of 45 million, 3 km²\n"
    )
    assert shown(r"5.2\super 12\nosupersub %\par") == "5.2%\n"
    assert shown(r"45\up6 1\up0 %\par") == shown(r"45{\up 1}%\par") == "45%\n"
    assert shown(r"45\up1 1\up0 %\par") == "451%\n"  # set right by half a point


def test_the_bytes_of_a_picture_are_counted_and_passed_over() -> None:
    assert words(r"before{\pict\wmetafile8\bin7 }{\}\q{} after\par") == "before after\n"


def test_numbers_of_lists_are_read_as_they_are_shown() -> None:
    assert words(r"\pard{\listtext 1.\tab}first\par") == "1.\tfirst\n"


def test_notes_follow_the_text() -> None:
    assert words(r"three districts{\footnote the inner ones} met\par") == (
        "three districts[1] met\n[1] the inner ones\n"
    )


def test_hidden_and_struck_words_of_a_note_are_as_unseen_as_those_of_the_text() -> None:
    unseen = r"45{\strike 99}{\v hidden} million{\super 1}"
    note = rf"sales{{\footnote {unseen}\par 3 km{{\super 2}}}} rose\par"
    assert words(note) == "sales[1] rose\n[1] 4599hidden million1 3 km²\n"
    assert shown(note) == "sales[1] rose\n[1] 45 million 3 km²\n"
    assert shown(r"a{\footnote {\strike old}}{\footnote new} b\par") == "a[1][2] b\n[1] \n[2] new\n"


def test_what_is_struck_stays_hidden_if_it_is_hidden_and_the_other_way_round() -> None:
    assert shown(r"a{\v\strike x\strike0 y\v0 z}\par") == "az\n"
    assert shown(r"a{\v\strike x\v0 y\strike0 z}\par") == "az\n"
    assert shown(r"a{\strike x{\v0 y}}{\deleted x{\strike0 y}}\par") == "a\n"


def test_headings_by_outline_and_by_style_are_marked() -> None:
    styles = r"{\stylesheet{\s3 heading 2;}}"
    body = rf"{styles}\pard\outlinelevel0 One\par\pard\s3 Two\par\pard text\par"
    result = read(rf"{{\rtf1 {body}}}".encode(), "speech.rtf")
    assert [(mark.span.slice(result.text), mark.level) for mark in result.headings] == [
        ("One", 1),
        ("Two", 2),
    ]


@pytest.mark.parametrize("data", [b"{\\rtf1 half", b"{\\rtf1", b"{\\rtf1 {\\b x}"])
def test_a_file_that_is_cut_off_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match="cut off"):
        read(data, "half.rtf")


def test_bytes_that_are_no_text_are_refused_and_not_replaced() -> None:
    with pytest.raises(UnreadableFile, match="no text in gb18030"):
        words(r"\'ff\'ff\'ff\par")
