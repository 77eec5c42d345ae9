"""Claims about typesetting: every character stands once, and marks hold the quotation."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from rag.ingestion.read import read_one
from rag.ingestion.source_text import SourceText
from rag.serving.pages.reading import _facts
from rag.serving.pages.typesetting import Block, Changes, typeset
from rag.types.documents import Document, Passage, Turn
from rag.types.text import Alignment, Run, Span
from tests.serving.engines import PUBLISHED, SPEECH, TEXT

WORDS = "一、（一）\n工作。 a1"


def document(text: str, title: str = "x") -> Document:
    return Document("id", title, text, "a.txt", "zh", alignment=Alignment.identity(len(text)))


def passage(whole: Document, start: int, *heading: str) -> Passage:
    return Passage(whole, Span(start, len(whole.text)), heading)


def text_of(blocks: tuple[Block, ...]) -> str:
    return "".join(piece.text for block in blocks for piece in block.pieces)


def marked(blocks: tuple[Block, ...]) -> str:
    return "".join(piece.text for block in blocks for piece in block.pieces if piece.marked)


@given(st.text(WORDS, max_size=60), st.data())
def test_each_character_stands_once_and_the_marked_ones_are_the_quotation(
    text: str, data: st.DataObject
) -> None:
    whole = document(text)
    start = data.draw(st.integers(0, len(text)))
    mark = Span(start, data.draw(st.integers(start, len(text))))
    starts = data.draw(st.lists(st.integers(0, len(text)), max_size=3).map(sorted))
    passages = [passage(whole, at, "一、工作"[: n + 1]) for n, at in enumerate(starts)]
    blocks = typeset(whole, passages, mark=mark)
    assert "".join(text_of(blocks).split()) == "".join(text.split())
    assert "".join(marked(blocks).split()) == "".join(mark.slice(text).split())
    assert sum(piece.first for block in blocks for piece in block.pieces) <= 1


@given(st.text(WORDS, min_size=1, max_size=60), st.data())
def test_all_that_cleaning_changed_stands_where_it_was(text: str, data: st.DataObject) -> None:
    kept = data.draw(st.lists(st.booleans(), min_size=len(text), max_size=len(text)))
    clean = "".join(c for c, keep in zip(text, kept, strict=True) if keep)
    runs, at = [], 0
    for place, keep in enumerate(kept):
        if keep:
            runs.append(Run(at, place, 1))
            at += 1
    whole = Document("id", "x", clean, "a", "zh", alignment=Alignment(tuple(runs)))
    changes = Changes.between(whole, text)
    assert sum(map(len, changes.removed.values())) + len(clean) == len(text)
    put_back = "".join(
        changes.removed.get(place, "") + clean[place : place + 1] for place in range(len(clean) + 1)
    )
    assert put_back == text


def test_replaced_characters_name_what_was_published() -> None:
    whole = document("增长6%。")
    pieces = typeset(whole, [], changes=Changes.between(whole, "增长６％。"))[0].pieces
    assert [(piece.text, piece.published) for piece in pieces] == [
        ("增长", None),
        ("6%", "６％"),
        ("。", None),
    ]


def test_removed_characters_stand_beside_the_quotation_and_not_in_it() -> None:
    span = Span(TEXT.index("全区"), TEXT.index("明显"))
    blocks = typeset(SPEECH, [], mark=span, changes=Changes.between(SPEECH, PUBLISHED))
    assert marked(blocks) == span.slice(TEXT)
    removed = [piece.removed for block in blocks for piece in block.pieces if piece.removed]
    assert removed == ["2、"]


def test_headings_have_the_rank_of_their_path_and_the_title_the_first() -> None:
    whole = document(
        "报告\n一、工作\n（一）经济\n增长。\n（二）民生：住房好。\n二、目标\n更好。", "报 告"
    )
    text = whole.text
    passages = [
        passage(whole, text.index("一、"), "一、工作", "（一）经济"),
        passage(whole, text.index("（二）"), "一、工作", "（二）民生"),
        passage(whole, text.index("二、"), "二、目标"),
    ]
    blocks = typeset(whole, passages)
    assert [block.tag for block in blocks] == ["h1", "h2", "h3", "p", "p", "h2", "p"]
    run_in = blocks[4].pieces
    assert [(piece.text, piece.strong) for piece in run_in] == [
        ("（二）民生", True),
        ("：住房好。", False),
    ]


def test_a_heading_inside_a_line_begins_a_paragraph() -> None:
    whole = document("同志们：一、成绩，很大。二、问题，不少。")
    passages = [
        passage(whole, whole.text.index(words), words) for words in ("一、成绩", "二、问题")
    ]
    blocks = typeset(whole, passages)
    assert [text_of((block,)) for block in blocks] == [
        "同志们：", "一、成绩，很大。", "二、问题，不少。",
    ]  # fmt: skip


def test_pages_begin_with_their_first_word() -> None:
    whole = Document("id", "x", "一。\n二。", "a.pdf", "zh", pages=(Span(0, 2), Span(2, 5)))
    pieces = [piece for block in typeset(whole, []) for piece in block.pieces]
    assert [(piece.page, piece.text) for piece in pieces] == [
        (1, ""), (None, "一。"), (2, ""), (None, "二。"),
    ]  # fmt: skip


def test_a_read_document_is_set_with_all_its_removals() -> None:
    published = (
        "　　一、去年工作\r\n\r\n　　全区拆除违法建设30 万平方米。\r\n第 1 页 共 4 页\r\n　　增长。"
    )
    read = read_one(SourceText("a.txt", "text/plain", published))
    changes = Changes.between(read.document, published)
    assert sum(map(len, changes.removed.values())) == len(published) - len(read.document.text)
    blocks = typeset(read.document, [], changes=changes)
    shown = "".join(piece.removed or "" for block in blocks for piece in block.pieces)
    assert "第 1 页 共 4 页" in shown


def test_the_name_of_who_begins_to_speak_is_set_strong() -> None:
    words = "Debate.\nMs ROE: We build.\nJane Doe\nWe mend: roofs."
    starts = [words.index("Ms ROE"), words.index("Jane")]
    whole = document(words)
    turns = (
        Turn(Span(starts[0], starts[1] - 1), "Roe"),
        Turn(Span(starts[1], len(words)), "Jane Doe"),
    )
    blocks = typeset(replace(whole, turns=turns), [])
    strong = [piece.text for block in blocks for piece in block.pieces if piece.strong]
    assert strong == ["Ms ROE:", "Jane Doe"]


def test_a_page_tells_who_speaks_in_a_debate_and_no_office() -> None:
    words = "Ms ROE: We build.\nThe Chair: Order.\nJane Doe: We mend."
    starts = [0, words.index("The Chair"), words.index("Jane"), len(words)]
    names = ("Ann Roe", "Chair", "Jane Doe")
    turns = tuple(
        Turn(Span(first, last), name)
        for name, first, last in zip(names, starts, starts[1:], strict=False)
    )
    whole = replace(document(words), turns=turns, language="en")
    told = {name: value for name, value, _ in _facts(whole, "en")}
    assert told["Who speaks"] == "Ann Roe, Jane Doe"
    assert "Who speaks" not in {name for name, _, _ in _facts(document(words), "en")}
