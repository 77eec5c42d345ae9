"""Claims about the words that say why a file is left out: each reason has a row in both languages,
and every place that leaves a file out names a row and gives the values that its words need."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import rag
from rag.ingestion.discover import KEPT_INSTEAD
from rag.ingestion.formats import foreign, foreign_text
from rag.presentation.left_out import (
    Reason,
    because,
    left_out_json,
    reason_words,
    unreadable,
)
from rag.presentation.left_out_words import ADVICE, REASONS
from rag.types.documents import values_of

_MADE_BY = {"unreadable": 1, "because": 0, "Undecodable": 0, "UnusableYaml": 0, "NotRead": 0}
_HAN = re.compile(r"[\u4e00-\u9fff]")


def named(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name}


@pytest.mark.parametrize("code", REASONS)
def test_each_reason_says_the_same_values_in_both_languages(code: str) -> None:
    chinese, english = REASONS[code]
    assert _HAN.search(chinese)
    assert not _HAN.search(english)
    assert named(chinese) == named(english)
    assert not chinese.endswith("。")


@pytest.mark.parametrize("code", ADVICE)
def test_each_advice_is_in_both_languages(code: str) -> None:
    chinese, english = ADVICE[code]
    assert _HAN.search(chinese)
    assert not _HAN.search(english)


def made() -> Iterator[tuple[str, ast.Call]]:
    """Every place under rag/ that names a code, with the code."""
    for path in Path(rag.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                at = _MADE_BY.get(node.func.id)
                given = node.args[at] if at is not None and len(node.args) > at else None
                if isinstance(given, ast.Constant):
                    yield str(given.value), node


def test_every_place_that_names_a_reason_gives_what_its_words_need() -> None:
    places = list(made())
    assert len(places) > 60
    for code, call in places:
        given = {keyword.arg for keyword in call.keywords if keyword.arg}
        spread = any(keyword.arg is None for keyword in call.keywords)
        assert code in REASONS, code
        assert given <= named(REASONS[code][1]) if spread else given == named(REASONS[code][1])


def test_every_row_is_named_somewhere() -> None:
    tables = {row.reason for row in foreign.FOREIGN}
    tables |= {reason for _, reason in (*foreign.FOREIGN_PARTS, *foreign.FOREIGN_STREAMS)}
    tables |= {reason for _, reason in foreign_text._TESTS}
    returned = {"pdf-and-page", "pdf-behind", *KEPT_INSTEAD.values()}
    assert REASONS.keys() == tables | returned | {code for code, _ in made()}


def test_a_reason_is_told_in_the_readers_language() -> None:
    error = unreadable("a.pdf", "too-many-pages", most=5000)
    assert error.words("en") == "a.pdf: more than 5000 pages; split the file"
    assert error.words("zh") == "a.pdf：超过 5000 页；请拆分文件"
    assert (error.code, error.values) == ("too-many-pages", (("most", 5000),))


def test_advice_and_lists_are_told_in_the_readers_language() -> None:
    assert because("damaged", what="EOFError", advice="as-text").words("zh") == (
        "文件已损坏（EOFError）；请把文字另存为 .txt"
    )
    assert "信.pdf、表.xlsx" in because("mail-attached", files=("信.pdf", "表.xlsx")).words("zh")
    assert "a.pdf, b.xlsx" in str(because("mail-attached", files=("a.pdf", "b.xlsx")))


@pytest.mark.parametrize(
    ("code", "values"),
    [
        ("", ()),
        ("of-a-later-version", ()),
        ("too-many-bytes", values_of(bytes="not a number", most=1)),
        ("too-many-pages", ()),
        ("damaged", values_of(what="x", advice="of-a-later-version")),
    ],
)
def test_what_another_version_wrote_is_told_in_its_own_words(code: str, values: object) -> None:
    assert reason_words("the file is odd", code, values, "zh") == "the file is odd"  # type: ignore[arg-type]
    assert reason_words("the file is odd", code, values, "en") == "the file is odd"  # type: ignore[arg-type]


def test_programs_get_the_code_its_values_and_both_languages() -> None:
    reason = Reason("too-many-bytes", values_of(bytes=1_500, most=1_000))
    assert left_out_json("a.txt", str(reason), reason.code, reason.values) == {
        "file": "a.txt",
        "reason": "1,500 bytes; at most 1,000 are read",
        "reason_zh": "文件有 1,500 字节，最多读取 1,000 字节",
        "code": "too-many-bytes",
        "values": {"bytes": 1_500, "most": 1_000},
    }
