"""Claims about line ends: those that layout made go, those that end a paragraph stay."""

from __future__ import annotations

from rag.ingestion.clean import joins
from tests.ingestion.helpers import after, cleaned

PROSE = "全区上下围绕年初确定的各项任务抓紧推进重点工程建设取得明显进展群众反映普遍较好"


def test_a_number_that_a_line_end_cuts_is_whole() -> None:
    assert after(joins.broken_numbers, f"{PROSE}，新开公交线路1\n30条。") == (
        f"{PROSE}，新开公交线路130条。"
    )


def test_a_number_and_its_unit_join() -> None:
    assert after(joins.broken_numbers, f"{PROSE}，生产总值6.66\n万亿元。").endswith("6.66万亿元。")


def test_two_headings_with_numbers_stay_apart() -> None:
    assert after(joins.broken_numbers, "附件1\n2025年十件实事") == "附件1\n2025年十件实事"


def test_a_line_that_begins_with_a_comma_is_half_a_line() -> None:
    assert after(joins.broken_lines, "损失惨重\n，教训深刻。") == "损失惨重，教训深刻。"


def test_a_title_in_brackets_set_on_its_own_line_joins_on_both_sides() -> None:
    assert (
        after(joins.broken_lines, "实施《\n城市更新条例\n》，进展顺利。")
        == "实施《城市更新条例》，进展顺利。"
    )


def test_a_link_on_a_line_of_its_own_before_a_full_stop_joins_its_sentence() -> None:
    text = f"{PROSE}，由企业出题、科研机构\n揭榜\n。下一句。"
    assert after(joins.broken_lines, text) == f"{PROSE}，由企业出题、科研机构揭榜。下一句。"


def test_wrapped_chinese_lines_join_without_a_blank() -> None:
    text = "\n".join([PROSE, PROSE, PROSE, PROSE, "到此结束。"])
    assert after(joins.wrapped_lines, text) == PROSE * 4 + "到此结束。"


def test_lines_of_chinese_alone_are_full_where_those_with_latin_letters_are_longer() -> None:
    mixed = f"{PROSE[:28]} Web of Science, ScienceDirect and SpringerLink"
    prose = f"{PROSE[:20]}。{PROSE[20:]}"
    text = "\n".join([*[prose] * 9, *[mixed] * 6, prose, "到此结束。"])
    result = after(joins.wrapped_lines, text, media_type="application/pdf")
    assert result.endswith(f"{prose}到此结束。")
    assert result.startswith(prose * 9)


def test_a_short_line_that_ends_with_an_article_goes_on_in_a_pdf() -> None:
    line = "We opened the port. It has been a good year for all"
    text = "\n".join(
        [*[line] * 9, "Last year this house passed the", "Clean Harbour Act by a vote.", "Hale"]
    )
    result = after(joins.wrapped_lines, text, media_type="application/pdf")
    assert result.endswith("passed the Clean Harbour Act by a vote.\nHale")


def test_wrapped_english_lines_join_with_a_blank() -> None:
    line = "the council has opened twelve new libraries in the north of the city and"
    text = "\n".join([line] * 6 + ["that was all."])
    assert after(joins.wrapped_lines, text) == " ".join([line] * 6 + ["that was all."])


def test_a_paragraph_that_ends_stays_a_paragraph_in_wrapped_text() -> None:
    text = "\n".join([PROSE, PROSE, "第一段到此结束。", PROSE, PROSE, PROSE, "第二段。"])
    assert after(joins.wrapped_lines, text).split("\n") == [
        f"{PROSE}{PROSE}第一段到此结束。",
        f"{PROSE}{PROSE}{PROSE}第二段。",
    ]


def test_a_text_with_a_line_for_each_paragraph_is_not_wrapped() -> None:
    text = "\n".join(
        ["一、工作回顾", PROSE * 3 + "。", "二、工作安排", PROSE * 5 + "。", PROSE + "。"]
    )
    assert after(joins.wrapped_lines, text) == text


