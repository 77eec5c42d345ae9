"""Claims about cleaning as a whole, over texts nobody wrote and one that a scraper did."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.ingestion.clean import RULES, clean, cleaned_part
from rag.types.text import Span
from tests.ingestion.helpers import NOISY_SCRAPE, cleaned, pages_of, published

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


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=40))
def test_kept_characters_keep_their_order_and_every_change_is_listed(pieces: list[str]) -> None:
    text = "".join(pieces)
    result = clean(published(text))
    kept = [
        at
        for run in result.alignment.runs
        for at in range(run.published, run.published + run.length)
    ]
    assert kept == sorted(set(kept))
    listed: dict[int, str] = {}
    for edit in result.edits:
        for offset, at in enumerate(range(edit.span.start, edit.span.end)):
            assert at not in listed
            listed[at] = edit.replacement[offset : offset + 1]
    for at, character in zip(kept, result.text, strict=True):
        assert listed.get(at, text[at]) == character
    assert set(range(len(text))) - set(kept) == {at for at, now in listed.items() if not now}


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=40), st.data())
def test_any_part_of_the_clean_text_is_what_its_published_ranges_make(
    pieces: list[str], data: st.DataObject
) -> None:
    text = "".join(pieces)
    result = clean(published(text))
    end = data.draw(st.integers(0, len(result.text)))
    span = Span(data.draw(st.integers(0, end)), end)
    ranges = result.alignment.published(span)
    assert "".join(cleaned_part(text, part, result.edits) for part in ranges) == span.slice(
        result.text
    )


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, max_size=40))
def test_a_clean_text_holds_nothing_invisible(pieces: list[str]) -> None:
    text = cleaned("".join(pieces)).text
    assert not set(text) & set("\x00\r\x0c\u200b\ufeff\u3000\t")
    assert text == text.strip()
    assert "\n\n" not in text


LINE = "全区上下围绕年初确定的各项任务抓紧推进，重点工程建设取得明显进展，群众反映普遍较好"
BODY = f"各位代表：\n{LINE}。\n" * 12
PAGES, PAGE_SPANS = pages_of(*(f"某区公报\n{LINE}第{n}件事。\n{n}" for n in "二三四五"))
NUMBERED, NUMBERED_SPANS = pages_of("第一件事办完了。\n7", "第二件事办完了。\n— 8 —")
# For each rule a text that it acts on; keywords say what the format knows of it.
EXAMPLES: dict[str, tuple[str, dict[str, object]]] = {
    "line_ends": ("一。\r\n二。", {}),
    "control_characters": ("一\x00。", {}),
    "misread_characters": ("we \x93met\x94", {}),
    "tag_characters": ("好\U000e0041。", {}),
    "zero_width": ("好\u200b的。", {}),
    "direction_marks": ("好\u202e的。", {}),
    "soft_hyphens": ("govern\u00adment", {}),
    "doubled_radicals": ("⽂文", {}),
    "radicals": ("⽅案", {}),
    "private_characters": ("\ue40c生與環境的問題", {}),
    "paragraph_gaps": ("\u3000\u3000".join(f"{LINE}第{n}件。" for n in "一二三四五六七八"), {}),
    "white_space": ("A　B", {}),
    "gaps": ("一。\n\n\n\n二。", {}),
    "unseen_words": ("收入45①亿元。", {"unseen": (Span(4, 5),)}),
    "front_matter": (
        "---\na: b\n---\n一。",
        {"media_type": "text/markdown", "boilerplate": (Span(0, 13),)},
    ),
    "page_boilerplate": (
        "首页\n" + BODY,
        {"media_type": "text/html", "boilerplate": (Span(0, 2),)},
    ),
    "markdown_signs": ("# 一", {"media_type": "text/markdown"}),
    "marks_in_figures": ("税收45¹亿元。", {}),
    "notices": ("一。未经授权，不得转载。", {}),
    "navigation": (f"您的位置:\n>\n要闻\n>\n省内\n{BODY}", {}),
    "labelled_values": (f"来源：\n某某日报\n{BODY}", {}),
    "index_cards": (f"索引号： | 1\n发文机关： | 某区\n标题： | 甲\n{BODY}", {}),
    "captions": (f"区长林某作政府工作报告。本报记者 张某 摄\n{BODY}", {}),
    "page_end": (f"{BODY}相关报道：\n另一篇", {}),
    "boilerplate_lines": (f"打印本页\n{BODY}", {}),
    "turned_pages": ("新增就业1万人，(下转第四版)\n(上接第一版)收入增长。", {}),
    "running_headers": (PAGES, {"pages": PAGE_SPANS}),
    "page_counts": ("一。第 1 页 共 2 页", {}),
    "page_numbers": (NUMBERED, {"pages": NUMBERED_SPANS}),
    "page_number_lines": ("一。\n- 1 -\n二。\n- 2 -", {}),
    "interrupting_marks": (f"1、{LINE}。{LINE}在疏\n2、解中。{LINE}。{LINE}\n3、，完。", {}),
    "spaced_digits": ("从1 9 9 3 年起", {}),
    "spaced_characters": ("政 府 工 作 报 告", {}),
    "full_width_forms": ("１９８４年", {}),
    "hyphens": ("govern-\nment", {}),
    "wrapped_lines": ("\n".join([LINE] * 5 + ["完。"]), {}),
    "broken_numbers": (f"{LINE}，线路1\n30条。", {}),
    "figure_lines": ("城镇新增就业\n3.1万人，增长4%。", {}),
    "broken_lines": ("损失惨重\n，教训深刻。", {}),
    "contents_lines": ("目录\n回顾……1\n安排……8\n附件……9\n一、回顾", {}),
    "broken_runs": ("今年的\n主要目标\n是：增长5%。", {}),
    "lower_case_lines": ("We met in the north of the city, " * 4 + "and\nwe spoke.", {}),
    "split_words": (f"{LINE}，适当控\n制规模。", {}),
    "soft_breaks": ("我们\n来了。", {"media_type": "text/markdown"}),
    "abstract_labels": ("本文简介：一。", {}),
    "titles_in_a_row": ("在会上的讲话 在2018年会上的讲话", {}),
    "repeated_opening": (f"{LINE}，{LINE[::-1]}\n{LINE}，{LINE[::-1]}都走在前列。", {}),
    "repeated_titles": ("2026年青湖区政府工作报告\n秦望舒\n2026年青湖区政府工作报告\n好。", {}),
    "repeated_paragraphs": (f"{LINE}。{LINE}。\n{LINE}。{LINE}。", {}),
    "blanks_at_punctuation": ("完成 ，继续", {}),
    "blanks_at_figures": ("到2019 年为止", {}),
    "rows_of_blanks": ("a   b", {}),
    "margins": (" 一。", {}),
    "empty_lines": ("一。\n\n二。", {}),
}


@pytest.mark.parametrize("rule", [rule.__name__ for rule in RULES])
def test_every_rule_acts_and_is_counted(rule: str) -> None:
    assert rule in EXAMPLES, "give the rule a text that it acts on, in EXAMPLES"
    text, fields = EXAMPLES[rule]
    counts = clean(published(text, **fields)).counts()  # type: ignore[arg-type]
    assert counts[rule]["times"] >= 1
    assert counts[rule]["removed"] + counts[rule]["replaced"] >= 1


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
