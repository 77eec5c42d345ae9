"""Claims about OFD files: the text codes of all pages in the order in which a person reads them."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest

from rag.errors import UnreadableFile
from rag.ingestion.formats import ofd
from rag.ingestion.load import parse
from rag.ingestion.read import read_one
from rag.types.text import Span
from tests.ingestion.formats.speech import PARAGRAPHS, TITLE, folded, plain, zipped

SPACE = "http://www.ofdspec.org/2016"
SIZE = 5


def text(
    words: str, x: float, y: float, *, size: float = SIZE, code: str = "", more: str = ""
) -> str:
    """One object with one text code, as most writers make a line."""
    deltas = code or f'DeltaX="g {len(words) - 1} {size}"' if len(words) > 1 else ""
    return (
        f'<ofd:TextObject ID="9" Boundary="{x} {y - size} 170 9" Font="1" Size="{size}" {more}>'
        f'<ofd:TextCode X="0" Y="{size}" {deltas}>{words}</ofd:TextCode></ofd:TextObject>'
    )


def letters(words: str, x: float, y: float, *, advance: float = SIZE) -> list[str]:
    """Every character as an object of its own."""
    return [text(word, x + at * advance, y) for at, word in enumerate(words) if word.strip()]


def column(lines: Sequence[str], *, x: float = 20, top: float = 30) -> str:
    return "".join(text(line, x, top + 8 * at) for at, line in enumerate(lines) if line)


def page(body: str, *, template: str = "") -> str:
    used = f'<ofd:Template TemplateID="{template}" ZOrder="Background"/>' if template else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><ofd:Page xmlns:ofd="{SPACE}">{used}'
        f'<ofd:Content><ofd:Layer ID="2" Type="Body">{body}</ofd:Layer></ofd:Content></ofd:Page>'
    )


def book(*pages: str, template: str = "", info: str = "", extra: Iterable[str] = ()) -> bytes:
    listed = "".join(
        f'<ofd:Page ID="{at}" BaseLoc="Pages/Page_{at}/Content.xml"/>' for at in range(len(pages))
    )
    kept = '<ofd:TemplatePage ID="7" BaseLoc="Tpls/Tpl_0/Content.xml"/>' if template else ""
    parts = {
        "OFD.xml": (
            f'<ofd:OFD xmlns:ofd="{SPACE}" Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo>'
            f"{info}</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
        ),
        "Doc_0/Document.xml": (
            f'<ofd:Document xmlns:ofd="{SPACE}"><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>'
            f"0 0 210 297</ofd:PhysicalBox></ofd:PageArea>{kept}</ofd:CommonData>"
            f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>"
        ),
        **{f"Doc_0/Pages/Page_{at}/Content.xml": one for at, one in enumerate(pages)},
        **({"Doc_0/Tpls/Tpl_0/Content.xml": template} if template else {}),
        **dict.fromkeys(extra, "x"),
    }
    return zipped({name: part.encode() for name, part in parts.items()})


def unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def words(data: bytes) -> str:
    return ofd.read(data, "a.ofd").text


def test_a_speech_over_several_pages_is_read_whole(tmp_path: Path) -> None:
    lines = [TITLE, *PARAGRAPHS]
    header = page(text("青湖区人民政府公报", 80, 12))
    pages = [
        page(column(lines[at : at + 4]) + text(f"- {at // 4 + 1} -", 100, 290), template="7")
        for at in range(0, len(lines), 4)
    ]
    (tmp_path / "a.ofd").write_bytes(book(*pages, template=header))
    source = parse(tmp_path / "a.ofd", "a.ofd")
    assert len(source.pages) == 3
    read = read_one(source)
    assert folded(read.document.text) == folded(plain())
    assert read.document.title == TITLE
    assert read.document.speaker == "秦望舒"
    assert len(read.document.pages) == 3


@pytest.mark.parametrize("seed", range(5))
def test_the_order_in_which_characters_are_written_does_not_matter(seed: int) -> None:
    lines = ["新建公路131公里，改造24个小区。", "居民收入增长5.2%。", "谢谢大家。"]
    objects = [one for at, line in enumerate(lines) for one in letters(line, 20, 30 + 8 * at)]
    random.Random(seed).shuffle(objects)
    assert words(book(page("".join(objects)))) == "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("deltas", "shown"),
    [
        ('DeltaX="g 3 5 5 5"', "新建公路24\n"),
        ('DeltaX="5 5 5 5 5"', "新建公路24\n"),
        ('DeltaX="g 5 5.0"', "新建公路24\n"),
        ('DeltaX="5 5"', "新建公路24\n"),
        ("", "新建公路24\n"),
        ('DeltaX="5 5 5 30 5"', "新建公路 24\n"),
        ('DeltaX="5 -5 5 5 2" DeltaY="0 8 0 0 0"', "新建\n公路24\n"),
        ('DeltaY="g 5 8"', "新\n建\n公\n路\n2\n4\n"),
    ],
)
def test_deltas_say_where_characters_stand(deltas: str, shown: str) -> None:
    assert words(book(page(text("新建公路24", 20, 30, code=deltas or " ")))) == shown


def test_a_matrix_moves_and_scales() -> None:
    doubled = text("公里", 20, 40, more='CTM="2 0 0 2 0 0"')
    assert words(book(page(doubled + text("新建", 20, 30)))).split() == ["新建", "公里"]


@pytest.mark.parametrize("gap", [3.0, 4.0])
def test_words_of_single_letters_are_parted_by_blanks(gap: float) -> None:
    objects: list[str] = []
    x = 20.0
    for word in ("We", "built", "131", "roads", "in", "2024."):
        for letter in word:
            objects += [text(letter, x, 30)]
            share = 0.3 if letter in "fijltrI.," else 0.85 if letter in "mwMW" else 0.5
            x += share * SIZE
        x += gap
    assert words(book(page("".join(objects)))) == "We built 131 roads in 2024.\n"


def test_rows_of_a_table_are_lines() -> None:
    rows = [("指标", "2023年", "2024年"), ("公路", "120", "131"), ("学校", "9", "12")]
    body = "".join(
        text(cell, 20 + 50 * column, 30 + 8 * row)
        for row, cells in enumerate(rows)
        for column, cell in enumerate(cells)
    )
    source = ofd.read(book(page(body)), "a.ofd")
    assert source.text == "指标 | 2023年 | 2024年\n公路 | 120 | 131\n学校 | 9 | 12\n"
    assert source.tables == 1


def test_what_is_drawn_over_the_text_is_none_of_it() -> None:
    mark = text("内部资料", 60, 60, more='CTM="0.7 0.7 -0.7 0.7 0 0"')
    hidden = text("不显示", 20, 50, more='Visible="false"')
    bold = text("新建公路131公里。", 20, 30) + text("新建公路131公里。", 20.2, 30)
    note = text("这是45", 20, 38) + text("1", 37.6, 36, size=3) + text("亿元。", 40, 38)
    source = ofd.read(book(page(bold + note + hidden + mark)), "a.ofd")
    seen = source.shown(Span(0, len(source.text)))
    assert seen.split() == ["新建公路131公里。", "这是45亿元。"]
    assert "内部资料" in source.text  # marked, so that the report counts it


def test_words_behind_a_scanned_page_are_read_where_there_are_no_others() -> None:
    hidden = text("新建公路131公里。", 20, 50, more='Visible="false"')
    assert words(book(page(hidden))) == "新建公路131公里。\n"


def test_other_writers_name_parts_otherwise() -> None:
    own = book(page(f"<ofd:PageBlock>{column(['新建公路', '131公里'])}</ofd:PageBlock>"))
    parts = unzipped(own)
    changes: tuple[Callable[[bytes], bytes], ...] = (
        lambda part: part.replace(SPACE.encode(), b"http://www.ofdspec.org"),
        lambda part: part.replace(b"<ofd:", b"<").replace(b"</ofd:", b"</").replace(b":ofd=", b"="),
        lambda part: part.replace(b'BaseLoc="Pages', b'BaseLoc="/Doc_0/Pages'),
        lambda part: part.replace(b"<ofd:DocRoot>", b"<ofd:DocRoot>/"),
        lambda part: part.replace(b'BaseLoc="Pages/Page_0', b'BaseLoc="./pages/page_0'),
    )
    for change in changes:
        assert words(zipped({name: change(part) for name, part in parts.items()})) == (
            "新建公路\n131公里\n"
        )


def test_two_documents_in_one_file_are_read_both() -> None:
    one = book(page(text("新建公路", 20, 30)))
    parts = unzipped(one)
    parts |= {name.replace("Doc_0", "Doc_1"): part for name, part in parts.items()}
    body = parts["OFD.xml"].partition(b"<ofd:DocBody>")[2].partition(b"</ofd:OFD>")[0]
    again = b"<ofd:DocBody>" + body.replace(b"Doc_0", b"Doc_1") + b"</ofd:OFD>"
    parts["OFD.xml"] = parts["OFD.xml"].replace(b"</ofd:OFD>", again)
    assert words(zipped(parts)) == "新建公路\n新建公路\n"


def test_what_the_file_says_of_itself_is_kept() -> None:
    data = book(page(column(["新建公路"])), info="<ofd:Title>政府工作报告</ofd:Title>")
    assert ofd.read(data, "a.ofd").properties == {"title": "政府工作报告"}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (book(page('<ofd:ImageObject ID="4" ResourceID="5"/>')), "pictures; .* print it to PDF"),
        (book(page(""), extra=["Doc_0/Encryptions.xml"]), "password"),
        (zipped({"OFD.xml": b"<ofd:OFD"}), "damaged"),
        (zipped({"OFD.xml": b"<OFD><DocRoot>Doc_0/Document.xml</DocRoot></OFD>"}), "damaged"),
        (zipped({"OFD.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><OFD/>'}), "DTD"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(data: bytes, reason: str, tmp_path: Path) -> None:
    (tmp_path / "a.ofd").write_bytes(data)
    with pytest.raises(UnreadableFile, match=reason):
        parse(tmp_path / "a.ofd", "a.ofd")


def test_an_ofd_of_another_name_is_told_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(book(page(column(["新建公路"]))))
    with pytest.raises(UnreadableFile, match=r"rename it to \.ofd"):
        parse(tmp_path / "a.pdf", "a.pdf")


def test_a_part_that_is_not_there_costs_no_other_page() -> None:
    whole = book(page(text("全年新建农村公路131公里。", 20, 30), template="7"), page(""))
    assert words(whole).strip() == "全年新建农村公路131公里。"  # no template of this number
    kept = unzipped(book(page(text(TITLE, 20, 30), template="7"), page("x"), template=page("")))
    del kept["Doc_0/Tpls/Tpl_0/Content.xml"]
    del kept["Doc_0/Pages/Page_1/Content.xml"]
    source = ofd.read(zipped(kept), "a.ofd")
    assert source.text.strip() == TITLE
    assert len(source.pages) == 2
    assert [warning.code for warning in source.warnings] == ["low_text_yield"]


def downwards(words: str, x: float) -> str:
    return text(words, x, 30, code=f'DeltaX="g {len(words) - 1} 0" DeltaY="g {len(words) - 1} 5"')


def test_lines_from_top_to_bottom_are_read_from_the_right() -> None:
    lines = ["各位代表现在我代表区人民政府", "向大会报告工作请予审议", "全年新建农村公路三百公里"]
    by_line = page("".join(downwards(line, 180 - 9 * at) for at, line in enumerate(lines)))
    by_letter = page(
        "".join(
            text(word, 180 - 9 * at, 30 + SIZE * down)
            for at, line in enumerate(lines)
            for down, word in enumerate(line)
        )
    )
    for one in (by_line, by_letter):
        assert words(book(one)).split() == lines