def test_a_list_of_short_names_is_not_wrapped() -> None:
    text = "财政局\n教育局\n图书馆\n市政府\n交通局\n社会局"
    assert cleaned(text).text == text


def test_a_single_line_end_in_a_markdown_paragraph_is_none() -> None:
    text = "# 标题\n\n按照\n共同纲领\n的规定，完成了任务。"
    result = after(joins.soft_breaks, text, media_type="text/markdown")
    assert result == "# 标题\n\n按照共同纲领的规定，完成了任务。"


def test_a_numbered_heading_right_before_its_text_is_a_line_of_its_own() -> None:
    text = "（一）产业发展提质增效\n规上工业增加值增长6.2%。"
    assert after(joins.soft_breaks, text, media_type="text/markdown") == text
    marked = after(joins.soft_breaks, "一是\n依法打击。", media_type="text/markdown")
    assert marked == "一是依法打击。"


def test_a_hyphen_at_a_line_end_goes_where_the_whole_word_stands_elsewhere() -> None:
    assert after(joins.hyphens, "The govern-\nment met. The government spoke.") == (
        "The government met. The government spoke."
    )


def test_a_hyphen_at_a_line_end_goes_where_the_vocabulary_knows_the_word() -> None:
    assert after(joins.hyphens, "We speak of manip-\nulation.") == "We speak of manipulation."


def test_a_word_that_the_text_hyphenates_elsewhere_keeps_its_hyphen() -> None:
    text = "They co-operate. We too co-\noperate."
    assert after(joins.hyphens, text) == "They co-operate. We too co-operate."


def test_a_hyphen_of_the_writer_stays() -> None:
    assert after(joins.hyphens, "a cash-\nstrapped family") == "a cash-strapped family"


def test_a_number_cut_after_its_point_or_its_thousands_is_whole() -> None:
    assert after(joins.broken_numbers, f"{PROSE}，达到6.\n66万亿元。").endswith("6.66万亿元。")
    assert after(joins.broken_numbers, f"{PROSE}，达到12,\n345万元。").endswith("12,345万元。")


def test_a_chinese_number_and_its_unit_join() -> None:
    text = f"{PROSE}，增加到二千四百万\n人，其中"
    assert after(joins.broken_numbers, text).endswith("二千四百万人，其中")


def test_a_number_cut_twice_is_whole() -> None:
    text = f"{PROSE}，增长21.8\n%，下降3\n个百分点。"
    assert after(joins.broken_numbers, text).endswith("增长21.8%，下降3个百分点。")


def test_a_word_that_a_line_end_cuts_is_whole() -> None:
    text = f"{PROSE}，适当控\n制信贷规模。"
    assert after(joins.split_words, text) == f"{PROSE}，适当控制信贷规模。"


def test_a_paragraph_that_only_lacks_its_full_stop_stays_one() -> None:
    text = f"{PROSE}，各方面的效果提高了\n在生产和建设中，我们抓紧推进。"
    assert after(joins.split_words, text) == text


def test_a_blank_inside_a_word_goes_and_one_between_two_phrases_stays() -> None:
    assert after(joins.split_words, "是当前条件下的一个重 大课题。各级机关要认真对待") == (
        "是当前条件下的一个重大课题。各级机关要认真对待"
    )
    text = "推出“青湖人家 近悦远来”招商品牌，持续优化营商环境"
    assert after(joins.split_words, text) == text


def test_an_english_line_that_goes_on_in_lower_case_joins() -> None:
    long = "the council has opened twelve new libraries in the north of the city, and " * 2
    assert after(joins.lower_case_lines, f"{long}even as\nwe plan more, we build.") == (
        f"{long}even as we plan more, we build."
    )


def test_items_of_an_english_list_in_lower_case_stay_apart() -> None:
    text = "We need three things:\na readiness to work\nthe courage to change"
    assert after(joins.lower_case_lines, text) == text
