"""Claims about warnings: given where a reader must be warned, and only there."""

from __future__ import annotations

from rag.ingestion.clean import clean
from rag.ingestion.metadata.describe import describe
from rag.ingestion.metadata.warnings import warnings_of
from rag.types.documents import Value
from tests.ingestion.helpers import NOISY_SCRAPE, published
from tests.told import values_left_out

PLAIN = "各位代表：\n做好2026年工作，要坚持稳字当头。去年我们完成了全部任务，新建学校五所。\n"


def warned(text: str, file: str = "speech.txt") -> dict[str, dict[str, Value]]:
    """The values of each warning, by code; all of them have words in both languages."""
    source = published(text, file=file)
    cleaned = clean(source)
    found = warnings_of(source, cleaned, describe(source, cleaned))
    assert [values_left_out(warning) for warning in found] == [[]] * len(found)
    return {warning.code: dict(warning.values) for warning in found}


def test_a_scrape_is_warned_of_in_every_way() -> None:
    found = warned(NOISY_SCRAPE.read_text("utf-8"))
    assert list(found) == [
        "dates_disagree",
        "anonymised_names",
        "scraped_copy",
        "truncated",
        "possible_rewording",
        "much_left_out",
    ]
    dates = found["dates_disagree"]
    assert (dates["title"], dates["text"]) == ((2023, 2019), (2020,))
    assert "XX区" in str(found["anonymised_names"]["names"])
    assert found["scraped_copy"]["site"] == "wenkuxyz.com"
    assert str(found["truncated"]["last_words"]).endswith("每一个人的")
    assert found["possible_rewording"]["count"] == 3


def test_an_ordinary_report_has_no_warnings() -> None:
    head = "2026年某市政府工作报告\n——2026年1月15日在某市第三届人民代表大会第四次会议上\n"
    assert warned(head + PLAIN, file="2026年某市政府工作报告.txt") == {}


def test_a_report_on_last_year_given_in_january_does_not_disagree() -> None:
    head = "2025年度某市政府工作报告\n——2026年1月15日在某市第三届人民代表大会第四次会议上\n"
    assert warned(head + PLAIN) == {}


def test_a_file_name_that_contradicts_the_title_is_told() -> None:
    found = warned("2026年某市政府工作报告\n" + PLAIN, file="2019年某市政府工作报告.txt")
    assert found["dates_disagree"]["file_name"] == (2019,)


def test_a_title_of_two_years_keeps_both() -> None:
    title = "关于2025年计划执行情况与2026年计划草案的报告\n"
    found = warned(title + PLAIN, file="2019年计划.txt")
    assert found["dates_disagree"]["title"] == (2025, 2026)


def test_a_plan_for_a_row_of_years_does_not_disagree() -> None:
    assert warned("某新区总体规划（2018—2035年）的报告\n" + PLAIN) == {}


def test_one_blanked_name_is_not_yet_a_pattern() -> None:
    assert "anonymised_names" not in warned(PLAIN + "到XX街道调研。\n完。")


def test_a_list_at_the_end_is_not_a_broken_sentence() -> None:
    assert "truncated" not in warned(PLAIN + "学校，5所，新建 | 教育局 | 全区")


def test_characters_that_were_lost_before_are_told() -> None:
    found = warned(PLAIN + "总统\ufffd\ufffd说\ufffd。")["low_text_yield"]
    assert found["lost"] == 3
    assert "总统\ufffd\ufffd说" in str(found["around"])


def test_one_odd_phrase_is_not_yet_rewording() -> None:
    assert "possible_rewording" not in warned(PLAIN + "得到了充分确定。")


def test_a_title_of_two_years_agrees_with_either() -> None:
    title = "关于2025年计划执行情况与2026年计划草案的报告\n"
    assert warned(title + PLAIN) == {}
    assert warned(title + PLAIN, file="2025年总结和2026年计划.txt") == {}
    assert "dates_disagree" in warned(title + PLAIN, file="2019年计划.txt")


def test_years_that_a_speech_looks_back_or_ahead_to_do_not_disagree() -> None:
    text = "2026年某市政府工作报告\n各位代表：\n我们完成2024年任务，推进2035年远景目标。\n"
    assert warned(text + PLAIN) == {}


def test_a_roman_numeral_blanks_no_name_out() -> None:
    text = "We amend Title XX of the Act, and Article XXII. Title XX stays as it is.\n"
    assert warned(text) == {}


LINKS = "".join(f"上一篇：{name}办理情况的通报\n" for name in "甲乙丙丁戊己庚辛壬癸")


def test_a_document_that_loses_more_than_a_tenth_says_so() -> None:
    found = warned(PLAIN + LINKS)["much_left_out"]
    assert isinstance(found["percent"], int)
    assert 60 <= found["percent"] <= 75
    assert found["longest"] == "上一篇：甲办理情况的通报"


def test_a_document_that_loses_less_does_not() -> None:
    assert "much_left_out" not in warned(PLAIN * 40 + LINKS)


def test_blanks_and_the_card_of_a_site_are_no_loss() -> None:
    card = (
        "索引号：| 0001 | 主题分类：| 综合政务\n"
        "发文机关：| 青川区政府 | 成文日期：| 2024年1月15日\n"
        "标题：| 政府工作报告\n发文字号：| 青政发〔2024〕1号 | 发布日期：| 2024年1月16日\n"
    )
    assert "much_left_out" not in warned(card + PLAIN.replace("，", "，   ") + "\n" * 200)
