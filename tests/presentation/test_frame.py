import pytest

from rag.presentation.frame import beside, heading_frame, region_named, regions_in, speaker_named
from rag.presentation.frame.headings import heading_in
from rag.presentation.frame.institutions import institution_in
from rag.presentation.frame.titles import CHINESE_TITLES, TitleRule, title_in
from rag.presentation.frame.words import FrameWords


@pytest.mark.parametrize("rule", CHINESE_TITLES, ids=lambda rule: rule.label)
def test_each_form_of_titles_makes_its_example(rule: TitleRule) -> None:
    match = rule.pattern.fullmatch(rule.example)
    assert match is not None
    made = rule.make(match)
    assert made is not None
    assert made.text == rule.result
    assert rule.pattern.fullmatch(rule.counterexample) is None


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("2026年广东省政府工作报告", "Guangdong, Government Work Report 2026"),
        ("广东省2026年政府工作报告", "Guangdong, Government Work Report 2026"),
        ("澄川市政府工作报告（2025年）", "Chengchuan, Government Work Report 2025"),
        ("政府工作报告", "Government Work Report"),
    ],
)
def test_a_title_of_a_known_form_is_told_by_the_grammar(title: str, told: str) -> None:
    assert title_in(title, None, "en") == FrameWords(told, "names")


def test_a_title_of_no_known_form_is_told_word_for_word_and_says_so() -> None:
    told = title_in("加快建设现代化产业体系", None, "en")
    assert told == FrameWords("Speeding up building modern industrial system", "dictionary")


def test_an_address_to_congress_has_a_chinese_title() -> None:
    title = "PRESIDENT JIMMY CARTER'S ADDRESS BEFORE A JOINT SESSION OF THE CONGRESS ON THE STATE OF THE UNION"  # noqa: E501
    told = title_in(title, 1979, "zh")
    assert told == FrameWords("卡特总统在国会联席会议上发表的1979年国情咨文", "names")


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("一、2025年工作回顾", "1. Review of 2025"),
        ("（二）主要预期目标", "(2) Main targets"),
        ("2026年重点工作", "Key work in 2026"),
        ("“十四五”时期和2025年工作回顾", "Review of the 14th Five-Year Plan period and 2025"),
        ("附件2", "Annex 2"),
    ],
)
def test_usual_headings_are_told_by_the_grammar(heading: str, told: str) -> None:
    assert heading_in(heading, "en") == FrameWords(told, "names")


def test_other_headings_keep_their_number_and_are_told_word_for_word() -> None:
    told = heading_in("三、扎实推进乡村全面振兴", "en")
    assert told is not None
    assert told.made_of == "dictionary"
    assert told.text.startswith("3. ")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("广东省人民政府", "People's Government of Guangdong Province"),
        ("明湖区人民政府", "People's Government of Minghu District"),
        ("国务院办公厅", "General Office of the State Council"),
    ],
)
def test_institutions_have_their_official_english(name: str, told: str) -> None:
    assert institution_in(name, "en") == FrameWords(told, "names")


def test_what_is_in_the_readers_language_already_is_left_alone() -> None:
    assert region_named("Norland", "en") is None
    assert region_named("澄川市", "zh") is None
    assert speaker_named("王小明", "zh") is None
    assert heading_frame(("Jobs", "一、2025年工作回顾"), "en")[0] is None


def test_the_original_always_stands_beside() -> None:
    assert regions_in(["广东省"], "en") == ["Guangdong (广东省)"]
    assert beside("原题", FrameWords("some words", "dictionary"), "en") == (
        "原题 (word for word: some words)"
    )
    assert beside("原题", None, "en") == "原题"
