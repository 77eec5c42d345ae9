"""Claims about the words of warnings: both languages have them, and no value is lost."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import rag
from rag.presentation.warnings import WARNINGS, warning_words
from rag.types.answers import AnswerWarning
from rag.types.documents import DocumentWarning, Values, values_of
from rag.types.text import Language
from tests.told import values_left_out

# Each code with a value of every name that its row has words for.
EXAMPLES: dict[str, Values] = {
    "dates_disagree": values_of(
        title=(2022, 2018),
        heading=(2017,),
        text=(2019,),
        file_name=(2021,),
        declared_date=(2016,),
        words=("做好2019年工作", "2017年1月5日"),
    ),
    "anonymised_names": values_of(count=12, names=("XX区", "XX市")),
    "scraped_copy": values_of(site="taowenge.com", notices=4, page_marks=7),
    "truncated": values_of(last_words="和全区", byte=340, element="script"),
    "possible_rewording": values_of(
        count=17, replaced=(("充分确定", "充分肯定"), ("深化人心", "深入人心"))
    ),
    "attachments": values_of(count=2, files=("报告.docx", "table.xlsx")),
    "low_text_yield": values_of(
        count=3,
        of=9,
        pages=("2", "4–5"),
        lost=63,
        around="what man\ufffd\ufffds genius has",
        private=4,
        parts=2,
    ),
    "garbled": values_of(count=2, of=8, pages=("3–4",), characters=1234),
    "much_left_out": values_of(percent=24, longest="Public domain"),
    "ocr": values_of(count=2, of=8, pages=("3–4",)),
    "translation_dropped": values_of(citation=2, figures=("12所", "13 schools"), years=("2025",)),
    "translation_changed": values_of(citation=2),
    "translation_failed": values_of(citation=2, failure="the server answered with status 500"),
    "answerer_failed": values_of(failure="the server answered with status 500", unproven=6),
}
MAKERS = ("DocumentWarning", "AnswerWarning")


def codes_made() -> set[str]:
    """The codes of all warnings that a file under rag/ makes."""
    trees = (ast.parse(path.read_text("utf-8")) for path in Path(rag.__file__).parent.rglob("*.py"))
    calls = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call))
    made = (
        call.args[0]
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id in MAKERS and call.args
    )
    return {str(code.value) for code in made if isinstance(code, ast.Constant)}


def test_every_warning_that_is_made_has_words_and_no_words_are_of_no_use() -> None:
    assert codes_made() == set(WARNINGS) == set(EXAMPLES)


@pytest.mark.parametrize("code", WARNINGS)
def test_both_languages_tell_the_same_values_and_leave_none_out(code: str) -> None:
    row = WARNINGS[code]
    assert row.names("zh") == row.names("en") == set(dict(EXAMPLES[code]))
    assert values_left_out(AnswerWarning(code, None, EXAMPLES[code])) == []


@pytest.mark.parametrize("code", WARNINGS)
def test_a_warning_without_values_is_told_by_its_meaning(code: str) -> None:
    row = WARNINGS[code]
    assert all(row.means)
    assert warning_words(DocumentWarning(code), "zh") == row.means[0]
    assert warning_words(DocumentWarning(code), "en") == row.means[1]


@pytest.mark.parametrize("code", WARNINGS)
def test_each_language_is_written_in_its_own_script(code: str) -> None:
    row = WARNINGS[code]
    for chinese, english in (row.means, *row.around, *([row.short] if code != "ocr" else ())):
        assert any("\u4e00" <= character <= "\u9fff" for character in chinese)
        assert english.replace("“", "").replace("”", "").isascii()


@pytest.mark.parametrize(
    ("code", "values", "language", "shown"),
    [
        (
            "dates_disagree",
            values_of(title=(2022, 2018), text=(2019,)),
            "zh",
            "文中年份互相矛盾，讲话的年份不能确定：标题写2022、2018年，正文写2019年",
        ),
        (
            "dates_disagree",
            values_of(title=(2022, 2018), text=(2019,)),
            "en",
            "the years given in this document disagree, so the year of the speech is uncertain: "
            "2022, 2018 in the title; 2019 in the text",
        ),
        (
            "anonymised_names",
            values_of(count=5, names=("XX", "XX区")),
            "en",
            "some names are blanked out: in 5 places; for instance XX, XX区",
        ),
        (
            "possible_rewording",
            EXAMPLES["possible_rewording"],
            "zh",
            "有些用词像是机器替换过的同义词：共17种，"
            "如“充分确定”似应为“充分肯定”、“深化人心”似应为“深入人心”",
        ),
        ("truncated", values_of(last_words="和全区"), "zh", "文本不完整：在句中断开，止于“和全区”"),
        ("something_new", values_of(count=1), "en", "something new"),
    ],
)
def test_a_warning_reads_like_a_sentence_of_the_readers_language(
    code: str, values: Values, language: Language, shown: str
) -> None:
    assert warning_words(AnswerWarning(code, "id", values), language) == shown


def test_words_of_a_document_are_written_as_they_are() -> None:
    odd = "100%s {count} {0.__class__} %d"
    warning = DocumentWarning("truncated", values_of(last_words=odd))
    assert odd in warning_words(warning, "en")
    listed = DocumentWarning("dates_disagree", values_of(words=(odd, odd[::-1])))
    assert values_left_out(listed) == []


@pytest.mark.parametrize(
    "values",
    [
        values_of(replaced=("充分确定", "充分肯定")),
        values_of(replaced=(("a", "b", "c"),)),
        values_of(replaced="充分确定"),
        values_of(replaced=7),
    ],
)
def test_values_of_another_form_leave_the_meaning(values: Values) -> None:
    warning = DocumentWarning("possible_rewording", values)
    assert warning_words(warning, "en") == WARNINGS["possible_rewording"].means[1]
