"""Claims about pages set vertically: columns are read from the right, each on a line of its own."""

from __future__ import annotations

import pytest

from rag.ingestion.formats.glyphs import Glyph
from rag.ingestion.formats.pdf import read
from rag.ingestion.formats.vertical import columns
from rag.ingestion.read import read_one
from tests.ingestion.formats.raw_pdf import CHINESE, Place, cid_font, drawn, raw_pdf

COLUMNS = (
    "澄川市政府工作報告",
    "二〇二四年一月十六日在澄川市第九屆人民代表大會第四次會議上",
    "市長　林若水",
    "各位代表：",
    "　　去年全市改造舊住宅區二十四處，新建鄉村道路五百零一公里，惠及居民三千戶。全市用水",
    "改由青龍水庫供給，水質繼續改善。",
)


def glyph(x: float, y: float, size: float, text: str) -> Glyph:
    return Glyph(text, x, y, x + size, size, 0)


def set_down(*lines: str, top: float = 780, right: float = 520, size: float = 14) -> list[Place]:
    return [(right - 24 * at, top, line) for at, line in enumerate(lines)]


def one_by_one(lines: tuple[str, ...], size: float = 14) -> list[Place]:
    return [
        (x, y - size * place, character)
        for x, y, line in set_down(*lines)
        for place, character in enumerate(line)
        if character.strip()
    ]


def vertical_pdf(*pages: list[Place], encoding: str = "UniGB-UTF16-V") -> bytes:
    contents = [drawn(places, size=14) for places in pages]
    return raw_pdf(contents, cid_font(encoding), extra=CHINESE)


def lines_of(data: bytes) -> list[str]:
    return [line for line in read_one(read(data, "a.pdf")).document.text.split("\n") if line]


@pytest.mark.parametrize("encoding", ["UniGB-UTF16-V", "UniGB-UCS2-V"])
def test_columns_of_a_vertical_font_are_lines(encoding: str) -> None:
    document = read_one(read(vertical_pdf(set_down(*COLUMNS), encoding=encoding), "a.pdf")).document
    assert document.title == "澄川市政府工作報告"
    assert document.speaker == "林若水"
    assert document.text.endswith("惠及居民三千戶。全市用水改由青龍水庫供給，水質繼續改善。")


def test_characters_that_were_placed_one_by_one_make_columns() -> None:
    places = one_by_one(COLUMNS)
    found = lines_of(vertical_pdf(places, encoding="UniGB-UTF16-H"))
    assert found[:4] == ["澄川市政府工作報告", COLUMNS[1], "市長 林若水", "各位代表："]
    assert "全市用水改由青龍水庫供給" in found[-1]


def test_two_tiers_are_read_one_after_the_other() -> None:
    upper = set_down("上欄第一行寫去年工作", "上欄第二行也寫去年", right=300)
    lower = set_down("下欄第一行寫今年工作", "下欄第二行也寫今年", top=500, right=300)
    page = [upper[0], lower[0], upper[1], lower[1]]
    text = "".join(lines_of(vertical_pdf(page)))
    assert text.index("上欄第二行") < text.index("下欄第一行") < text.index("下欄第二行")


def test_figures_that_stand_side_by_side_in_a_column_are_one() -> None:
    column = [glyph(100, 700 - 14 * at, 14, character) for at, character in enumerate("改造")]
    figure = [glyph(99, 672, 14, "2"), glyph(106, 672, 14, "4")]
    rest = [glyph(100, 658, 14, "個"), glyph(100, 644, 14, "︒")]
    assert columns([*column, *figure, *rest]) == "改造24個。\n"


def test_a_page_number_below_is_a_line() -> None:
    column = [
        glyph(500, 700 - 14 * at, 14, character) for at, character in enumerate("改造二十四個")
    ]
    number = [glyph(290 + 7 * at, 40, 10, character) for at, character in enumerate("-12-")]
    assert columns([*column, *number]) == "改造二十四個\n-12-\n"


def test_a_horizontal_page_is_not_taken_for_a_vertical_one() -> None:
    lines = ("甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸")
    rows = [(60.0, 780 - 18.0 * at, line) for at, line in enumerate(lines)]
    wide: list[Place] = [
        (60, 500 - 18.0 * at, "全市改造舊住宅區二十四處，新建鄉村道路五百零一公里。")
        for at in range(12)
    ]
    text = read(vertical_pdf([*rows, *wide], encoding="UniGB-UTF16-H"), "a.pdf").text
    assert text.split("\n")[:3] == ["甲", "乙", "丙"]
