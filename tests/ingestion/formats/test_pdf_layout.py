"""Claims about what PDF pages draw beside and around their text: marks of notes, bold by drawing
twice, numbers of lines, watermarks, headers, pages on their side. Two dozen ways to draw them."""

from __future__ import annotations

import math

import pytest

from rag.ingestion.formats.pdf import read
from rag.ingestion.read import read_one
from tests.ingestion.formats.raw_pdf import CHINESE, cid_font, codes, raw_pdf

LATIN = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def at(x: float, y: float, words: str, size: float = 14) -> str:
    return f"/F1 {size} Tf 1 0 0 1 {x:.2f} {y} Tm <{codes(words)}> Tj "


REST = at(60, 700, "以上各项工作全部完成，群众满意度继续提高，各项指标好于预期。") + at(
    60, 676, "今年我们继续努力工作，再创佳绩，为全面建设现代化新区不懈奋斗。"
)


def text_of(*contents: str, font: str | None = None) -> str:
    pages = [f"BT {content} ET" for content in contents]
    data = raw_pdf(pages, font or cid_font("UniGB-UTF16-H"), extra=() if font else CHINESE)
    return read_one(read(data, "a.pdf")).document.text


def raised(mark: str, *, by: float = 5) -> str:
    return f"{by} Ts /F1 7 Tf <{codes(mark)}> Tj 0 Ts /F1 14 Tf "


MARKS = {
    "raised by Ts": at(60, 760, "税收45") + raised("1") + f"<{codes('亿元，好于预期。')}> Tj ",
    "raised by Td": at(60, 760, "税收45")
    + f"/F1 7 Tf 42 5 Td <{codes('1')}> Tj /F1 14 Tf 4 -5 Td <{codes('亿元，好于预期。')}> Tj ",
    "in brackets": at(60, 760, "税收45")
    + at(102, 765, "[1]", 7)
    + at(114, 760, "亿元，好于预期。"),
    "in a circle": at(60, 760, "税收45") + at(102, 765, "①", 7) + at(109, 760, "亿元，好于预期。"),
    "drawn behind the line": at(60, 760, "税收45")
    + at(106, 760, "亿元，好于预期。")
    + at(102, 765, "1", 7),
}


@pytest.mark.parametrize("name", MARKS)
def test_the_mark_of_a_note_is_no_digit_however_it_is_raised(name: str) -> None:
    assert text_of(MARKS[name] + REST).startswith("税收45亿元，好于预期。\n")


def test_the_mark_of_a_note_drawn_last_is_no_digit() -> None:
    line = at(60, 760, "税收45") + at(106, 760, "亿元，好于预期。")
    text = text_of(line + REST + at(102, 765, "1", 7))
    assert text.startswith("税收45亿元，好于预期。\n")
    assert text.endswith("不懈奋斗。")


def test_an_ordinal_and_a_power_are_no_notes() -> None:
    english = (
        "/F1 12 Tf 1 0 0 1 60 700 Tm (On the 25) Tj /F1 7 Tf 1 0 0 1 113 705 Tm (th) Tj "
        "/F1 12 Tf 1 0 0 1 122 700 Tm ( of May the house met and voted for the plan.) Tj "
        "1 0 0 1 60 680 Tm (It was a good plan, and it was well received by all.) Tj "
    )
    assert "On the 25th of May" in text_of(english, font=LATIN)
    power = at(60, 760, "建成绿地3万m") + raised("2") + f"<{codes('，好于预期。')}> Tj "
    assert "3万m²，好于预期。" in text_of(power + REST)


WORDS = "改造管网516公里，"
BOLD = {
    "each character twice": "".join(
        at(60 + 14 * place + shift, 760, character)
        for place, character in enumerate(WORDS)
        for shift in (0, 0.4)
    ),
    "each character four times": "".join(
        at(60 + 14 * place + right, 760 + up, character)
        for place, character in enumerate(WORDS)
        for right, up in ((0, 0), (0.3, 0), (0, 0.3), (0.3, 0.3))
    ),
    "in one go": at(60, 760, "")
    + "["
    + " ".join(f"<{codes(character)}> 970 <{codes(character)}>" for character in WORDS)
    + "] TJ ",
    "the whole line twice": at(60, 760, WORDS) + at(60.4, 760, WORDS),
    "with a shadow": at(60, 760, WORDS, 22) + at(61.5, 758.5, WORDS, 22),
    "the line and its characters": at(60, 760, WORDS)
    + "".join(at(60.4 + 14 * place, 760, letter) for place, letter in enumerate("改造管网")),
    "the line and its second half": at(60, 760, WORDS) + at(60.4 + 14 * 4, 760, "516公里，"),
    "characters and the line": "".join(
        at(60 + 14 * place, 760, letter) for place, letter in enumerate("改造管网")
    )
    + at(60 + 14 * 4, 760, "516公里，")
    + at(60.4, 760, WORDS),
    "at the end of the page": at(60, 760, WORDS) + REST + at(60.4, 760, WORDS),
}


@pytest.mark.parametrize("name", BOLD)
def test_what_is_drawn_upon_itself_is_read_once(name: str) -> None:
    text = text_of(BOLD[name] + ("" if "end" in name else REST))
    assert text.count("改造管网516公里，") == 1
    assert "改改" not in text
    assert "5511" not in text
    assert text.count("管") == text.count("516") == 1


