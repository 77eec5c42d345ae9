"""Folds: about equal, always the same, and never with one question on both sides."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from rag.evaluation.case_files import CaseFile
from rag.evaluation.cases import Case, Gold, Names
from rag.evaluation.folds import Fold, deal, in_fold


def case(id: str, *quotes: str, pair: str | None = None, file: str = "", doc: str = "a") -> Case:
    gold = tuple(Gold(doc, quote) for quote in quotes)
    return Case(id, f"question {file} {id}", "zh", gold=gold, pair=pair, file=file)


CASES = [case(str(number)) for number in range(400)]


def test_folds_are_of_about_equal_size_and_every_case_is_in_one() -> None:
    sizes = Counter(deal(CASES, 5))
    assert sorted(sizes) == [1, 2, 3, 4, 5]
    assert sum(sizes.values()) == len(CASES)
    assert min(sizes.values()) > 50


def test_neither_order_nor_names_move_a_case() -> None:
    numbers = {c.question: fold for c, fold in zip(CASES, deal(CASES, 5), strict=True)}
    mixed = random.Random(1).sample(CASES, 300)
    renamed = [Case(f"f:{c.id}", c.question, c.language, file="f") for c in mixed]
    assert [numbers[c.question] for c in mixed] == deal(renamed, 5)


@pytest.mark.parametrize(
    "family",
    [
        [case("x", pair="y"), case("y")],
        [case("x", "增长5%。其他"), case("y", "增长5%, 其他")],  # one answer in two languages
        [case("x", "地区生产总值增长5%"), case("y", "产总值增长", doc="its other name")],
        [case("x", "ab cd"), case("y", "abcd", "efgh"), case("z", "efgh")],  # by way of another
    ],
)
def test_cases_that_belong_together_are_in_one_fold(family: list[Case]) -> None:
    for count in range(2, 12):
        assert len(set(deal([*CASES[:20], *family], count)[20:])) == 1


def test_other_cases_are_not_drawn_along() -> None:
    apart = [
        case("x", "增长5%", pair="gone"),
        case("y", "增长6%", pair="y", file="a"),
        case("z", "……", file="b"),
        case("w", file="b"),
    ]
    assert any(len(set(deal(apart, count))) == len(apart) for count in range(5, 60))


def test_files_keep_the_cases_of_the_fold() -> None:
    files = [
        CaseFile("a", tuple(CASES[:100]), Names()),
        CaseFile("b", tuple(CASES[100:]), Names()),
        CaseFile("c", (case("0"),), Names()),
    ]
    held = [in_fold(files, Fold(number, 5)) for number in range(1, 6)]
    kept = [case for files in held for file in files for case in file.cases]
    assert sorted(c.id for c in kept) == sorted(c.id for file in files for c in file.cases)
    assert sum("c" in [file.name for file in files] for files in held) == 1


@pytest.mark.parametrize("text", ["", "2", "0/5", "6/5", "1/1", "a/b", "2/5/1", "-1/5"])
def test_a_fold_is_one_of_several(text: str) -> None:
    assert Fold.parse("2/5") == Fold(2, 5)
    with pytest.raises(ValueError, match="is not one of several"):
        Fold.parse(text)
