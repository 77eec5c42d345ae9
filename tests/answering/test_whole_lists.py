"""Claims about lists: in every format the items go with their lead and are quoted whole."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
from reportlab.pdfbase.cidfonts import UnicodeCIDFont  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from rag.answering.lead_ins import list_end
from rag.answering.sources import select
from rag.ingestion.load import parse
from rag.ingestion.read import read_one
from rag.language.detect import language_of
from rag.types.documents import Passage
from rag.types.questions import ANSWER_LIMIT, Filters, Hit, Question
from rag.types.text import Span
from tests.built import engine_over
from tests.speeches import hit

HEADS = {
    "zh": (
        "青川区政府工作报告",
        "——2026年1月15日在青川区第三届人民代表大会第四次会议上",
        "各位代表：",
        "现在，我代表区人民政府，向大会报告工作，请予审议。",
    ),
    "en": (
        "Address to the Assembly of Norland",
        "January 15, 2026",
        "Members of the Assembly:",
        "We meet at a time of change, and I am glad to report to you on our work.",
    ),
}
LEADS = {
    "zh": "坚持民生优先，今年要办好十件实事：",
    "en": "This year we will do ten things for the people:",
}
ITEMS = {
    "zh": (
        "建成养老服务中心2个。", "改造老旧小区30个，惠及居民1.2万户。", "新增公办学位2400个。",
        "新建口袋公园12个。", "整治背街小巷40条。", "新增停车位3000个。",
        "为65岁以上老人免费体检2万人次。", "新建社区食堂15家。", "培训家政人员1500人次。",
        "加装电梯100部。",
    ),
    "en": (
        "Build 2 new care homes.", "Repair 30 old estates, for 12,000 homes.",
        "Open 2,400 school places.", "Plant 12 pocket parks.", "Mend 40 lanes.",
        "Add 3,000 parking spaces.", "Give free check-ups to 20,000 people over 65.",
        "Open 15 canteens.", "Train 1,500 carers.", "Install 100 lifts.",
    ),
}  # fmt: skip
TAILS = {
    "zh": "各位代表！实干成就未来。让我们一起努力，把青川建设得更好。",
    "en": "Members of the Assembly, work makes the future. Let us build a better Norland.",
}
ASKED = {
    "zh": "青川区今年要办好哪十件实事？",
    "en": "What ten things will Norland do for the people this year?",
}


def as_lines(language: str, *, sign: str = "") -> bytes:
    items = (f"{sign.format(number)}{words}" for number, words in enumerate(ITEMS[language], 1))
    lines = (*HEADS[language], LEADS[language], *items, TAILS[language])
    return "\n".join(lines).encode()


def as_markdown(language: str) -> bytes:
    items = "\n".join(f"* {words}" for words in ITEMS[language])
    parts = (f"# {HEADS[language][0]}", *HEADS[language][1:], LEADS[language], items)
    return "\n\n".join((*parts, TAILS[language])).encode()


def as_html(language: str, tag: str) -> bytes:
    head = "".join(f"<p>{words}</p>" for words in (*HEADS[language], LEADS[language]))
    items = "".join(f"<li><p>{words}</p></li>" for words in ITEMS[language])
    body = f"{head}<{tag}>{items}</{tag}><p>{TAILS[language]}</p>"
    return f"<html><head><meta charset=utf-8></head><body>{body}</body></html>".encode()


def as_docx(language: str, style: str) -> bytes:
    document = docx.Document()
    for words in (*HEADS[language], LEADS[language]):
        document.add_paragraph(words)
    for words in ITEMS[language]:
        document.add_paragraph(words, style=style)
    document.add_paragraph(TAILS[language])
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def as_pdf(language: str) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.setFont("STSong-Light", 11)
    items = (f"{number}. {words}" for number, words in enumerate(ITEMS[language], 1))
    for row, line in enumerate((*HEADS[language], LEADS[language], *items, TAILS[language])):
        canvas.drawString(60, 780 - 20 * row, line)
    canvas.save()
    return buffer.getvalue()


WRITERS: dict[str, Callable[[str], bytes]] = {
    "plain.txt": as_lines,
    "numbered.txt": lambda language: as_lines(language, sign="{}. "),
    "dashes.txt": lambda language: as_lines(language, sign="——"),
    "list.md": as_markdown,
    "ordered.html": lambda language: as_html(language, "ol"),
    "signs.html": lambda language: as_html(language, "ul"),
    "numbers.docx": lambda language: as_docx(language, "List Number"),
    "signs.docx": lambda language: as_docx(language, "List Bullet"),
    "numbers.pdf": as_pdf,
}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", WRITERS)
def test_a_list_goes_from_its_lead_to_its_last_item(
    name: str, language: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(WRITERS[name](language))
    document = read_one(parse(path, name)).document
    (source,) = select([Hit(Passage(document, Span(0, len(document.text)), ()), 1.0)])
    words = [span.slice(document.text) for span in source.sentences]
    lead = words.index(LEADS[language])
    last = list_end(source, lead)
    assert words[last].endswith(ITEMS[language][-1])
    assert list_end(source, last) == last
    assert list_end(source, lead - 1) == lead - 1


@pytest.mark.parametrize(("language", "name"), [("zh", "signs.html"), ("en", "numbers.docx")])
def test_an_answer_quotes_the_whole_list(language: str, name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(WRITERS[name](language))
    engine = engine_over(tmp_path / name)
    asked = ASKED[language]
    answer = engine.ask(Question(asked, Filters(), language_of(asked)), limit=ANSWER_LIMIT)
    quote = answer.citations[0].quote.text
    assert quote.startswith(LEADS[language])
    assert all(words in quote for words in ITEMS[language])
    others = " ".join(statement.text for statement in answer.statements[1:])
    assert not any(words in others for words in ITEMS[language])


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        (
            "要办好三件事：一是修路。二是架桥。三是植树。要抓好落实。",
            "一是修路。二是架桥。三是植树。",
        ),
        (
            "突出两点：第一，修路。路要修好。第二，架桥。再议。",
            "第一，修路。路要修好。第二，架桥。",
        ),
        (
            "要抓三件事：（一）修路。（二）架桥。再议。（三）植树。",
            "（一）修路。（二）架桥。再议。（三）植树。",
        ),
    ],
)
def test_points_within_a_line_are_a_list(text: str, whole: str) -> None:
    (source,) = select([hit(text)])
    last = list_end(source, 0)
    assert text[: source.sentences[last].end].endswith(whole)


@pytest.mark.parametrize(
    "text",
    [
        "我们问过：一是修路。路修好了。",
        "修路是大事：要修好。二是架桥。",
        "要办好三件事：一是修路。\n二是架桥。\n三是植树。",
        "各位代表：\n现在报告工作。\n请予审议。",
    ],
)
def test_where_no_list_follows_a_sentence_stands_for_itself(text: str) -> None:
    (source,) = select([hit(text)])
    assert list_end(source, 0) == 0
