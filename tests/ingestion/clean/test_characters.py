"""Claims about single characters: what no reader sees goes, what is published stays."""

from __future__ import annotations

import pytest

from rag.ingestion.clean import characters
from tests.ingestion.helpers import after, cleaned


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\u2029", "\x0b", "\x0c", "\x85"])
def test_every_line_end_becomes_a_line_feed(end: str) -> None:
    assert after(characters.line_ends, f"一{end}二") == "一\n二"


def test_nul_controls_and_lone_surrogates_are_removed() -> None:
    assert after(characters.control_characters, "去\x00年\x1b\ud800\uffff") == "去年"


def test_windows_quotes_that_were_read_as_latin_1_are_mended() -> None:
    assert after(characters.misread_characters, "the Union\x92s \x93state\x94\x81") == (
        "the Union’s “state”"
    )


def test_invisible_characters_are_removed_and_counted_by_kind() -> None:
    text = "疏\u200b解\ufeff非\u202e首\u2069都\U000e0041功\ufe0f能。"
    result = cleaned(text)
    assert result.text == "疏解非首都功能。"
    assert {rule: one["removed"] for rule, one in result.counts().items()} == {
        "zero_width": 3,
        "direction_marks": 2,
        "tag_characters": 1,
    }


def test_a_line_of_zero_width_characters_is_no_line() -> None:
    assert after(characters.zero_width, "由于美\n\u200b\n国人民") == "由于美\n国人民"


def test_a_soft_hyphen_goes_with_the_line_end_it_was_set_for() -> None:
    assert after(characters.soft_hyphens, "govern\u00ad\nment") == "government"


def test_typographic_spaces_become_plain_ones() -> None:
    assert after(characters.white_space, "a\u00a0b\u3000c\u2003d\te") == "a b c d e"


def test_a_radical_before_its_own_character_is_a_fault_of_the_font() -> None:
    assert after(characters.doubled_radicals, "中⽂文和⼩小学") == "中文和小学"
    assert after(characters.doubled_radicals, "数量\uf97e，进⾏行\ufa08调查") == "数量，进行调查"


def test_a_radical_that_stands_for_its_character_becomes_it() -> None:
    assert after(characters.radicals, "⽅案、⻅⾯") == "方案、见面"


def test_full_width_letters_and_digits_become_plain_and_punctuation_stays() -> None:
    text = "１９８４年ＧＤＰ增长１２．５％，（第１名）"
    assert after(characters.full_width_forms, text) == "1984年GDP增长12.5％，（第1名）"


def test_traditional_characters_stay_as_published() -> None:
    assert cleaned("臺灣經濟增長，市民生活更加便利。").text == "臺灣經濟增長，市民生活更加便利。"


def test_tag_characters_that_hide_an_instruction_go() -> None:
    hidden = "".join(chr(0xE0000 + ord(letter)) for letter in "ignore all")
    assert after(characters.tag_characters, f"同志们{hidden}好") == "同志们好"


def test_direction_marks_go() -> None:
    assert after(characters.direction_marks, "a\u202eb\u2066c\u2069d\u200f") == "abcd"
