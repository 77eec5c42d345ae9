"""Claims about notes on sources: plain words in the language of the question, nothing cut off."""

from __future__ import annotations

import pytest

from rag.presentation.warnings import note
from rag.types.answers import AnswerWarning
from rag.types.text import Language

DATES = (
    "2022 in the title “在2022年全区会议上的讲话”; 2018 in the title “在2018年全区会议上的讲话”; "
    "2019 in the text “做好2019年工作”"
)


@pytest.mark.parametrize(
    ("code", "detail", "language", "shown"),
    [
        (
            "dates_disagree",
            DATES,
            "zh",
            "文中年份互相矛盾，讲话的年份不能确定：标题写2022、2018年，正文写2019年",
        ),
        (
            "dates_disagree",
            DATES,
            "en",
            "the years given in this document disagree, so the year of the speech is uncertain: "
            "2022, 2018 in the title; 2019 in the text",
        ),
        (
            "anonymised_names",
            "names are blanked out in 5 places: XX, XX区",
            "en",
            "some names are blanked out: XX, XX区",
        ),
        (
            "possible_rewording",
            "likely: 3 phrases read like synonyms put in by a machine: 充分确定 (for 充分肯定), "
            "深化人心 (for 深入人心), 不行能完成 (for 不可能完成)",
            "zh",
            "有些用词像是机器替换过的同义词：“充分确定”似应为“充分肯定”、“深化人心”似应为“深入人心”",
        ),
        (
            "truncated",
            "ends in the middle of a sentence: “…和全区”",
            "zh",
            "文本不完整，在句中断开：止于“和全区”",
        ),
        ("truncated", "stops within a picture", "en", "the text breaks off"),
        ("ocr", "2 of 9 pages (page 3, 4) were recognised from pictures", "en",
         "the text was read from images and may have errors: 2 of 9 pages"),
        ("something_new", "?", "en", "something new"),
    ],
)  # fmt: skip
def test_a_note_tells_what_matters_in_the_language_of_the_question(
    code: str, detail: str, language: Language, shown: str
) -> None:
    assert note(AnswerWarning(code, "id", detail), language) == shown
