"""Tests of where sentences and clauses begin and end."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.language.sentences import clauses, sentences
from rag.types.text import Span


def cut(text: str) -> list[str]:
    return [span.slice(text) for span in sentences(text)]


def clause_texts(text: str) -> list[str]:
    return [span.slice(text) for span in clauses(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("路修好了。桥也通了！谁来管护？", ["路修好了。", "桥也通了！", "谁来管护？"]),
        ("会议开始\n  大家发言\n\n散会", ["会议开始", "大家发言", "散会"]),
        ("植树造林……成效明显。", ["植树造林……", "成效明显。"]),
        ("水渠、泵站……的改造完成了。", ["水渠、泵站……的改造完成了。"]),
        ("出口增长8.5%;进口下降2%;", ["出口增长8.5%;进口下降2%;"]),
        ("第一,修路.第二,架桥.", ["第一,修路.", "第二,架桥."]),
        ("增长8.5%.明年再增.", ["增长8.5%.", "明年再增."]),
        ("增速为３．５％。很好。", ["增速为３．５％。", "很好。"]),
        ("(一)抓好春耕。(二)抓好夏收。", ["(一)抓好春耕。", "(二)抓好夏收。"]),
    ],
)
def test_chinese_marks_and_line_ends_end_sentences(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("他说：“先修路。再架桥。”会后动工。", ["他说：“先修路。再架桥。”", "会后动工。"]),
        ("我们回答了“钱从哪里来？”的问题。", ["我们回答了“钱从哪里来？”的问题。"]),
        ("（详见附表。数字已核对）工程收官。", ["（详见附表。数字已核对）工程收官。"]),
        ("「先修路。」他說。很好。", ["「先修路。」他說。", "很好。"]),
        ("“先修路。”他说，“再架桥。”会后动工。", ["“先修路。”他说，“再架桥。”", "会后动工。"]),
        ("落实“人民至上。生命至上。”的要求。", ["落实“人民至上。生命至上。”的要求。"]),
        ("“先修路。”会议强调，要快。", ["“先修路。”", "会议强调，要快。"]),
        ("发展“夜经济。今年继续。明年也是。", ["发展“夜经济。", "今年继续。", "明年也是。"]),
        (
            'She asked: "Who pays? Who builds?" Nobody knew.',
            ['She asked: "Who pays? Who builds?"', "Nobody knew."],
        ),
    ],
)
def test_a_quotation_is_not_cut_and_a_forgotten_quote_glues_nothing(
    text: str, expected: list[str]
) -> None:
    assert cut(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Mr. Lee met Dr. Wu. Growth was 5.2 percent. Fine.",
            ["Mr. Lee met Dr. Wu.", "Growth was 5.2 percent.", "Fine."],
        ),
        ("Exports to the U.S. market rose.", ["Exports to the U.S. market rose."]),
        (
            "We trade with the U.S. The gain is ours.",
            ["We trade with the U.S.", "The gain is ours."],
        ),
        ("1. Build roads. 2. Plant trees.", ["1. Build roads.", "2. Plant trees."]),
        ("See No. 7, e.g. Annex 2. It is short.", ["See No. 7, e.g. Annex 2.", "It is short."]),
        ("Roads... bridges... Ports too.", ["Roads... bridges...", "Ports too."]),
        ("It is the city's. Nobody objects!", ["It is the city's.", "Nobody objects!"]),
        ("So said John F. Kemp in May.", ["So said John F. Kemp in May."]),
        ("We met at 5 p.m. Then we left.", ["We met at 5 p.m.", "Then we left."]),
        ("At 11 P.M. PM Hale voted. PM2.5 fell.", ["At 11 P.M. PM Hale voted.", "PM2.5 fell."]),
        ("Is it fair? I say no. We pay.", ["Is it fair?", "I say no.", "We pay."]),
        ("She is No. 2. He read Art. IV.", ["She is No. 2.", "He read Art. IV."]),
        ("It was a work of art. Five came.", ["It was a work of art.", "Five came."]),
        ("We waited . . . and it came. Good.", ["We waited . . . and it came.", "Good."]),
        ("We waited. . . . Then it came.", ["We waited. . . .", "Then it came."]),
        ("Sens. Hart and Moss sat.", ["Sens. Hart and Moss sat."]),
        ("We sold it. eBay came.", ["We sold it.", "eBay came."]),
        ("a. Build roads. b. Plant trees.", ["a. Build roads.", "b. Plant trees."]),
        ("We left the U.N. It’s over.", ["We left the U.N.", "It’s over."]),
    ],
)
def test_abbreviations_decimals_and_list_marks_end_no_english_sentence(
    text: str, expected: list[str]
) -> None:
    assert cut(text) == expected


def test_only_a_very_long_list_is_cut_at_its_semicolons() -> None:
    item = "完成河道清淤和堤防加固并通过了验收；"
    assert len(sentences(item * 5)) == 1
    pieces = cut(item * 30)
    assert len(pieces) > 1
    assert all(piece.endswith("；") and len(piece) <= 218 for piece in pieces)
    assert "".join(pieces) == item * 30


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "全年产值6,200元，增长5%；目标：再增3%。",
            ["全年产值6,200元，", "增长5%；", "目标：", "再增3%。"],
        ),
        ("突出“稳，进，好”，抓落实。", ["突出“稳，进，好”，", "抓落实。"]),
        ("比例为7:3,创新高。", ["比例为7:3,", "创新高。"]),
        ("At 9:30, we met; 1,200 came.", ["At 9:30, ", "we met; ", "1,200 came."]),
    ],
)
def test_clauses_are_cut_at_commas_outside_numbers_and_quotes(
    text: str, expected: list[str]
) -> None:
    assert clause_texts(text) == expected


TEXTS = st.text(
    alphabet=st.sampled_from("一二增长建，；。！？：…“”‘’（）\"'.,;:?! \n\t　aBcU.S1 9％%"),
    max_size=200,
)


@given(TEXTS | st.text(max_size=80))
def test_sentences_are_ordered_disjoint_and_hold_all_that_is_not_white(text: str) -> None:
    position = 0
    for span in sentences(text):
        assert span.start >= position
        assert not text[position : span.start].strip()
        assert span.slice(text) == span.slice(text).strip() != ""
        position = span.end
    assert not text[position:].strip()


@given(TEXTS)
def test_clauses_cover_their_sentence_without_gaps(text: str) -> None:
    for span in sentences(text):
        parts = clauses(text, span)
        assert parts[0].start == span.start
        assert parts[-1].end == span.end
        assert all(a.end == b.start for a, b in pairwise(parts))
