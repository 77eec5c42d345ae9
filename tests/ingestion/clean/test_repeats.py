"""Claims about text that a source gives twice: one whole copy stays."""

from __future__ import annotations

from rag.ingestion.clean import repeats
from tests.ingestion.helpers import after, cleaned

OPENING = (
    "同志们：春回大地，万物生长。今天召开全区工作会议，主要任务是回顾成绩、分析形势、部署工作，努力做好今年各项工作，"
    "开创我区发展新局面，把去年没有办完的事情办完"
)
REST = "。会前印发了任务清单，各部门都签了责任书。"


def test_an_abstract_that_breaks_off_gives_way_to_the_body() -> None:
    text = f"讲话\n{OPENING}讲话全文：{OPENING}{REST}"
    result = after(repeats.repeated_opening, text)
    assert result.count("春回大地") == 1
    assert result.endswith(OPENING + REST)


def test_blanks_do_not_hide_a_repeated_opening() -> None:
    text = f"{OPENING}\n{OPENING.replace('今年', ' 今 年 ')}{REST}"
    assert after(repeats.repeated_opening, text).count("春回大地") == 1


def test_a_sentence_that_is_said_twice_in_full_stays() -> None:
    assert after(repeats.repeated_opening, f"{OPENING}。{OPENING}。") == f"{OPENING}。{OPENING}。"


def test_an_opening_that_is_said_once_stays() -> None:
    assert after(repeats.repeated_opening, OPENING + REST) == OPENING + REST


def test_a_list_of_names_that_share_words_is_no_repeated_opening() -> None:
    text = "\n".join(
        f"Household Registration Office of the {n} District, Example City" for n in "ABCDEFG"
    )
    assert after(repeats.repeated_opening, text) == text


def test_a_title_that_the_page_shows_twice_is_kept_once() -> None:
    text = "某某省2026年政府工作报告\n政务公开\n某某省2026年政府工作报告\n各位代表："
    assert after(repeats.repeated_titles, text).count("政府工作报告") == 1


def test_a_refrain_of_the_speaker_stays() -> None:
    text = f"各位代表！\n{OPENING}。\n各位代表！\n{REST}"
    assert after(repeats.repeated_paragraphs, text) == text


PARAGRAPH = OPENING + REST + OPENING + "。"
OTHER = REST + OPENING + REST


def test_long_paragraphs_pasted_twice_are_kept_once() -> None:
    beside = f"{PARAGRAPH}\n{PARAGRAPH}\n甲。"
    assert after(repeats.repeated_paragraphs, beside).count(PARAGRAPH) == 1
    pasted = f"{PARAGRAPH}\n{OTHER}"
    result = after(repeats.repeated_paragraphs, f"{pasted}\n甲。\n乙。\n{pasted}")
    assert result.strip() == f"{pasted}\n甲。\n乙。"


FORMULA = (
    "The Council of Norland voted on the motion as amended, by show of hands and in the order of "
    "the roll, and the clerk recorded that the motion was carried by all members who were present."
)


def test_a_formula_that_comes_again_stays() -> None:
    for times in (2, 3):
        text = "".join(f"Motion {n} on harbours.\n{FORMULA}\nCarried.\n" for n in range(times))
        assert cleaned(text).text.count(FORMULA) == times
    twice = f"{PARAGRAPH}\n甲。\n{PARAGRAPH}"
    assert after(repeats.repeated_paragraphs, twice) == twice
    often = f"{PARAGRAPH}\n{OTHER}\n甲。\n" * 3
    assert after(repeats.repeated_paragraphs, often) == often


def test_votes_that_are_recorded_in_the_same_words_stay() -> None:
    vote = (
        "On the question, That the bill be now read a second time, the votes were recorded as "
        "follows: Ayes 68; Noes 53.\nThe question was agreed to.\n"
    )
    text = "".join(
        f"{number} {name} Amendment Bill: second reading\nThe Minister moved, That the {name} "
        f"Amendment Bill be now read a second time.\n{vote}"
        for number, name in enumerate(("Electricity", "Fisheries", "Courts"), 1)
    )
    assert cleaned(text).text.count("Ayes 68; Noes 53.") == 3
    assert "That the Electricity Amendment Bill be now read a second time." in cleaned(text).text
