"""Claims about cleaning as a whole, over texts nobody wrote and one that a scraper did."""

from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from rag.ingestion.clean import RULES, clean, cleaned_part
from rag.types import Span
from tests.ingestion.helpers import NOISY_SCRAPE, cleaned, published

PIECES = st.sampled_from(
    ["同志们：", "去年", "1、", "2、", "\n", "\r\n", " ", "　", "第 3 页 共 9 页", "，", "。",
     "2019 年", "PM2.5", "\u200b", "\ufeff", "来源：日报", "# ", "**", "《", "》", "- 4 -", "abc",
     "-\n", "⽂文",
     "完成了全年目标任务，新建学校十二所，", "\x0c", "\x00", "1 9 9 3 年", "|", "附件1", "\t"]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=60), st.sampled_from(["text/plain", "text/markdown", "text/html"]))
def test_whatever_the_text_cleaning_can_be_undone(pieces: list[str], media_type: str) -> None:
    text = "".join(pieces)
    result = clean(published(text, media_type=media_type))
    assert cleaned_part(text, Span(0, len(text)), result.edits) == result.text
    kept = sum(run.length for run in result.alignment.runs)
    removed = sum(len(edit.span) for edit in result.edits if not edit.replacement)
    assert kept == len(result.text)
    assert kept + removed == len(text)


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, max_size=40))
def test_a_clean_text_holds_nothing_invisible(pieces: list[str]) -> None:
    text = cleaned("".join(pieces)).text
    assert not set(text) & set("\x00\r\x0c\u200b\ufeff\u3000\t")
    assert text == text.strip()
    assert "\n\n" not in text


def test_every_rule_has_a_name_of_its_own() -> None:
    assert len({rule.__name__ for rule in RULES}) == len(RULES)


def test_a_noisy_scrape_becomes_the_speech() -> None:
    text = cleaned(NOISY_SCRAPE.read_text("utf-8")).text
    assert text.startswith(
        "在2023年澄湖区政府全体会议上的讲话\n在2019年澄湖区政府全体会议上的讲话\n同志们:春回大地"
    )
    assert text.count("春回大地") == 1
    assert "在压减一般性支出的同时,我们没有少拨一分整治经费。" in text
    assert "损失惨重、教训深刻,再一次说明消防通道不能占" in text
    assert "由58微克/立方米下降至47微克/立方米,一年下降了19.0%" in text
    for noise in ("第4页", "wenkuxyz", "会员分享", "老秘共享会", "本文内容", "侵权", "2、"):
        assert noise not in text


def test_a_text_without_an_end_costs_as_much_as_it_is_long() -> None:
    def seconds(length: int) -> float:
        started = time.process_time()
        assert len(cleaned("一" * length).text) == length
        return time.process_time() - started

    seconds(1_000)
    assert seconds(1_000_000) < 20