def test_latin_letters_drawn_upon_themselves_are_read_once() -> None:
    line = "Last year we repaved 516 miles of road."
    bold = "".join(
        f"1 0 0 1 {60 + 7 * place + shift:.1f} 760 Tm ({letter}) Tj "
        for place, letter in enumerate(line)
        for shift in (0, 0.4)
    )
    rest = "1 0 0 1 60 740 Tm (The house thanked the minister for his report of the year.) Tj "
    fixed = LATIN.replace("Helvetica", "Courier")
    assert text_of(f"/F1 14 Tf {bold}{rest}", font=fixed).startswith(line)


def test_characters_that_are_doubled_in_speech_stay() -> None:
    assert "高高兴兴来，平平安安回" in text_of(at(60, 760, "高高兴兴来，平平安安回。") + REST)


PROSE = (
    "Mr. Speaker, last year we repaved 515 miles",
    "of road and opened three libraries. This year",
    "we will build 400 affordable homes and hire",
    "60 nurses. The deficit will fall to 2.1 per",
    "cent of output, and the house will vote on it",
    "before the summer. I thank the members for the",
    "care with which they read the draft, and for",
    "their patience.",
)


def line(x: float, row: int, words: object) -> str:
    return f"1 0 0 1 {x} {740 - 16 * row} Tm ({words}) Tj "


NUMBERED = {
    "before": "".join(line(50, n, n + 1) + line(80, n, t) for n, t in enumerate(PROSE)),
    "drawn before the text": "".join(line(50, n, n + 1) for n in range(len(PROSE)))
    + "".join(line(80, n, t) for n, t in enumerate(PROSE)),
    "behind": "".join(line(60, n, t) + line(480, n, n + 1) for n, t in enumerate(PROSE)),
    "in one go": "".join(line(50, n, f"{n + 1}  {t}") for n, t in enumerate(PROSE)),
    "from 41": "".join(line(50, n, n + 41) + line(80, n, t) for n, t in enumerate(PROSE)),
}


@pytest.mark.parametrize("name", NUMBERED)
def test_numbers_of_lines_are_no_figures(name: str) -> None:
    text = text_of(f"/F1 10 Tf {NUMBERED[name]}", font=LATIN)
    assert " ".join(text.split()) == " ".join(PROSE)


def test_every_fifth_number_of_a_line_is_no_figure() -> None:
    lines = [f"{text} {name}" for name in ("today", "then") for text in PROSE]
    drawn = "".join(
        (line(50, n, n + 1) if (n + 1) % 5 == 0 else "") + line(80, n, text)
        for n, text in enumerate(lines)
    )
    assert " ".join(text_of(f"/F1 10 Tf {drawn}", font=LATIN).split()) == " ".join(lines)


def test_a_column_of_figures_is_no_count_of_lines() -> None:
    rows = [("Schools opened in the north", 3), ("Nurses hired by the state", 4), ("Farms", 5)]
    drawn = "".join(line(60, n, name) + line(400, n, value) for n, (name, value) in enumerate(rows))
    text = text_of(f"/F1 10 Tf {drawn}", font=LATIN)
    assert all(str(value) in text for _, value in rows)


def test_what_is_written_across_the_page_is_left_out_and_counted() -> None:
    slant = 40 * math.cos(math.pi / 4)
    mark = (
        f"/F1 1 Tf {slant:.2f} {slant:.2f} {-slant:.2f} {slant:.2f} 200 400 Tm "
        f"<{codes('内部资料')}> Tj "
    )
    pages = [f"BT {at(60, 760, '以上各项工作全部完成，')}{mark}{REST} ET"]
    result = read_one(read(raw_pdf(pages, cid_font("UniGB-UTF16-H"), extra=CHINESE), "a.pdf"))
    assert "内部资料" not in result.document.text
    assert "内部资料" in result.published
    assert result.report["rules"]["unseen_words"]["removed"] == len("内部资料")


@pytest.mark.parametrize(
    ("matrix", "place"),
    [
        ("0 1 -1 0", lambda along, down: (100 + down, 60 + along)),
        ("0 -1 1 0", lambda along, down: (500 - down, 780 - along)),
        ("-1 0 0 -1", lambda along, down: (560 - along, 60 + down)),
    ],
    ids=["to the left", "to the right", "upside down"],
)
def test_a_table_that_lies_on_its_side_is_read_row_by_row(matrix: str, place: object) -> None:
    rows = [(f"项目{row}", "亿元", str(100 + row)) for row in range(8)]
    drawn = ""
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            x, y = place(120 * column, 18 * number)  # type: ignore[operator]
            drawn += f"/F1 11 Tf {matrix} {x} {y} Tm <{codes(cell)}> Tj "
    assert text_of(drawn) == "\n".join(" | ".join(row) for row in rows)


def test_three_columns_of_prose_are_read_one_after_the_other() -> None:
    drawn = "".join(
        at(50 + 170 * column, 760 - 18 * row, f"第{name}栏第{row}行写工作进展", 10)
        for row in range(8)
        for column, name in enumerate("一二三")
    )
    lines = [f"第{name}栏第{row}行写工作进展" for name in "一二三" for row in range(8)]
    assert "".join(text_of(drawn).split()) == "".join(lines)


def table_page(number: int) -> str:
    rows = [("指标", "单位", "2024年")]
    rows += [(f"指标{row}", "亿元", str(100 + row)) for row in range(20 * number, 20 * number + 20)]
    return "".join(
        at(60 + 120 * column, 780 - 20 * row, cell, 11)
        for row, cells in enumerate(rows)
        for column, cell in enumerate(cells)
    )


def test_a_table_over_pages_keeps_all_rows_and_one_head() -> None:
    text = text_of(*map(table_page, range(4)))
    assert text.count("指标 | 单位 | 2024年") == 1
    assert all(f"指标{row} | 亿元 | {100 + row}" in text for row in range(80))
